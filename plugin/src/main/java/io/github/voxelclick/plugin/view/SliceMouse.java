package io.github.voxelclick.plugin.view;

import io.github.voxelclick.plugin.view.PointerEvent.Action;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Window;
import java.awt.Cursor;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.KeyListener;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import javax.swing.SwingUtilities;

/**
 * What mouse and keys do in a view. What a drag is, is settled when the button goes down:
 *
 * <ul>
 *   <li>middle button, or left with the space bar held: moves the picture;
 *   <li>left with Shift: aims the cross-hair, with whatever tool;
 *   <li>left with Ctrl: the window, wider to the right, brighter upwards;
 *   <li>left or right: the tool's; right, or left with Alt, is its {@linkplain
 *       PointerEvent#secondary other meaning}.
 * </ul>
 *
 * The wheel turns slices; with Ctrl or Shift it zooms about the mouse. Keys that the listener has
 * no use for: Page Up and Page Down turn slices, + and - zoom, 0 shows the whole slice.
 */
final class SliceMouse extends MouseAdapter {
  private static final double ZOOM_PER_NOTCH = 1.2;

  /** Pixels of a drag that double the width of the window, or move it by its width. */
  private static final double WINDOW_DRAG = 250;

  /** A window is not narrowed to less than this part of what it was. */
  private static final double NARROWEST = 0.01;

  private static final int BUTTONS =
      MouseEvent.BUTTON1_DOWN_MASK | MouseEvent.BUTTON2_DOWN_MASK | MouseEvent.BUTTON3_DOWN_MASK;

  private enum Gesture {
    NONE,
    TOOL,
    AIM,
    PAN,
    WINDOW
  }

  private final SliceView view;
  private final ViewListener listener;
  private final DisplayListener display;
  private Gesture gesture = Gesture.NONE;
  private boolean spaceHeld;
  private int startX;
  private int startY;
  private DisplayPreset startPreset;

  /** Parts of a notch that fine wheels report, not yet turned into a slice. */
  private double notches;

  SliceMouse(SliceView view, ViewListener listener, DisplayListener display) {
    this.view = view;
    this.listener = listener;
    this.display = display;
    this.startPreset = view.preset();
  }

  @Override
  public void mousePressed(MouseEvent e) {
    view.requestFocusInWindow();
    if (Integer.bitCount(e.getModifiersEx() & BUTTONS) > 1) {
      return; // a second button in the middle of a drag
    }
    boolean left = SwingUtilities.isLeftMouseButton(e);
    startX = e.getX();
    startY = e.getY();
    startPreset = view.preset();
    if (SwingUtilities.isMiddleMouseButton(e) || (left && spaceHeld)) {
      gesture = Gesture.PAN;
      view.setCursor(Cursor.getPredefinedCursor(Cursor.MOVE_CURSOR));
    } else if (left && e.isShiftDown()) {
      gesture = Gesture.AIM;
      aim(e);
    } else if (left && e.isControlDown()) {
      gesture = Gesture.WINDOW;
    } else if (left || SwingUtilities.isRightMouseButton(e)) {
      gesture = Gesture.TOOL;
      tell(Action.PRESSED, e);
    }
  }

  @Override
  public void mouseDragged(MouseEvent e) {
    switch (gesture) {
      case TOOL -> tell(Action.DRAGGED, e);
      case AIM -> aim(e);
      case PAN -> {
        view.pan(e.getX() - startX, e.getY() - startY);
        startX = e.getX();
        startY = e.getY();
      }
      case WINDOW -> display.preset(window(e.getX() - startX, e.getY() - startY));
      case NONE -> {}
    }
  }

  @Override
  public void mouseReleased(MouseEvent e) {
    if ((e.getModifiersEx() & BUTTONS) != 0) {
      return; // another button is still down
    }
    Gesture ended = gesture;
    gesture = Gesture.NONE;
    if (ended == Gesture.TOOL) {
      tell(Action.RELEASED, e);
    } else if (ended == Gesture.PAN) {
      view.setCursor(Cursor.getDefaultCursor());
    }
  }

  @Override
  public void mouseMoved(MouseEvent e) {
    if (gesture == Gesture.NONE) {
      tell(Action.MOVED, e);
    }
  }

  @Override
  public void mouseExited(MouseEvent e) {
    if (gesture == Gesture.NONE) {
      tell(Action.EXITED, e);
    }
  }

  @Override
  public void mouseWheelMoved(MouseWheelEvent e) {
    if (e.isControlDown() || e.isShiftDown()) {
      view.zoom(Math.pow(ZOOM_PER_NOTCH, -e.getPreciseWheelRotation()), e.getX(), e.getY());
      return;
    }
    notches += e.getPreciseWheelRotation();
    int whole = (int) notches;
    if (whole != 0) {
      notches -= whole;
      view.look(view.index() + whole);
    }
  }

  private void aim(MouseEvent e) {
    listener.aimed(view.voxelAt(e.getX() + 0.5, e.getY() + 0.5));
  }

  private void tell(Action action, MouseEvent e) {
    // The middle of the screen pixel: at a zoom of 1:1 its corner would be that of a voxel.
    PlanePoint p = view.at(e.getX() + 0.5, e.getY() + 0.5);
    boolean secondary = SwingUtilities.isRightMouseButton(e) || e.isAltDown();
    listener.pointer(
        new PointerEvent(
            action,
            view.plane(),
            p.column(),
            p.row(),
            e.getX(),
            e.getY(),
            secondary,
            e.isShiftDown(),
            e.getClickCount()));
  }

  private DisplayPreset window(int dx, int dy) {
    Window w = startPreset.window();
    double width = w.high() - w.low();
    double next = width * Math.max(NARROWEST, 1 + dx / WINDOW_DRAG);
    // Upwards is brighter: the window moves to lower values.
    double centre = w.low() + width / 2 + width * dy / WINDOW_DRAG;
    return new DisplayPreset("", Window.ofCentreWidth(centre, next), startPreset.curve());
  }

  /** To be told of the keys. */
  KeyListener keys() {
    return new KeyAdapter() {
      @Override
      public void keyPressed(KeyEvent e) {
        if (e.getKeyCode() == KeyEvent.VK_SPACE) {
          spaceHeld = true;
          e.consume();
        } else if (listener.key(e) || own(e)) {
          e.consume();
        }
      }

      @Override
      public void keyReleased(KeyEvent e) {
        if (e.getKeyCode() == KeyEvent.VK_SPACE) {
          spaceHeld = false;
          e.consume();
        }
      }
    };
  }

  /** The space bar may be let go where this view does not hear of it. */
  void focusLost() {
    spaceHeld = false;
  }

  private boolean own(KeyEvent e) {
    double x = view.getWidth() / 2.0;
    double y = view.getHeight() / 2.0;
    switch (e.getKeyCode()) {
      case KeyEvent.VK_PAGE_UP -> view.look(view.index() - 1);
      case KeyEvent.VK_PAGE_DOWN -> view.look(view.index() + 1);
      case KeyEvent.VK_PLUS, KeyEvent.VK_ADD, KeyEvent.VK_EQUALS -> view.zoom(ZOOM_PER_NOTCH, x, y);
      case KeyEvent.VK_MINUS, KeyEvent.VK_SUBTRACT -> view.zoom(1 / ZOOM_PER_NOTCH, x, y);
      case KeyEvent.VK_0, KeyEvent.VK_NUMPAD0 -> view.resetZoom();
      default -> {
        return false;
      }
    }
    return true;
  }
}
