package io.github.voxelclick.plugin.view;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.UIManager;

/**
 * The slices of one axis of a volume, one at a time, with masks, prompts, cross-hair and the
 * letters of the patient's sides. Used on the event thread only.
 *
 * <p>The mouse is the tool's but for: middle button, or left with the space bar held, moves the
 * picture; left with Shift aims the cross-hair; left with Ctrl changes the window; the wheel turns
 * slices, with Ctrl or Shift it zooms. The right button, or left with Alt, is the tool's
 * {@linkplain PointerEvent#secondary other meaning}. Keys go to the listener first; of the others
 * Page Up and Page Down turn slices, + and - zoom, 0 shows the whole slice.
 */
@SuppressWarnings("this-escape") // listeners of a component that nobody has yet
public final class SliceView extends JComponent {
  /** Name of the bound property that holds the index of the slice. */
  public static final String INDEX = "sliceIndex";

  private static final int PREFERRED_IN_LINES = 20;

  private final Volume volume;
  private final ViewOrientation orientation;
  private final transient ViewListener listener;
  private final transient SliceImage image;
  private final transient OverlayPainter overlay = new OverlayPainter();
  private final transient ViewPort port;
  private transient OverlayContent content;
  private transient DisplayPreset preset;
  private boolean crosshairShown = true;
  private int index;

  /**
   * A view of the middle slice.
   *
   * @param orientation of the volume's geometry; says which axis
   * @param preset how values are shown; a volume in colour is shown as it is
   * @param listener told what the user does; slices that he turns to are shown before
   * @param display told when the user asks for another window
   */
  public SliceView(
      Volume volume,
      ViewOrientation orientation,
      DisplayPreset preset,
      ViewListener listener,
      DisplayListener display) {
    this.volume = volume;
    this.orientation = orientation;
    this.listener = listener;
    this.preset = preset;
    this.image = new SliceImage(volume, orientation.axis(), preset);
    this.port = new ViewPort(orientation);
    this.content = OverlayContent.of(volume.size(), List.of());
    this.index = (slices() - 1) / 2;
    setOpaque(true);
    setFocusable(true);
    Font font = UIManager.getFont("Label.font");
    setFont(font == null ? new Font(Font.DIALOG, Font.PLAIN, 12) : font);
    SliceMouse mouse = new SliceMouse(this, listener, display);
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
    addMouseWheelListener(mouse);
    addKeyListener(mouse.keys());
    addFocusListener(
        new FocusAdapter() {
          @Override
          public void focusGained(FocusEvent e) {
            repaint();
          }

          @Override
          public void focusLost(FocusEvent e) {
            mouse.focusLost();
            repaint();
          }
        });
  }

  /** Whose slices are shown. */
  public SliceAxis axis() {
    return orientation.axis();
  }

  /** How they lie on the screen. */
  public ViewOrientation orientation() {
    return orientation;
  }

  /** How many slices there are. */
  public int slices() {
    return axis().slices(volume.size());
  }

  /** The slice that is shown, from zero. */
  public int index() {
    return index;
  }

  /** The slice that is shown. */
  public SlicePlane plane() {
    return new SlicePlane(axis(), index);
  }

  /**
   * Shows a slice; the listener is not told.
   *
   * @param next from zero; beyond the ends the last one
   */
  public void setIndex(int next) {
    int before = index;
    index = Math.min(slices() - 1, Math.max(0, next));
    if (index != before) {
      firePropertyChange(INDEX, before, index);
      repaint();
    }
  }

  /** Shows a slice as if the user had turned to it: the listener is told. */
  public void look(int next) {
    int before = index;
    setIndex(next);
    if (index != before) {
      listener.looked(plane());
    }
  }

  /** Shows the slice that holds a voxel of the volume. */
  public void aim(VoxelIndex voxel) {
    setIndex(
        switch (axis()) {
          case I -> voxel.i();
          case J -> voxel.j();
          case K -> voxel.k();
        });
  }

  /** Draws something else over the slices. */
  public void show(OverlayContent next) {
    if (!next.size().equals(volume.size())) {
      throw new IllegalArgumentException(next.size() + " is drawn over " + volume.size());
    }
    boolean same =
        next.layers().equals(content.layers())
            && next.style().equals(content.style())
            && next.crosshair().equals(content.crosshair())
            && next.draft()
                .filter(d -> d.plane().equals(plane()))
                .equals(content.draft().filter(d -> d.plane().equals(plane())));
    content = next;
    if (!same) {
      repaint();
    }
  }

  /** How values are shown. */
  public DisplayPreset preset() {
    return preset;
  }

  /** Shows values another way. */
  public void setPreset(DisplayPreset next) {
    preset = next;
    image.setPreset(next);
    repaint();
  }

  /** Whether the cross-hair is drawn, where there is one. */
  public void setCrosshairShown(boolean shown) {
    crosshairShown = shown;
    repaint();
  }

  /** Shows the whole slice again. */
  public void resetZoom() {
    port.reset();
    repaint();
  }

  /** Times the size at which the whole slice just fits. */
  public double zoom() {
    return port.zoom();
  }

  /** Enlarges; what is at (x, y) of this component stays there. */
  public void zoom(double factor, double x, double y) {
    port.zoom(factor, x, y, getWidth(), getHeight());
    repaint();
  }

  /** Moves the picture by pixels of this component; its middle stays on the slice. */
  public void pan(double dx, double dy) {
    port.pan(dx, dy, getWidth(), getHeight());
    repaint();
  }

  /**
   * From columns and rows of a slice, whole numbers being corners of pixels, to the pixels of this
   * component.
   */
  public AffineTransform toScreen() {
    return port.toScreen(getWidth(), getHeight());
  }

  /** The point of the slice at a place of this component; it may lie outside. */
  public PlanePoint at(double x, double y) {
    Point2D corner = port.toSlice(x, y, getWidth(), getHeight());
    return new PlanePoint(corner.getX() - 0.5, corner.getY() - 0.5);
  }

  /** The voxel of the slice that is nearest to a place of this component. */
  public VoxelIndex voxelAt(double x, double y) {
    PlanePoint p = at(x, y);
    GridSize size = volume.size();
    return plane()
        .voxel(
            (int) Math.rint(Math.max(0, Math.min(axis().columns(size) - 1, p.column()))),
            (int) Math.rint(Math.max(0, Math.min(axis().rows(size) - 1, p.row()))));
  }

  /** Which slice is shown, counted from one, and where it is. */
  public String caption() {
    ViewOrientation.Position p = orientation.position(index);
    return Texts.get("views.caption", index, slices() - 1, p.letter(), p.mm()).strip();
  }

  @Override
  public Dimension getPreferredSize() {
    if (isPreferredSizeSet()) {
      return super.getPreferredSize();
    }
    int side = PREFERRED_IN_LINES * getFontMetrics(getFont()).getHeight();
    return new Dimension(side, side);
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext =
          new AccessibleJComponent() {
            @Override
            public AccessibleRole getAccessibleRole() {
              return AccessibleRole.CANVAS;
            }
          };
    }
    return accessibleContext;
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    try {
      g.setColor(Color.BLACK);
      g.fillRect(0, 0, getWidth(), getHeight());
      AffineTransform toScreen = toScreen();
      paintInMemory(g, toScreen);
      paintMarks(g, toScreen);
    } finally {
      g.dispose();
    }
  }

  private void paintSlice(Graphics2D g, AffineTransform toScreen) {
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.drawImage(image.slice(index), toScreen, null);
    overlay.paint(g, content, plane(), toScreen);
  }

  /**
   * The accelerated painting of X11 (XRender) leaves specks of colour at the far border of pictures
   * that are scaled, and fills what lies beside tilted ones with grey, which would look like
   * tissue; painting in memory does neither.
   */
  private void paintInMemory(Graphics2D g, AffineTransform toScreen) {
    double scale = Math.max(1, Math.abs(g.getTransform().getScaleX()));
    BufferedImage buffer =
        new BufferedImage(
            (int) Math.ceil(Math.max(1, getWidth()) * scale),
            (int) Math.ceil(Math.max(1, getHeight()) * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D b = buffer.createGraphics();
    try {
      b.scale(scale, scale);
      paintSlice(b, toScreen);
    } finally {
      b.dispose();
    }
    g.drawImage(buffer, AffineTransform.getScaleInstance(1 / scale, 1 / scale), null);
  }

  private void paintMarks(Graphics2D g, AffineTransform toScreen) {
    FontMetrics metrics = getFontMetrics(getFont());
    GridSize size = volume.size();
    if (crosshairShown) {
      content
          .crosshair()
          .ifPresent(
              voxel ->
                  ViewMarks.crosshair(
                      g,
                      axis(),
                      plane().toPlane(voxel.centre()),
                      axis().columns(size),
                      axis().rows(size),
                      toScreen,
                      metrics.getAscent()));
    }
    ViewMarks.letters(g, orientation::letters, getFont(), getWidth(), getHeight());
    ViewMarks.caption(g, caption(), getFont(), getWidth(), getHeight());
    if (isFocusOwner()) {
      int thick = Math.max(2, metrics.getAscent() / 6);
      g.setColor(ViewMarks.colour(axis()));
      g.setStroke(new BasicStroke(thick));
      g.drawRect(thick / 2, thick / 2, getWidth() - thick, getHeight() - thick);
    }
  }
}
