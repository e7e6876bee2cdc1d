package io.github.voxelclick.plugin.task;

import java.util.Optional;

/** Which VoxelClick this is. */
public final class Version {
  private Version() {}

  /** The version in the jar's manifest; {@code development} when run from classes. */
  public static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
