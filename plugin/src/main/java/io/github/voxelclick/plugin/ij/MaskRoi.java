package io.github.voxelclick.plugin.ij;

import ij.gui.ImageRoi;
import ij.gui.Roi;
import io.github.voxelclick.plugin.view.OverlayContent;
import io.github.voxelclick.plugin.view.OverlayPainter;
import io.github.voxelclick.plugin.view.StoredLetters;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * The one overlay element of an image: it draws the masks and the prompts of whichever slice is
 * shown, when it is painted. It costs no memory per slice, and can be neither clicked nor moved.
 */
@SuppressWarnings("serial") // ImageJ's Roi is serializable, but no overlay is ever serialized
final class MaskRoi extends Roi {
  /** A canvas of AWT has no font before it is shown. */
  private static final Font LETTERS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private final OverlayPainter painter = new OverlayPainter();
  private final Optional<StoredLetters> letters;
  private OverlayContent content;

  /**
   * An overlay.
   *
   * @param letters drawn at the sides of the canvas, where the image is of a patient
   */
  MaskRoi(OverlayContent content, Optional<StoredLetters> letters) {
    super(0, 0, content.size().i(), content.size().j());
    this.content = content;
    this.letters = letters;
    setName("VoxelClick");
  }

  void show(OverlayContent next) {
    content = next;
  }

  /** Called by ImageJ's canvas for every repaint; it sets {@code imp} and {@code ic} before. */
  @Override
  public void drawOverlay(Graphics g) {
    if (ic != null) {
      Graphics2D g2 = (Graphics2D) g;
      paint(g2, imp.getCurrentSlice() - 1, ic.getSrcRect(), ic.getMagnification());
      letters.ifPresent(l -> l.paint(g2, LETTERS, ic.getWidth(), ic.getHeight()));
    }
  }

  @Override
  public void draw(Graphics g) {
    drawOverlay(g);
  }

  void paint(Graphics2D g, int k, Rectangle source, double magnification) {
    AffineTransform toScreen = AffineTransform.getScaleInstance(magnification, magnification);
    toScreen.translate(-source.x, -source.y);
    painter.paint(g, content, SlicePlane.k(k), toScreen);
  }

  @Override
  public boolean contains(int x, int y) {
    return false;
  }

  /**
   * A plain picture of the slice shown now: ImageJ clones overlays into duplicates of an image,
   * which must not go on following this session.
   */
  @Override
  public synchronized Object clone() {
    int k = imp == null ? 0 : imp.getCurrentSlice() - 1;
    GridSize size = content.size();
    BufferedImage picture = new BufferedImage(size.i(), size.j(), BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = picture.createGraphics();
    paint(g, k, new Rectangle(size.i(), size.j()), 1);
    g.dispose();
    ImageRoi copy = new ImageRoi(0, 0, picture);
    copy.setZeroTransparent(true);
    copy.setName(getName());
    copy.setPosition(k + 1);
    return copy;
  }
}
