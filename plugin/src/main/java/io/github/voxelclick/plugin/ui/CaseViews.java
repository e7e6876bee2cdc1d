package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import io.github.voxelclick.plugin.view.MaskStyle;
import io.github.voxelclick.plugin.view.OverlayContent;
import io.github.voxelclick.plugin.view.PointerEvent;
import io.github.voxelclick.plugin.view.ViewListener;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The window of linked views of one image, while it is open; ImageJ's settings remember whether it
 * was. Used on the event thread only.
 */
final class CaseViews {
  private static final String OPEN = "voxelclick.views.open";

  private final String title;
  private final Volume volume;
  private final boolean anatomical;
  private final ViewListener listener;
  private final CaseKeys keys;
  private final Consumer<MaskStyle> style;
  private Optional<ViewsWindow> window = Optional.empty();

  /**
   * Views that are not shown.
   *
   * @param anatomical whether the volume is of a patient
   * @param listener told of all but keys, which come by way of the window
   * @param style told when masks are to be drawn another way
   */
  CaseViews(
      String title,
      Volume volume,
      boolean anatomical,
      ViewListener listener,
      CaseKeys keys,
      Consumer<MaskStyle> style) {
    this.title = title;
    this.volume = volume;
    this.anatomical = anatomical;
    this.listener = listener;
    this.keys = keys;
    this.style = style;
  }

  /** Whether they were open when an image was last worked on. */
  static boolean wereOpen() {
    return Prefs.get(OPEN, false);
  }

  /**
   * Opens the window, or brings it to the front.
   *
   * @param preset how values are shown at first
   * @param panel the bounds of the panel, which is not to be covered
   */
  void open(DisplayPreset preset, OverlayContent content, VoxelIndex aim, Rectangle panel) {
    if (window.isEmpty()) {
      ViewsWindow made =
          new ViewsWindow(
              title, volume, anatomical, preset, content, new InViews(), style, this::close);
      window = Optional.of(made);
      keys.add(made.frame());
      made.aim(aim);
      made.show(content);
      made.show(panel);
      Prefs.set(OPEN, true);
    }
    window.ifPresent(w -> w.frame().toFront());
  }

  /** The views without the keys. */
  private final class InViews implements ViewListener {
    @Override
    public void pointer(PointerEvent event) {
      listener.pointer(event);
    }

    @Override
    public void looked(SlicePlane plane) {
      listener.looked(plane);
    }

    @Override
    public void aimed(VoxelIndex voxel) {
      listener.aimed(voxel);
    }

    @Override
    public boolean key(KeyEvent event) {
      return keys.press(event);
    }

    @Override
    public void closed() {
      close();
    }
  }

  /** Draws something else over all views. */
  void show(OverlayContent content) {
    window.ifPresent(w -> w.show(content));
  }

  /** Shows the slices through a voxel. */
  void aim(VoxelIndex voxel) {
    window.ifPresent(w -> w.aim(voxel));
  }

  /** The window, while it is open. */
  Optional<ViewsWindow> window() {
    return window;
  }

  /** A person closes the window. */
  private void close() {
    Prefs.set(OPEN, false);
    dispose();
  }

  /** The image is closed. */
  void dispose() {
    window.ifPresent(
        w -> {
          keys.remove(w.frame());
          w.dispose();
        });
    window = Optional.empty();
  }
}
