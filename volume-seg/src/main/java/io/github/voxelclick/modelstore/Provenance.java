package io.github.voxelclick.modelstore;

import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a model's making.
 *
 * @param source who made it or where it was got, in words; not a path, which may name a person
 * @param licence as its source names it; empty when unknown
 * @param nonCommercial whether that licence forbids commercial use; empty when unknown
 */
public record Provenance(String source, Optional<String> licence, Optional<Boolean> nonCommercial) {
  /** Checks that nothing is missing. */
  public Provenance {
    Objects.requireNonNull(licence, "licence");
    Objects.requireNonNull(nonCommercial, "nonCommercial");
    if (source.isBlank()) {
      throw new IllegalArgumentException("a source without a word");
    }
  }

  /** Files that someone had, with nothing known of them. */
  public static Provenance ofFiles() {
    return new Provenance("files of this computer", Optional.empty(), Optional.empty());
  }
}
