package io.github.voxelclick.plugin.ij;

import ij.IJ;
import ij.IJEventListener;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Toolbar;
import ij.plugin.tool.PlugInTool;
import io.github.voxelclick.plugin.view.PointerEvent;
import io.github.voxelclick.plugin.view.PointerEvent.Action;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.KeyboardFocusManager;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.SwingUtilities;

/**
 * Our tool in ImageJ's toolbar: while it is chosen, the mouse on images of ours is that of the tool
 * chosen in the panel. Other images keep their usual mouse.
 */
public final class ClickTool extends PlugInTool implements IJEventListener {
  /** The name in toolbar and menu. */
  public static final String NAME = "Segment Tool";

  private static final String ICON = "C0a0O11bbC0a0L6166L3666Cf00Lb9bfL9cfc";

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
    MouseAdapter right =
        new MouseAdapter() {
          @Override
          public void mousePressed(MouseEvent e) {
            pass(e, Action.PRESSED);
          }

          @Override
          public void mouseDragged(MouseEvent e) {
            pass(e, Action.DRAGGED);
          }

          @Override
          public void mouseReleased(MouseEvent e) {
            pass(e, Action.RELEASED);
          }

          @Override
          public void mouseExited(MouseEvent e) {
            if (isChosen()) {
              tell(view, e, Action.EXITED);
            }
          }

          private void pass(MouseEvent e, Action action) {
            if (isChosen() && SwingUtilities.isRightMouseButton(e)) {
              tell(view, e, action);
            }
          }
        };
    view.image().getCanvas().addMouseListener(right);
    view.image().getCanvas().addMouseMotionListener(right);
  }

  @Override
  public void mousePressed(ImagePlus image, MouseEvent e) {
    left(image, e, Action.PRESSED);
  }

  @Override
  public void mouseDragged(ImagePlus image, MouseEvent e) {
    left(image, e, Action.DRAGGED);
  }

  @Override
  public void mouseReleased(ImagePlus image, MouseEvent e) {
    left(image, e, Action.RELEASED);
  }

  @Override
  public void mouseMoved(ImagePlus image, MouseEvent e) {
    VolumeView.of(image).ifPresent(view -> tell(view, e, Action.MOVED));
  }

  private static void left(ImagePlus image, MouseEvent e, Action action) {
    if (SwingUtilities.isLeftMouseButton(e)) {
      VolumeView.of(image)
          .ifPresent(
              view -> {
                e.consume();
                tell(view, e, action);
              });
    }
  }

  private static void tell(VolumeView view, MouseEvent e, Action action) {
    ImageCanvas canvas = view.image().getCanvas();
    if (canvas == null) {
      return; // the mouse leaves a window that is being closed
    }
    view.listener()
        .pointer(
            new PointerEvent(
                action,
                SlicePlane.k(view.currentSlice()),
                canvas.offScreenXD(e.getX()) - 0.5,
                canvas.offScreenYD(e.getY()) - 0.5,
                e.getX(),
                e.getY(),
                SwingUtilities.isRightMouseButton(e) || e.isAltDown(),
                e.isShiftDown(),
                e.getClickCount()));
  }
}
