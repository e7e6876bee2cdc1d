package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.DisplayPreset;

/**
 * How a user wants a volume to look. Whoever listens keeps it and shows it in all views. Called on
 * the event thread.
 */
public interface DisplayListener {
  /** Values are to be shown another way. */
  void preset(DisplayPreset preset);

  /** Masks are to be shown another way. */
  void style(MaskStyle style);

  /** The cross-hair is to be shown or not. */
  void crosshair(boolean shown);
}
