package io.github.voxelclick.plugin.tool;

import io.github.voxelclick.plugin.view.Draft;
import io.github.voxelclick.plugin.view.PointerEvent;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns what the mouse does into prompts and strokes of the chosen tool. One drag stays on the
 * slice where it began. Used on the event thread only.
 */
public final class Pointer {
  /** Screen pixels that the mouse may move in a click; more is a drag. */
  private static final int CLICK_TREMBLE = 4;

  private static final Color POSITIVE = new Color(60, 230, 60);
  private static final Color NEGATIVE = new Color(255, 70, 70);
  private static final Color BOX = new Color(80, 200, 255);

  private final VolumeGeometry geometry;
  private final Supplier<ToolSettings> settings;
  private final ToolActions actions;
  private final List<PlanePoint> path = new ArrayList<>();
  private Optional<PointerEvent> pressed = Optional.empty();
  private boolean dragging;

  /**
   * A pointer that has done nothing.
   *
   * @param settings of the tool, asked when a button goes down
   * @param actions what to do with the outcome
   */
  public Pointer(VolumeGeometry geometry, Supplier<ToolSettings> settings, ToolActions actions) {
    this.geometry = geometry;
    this.settings = settings;
    this.actions = actions;
  }

  /** Takes what the mouse did. */
  public void accept(PointerEvent e) {
    switch (e.action()) {
      case PRESSED -> press(e);
      case DRAGGED -> drag(e);
      case RELEASED -> release(e);
      case MOVED -> hover(e);
      case EXITED -> leave();
    }
  }

  /** Forgets what is being drawn, such as the corners of a polygon. */
  public void cancel() {
    path.clear();
    pressed = Optional.empty();
    dragging = false;
    actions.draft(Optional.empty());
  }

  /** Whether something is being drawn. */
  public boolean isDrawing() {
    return pressed.isPresent() || !path.isEmpty();
  }

  private void press(PointerEvent e) {
    if (settings.get().kind() == ToolKind.POLYGON) {
      corner(e);
      return;
    }
    path.clear();
    dragging = false;
    pressed = Optional.of(e);
    path.add(at(e));
    if (settings.get().kind().hasRadius()) {
      actions.draft(Optional.of(stroke(e)));
    }
  }

  private void drag(PointerEvent e) {
    if (pressed.isEmpty() || settings.get().kind() == ToolKind.POLYGON) {
      hover(e);
      return;
    }
    PointerEvent start = pressed.get();
    if (!start.plane().equals(e.plane())) {
      return; // the wheel turned in the middle of a drag
    }
    dragging |= distance(start, e) > CLICK_TREMBLE;
    path.add(at(e));
    switch (settings.get().kind()) {
      case CLICK, BOX ->
          actions.draft(dragging ? Optional.of(boxDraft(start, e)) : Optional.empty());
      case SCRIBBLE -> actions.draft(Optional.of(line(start.plane(), start.secondary())));
      case BRUSH, ERASER -> actions.draft(Optional.of(stroke(start)));
      case POLYGON, FILL -> {}
    }
  }

  private void release(PointerEvent e) {
    if (pressed.isEmpty() || settings.get().kind() == ToolKind.POLYGON) {
      return; // a polygon goes on until it is closed
    }
    PointerEvent start = pressed.get();
    List<PlanePoint> way = List.copyOf(path);
    PointerEvent end = start.plane().equals(e.plane()) ? e : start;
    boolean dragged = dragging || distance(start, end) > CLICK_TREMBLE;
    cancel();
    ToolSettings tool = settings.get();
    switch (tool.kind()) {
      case CLICK -> {
        if (dragged) {
          box(start, end);
        } else {
          pixel(start)
              .ifPresent(
                  p -> actions.prompt(new PointPrompt(start.plane(), p, !start.secondary())));
        }
      }
      case BOX -> {
        if (dragged) {
          box(start, end);
        }
      }
      case SCRIBBLE -> scribble(start, way);
      case BRUSH, ERASER ->
          actions.stroke(
              start.plane(),
              way,
              tool.radiusMm(),
              tool.ball(),
              tool.kind() == ToolKind.BRUSH ^ start.secondary());
      case FILL -> pixel(start).ifPresent(p -> actions.fill(start.plane(), p));
      case POLYGON -> {}
    }
  }

  /** What follows the mouse without a button: the brush, and the side of a polygon. */
  private void hover(PointerEvent e) {
    ToolSettings tool = settings.get();
    if (tool.kind() == ToolKind.POLYGON && !path.isEmpty() && pressed.isPresent()) {
      PointerEvent start = pressed.get();
      if (start.plane().equals(e.plane())) {
        Path2D sides = polyline(path);
        sides.lineTo(e.column(), e.row());
        actions.draft(
            Optional.of(new Draft(start.plane(), sides, start.secondary() ? NEGATIVE : POSITIVE)));
      }
    } else if (tool.kind().hasRadius()) {
      actions.draft(
          Optional.of(
              new Draft(
                  e.plane(),
                  BrushOutline.at(geometry, e.plane(), at(e), tool.radiusMm()),
                  tool.kind() == ToolKind.BRUSH ? POSITIVE : NEGATIVE)));
    }
  }

  private void leave() {
    if (!isDrawing()) {
      actions.draft(Optional.empty());
    }
  }

  /** Adds a corner; a double click ends the polygon, and so does a click on the first corner. */
  private void corner(PointerEvent e) {
    if (pressed.isPresent() && !pressed.get().plane().equals(e.plane())) {
      cancel(); // another slice: what was begun on the first is given up
    }
    if (pressed.isEmpty()) {
      path.clear();
      pressed = Optional.of(e);
      path.add(at(e));
      return;
    }
    PointerEvent start = pressed.get();
    boolean closing = e.clicks() > 1 || distance(start, e) <= CLICK_TREMBLE;
    if (!closing) {
      path.add(at(e));
      actions.draft(Optional.of(line(start.plane(), start.secondary())));
      return;
    }
    List<PlanePoint> corners = List.copyOf(path);
    cancel();
    if (corners.size() > 2) {
      actions.polygon(start.plane(), corners, !start.secondary());
    }
  }

  private void box(PointerEvent from, PointerEvent to) {
    actions.prompt(new BoxPrompt(from.plane(), clamped(from), clamped(to)));
  }

  /** Whole pixels, as the command line and recorded prompts have them. */
  private void scribble(PointerEvent start, List<PlanePoint> way) {
    List<PlanePoint> inside = new ArrayList<>();
    for (PlanePoint p : way) {
      PlanePoint pixel = new PlanePoint(Math.rint(p.column()), Math.rint(p.row()));
      boolean moved = inside.isEmpty() || !inside.get(inside.size() - 1).equals(pixel);
      if (moved && isInside(start.plane(), pixel)) {
        inside.add(pixel);
      }
    }
    if (!inside.isEmpty()) {
      actions.prompt(new ScribblePrompt(start.plane(), inside, !start.secondary()));
    }
  }

  private Draft boxDraft(PointerEvent from, PointerEvent to) {
    PlanePoint a = clamped(from);
    PlanePoint b = clamped(to);
    double left = Math.min(a.column(), b.column()) - 0.5;
    double top = Math.min(a.row(), b.row()) - 0.5;
    Shape box =
        new Rectangle2D.Double(
            left, top, Math.abs(a.column() - b.column()) + 1, Math.abs(a.row() - b.row()) + 1);
    return new Draft(from.plane(), box, BOX);
  }

  private Draft line(SlicePlane plane, boolean negative) {
    return new Draft(plane, polyline(path), negative ? NEGATIVE : POSITIVE);
  }

  private Draft stroke(PointerEvent start) {
    ToolSettings tool = settings.get();
    boolean paints = tool.kind() == ToolKind.BRUSH ^ start.secondary();
    return new Draft(
        start.plane(),
        BrushOutline.along(geometry, start.plane(), path, tool.radiusMm()),
        paints ? POSITIVE : NEGATIVE);
  }

  private static Path2D polyline(List<PlanePoint> points) {
    Path2D line = new Path2D.Double();
    line.moveTo(points.get(0).column(), points.get(0).row());
    for (PlanePoint p : points) {
      line.lineTo(p.column(), p.row());
    }
    return line;
  }

  private static double distance(PointerEvent a, PointerEvent b) {
    return Math.hypot(a.screenX() - b.screenX(), a.screenY() - b.screenY());
  }

  private static PlanePoint at(PointerEvent e) {
    return new PlanePoint(e.column(), e.row());
  }

  private boolean isInside(SlicePlane plane, PlanePoint p) {
    GridSize size = geometry.size();
    return p.column() >= 0
        && p.row() >= 0
        && p.column() <= plane.axis().columns(size) - 1
        && p.row() <= plane.axis().rows(size) - 1;
  }

  /** The pixel under the mouse, unless that lies outside the slice. */
  private Optional<PlanePoint> pixel(PointerEvent e) {
    PlanePoint p = new PlanePoint(Math.rint(e.column()), Math.rint(e.row()));
    return isInside(e.plane(), p) ? Optional.of(p) : Optional.empty();
  }

  /** The pixel of the slice that is nearest to the mouse. */
  private PlanePoint clamped(PointerEvent e) {
    GridSize size = geometry.size();
    return new PlanePoint(
        Math.rint(Math.max(0, Math.min(e.plane().axis().columns(size) - 1, e.column()))),
        Math.rint(Math.max(0, Math.min(e.plane().axis().rows(size) - 1, e.row()))));
  }
}
