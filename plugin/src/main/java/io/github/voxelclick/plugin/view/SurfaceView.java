package io.github.voxelclick.plugin.view;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.surface.Mesh;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.ActionEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/**
 * Segments as surfaces, to be turned: dragging turns the patient with the head up, the wheel zooms,
 * a double click puts all back. Arrows, + and − and Home do the same; the letters A, P, L, R, H and
 * F look from that side. Everything on the event thread; an image is computed when it is painted
 * and something has changed.
 */
public final class SurfaceView extends JComponent {
  private static final long serialVersionUID = 1L;

  private static final Color BACKGROUND = new Color(0x15181c);
  private static final int BOX_RGB = 0x707880;
  private static final int CROSS_HAIR_RGB = 0xd0b040;
  private static final double DEGREES_A_KEY = 15;

  /** A drag over the whole width turns once round. */
  private static final double DEGREES_A_WIDTH = 360;

  private static final double ZOOM_A_NOTCH = 1.15;
  private static final double LEAST_ZOOM = 0.2;
  private static final double MOST_ZOOM = 30;

  /** Room round the volume, as a share of the view. */
  private static final double MARGIN = 0.92;

  private final transient SurfaceRenderer renderer = new SurfaceRenderer();
  private transient List<SurfaceRenderer.Solid> solids = List.of();
  private transient List<Part> shown = List.of();
  private transient Optional<VolumeGeometry> volume = Optional.empty();
  private transient Optional<VoxelPoint> crossHair = Optional.empty();
  private transient TurnTable turn = TurnTable.START;
  private double zoom = 1;
  private transient Optional<BufferedImage> image = Optional.empty();

  /**
   * A segment to be shown.
   *
   * @param number of the segment
   * @param mesh closed, mm LPS
   * @param colour of its surface
   */
  public record Part(int number, Mesh mesh, Rgb colour) {}

  /** A view of nothing. */
  @SuppressWarnings("this-escape") // listeners are called only once it is shown
  public SurfaceView() {
    setOpaque(true);
    setFocusable(true);
    setToolTipText(Texts.get("surface.tip"));
    getAccessibleContext().setAccessibleName(Texts.get("surface.name"));
    Mouse mouse = new Mouse();
    addMouseListener(mouse);
    addMouseMotionListener(mouse);
    addMouseWheelListener(mouse);
    bind("LEFT", () -> turnBy(DEGREES_A_KEY, 0));
    bind("RIGHT", () -> turnBy(-DEGREES_A_KEY, 0));
    bind("UP", () -> turnBy(0, -DEGREES_A_KEY));
    bind("DOWN", () -> turnBy(0, DEGREES_A_KEY));
    bind("HOME", this::reset);
    bind("typed +", () -> zoomBy(ZOOM_A_NOTCH));
    bind("typed -", () -> zoomBy(1 / ZOOM_A_NOTCH));
    for (Side side : Side.values()) {
      bind(side.name(), () -> lookFrom(side));
    }
  }

  /** From where a patient can be looked at; head up, from above and below the front up. */
  public enum Side {
    /** Front. */
    A(0, 0),
    /** Back. */
    P(180, 0),
    /** The patient's left. */
    L(90, 0),
    /** The patient's right. */
    R(270, 0),
    /** Head. */
    H(0, 90),
    /** Feet. */
    F(0, -90);

    private final double azimuth;
    private final double elevation;

    Side(double azimuth, double elevation) {
      this.azimuth = azimuth;
      this.elevation = elevation;
    }
  }

  private void bind(String key, Runnable action) {
    getInputMap().put(KeyStroke.getKeyStroke(key), key);
    getActionMap()
        .put(
            key,
            new AbstractAction() {
              private static final long serialVersionUID = 1L;

              @Override
              public void actionPerformed(ActionEvent e) {
                action.run();
              }
            });
  }

  /** Shows these segments instead of those before; the direction stays. */
  public void show(List<Part> parts) {
    List<SurfaceRenderer.Solid> next = new ArrayList<>();
    for (Part part : parts) {
      int before = shown.indexOf(part);
      next.add(
          before >= 0 ? solids.get(before) : SurfaceRenderer.Solid.of(part.mesh(), part.colour()));
    }
    shown = List.copyOf(parts);
    solids = List.copyOf(next);
    changed();
  }

  /** The volume whose edges are drawn and that fills the view; empty for that of the segments. */
  public void setVolume(Optional<VolumeGeometry> geometry) {
    volume = geometry;
    changed();
  }

  /** Where the planes of the other views cross, outlined in the volume; empty for none. */
  public void setCrossHair(Optional<VoxelPoint> at) {
    if (!crossHair.equals(at)) {
      crossHair = at;
      changed();
    }
  }

  /** Looks straight from one side; the zoom stays. */
  public void lookFrom(Side side) {
    turn = new TurnTable(side.azimuth, side.elevation);
    changed();
  }

  /** The direction and the zoom to begin with. */
  public void reset() {
    turn = TurnTable.START;
    zoom = 1;
    changed();
  }

  private void turnBy(double azimuth, double elevation) {
    turn = turn.turned(azimuth, elevation);
    changed();
  }

  private void zoomBy(double factor) {
    zoom = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, zoom * factor));
    changed();
  }

  private void changed() {
    image = Optional.empty();
    repaint();
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext =
          new AccessibleJComponent() {
            private static final long serialVersionUID = 1L;

            @Override
            public AccessibleRole getAccessibleRole() {
              return AccessibleRole.CANVAS;
            }
          };
    }
    return accessibleContext;
  }

  @Override
  public Dimension getPreferredSize() {
    if (isPreferredSizeSet()) {
      return super.getPreferredSize();
    }
    int side = 18 * getFontMetrics(getFont()).getHeight();
    return new Dimension(side, side);
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    try {
      AffineTransform toDevice = g.getTransform();
      int columns = Math.max(1, (int) Math.round(getWidth() * toDevice.getScaleX()));
      int rows = Math.max(1, (int) Math.round(getHeight() * toDevice.getScaleY()));
      // In the screen's own pixels, whatever the scale.
      g.drawImage(render(columns, rows), 0, 0, getWidth(), getHeight(), null);
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setFont(getFont());
      FontMetrics font = g.getFontMetrics();
      int reach = OrientationCube.reach(font) + font.getDescent();
      OrientationCube.paint(g, turn, reach, getHeight() - (double) reach);
      if (solids.isEmpty()) {
        g.setColor(Color.LIGHT_GRAY);
        String text = Texts.get("surface.empty");
        g.drawString(
            text, (getWidth() - font.stringWidth(text)) / 2, font.getHeight() + font.getAscent());
      }
    } finally {
      g.dispose();
    }
  }

  private BufferedImage render(int columns, int rows) {
    if (image.isPresent() && image.get().getWidth() == columns && image.get().getHeight() == rows) {
      return image.get();
    }
    Ball ball = Ball.round(outline(), shown);
    double scale = zoom * MARGIN * Math.min(columns, rows) / (2 * ball.radiusMm);
    renderer.begin(columns, rows, turn, ball.middle, scale, BACKGROUND.getRGB());
    solids.forEach(renderer::draw);
    drawLines();
    BufferedImage next = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    next.getRaster().setDataElements(0, 0, columns, rows, renderer.pixels());
    image = Optional.of(next);
    return next;
  }

  /** The corners of the outermost voxels, i fastest; none without a volume. */
  private List<WorldPoint> outline() {
    List<WorldPoint> corners = new ArrayList<>();
    volume.ifPresent(
        geometry -> {
          for (int n = 0; n < 8; n++) {
            corners.add(
                geometry.toWorld(
                    new VoxelPoint(
                        (n & 1) == 0 ? -0.5 : geometry.size().i() - 0.5,
                        (n & 2) == 0 ? -0.5 : geometry.size().j() - 0.5,
                        (n & 4) == 0 ? -0.5 : geometry.size().k() - 0.5)));
          }
        });
    return corners;
  }

  private void drawLines() {
    List<WorldPoint> corners = outline();
    for (int n = 0; n < corners.size(); n++) {
      for (int bit = 1; bit < 8; bit <<= 1) {
        if ((n & bit) == 0) {
          renderer.draw(corners.get(n), corners.get(n | bit), BOX_RGB);
        }
      }
    }
    if (volume.isPresent() && crossHair.isPresent()) {
      drawPlanes(volume.get(), crossHair.get());
    }
  }

  private void drawPlanes(VolumeGeometry geometry, VoxelPoint at) {
    double[] last = {
      geometry.size().i() - 0.5, geometry.size().j() - 0.5, geometry.size().k() - 0.5
    };
    double[] through = {at.i(), at.j(), at.k()};
    for (int axis = 0; axis < 3; axis++) {
      WorldPoint before = null;
      for (int n = 0; n <= 4; n++) {
        double[] p = new double[3];
        p[axis] = through[axis];
        p[(axis + 1) % 3] = n % 4 < 2 ? -0.5 : last[(axis + 1) % 3];
        p[(axis + 2) % 3] = n % 4 % 3 == 0 ? -0.5 : last[(axis + 2) % 3];
        WorldPoint corner = geometry.toWorld(new VoxelPoint(p[0], p[1], p[2]));
        if (before != null) {
          renderer.draw(before, corner, CROSS_HAIR_RGB);
        }
        before = corner;
      }
    }
  }

  /** What has to be seen from every direction. */
  private record Ball(WorldPoint middle, double radiusMm) {
    static Ball round(List<WorldPoint> outline, List<Part> parts) {
      double[] least = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
      double[] most = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
      for (WorldPoint p : outline) {
        add(least, most, 0, p.x());
        add(least, most, 1, p.y());
        add(least, most, 2, p.z());
      }
      if (outline.isEmpty()) {
        for (Part part : parts) {
          for (int v = 0; v < part.mesh().vertexCount(); v++) {
            for (int axis = 0; axis < 3; axis++) {
              add(least, most, axis, part.mesh().coordinate(v, axis));
            }
          }
        }
      }
      if (least[0] > most[0]) {
        return new Ball(new WorldPoint(0, 0, 0), 1);
      }
      WorldPoint low = new WorldPoint(least[0], least[1], least[2]);
      WorldPoint high = new WorldPoint(most[0], most[1], most[2]);
      double radius = high.minus(low).length() / 2;
      return new Ball(low.plus(high).times(0.5), radius > 0 ? radius : 1);
    }

    private static void add(double[] least, double[] most, int axis, double at) {
      least[axis] = Math.min(least[axis], at);
      most[axis] = Math.max(most[axis], at);
    }
  }

  /** Dragging, wheel and double click. */
  private final class Mouse extends MouseAdapter {
    private int x;
    private int y;

    @Override
    public void mousePressed(MouseEvent e) {
      requestFocusInWindow();
      x = e.getX();
      y = e.getY();
    }

    @Override
    public void mouseDragged(MouseEvent e) {
      double degrees = DEGREES_A_WIDTH / Math.max(1, Math.min(getWidth(), getHeight()));
      // What is near follows the pointer.
      turnBy((x - e.getX()) * degrees, (e.getY() - y) * degrees);
      x = e.getX();
      y = e.getY();
    }

    @Override
    public void mouseClicked(MouseEvent e) {
      if (e.getClickCount() == 2) {
        reset();
      }
    }

    @Override
    public void mouseWheelMoved(MouseWheelEvent e) {
      zoomBy(Math.pow(ZOOM_A_NOTCH, -e.getPreciseWheelRotation()));
    }
  }
}
