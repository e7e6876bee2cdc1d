package io.github.voxelclick.session;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;

/** Sessions on {@link TestVolumes#ellipsoid}, with segment 1 alone. */
final class EllipsoidSession {
  private EllipsoidSession() {}

  static SegmentationSession of(SegmentationModel model) {
    return of(model, ModelCatalog.propagatorFor(model), SessionOptions.defaults());
  }

  static SegmentationSession of(
      SegmentationModel model, Propagator propagator, SessionOptions options) {
    return new SegmentationSession(TestVolumes.ellipsoid(), model, propagator, options, segment(1));
  }

  static Segment segment(int number) {
    return new Segment(
        number,
        "structure " + number,
        CodedConcept.TISSUE,
        CodedConcept.TISSUE,
        new Segment.Rgb(255, 0, 0),
        Segment.Algorithm.SEMIAUTOMATIC,
        "test",
        "");
  }

  static Prompt click(int k, int column, int row, boolean positive) {
    return new PointPrompt(SlicePlane.k(k), new PlanePoint(column, row), positive);
  }

  /** Gives a prompt for the only segment and answers it. */
  static void prompt(SegmentationSession session, Prompt prompt) throws VolumeException {
    session.addPrompt(1, prompt);
    session.answerPending(Progress.none());
  }

  static SegmentState current(SegmentationSession session) {
    return session.state().segment(1);
  }
}
