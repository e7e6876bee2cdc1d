package io.github.voxelclick.modelstore;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A model of the model folder.
 *
 * @param name its folder's
 * @param folder absolute
 * @param origin where it came from; empty when that cannot be read
 * @param fault what is wrong with it, without a full stop; empty for a sound one. Sizes are looked
 *     at, not contents: {@link ModelStore#verify} reads those
 */
public record InstalledModel(
    String name, Path folder, Optional<Origin> origin, Optional<String> fault) {
  static final String PROFILE = "profile.json";

  /** Checks that nothing is missing. */
  public InstalledModel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(fault, "fault");
  }

  /** The profile to open it by. */
  public Path profile() {
    return folder.resolve(PROFILE);
  }

  /** Bytes of its files; 0 when unknown. */
  public long bytes() {
    return origin.map(Origin::bytes).orElse(0L);
  }
}
