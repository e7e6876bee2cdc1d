package io.github.voxelclick.plugin.view;

import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/**
 * Which part of a slice is seen, and how large. It keeps what is in the middle there when the view
 * changes its size. Used on the event thread only.
 */
final class ViewPort {
  /** Times the size at which the whole slice just fits. */
  static final double MOST_ZOOM = 64;

  static final double LEAST_ZOOM = 0.25;

  private final ViewOrientation orientation;
  private final Rectangle2D slice;
  private double zoom = 1;

  /** Mm on the screen, of {@link ViewOrientation#toMm}. */
  private double middleX;

  private double middleY;

  /** The whole slice. */
  ViewPort(ViewOrientation orientation) {
    this.orientation = orientation;
    this.slice = orientation.boundsMm();
    reset();
  }

  /** Shows the whole slice. */
  void reset() {
    zoom = 1;
    middleX = slice.getCenterX();
    middleY = slice.getCenterY();
  }

  double zoom() {
    return zoom;
  }

  /** Screen pixels per mm. */
  double scale(int width, int height) {
    double fit = Math.min(width / slice.getWidth(), height / slice.getHeight());
    return zoom * (fit > 0 ? fit : 1 / Math.max(slice.getWidth(), slice.getHeight()));
  }

  /** From corners of a slice's pixels to the pixels of a component of that size. */
  AffineTransform toScreen(int width, int height) {
    AffineTransform map = AffineTransform.getTranslateInstance(width / 2.0, height / 2.0);
    double scale = scale(width, height);
    map.scale(scale, scale);
    map.translate(-middleX, -middleY);
    map.concatenate(orientation.toMm());
    return map;
  }

  /**
   * The corner coordinates of a slice at a place of the component; the inverse of {@link
   * #toScreen}.
   */
  Point2D toSlice(double x, double y, int width, int height) {
    try {
      return toScreen(width, height).inverseTransform(new Point2D.Double(x, y), null);
    } catch (NoninvertibleTransformException e) {
      throw new IllegalStateException("the axes of a volume do not span its slices", e);
    }
  }

  /** Enlarges; what is at (x, y) of the component stays there where the bounds allow. */
  void zoom(double factor, double x, double y, int width, int height) {
    double before = scale(width, height);
    zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom * factor));
    double after = scale(width, height);
    double fromMiddleX = x - width / 2.0;
    double fromMiddleY = y - height / 2.0;
    moveTo(
        middleX + fromMiddleX / before - fromMiddleX / after,
        middleY + fromMiddleY / before - fromMiddleY / after);
  }

  /** Moves the picture by pixels of the component. */
  void pan(double dx, double dy, int width, int height) {
    double scale = scale(width, height);
    moveTo(middleX - dx / scale, middleY - dy / scale);
  }

  /** The middle of the view stays on the slice, so that it cannot get lost. */
  private void moveTo(double x, double y) {
    middleX = Math.min(slice.getMaxX(), Math.max(slice.getMinX(), x));
    middleY = Math.min(slice.getMaxY(), Math.max(slice.getMinY(), y));
  }
}
