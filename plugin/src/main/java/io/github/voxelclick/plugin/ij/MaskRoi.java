package io.github.voxelclick.plugin.ij;

import ij.gui.ImageRoi;
import ij.gui.Roi;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * The one overlay element of an image: it draws the mask and the prompts of whichever slice is
 * shown, when it is painted. It costs no memory per slice, and can be neither clicked nor moved.
 */
@SuppressWarnings("serial") // ImageJ's Roi is serializable, but no overlay is ever serialized
final class MaskRoi extends Roi {
  private final MaskPainter painter;
  private OverlayContent content;
  private Optional<? extends Prompt> draft = Optional.empty();
  private boolean hidden;

  MaskRoi(GridSize size, OverlayContent content) {
    super(0, 0, size.i(), size.j());
    this.content = content;
    this.painter = new MaskPainter(SliceMask.empty(size.i(), size.j()), content.colour());
    setName("VoxelClick");
  }

  void show(OverlayContent next) {
    content = next;
  }

  /** A box that is still being drawn. */
  void showDraft(Optional<? extends Prompt> prompt) {
    draft = prompt;
  }

  void toggle() {
    hidden = !hidden;
  }

  /** Called by ImageJ's canvas for every repaint; it sets {@code imp} and {@code ic} before. */
  @Override
  public void drawOverlay(Graphics g) {
    if (ic != null && !hidden) {
      paint((Graphics2D) g, imp.getCurrentSlice() - 1, ic.getSrcRect(), ic.getMagnification());
    }
  }

  @Override
  public void draw(Graphics g) {
    drawOverlay(g);
  }

  void paint(Graphics2D graphics, int k, Rectangle source, double magnification) {
    Graphics2D g = (Graphics2D) graphics.create();
    try {
      painter.draw(g, content, k, source, magnification);
      for (Prompt p : content.prompts()) {
        if (p.plane().equals(SlicePlane.k(k))) {
          PromptPainter.draw(g, p, source, magnification);
        }
      }
      draft.ifPresent(p -> PromptPainter.draw(g, p, source, magnification));
    } finally {
      g.dispose();
    }
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
    GridSize size = content.mask().size();
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
