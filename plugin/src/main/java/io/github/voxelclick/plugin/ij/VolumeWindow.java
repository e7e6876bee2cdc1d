package io.github.voxelclick.plugin.ij;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.ImageWindow;
import ij.gui.StackWindow;
import io.github.voxelclick.plugin.view.ViewListener;
import java.util.function.BooleanSupplier;

/**
 * ImageJ's windows, with a say in whether they close: by their button, by File ▸ Close, Close All
 * or Quit, and by a macro, each of which calls {@code close()} on some thread and stops where that
 * answers false.
 */
final class VolumeWindow {
  private VolumeWindow() {}

  /**
   * Shows an image as ImageJ does.
   *
   * @param listener asked whether it may close, and told what came of it
   */
  static void show(ShownImage image, ViewListener listener) {
    if (image.getStackSize() > 1) {
      new OfStack(image, listener);
    } else {
      new OfSlice(image, listener);
    }
    image.opened();
  }

  /** An image that can tell ImageJ's listeners that it was opened. */
  static final class ShownImage extends ImagePlus {
    ShownImage(String title, ImageStack stack) {
      super(title, stack);
    }

    private void opened() {
      notifyListeners(OPENED);
    }
  }

  /** Another window in this one's place, as some plugins make it, closes this one unasked. */
  private static boolean isReplaced(ImageWindow window) {
    ImagePlus image = window.getImagePlus();
    return image == null || image.getWindow() != window;
  }

  /** ImageJ may ask a person, too, and keep the window. */
  private static boolean close(ViewListener listener, BooleanSupplier window) {
    boolean closed = false;
    try {
      closed = listener.mayClose() && window.getAsBoolean();
    } finally {
      listener.closing(closed);
    }
    return closed;
  }

  private static final class OfStack extends StackWindow {
    private static final long serialVersionUID = 1L;

    private final transient ViewListener listener;

    @SuppressWarnings("this-escape") // ImageJ's own constructor shows the window
    OfStack(ImagePlus image, ViewListener listener) {
      super(image);
      this.listener = listener;
    }

    @Override
    public boolean close() {
      return isReplaced(this) ? super.close() : VolumeWindow.close(listener, super::close);
    }
  }

  private static final class OfSlice extends ImageWindow {
    private static final long serialVersionUID = 1L;

    private final transient ViewListener listener;

    @SuppressWarnings("this-escape") // ImageJ's own constructor shows the window
    OfSlice(ImagePlus image, ViewListener listener) {
      super(image);
      this.listener = listener;
    }

    @Override
    public boolean close() {
      return isReplaced(this) ? super.close() : VolumeWindow.close(listener, super::close);
    }
  }
}
