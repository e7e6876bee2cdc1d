package io.github.voxelclick.provenance;

import io.github.voxelclick.volume.VolumeException;

/** A provenance file that cannot be read, or would be too large to be read again. */
public final class ProvenanceException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public ProvenanceException(String message) {
    super(message);
  }

  /**
   * @param message what failed, what was found and expected, what to do
   * @param cause what happened underneath
   */
  public ProvenanceException(String message, Throwable cause) {
    super(message, cause);
  }
}
