package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.edit.BallBrush;
import io.github.voxelclick.edit.DiscBrush;
import io.github.voxelclick.edit.FloodFill;
import io.github.voxelclick.edit.PolygonFill;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.tool.ToolActions;
import io.github.voxelclick.plugin.view.Draft;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Enters what the tools make into the session, for the selected segment. Used on the event thread
 * only.
 */
final class ToolEdits implements ToolActions {
  private final SegmentationSession session;
  private final DisplayState display;
  private final Consumer<Prompt> prompts;
  private final Consumer<Optional<Draft>> drafts;

  ToolEdits(
      SegmentationSession session,
      DisplayState display,
      Consumer<Prompt> prompts,
      Consumer<Optional<Draft>> drafts) {
    this.session = session;
    this.display = display;
    this.prompts = prompts;
    this.drafts = drafts;
  }

  private VolumeGeometry geometry() {
    return session.volume().geometry();
  }

  @Override
  public void prompt(Prompt prompt) {
    prompts.accept(prompt);
  }

  @Override
  public void draft(Optional<Draft> draft) {
    drafts.accept(draft);
  }

  @Override
  public void stroke(
      SlicePlane plane, List<PlanePoint> path, double radiusMm, boolean ball, boolean paint) {
    enter(
        () -> {
          if (ball) {
            Mask stamp = BallBrush.stroke(geometry(), thinned(plane, path, radiusMm), radiusMm);
            session.tools().drawVoxels(display.selected(), stamp, paint, display.overlap());
          } else {
            draw(
                paint ? ActionKind.BRUSH : ActionKind.ERASE,
                plane,
                DiscBrush.stroke(geometry(), plane, path, radiusMm),
                paint);
          }
        });
  }

  private double distanceMm(VoxelPoint a, VoxelPoint b) {
    return geometry().toWorld(a).minus(geometry().toWorld(b)).length();
  }

  /** Points that lie close together add nothing but time: a ball's surface is coarser than that. */
  private List<VoxelPoint> thinned(SlicePlane plane, List<PlanePoint> path, double radiusMm) {
    List<VoxelPoint> kept = new ArrayList<>();
    for (int n = 0; n < path.size(); n++) {
      VoxelPoint p = plane.toVoxel(path.get(n));
      boolean far = kept.isEmpty() || distanceMm(kept.get(kept.size() - 1), p) > radiusMm / 4;
      if (far || n == path.size() - 1) {
        kept.add(p);
      }
    }
    return kept;
  }

  @Override
  public void polygon(SlicePlane plane, List<PlanePoint> corners, boolean paint) {
    GridSize size = geometry().size();
    SliceMask inside =
        PolygonFill.evenOdd(plane.axis().columns(size), plane.axis().rows(size), corners);
    enter(() -> draw(ActionKind.POLYGON, plane, inside, paint));
  }

  /** Fills the hole under the mouse, or takes away the piece under it. */
  @Override
  public void fill(SlicePlane plane, PlanePoint pixel) {
    int column = (int) pixel.column();
    int row = (int) pixel.row();
    Optional<SegmentState> segment = session.state().find(display.selected());
    if (segment.isEmpty()) {
      return;
    }
    SliceMask before = segment.get().mask().slice(plane);
    if (before.get(column, row)) {
      SliceMask piece = FloodFill.region(complement(before), column, row);
      enter(() -> draw(ActionKind.FILL, plane, piece, false));
    } else {
      Optional<SliceMask> hole = FloodFill.enclosed(before, column, row);
      if (hole.isPresent()) {
        enter(() -> draw(ActionKind.FILL, plane, hole.get(), true));
      } else {
        Messages.status(Texts.get("case.noHole"));
      }
    }
  }

  private static SliceMask complement(SliceMask mask) {
    return SliceMask.of(mask.columns(), mask.rows(), (c, r) -> !mask.get(c, r));
  }

  private void draw(ActionKind kind, SlicePlane plane, SliceMask stamp, boolean paint)
      throws SessionException {
    session.tools().draw(kind, display.selected(), plane, stamp, paint, display.overlap());
  }

  /** An edit of the session. */
  @FunctionalInterface
  private interface Edit {
    void run() throws SessionException;
  }

  private static void enter(Edit edit) {
    try {
      edit.run();
    } catch (SessionException e) {
      Messages.failure(e);
    }
  }
}
