package io.github.voxelclick.plugin.ij;

import ij.gui.ImageRoi;
import ij.gui.Roi;
import io.github.voxelclick.plugin.view.OverlayContent;
import io.github.voxelclick.plugin.view.OverlayPainter;
import io.github.voxelclick.plugin.view.StoredLetters;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.AlphaComposite;
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
  private BufferedImage buffer = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);

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
      paintInMemory((Graphics2D) g, ic.getWidth(), ic.getHeight());
    }
  }

  /** X11's accelerated painting leaves specks of colour beside pictures that are scaled. */
  private void paintInMemory(Graphics2D g, int width, int height) {
    double scale = Math.max(1, Math.abs(g.getTransform().getScaleX()));
    int wide = (int) Math.ceil(Math.max(1, width) * scale);
    int high = (int) Math.ceil(Math.max(1, height) * scale);
    if (buffer.getWidth() != wide || buffer.getHeight() != high) {
      buffer = new BufferedImage(wide, high, BufferedImage.TYPE_INT_ARGB);
    }
    Graphics2D b = buffer.createGraphics();
    try {
      b.setComposite(AlphaComposite.Clear);
      b.fillRect(0, 0, wide, high);
      b.setComposite(AlphaComposite.SrcOver);
      b.scale(scale, scale);
      paint(b, imp.getCurrentSlice() - 1, ic.getSrcRect(), ic.getMagnification());
      letters.ifPresent(l -> l.paint(b, LETTERS, width, height));
    } finally {
      b.dispose();
    }
    g.drawImage(buffer, AffineTransform.getScaleInstance(1 / scale, 1 / scale), null);
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
