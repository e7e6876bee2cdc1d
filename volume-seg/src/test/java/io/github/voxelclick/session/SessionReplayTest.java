package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.JournalException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionReplayTest {
  private final ModelProfile profile = SessionPropertyTest.profile();
  private final Volume volume = RandomActions.volume();

  @TempDir Path temp;
  private JournalFolder folder;

  @BeforeEach
  void prepare() throws JournalException {
    folder = JournalFolder.prepare(Optional.of(temp), "Linux", Map.of(), temp);
  }

  private SessionReplay.Report replay(SegmentationModel model) throws VolumeException {
    return SessionReplay.of(folder, volume, model, new MaskCopyPropagator(), Progress.none());
  }

  private void work(long seed, int actions) throws VolumeException {
    try (RecordedSession recorded =
        RecordedSession.open(
            folder,
            volume,
            new PlainModel(profile),
            new MaskCopyPropagator(),
            SessionOptions.defaults(),
            RandomActions.segment(1, "first"))) {
      RandomActions random = new RandomActions(seed, recorded.session());
      for (int n = 0; n < actions; n++) {
        random.next();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void of_the_same_model_finds_no_difference(long seed) throws VolumeException {
    work(seed, 150);
    SessionReplay.Report report = replay(new PlainModel(profile));
    assertTrue(report.answers() > 20, report.answers() + " answers");
    assertTrue(report.propagations() > 0);
    assertEquals(0, report.voxels());
    assertTrue(report.differences().isEmpty());
    assertEquals(Set.of(new PlainModel(profile).sha256()), report.models());
  }

  @Test
  void of_a_model_that_answers_otherwise_names_the_actions() throws VolumeException {
    work(1, 60);
    PlainModel other =
        new PlainModel(profile) {
          @Override
          public SlicePrediction decode(SliceQuery query, Progress progress) {
            SlicePrediction usual = super.decode(query, progress);
            SliceMask corner =
                SliceMask.of(
                    usual.mask().columns(), usual.mask().rows(), (c, r) -> c == 0 && r == 0);
            return SlicePrediction.certain(usual.mask().xor(corner));
          }
        };
    SessionReplay.Report report = replay(other);
    assertFalse(report.differences().isEmpty());
    assertEquals(report.differences().size(), report.voxels(), "one voxel for each answer");
    assertTrue(report.differences().stream().allMatch(d -> d.action().kind() == ActionKind.ANSWER));
  }

  @Test
  void runs_a_real_graph_to_the_same_masks() throws VolumeException {
    Volume image = TestVolumes.ellipsoid();
    try (SegmentationModel model = MiniatureModels.open("similarity")) {
      try (RecordedSession recorded =
          RecordedSession.open(
              folder,
              image,
              model,
              ModelCatalog.propagatorFor(model),
              SessionOptions.defaults(),
              RandomActions.segment(1, "first"))) {
        SegmentationSession session = recorded.session();
        session.addPrompt(1, new PointPrompt(SlicePlane.k(6), new PlanePoint(19, 21), true));
        session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none());
        session.addPrompt(1, new PointPrompt(SlicePlane.k(7), new PlanePoint(24, 21), false));
        session
            .propagations()
            .propagateAround(1, SlicePlane.k(7), PropagationSettings.defaults(), Progress.none());
      }
      SessionReplay.Report report =
          SessionReplay.of(
              folder, image, model, ModelCatalog.propagatorFor(model), Progress.none());
      assertEquals(2, report.answers());
      assertEquals(2, report.propagations());
      assertEquals(0, report.voxels());
    }
  }

  @Test
  void of_an_image_without_a_session_says_so() {
    SessionException e =
        assertThrows(SessionException.class, () -> replay(new PlainModel(profile)));
    assertTrue(e.getMessage().startsWith("Nothing to replay"), e.getMessage());
  }
}
