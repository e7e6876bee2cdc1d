package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.event.KeyEvent;

/** What a user does to a shown volume. Called on the event thread. */
public interface ViewListener {
  /** The mouse was used on a slice, with one of our tools. */
  void pointer(PointerEvent event);

  /** Another slice is shown in a view. */
  void looked(SlicePlane plane);

  /** All views are to show a voxel, which lies within the volume. */
  void aimed(VoxelIndex voxel);

  /**
   * A key was pressed in a view.
   *
   * @return whether it meant something and is used up
   */
  boolean key(KeyEvent event);

  /**
   * The window is about to close, by the will of a person or of a macro. Called on any thread, and
   * must not wait.
   *
   * @return false when it is to stay open
   */
  default boolean mayClose() {
    return true;
  }

  /**
   * What came of closing the window once {@link #mayClose} was asked. Called at once, on the same
   * thread.
   *
   * @param done false when it stays open
   */
  default void closing(boolean done) {}

  /** The window was closed; nothing comes after this. */
  void closed();
}
