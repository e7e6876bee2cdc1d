package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.onnx.FailingEngines;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that fails at its n-th run leaves the masks that the CPU alone would have made. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeviceFailureInSessionTest {
  private static final Segment SEGMENT =
      new Segment(
          1,
          "structure",
          CodedConcept.TISSUE,
          CodedConcept.TISSUE,
          new Segment.Rgb(255, 0, 0),
          Segment.Algorithm.SEMIAUTOMATIC,
          "test",
          "");

  private static Prompt click(int k, int column, int row, boolean positive) {
    return new PointPrompt(SlicePlane.k(k), new PlanePoint(column, row), positive);
  }

  /** The masks after each of: a click, a correction, propagation, a click elsewhere, undo. */
  private static List<Mask> work(SegmentationModel model) throws VolumeException {
    SegmentationSession session =
        new SegmentationSession(
            TestVolumes.ellipsoid(),
            model,
            ModelCatalog.propagatorFor(model),
            SessionOptions.defaults(),
            SEGMENT);
    List<Mask> masks = new ArrayList<>();
    for (Prompt prompt : List.of(click(6, 19, 21, true), click(6, 30, 20, false))) {
      session.addPrompt(1, prompt);
      session.answerPending(Progress.none());
      masks.add(session.state().segment(1).mask());
    }
    session
        .propagations()
        .propagate(1, SliceAxis.K, 2, 10, PropagationSettings.defaults(), Progress.none());
    masks.add(session.state().segment(1).mask());
    session.addPrompt(1, click(9, 20, 20, true));
    session.answerPending(Progress.none());
    masks.add(session.state().segment(1).mask());
    session.undo();
    masks.add(session.state().segment(1).mask());
    return masks;
  }

  private static SegmentationModel open(boolean sam, OrtOptions options) throws ModelException {
    if (!sam) {
      return ModelCatalog.openEmbedded(options);
    }
    try {
      return ModelCatalog.open(
          Path.of(
              DeviceFailureInSessionTest.class
                  .getResource("/miniature/bright/profile.json")
                  .toURI()),
          options);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void same(boolean sam, int failingRun) throws VolumeException {
    List<Mask> expected;
    try (SegmentationModel cpu = open(sam, new OrtOptions(1))) {
      expected = work(cpu);
    }
    assertTrue(expected.stream().noneMatch(Mask::isEmpty), "there is something to compare");
    FailingEngines engines = new FailingEngines(failingRun);
    try (SegmentationModel faulty = open(sam, engines.options(true))) {
      assertEquals(expected, work(faulty));
      assertTrue(engines.runs() >= failingRun, "the device was asked as often as meant");
      assertTrue(faulty.device().contains("faulty"), faulty.device());
      assertTrue(!engines.notices().isEmpty() && engines.notices().size() <= 2, "once a graph");
    }
    assertEquals(0, engines.open());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void seednet(int failingRun) throws VolumeException {
    same(false, failingRun);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9})
  void sam_of_two_graphs(int failingRun) throws VolumeException {
    same(true, failingRun);
  }
}
