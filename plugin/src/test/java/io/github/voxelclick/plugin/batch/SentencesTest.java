package io.github.voxelclick.plugin.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SentencesTest {
  @TempDir Path folder;

  private static BatchJob job(String image, String out) throws JobRefusedException {
    return new BatchJob.Builder("j", Path.of("/archive/Doe^Jane"))
        .image(image)
        .build(List.of(new JobStructure("", "", List.of("point:+:1,2,3"), "all", false)), out);
  }

  @Test
  void the_images_paths_and_names_are_left_out() throws JobRefusedException {
    BatchJob job = job("ct/Jane.1.nii", "a.nii");
    for (String name :
        List.of("/archive/Doe^Jane/ct/Jane.1.nii", "Jane.1.nii", "/archive/Doe^Jane/ct")) {
      assertEquals(
          "There is no the image. Check (the image).",
          Sentences.without(job, "There is no " + name + ". Check (" + name + ")."));
    }
    assertEquals(
        "Cannot read the image/IM0001: cut off.",
        Sentences.without(
            job("ct", "a.nii"), "Cannot read\n/archive/Doe^Jane/ct/IM0001: cut off."));
  }

  @Test
  void what_a_link_leads_to_is_left_out_too() throws Exception {
    Path real = Files.createDirectories(folder.resolve("Doe^John/ct7"));
    Path link = Files.createSymbolicLink(folder.resolve("case1"), real);
    BatchJob job = job(link.toString(), "case1.dcm");
    String told =
        Sentences.without(job, "Cannot list " + real.toRealPath().resolve("sub") + ": " + real);
    assertEquals("Cannot list the image/sub: the image", told);
  }

  @Test
  void names_of_the_masks_files_stay_though_they_begin_as_the_images() throws JobRefusedException {
    BatchJob job = job("case1", "case1.dcm");
    assertEquals(
        ".case1.job is there, as is case1.dcm; the image is not.",
        Sentences.without(job, ".case1.job is there, as is case1.dcm; case1 is not."));
  }
}
