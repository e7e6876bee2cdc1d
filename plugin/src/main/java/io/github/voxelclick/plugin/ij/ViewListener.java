package io.github.voxelclick.plugin.ij;

import io.github.voxelclick.prompt.Prompt;

/** What a user does to a shown volume. Called on the event thread. */
public interface ViewListener {
  /**
   * A click or a box was given.
   *
   * @param prompt where, on a slice of constant k, inside the volume
   */
  void prompted(Prompt prompt);

  /**
   * Another slice is shown.
   *
   * @param slice from zero
   */
  void looked(int slice);

  /** The last change is to be taken back. */
  void undo();

  /** What was taken back is to be done again. */
  void redo();

  /** What runs is no longer wanted. */
  void cancel();

  /** The window was closed; nothing comes after this. */
  void closed();
}
