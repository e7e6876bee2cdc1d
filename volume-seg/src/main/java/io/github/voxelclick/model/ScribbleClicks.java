package io.github.voxelclick.model;

import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.PlanePoint;
import java.util.ArrayList;
import java.util.List;

/** Clicks that stand for a scribble, for models that know no scribbles. Deterministic. */
public final class ScribbleClicks {
  /** Clicks along the longest scribble. More would say little more and slow the model down. */
  private static final int MOST = 8;

  /** Pixels between clicks along a short scribble. */
  private static final double STEP = 8;

  private ScribbleClicks() {}

  /**
   * Clicks spread evenly along the line: its two ends and what lies between them.
   *
   * @return in the order of the line, one when the line is a point; places are rounded to pixel
   *     centres, as clicks are given
   */
  public static List<PointPrompt> of(ScribblePrompt scribble) {
    List<PlanePoint> points = scribble.points();
    double length = 0;
    for (int n = 1; n < points.size(); n++) {
      length += distance(points.get(n - 1), points.get(n));
    }
    int count = length == 0 ? 1 : (int) Math.min(MOST, 2 + Math.floor(length / STEP));
    List<PointPrompt> clicks = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      double along = count == 1 ? 0 : length * n / (count - 1);
      PlanePoint at = rounded(at(points, along));
      PointPrompt click = new PointPrompt(scribble.plane(), at, scribble.positive());
      if (!clicks.contains(click)) {
        clicks.add(click);
      }
    }
    return clicks;
  }

  /**
   * What counts of a slice's clicks and scribbles, as clicks: a mask ends what was said before it.
   *
   * @param prompts oldest first
   */
  public static List<PointPrompt> sinceMask(List<Prompt> prompts) {
    List<PointPrompt> clicks = new ArrayList<>();
    for (Prompt prompt : prompts) {
      if (prompt instanceof MaskPrompt) {
        clicks.clear();
      } else if (prompt instanceof ScribblePrompt s) {
        clicks.addAll(of(s));
      } else if (prompt instanceof PointPrompt p) {
        clicks.add(p);
      }
    }
    return clicks;
  }

  private static PlanePoint at(List<PlanePoint> points, double along) {
    double left = along;
    for (int n = 1; n < points.size(); n++) {
      PlanePoint a = points.get(n - 1);
      PlanePoint b = points.get(n);
      double length = distance(a, b);
      if (left <= length && length > 0) {
        double part = left / length;
        return new PlanePoint(
            a.column() + part * (b.column() - a.column()), a.row() + part * (b.row() - a.row()));
      }
      left -= length;
    }
    return points.get(points.size() - 1);
  }

  private static PlanePoint rounded(PlanePoint p) {
    return new PlanePoint(Math.rint(p.column()), Math.rint(p.row()));
  }

  private static double distance(PlanePoint a, PlanePoint b) {
    return Math.hypot(a.column() - b.column(), a.row() - b.row());
  }
}
