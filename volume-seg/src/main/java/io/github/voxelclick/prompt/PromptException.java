package io.github.voxelclick.prompt;

import io.github.voxelclick.volume.VolumeException;

/** A prompt that is misspelt, lies outside the volume, or leaves nothing to work from. */
public final class PromptException extends VolumeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed, what was found and expected, what to do
   */
  public PromptException(String message) {
    super(message);
  }
}
