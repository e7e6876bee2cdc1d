package io.github.voxelclick.plugin.ij;

import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import ij.gui.Overlay;
import io.github.voxelclick.plugin.view.OverlayContent;
import io.github.voxelclick.plugin.view.StoredLetters;
import io.github.voxelclick.plugin.view.ViewListener;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A volume shown in an ImageJ window, with its mask and prompts drawn over it. To be used on the
 * event thread once it is shown.
 */
public final class VolumeView {
  private static final String PROPERTY = "voxelclick.view";

  private final ImagePlus image;
  private final MaskRoi roi;
  private final ViewListener listener;

  private final ImageWatcher watcher;

  private VolumeView(ImagePlus image, MaskRoi roi, ViewListener listener) {
    this.image = image;
    this.watcher = new ImageWatcher(image, listener);
    this.roi = roi;
    this.listener = listener;
  }

  /**
   * Opens a window.
   *
   * @param title of the window; no patient data
   * @param preset how modality values are shown
   * @param content drawn over the image
   * @param anatomical whether the image is of a patient, so that its sides have letters
   * @param listener told what the user does to the image
   */
  public static VolumeView show(
      String title,
      Volume volume,
      DisplayPreset preset,
      OverlayContent content,
      boolean anatomical,
      ViewListener listener) {
    VolumeWindow.ShownImage image = VolumeImage.of(title, volume, preset);
    MaskRoi roi =
        new MaskRoi(
            content,
            anatomical
                ? Optional.of(new StoredLetters(volume.geometry(), SliceAxis.K))
                : Optional.empty());
    VolumeView view = new VolumeView(image, roi, listener);
    Overlay overlay = new Overlay(roi);
    overlay.selectable(false); // else a double click would turn the mask into the selection
    image.setProperty(PROPERTY, view);
    ImagePlus.addImageListener(view.watcher);
    VolumeWindow.show(image, listener);
    image.setOverlay(overlay); // once there is a canvas, which keeps its own
    image.setSlice((volume.size().k() + 1) / 2); // once shown, or the scroll bar stays behind
    ClickTool.watchRightButton(view);
    return view;
  }

  /** A title that no other image has: macros know images by it. */
  public static String freeTitle(String title) {
    return WindowManager.makeUniqueName(title);
  }

  /** The view of an image, unless the image is none of ours. */
  static Optional<VolumeView> of(ImagePlus image) {
    return image != null && image.getProperty(PROPERTY) instanceof VolumeView view
        ? Optional.of(view)
        : Optional.empty();
  }

  /** The view whose window is in front, if that is one of ours. */
  public static Optional<VolumeView> current() {
    return of(WindowManager.getCurrentImage());
  }

  /** Calls an action for every open view. */
  static void forEach(Consumer<VolumeView> action) {
    int[] ids = WindowManager.getIDList();
    if (ids != null) {
      for (int id : ids) {
        of(WindowManager.getImage(id)).ifPresent(action);
      }
    }
  }

  /** Draws something else over the image. */
  public void draw(OverlayContent content) {
    roi.show(content);
    repaint();
  }

  /**
   * Makes it the image that ImageJ's commands work on.
   *
   * @return false where they would work on another: the window is closed, or ImageJ has let go of
   *     it although it is still seen, as it does with the first images when quitting is interrupted
   */
  public boolean makeCurrent() {
    if (!isOpen()) {
      return false;
    }
    WindowManager.setCurrentWindow(image.getWindow()); // does nothing where ImageJ has let go
    return WindowManager.getCurrentImage() == image;
  }

  /** Shows a slice, from zero. The listener is not told: it is the one who asks for it. */
  public void goTo(int slice) {
    if (isOpen() && image.getCurrentSlice() != slice + 1) {
      watcher.expect(slice + 1);
      image.setSlice(slice + 1);
    }
  }

  private void repaint() {
    ImageCanvas canvas = image.getCanvas();
    if (canvas != null) {
      canvas.repaint();
    }
  }

  /** The slice that is shown, from zero. */
  public int currentSlice() {
    return image.getCurrentSlice() - 1;
  }

  /** Where the window is on the screen, in screen pixels. */
  public Rectangle bounds() {
    return image.getWindow() == null ? new Rectangle() : image.getWindow().getBounds();
  }

  /**
   * Moves the window; where it has to become smaller, the image is zoomed out to fit.
   *
   * @param bounds in screen pixels
   */
  public void place(Rectangle bounds) {
    ImageWindow window = image.getWindow();
    if (window == null) {
      return;
    }
    if (window.getWidth() <= bounds.width && window.getHeight() <= bounds.height) {
      window.setLocation(bounds.x, bounds.y);
    } else {
      window.setLocationAndSize(bounds.x, bounds.y, bounds.width, bounds.height);
    }
  }

  /** Puts the window before all others. */
  public void toFront() {
    if (isOpen()) {
      image.getWindow().toFront();
    }
    makeCurrent();
  }

  /** Whether the window is still open. */
  public boolean isOpen() {
    return image.getWindow() != null;
  }

  ImagePlus image() {
    return image;
  }

  ViewListener listener() {
    return listener;
  }

  /** ImageJ's list of listeners is static, so each takes itself off it. */
  private static final class ImageWatcher implements ImageListener {
    private final ImagePlus image;
    private final ViewListener listener;
    private int shown;

    ImageWatcher(ImagePlus image, ViewListener listener) {
      this.image = image;
      this.listener = listener;
    }

    /** A slice that is shown because the listener wanted it. */
    void expect(int slice) {
      shown = slice;
    }

    @Override
    public void imageOpened(ImagePlus opened) {}

    @Override
    public void imageUpdated(ImagePlus updated) {
      if (updated == image && updated.getCurrentSlice() != shown) {
        shown = updated.getCurrentSlice();
        EventQueue.invokeLater(() -> listener.looked(SlicePlane.k(updated.getCurrentSlice() - 1)));
      }
    }

    @Override
    public void imageClosed(ImagePlus closed) {
      if (closed == image) {
        ImagePlus.removeImageListener(this);
        closed.setProperty(PROPERTY, null);
        if (EventQueue.isDispatchThread()) {
          listener.closed();
        } else {
          EventQueue.invokeLater(listener::closed); // closed by a macro
        }
      }
    }
  }
}
