package io.github.voxelclick.plugin.ij;

import ij.IJ;
import ij.IJEventListener;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Toolbar;
import ij.plugin.tool.PlugInTool;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Optional;
import javax.swing.SwingUtilities;

/**
 * The toolbar's click tool: left click, what belongs; right click or Alt and left click, what does
 * not; drag, a box. Other images keep their usual mouse.
 */
public final class ClickTool extends PlugInTool implements IJEventListener {
  /** The name in toolbar and menu. */
  public static final String NAME = "Segment Tool";

  /** Canvas pixels that the mouse may move in a click; more is a drag. */
  private static final int CLICK_TREMBLE = 4;

  private static final String ICON = "C0a0O11bbC0a0L6166L3666Cf00Lb9bfL9cfc";

  private Point pressed;

  private ClickTool() {}

  /** Makes it the current tool, after adding it to ImageJ's toolbar where it is not there yet. */
  public static void choose() {
    if (Toolbar.getInstance().getToolId(NAME) < 0) {
      ClickTool tool = new ClickTool();
      Toolbar.addPlugInTool(tool);
      IJ.addEventListener(tool);
      KeyboardFocusManager.getCurrentKeyboardFocusManager()
          .addKeyEventDispatcher(new SessionKeys());
    }
    IJ.setTool(NAME);
    VolumeView.forEach(ClickTool::adjustPopup);
  }

  static boolean isChosen() {
    return NAME.equals(IJ.getToolName());
  }

  @Override
  public String getToolName() {
    return NAME;
  }

  @Override
  public String getToolIcon() {
    return ICON;
  }

  /** While the tool is chosen, the right button is a prompt and not ImageJ's context menu. */
  @Override
  public void eventOccurred(int event) {
    if (event == IJEventListener.TOOL_CHANGED) {
      VolumeView.forEach(ClickTool::adjustPopup);
    }
  }

  private static void adjustPopup(VolumeView view) {
    ImageCanvas canvas = view.image().getCanvas();
    if (canvas != null) {
      canvas.disablePopupMenu(isChosen());
    }
  }

  /** ImageJ passes no right click on to a tool, so the canvas has to tell it. */
  static void watchRightButton(VolumeView view) {
    adjustPopup(view);
    view.image()
        .getCanvas()
        .addMouseListener(
            new MouseAdapter() {
              @Override
              public void mousePressed(MouseEvent e) {
                if (isChosen() && SwingUtilities.isRightMouseButton(e)) {
                  pixel(view, e.getPoint()).ifPresent(p -> point(view, p, false));
                }
              }
            });
  }

  @Override
  public void mousePressed(ImagePlus image, MouseEvent e) {
    if (SwingUtilities.isLeftMouseButton(e) && VolumeView.of(image).isPresent()) {
      pressed = e.getPoint();
      e.consume();
    }
  }

  @Override
  public void mouseDragged(ImagePlus image, MouseEvent e) {
    if (pressed == null) {
      return;
    }
    e.consume();
    VolumeView.of(image)
        .ifPresent(
            view ->
                view.drawDraft(isDrag(e) ? box(view, pressed, e.getPoint()) : Optional.empty()));
  }

  @Override
  public void mouseReleased(ImagePlus image, MouseEvent e) {
    Point from = pressed;
    pressed = null;
    Optional<VolumeView> shown = VolumeView.of(image);
    if (from == null || shown.isEmpty()) {
      return;
    }
    e.consume();
    VolumeView view = shown.get();
    view.drawDraft(Optional.empty());
    if (from.distance(e.getPoint()) > CLICK_TREMBLE) {
      box(view, from, e.getPoint()).ifPresent(view.listener()::prompted);
    } else {
      pixel(view, from).ifPresent(p -> point(view, p, !e.isAltDown()));
    }
  }

  private boolean isDrag(MouseEvent e) {
    return pressed.distance(e.getPoint()) > CLICK_TREMBLE;
  }

  private static void point(VolumeView view, PlanePoint at, boolean positive) {
    view.listener().prompted(new PointPrompt(SlicePlane.k(view.currentSlice()), at, positive));
  }

  /** The box between two canvas points, cut at the image's border. */
  private static Optional<BoxPrompt> box(VolumeView view, Point a, Point b) {
    return Optional.of(
        new BoxPrompt(SlicePlane.k(view.currentSlice()), clamped(view, a), clamped(view, b)));
  }

  private static PlanePoint clamped(VolumeView view, Point p) {
    ImageCanvas canvas = view.image().getCanvas();
    int column = Math.max(0, Math.min(view.image().getWidth() - 1, canvas.offScreenX(p.x)));
    int row = Math.max(0, Math.min(view.image().getHeight() - 1, canvas.offScreenY(p.y)));
    return new PlanePoint(column, row);
  }

  /** The pixel under a canvas point, unless that lies outside the image. */
  private static Optional<PlanePoint> pixel(VolumeView view, Point p) {
    ImageCanvas canvas = view.image().getCanvas();
    int column = canvas.offScreenX(p.x);
    int row = canvas.offScreenY(p.y);
    boolean inside =
        column >= 0
            && row >= 0
            && column < view.image().getWidth()
            && row < view.image().getHeight();
    return inside ? Optional.of(new PlanePoint(column, row)) : Optional.empty();
  }
}
