package io.github.voxelclick.plugin.ij;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.ImageWindow;
import ij.gui.StackWindow;
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
   * @param mayClose asked on any thread; must not wait
   */
  static void show(ShownImage image, BooleanSupplier mayClose) {
    if (image.getStackSize() > 1) {
      new OfStack(image, mayClose);
    } else {
      new OfSlice(image, mayClose);
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

  private static final class OfStack extends StackWindow {
    private static final long serialVersionUID = 1L;

    private final transient BooleanSupplier mayClose;

    @SuppressWarnings("this-escape") // ImageJ's own constructor shows the window
    OfStack(ImagePlus image, BooleanSupplier mayClose) {
      super(image);
      this.mayClose = mayClose;
    }

    @Override
    public boolean close() {
      return (isReplaced(this) || mayClose.getAsBoolean()) && super.close();
    }
  }

  private static final class OfSlice extends ImageWindow {
    private static final long serialVersionUID = 1L;

    private final transient BooleanSupplier mayClose;

    @SuppressWarnings("this-escape") // ImageJ's own constructor shows the window
    OfSlice(ImagePlus image, BooleanSupplier mayClose) {
      super(image);
      this.mayClose = mayClose;
    }

    @Override
    public boolean close() {
      return (isReplaced(this) || mayClose.getAsBoolean()) && super.close();
    }
  }
}
