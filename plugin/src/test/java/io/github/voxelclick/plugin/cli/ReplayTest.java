package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.prompt.PromptParser;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.RecordedSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work on an image with the embedded model, repeated by the command line. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplayTest {
  @TempDir static Path shared;
  private static Path series;
  private static Path sessions;

  @BeforeAll
  static void work_on_a_series() throws IOException, VolumeException {
    series = shared.resolve("series");
    sessions = shared.resolve("sessions");
    Samples.series().writeTo(series);
    Volume volume =
        VolumeCatalog.of(series, Progress.none())
            .choose(Optional.empty())
            .load(Progress.none())
            .volume();
    JournalFolder folder = Journals.folder(Optional.of(sessions));
    try (LoadedModel model = LoadedModel.open(Optional.empty());
        RecordedSession recorded =
            RecordedSession.open(
                folder,
                volume,
                model.model(),
                ModelCatalog.propagatorFor(model.model()),
                SessionOptions.defaults(),
                SegmentNaming.describe("", "", "SeedNet", model.model().sha256()))) {
      recorded.session().addPrompt(1, PromptParser.parse(Samples.CLICK, volume.size()));
      recorded.session().propagations().propagate(1, SliceAxis.K, 0, 8, Progress.none());
      recorded.session().addPrompt(1, PromptParser.parse("point:-:31,24,4", volume.size()));
      recorded.session().answerPending(Progress.none());
    }
  }

  @Test
  void of_the_same_model_finds_no_voxel_that_differs() {
    JsonObject json =
        CommandLineRun.of("replay", series, "--folder", sessions, "--json").assertDone().json();
    assertEquals(2, json.get("answers").getAsInt());
    assertEquals(1, json.get("propagations").getAsInt());
    assertEquals(0, json.get("differingVoxels").getAsLong());
    assertEquals(json.get("modelSha256"), json.getAsJsonArray("recordedModels").get(0));
    String text = CommandLineRun.of("replay", series, "--folder", sessions).assertDone().out();
    assertTrue(text.contains("2 answers and 1 propagations repeated, 0 voxels differ"), text);
  }

  @Test
  void of_another_model_counts_them_and_warns() throws IOException {
    Path folder = Files.createDirectory(shared.resolve("model"));
    Path other = Samples.modelWith(folder, "\"threshold\": 0.5", "\"threshold\": 0.9");
    CommandLineRun run =
        CommandLineRun.of("replay", series, "--folder", sessions, "--model", other);
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("(ANSWER) of segment 1: "), run.out());
  }

  @Test
  void without_a_session_or_an_image_says_what_is_missing() throws IOException {
    Path empty = Files.createDirectory(shared.resolve("empty"));
    CommandLineRun.of("replay", series, "--folder", empty).assertRefused("Nothing to replay");
    CommandLineRun.of("replay", shared.resolve("nowhere")).assertRefused("nowhere");
  }
}
