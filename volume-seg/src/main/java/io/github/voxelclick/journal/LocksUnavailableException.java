package io.github.voxelclick.journal;

import java.io.IOException;

/** The file system does not lock files, as some network disks do not unless it is switched on. */
public final class LocksUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause what the operating system said
   */
  public LocksUnavailableException(IOException cause) {
    super("the file system does not lock files (" + cause.getMessage() + ")", cause);
  }
}
