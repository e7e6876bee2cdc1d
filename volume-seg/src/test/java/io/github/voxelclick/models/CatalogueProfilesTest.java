package io.github.voxelclick.models;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.modelstore.Catalogue;
import io.github.voxelclick.modelstore.CatalogueEntry;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CatalogueProfilesTest {
  @Test
  void every_entry_of_the_built_in_list_has_a_known_profile() {
    for (CatalogueEntry entry : Catalogue.builtIn().entries()) {
      assertTrue(KnownProfiles.NAMES.contains(entry.profile().orElseThrow()), entry.name());
    }
  }
}
