package io.github.voxelclick.plugin.diagnostics;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What only the program around knows.
 *
 * @param name what VoxelClick runs in, such as {@code ImageJ 1.54p}
 * @param model what is loaded, on which device; empty when nothing is
 * @param device the one that was chosen; empty when none can be
 * @param failures as of {@code RecentFailures}
 */
public record Host(
    String name, Optional<String> model, Optional<String> device, List<String> failures) {
  /** Takes a copy. */
  public Host {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(device, "device");
    failures = List.copyOf(failures);
  }
}
