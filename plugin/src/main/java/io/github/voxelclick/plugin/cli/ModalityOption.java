package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.volume.Volume;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says what an image is where its file does not. */
final class ModalityOption {
  @Option(
      names = "--modality",
      paramLabel = "NAME",
      description = "CT, MR, PT, ... for files that do not say it (NIfTI).")
  private Optional<String> modality = Optional.empty();

  /** Whether one was given. */
  boolean given() {
    return modality.isPresent();
  }

  /** The volume, of the given modality where one was given. */
  Volume applyTo(Volume v) {
    return modality.map(m -> v.withModality(m.strip().toUpperCase(Locale.ROOT))).orElse(v);
  }
}
