package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever works on a segment that was removed a moment ago is told so, and nothing happens. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RemovedSegmentTest {
  private static final SlicePlane PLANE = SlicePlane.k(6);

  private interface Edit {
    void run(SegmentationSession session) throws VolumeException;
  }

  private static Named<Edit> edit(String name, Edit edit) {
    return Named.of(name, edit);
  }

  private static Segment two() {
    return RandomActions.segment(2, "gone");
  }

  static Stream<Named<Edit>> edits() {
    PointPrompt click = new PointPrompt(PLANE, new PlanePoint(3, 4), true);
    SliceMask stamp =
        SliceMask.of(TestVolumes.SIZE.i(), TestVolumes.SIZE.j(), (i, j) -> i > 4 && j < 3);
    Progress none = Progress.none();
    PropagationSettings settings = PropagationSettings.defaults();
    SliceAxis k = SliceAxis.K;
    return Stream.of(
        edit("prompt", s -> s.addPrompt(2, click)),
        edit("take a prompt back", s -> s.removePrompt(2, 1)),
        edit("move a prompt", s -> s.movePrompt(2, 1, click)),
        edit("propagate", s -> s.propagations().propagate(2, k, 0, 3, none)),
        edit("propagate around", s -> s.propagations().propagateAround(2, PLANE, settings, none)),
        edit("carry a correction", s -> s.propagations().carryCorrection(2, PLANE, none)),
        edit("remove again", s -> s.tools().removeSegment(2)),
        edit("describe", s -> s.tools().describe(two())),
        edit("lock", s -> s.tools().setLocked(2, true)),
        edit("unlock", s -> s.tools().setLocked(2, false)),
        edit("confirm", s -> s.tools().setConfirmed(2, List.of(PLANE), true)),
        edit("confirm and lock", s -> s.tools().confirmAndLock(2, k)),
        edit("draw", s -> s.tools().draw(ActionKind.BRUSH, 2, PLANE, stamp, true, Overlap.ALLOWED)),
        edit(
            "draw voxels",
            s -> s.tools().drawVoxels(2, TestVolumes.truth(), true, Overlap.ALLOWED)),
        edit("copy", s -> s.tools().copySlice(2, PLANE, SlicePlane.k(7), Overlap.ALLOWED)),
        edit("combine", s -> s.tools().combine(2, 1, SegmentTools.Combination.UNION)),
        edit("combine with it", s -> s.tools().combine(1, 2, SegmentTools.Combination.UNION)),
        edit(
            "edit",
            s ->
                s.tools()
                    .edit(ActionKind.GROW, 2, Map.of(), Overlap.ALLOWED, (mask, p) -> mask, none)),
        edit("grow", s -> s.shapes().grow(2, 2, Overlap.ALLOWED, none)));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void is_said_to_be_gone(Edit edit) throws VolumeException {
    SegmentationSession session =
        new SegmentationSession(
            TestVolumes.ellipsoid(),
            new PlainModel(SessionPropertyTest.profile()),
            new MaskCopyPropagator(),
            SessionOptions.defaults(),
            RandomActions.segment(1, "stays"));
    session.tools().addSegment(two());
    session.tools().removeSegment(2);
    SessionState before = session.state();
    SessionException e = assertThrows(SessionException.class, () -> edit.run(session));
    assertEquals(
        "Segment 2 is not there any more, so nothing was done to it. Choose another segment, or"
            + " undo its removal first.",
        e.getMessage());
    assertSame(before, session.state());
  }
}
