package io.github.voxelclick.modelstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.PromptSupport;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.models.CountingModel;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files are taken for, and the dry run. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelSourceTest {
  @TempDir private Path folder;

  private static ModelSource of(Optional<String> profile, Path... files) throws VolumeException {
    return ModelSource.of(List.of(files), profile, Samples.OPTIONS);
  }

  private static void assertRefused(String part, Optional<String> profile, Path... files) {
    ModelStoreException e = assertThrows(ModelStoreException.class, () -> of(profile, files));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void the_only_profile_that_fits_is_taken() throws Exception {
    Path[] graphs = Samples.graphs("hq-sam").toArray(Path[]::new);
    assertEquals("encoder", of(Optional.empty(), graphs).profile().id());
    assertEquals("sam", of(Optional.of("hq-sam"), graphs).profile().family());
    assertRefused(
        "does not fit these files; those that do are hq-sam", Optional.of("medsam"), graphs);
  }

  @Test
  void of_several_profiles_none_is_chosen() {
    Path[] graphs = Samples.graphs("medsam").toArray(Path[]::new);
    assertRefused("several profiles: sam, medsam, mobilesam", Optional.empty(), graphs);
    assertRefused("Write --profile with", Optional.empty(), graphs);
  }

  @Test
  void a_profile_may_lie_elsewhere() throws Exception {
    Path[] graphs = Samples.graphs("medsam").toArray(Path[]::new);
    Path profile =
        Files.copy(Samples.folder("medsam").resolve("profile.json"), folder.resolve("mine.json"));
    ModelSource source = of(Optional.of(profile.toString()), graphs);
    assertEquals(Files.readString(profile), source.profileJson());
    ModelCheck.dryRun(source::open, Samples.OPTIONS, Progress.none());
    Path other = Files.copy(graphs[0], folder.resolve("other.onnx"));
    assertRefused("names the graphs", Optional.of(profile.toString()), other);
  }

  @Test
  void files_that_are_not_there_or_not_together_or_too_many_are_refused() throws Exception {
    Path encoder = Samples.graphs("medsam").get(0);
    assertRefused("There is no file gone.onnx", Optional.empty(), folder.resolve("gone.onnx"));
    assertRefused("There is no file profile.json", Optional.empty(), folder);
    assertRefused("different folders", Optional.empty(), encoder, Samples.graphs("sam").get(1));
    Path text = Files.writeString(folder.resolve("notes.txt"), "x");
    assertRefused("0 are called .onnx", Optional.empty(), text);
    assertThrows(
        ModelStoreException.class,
        () -> ModelSource.of(List.of(), Optional.empty(), Samples.OPTIONS));
    Path json = Samples.folder("medsam").resolve("profile.json");
    assertRefused("more than one profile", Optional.of("sam"), json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"caf\u00e9.onnx", ".hidden.onnx"})
  void files_with_names_that_are_not_portable_are_refused(String name) throws Exception {
    Path encoder = Files.copy(Samples.graphs("edgesam").get(0), folder.resolve(name));
    Path decoder = Files.copy(Samples.graphs("edgesam").get(1), folder.resolve("decoder.onnx"));
    assertRefused("Rename it", Optional.empty(), encoder, decoder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sam",
        "medsam",
        "litemedsam",
        "sam-med2d",
        "efficientsam",
        "edgesam",
        "hq-sam",
        "nanosam",
        "sam-transformers",
        "sam2",
        "sam2-cpp",
        "medsam2",
        "bright-network"
      })
  void every_family_runs_and_is_timed(String miniature) throws Exception {
    ModelSource source = ofMiniature(miniature);
    ModelCheck.Report report =
        ModelCheck.run(
            source::open, List.of(new OrtOptions(1), new OrtOptions(2)), Progress.none());
    assertEquals(233 * 187, report.slicePixels());
    assertEquals(
        List.of("cpu (1 thread)", "cpu (2 threads)"),
        report.timings().stream().map(ModelCheck.Timing::device).toList());
    for (ModelCheck.Timing t : report.timings()) {
      assertTrue(t.openMs() > 0 && t.encodeMs() > 0 && t.answerMs() > 0, t.toString());
    }
    assertEquals(report.takes().equals("boxes") ? "box" : "click", report.prompt());
  }

  @Test
  void files_are_tried_by_every_profile_that_they_fit_and_one_that_fails_ends_no_other()
      throws Exception {
    List<ModelSource.Fit> fits =
        new ArrayList<>(
            ModelSource.fitting(Samples.graphs("medsam"), Optional.empty(), Samples.OPTIONS));
    assertEquals(
        List.of("sam", "medsam", "mobilesam"),
        fits.stream().map(ModelSource.Fit::profile).toList());
    ModelSource lost = fits.get(0).source();
    fits.set(
        0,
        new ModelSource.Fit(
            "lost",
            new ModelSource(folder, lost.parts(), lost.profileJson(), lost.profile(), true)));
    List<String> updates = new ArrayList<>();
    Progress noted =
        new Progress() {
          @Override
          public void update(int done, int total) {
            updates.add(done + " of " + total);
          }

          @Override
          public boolean isCancelled() {
            return false;
          }
        };
    List<ModelCheck.Attempt> attempts =
        ModelCheck.attempt(fits, List.of(new OrtOptions(1), new OrtOptions(2)), noted);
    assertEquals(
        List.of("lost", "medsam", "mobilesam"),
        attempts.stream().map(ModelCheck.Attempt::profile).toList());
    assertTrue(attempts.get(0).report().isEmpty());
    String fault = attempts.get(0).fault().orElseThrow();
    assertTrue(fault.contains("encoder.onnx"), fault);
    for (ModelCheck.Attempt attempt : attempts.subList(1, 3)) {
      assertTrue(attempt.fault().isEmpty(), attempt.toString());
      assertEquals(2, attempt.report().orElseThrow().timings().size());
    }
    assertEquals("boxes", attempts.get(1).report().orElseThrow().takes());
    assertEquals("click", attempts.get(2).report().orElseThrow().prompt());
    assertEquals(List.of("1 of 3", "3 of 6", "4 of 6", "5 of 6", "6 of 6"), updates);
  }

  @Test
  void trying_profiles_ends_when_it_is_cancelled() throws Exception {
    List<ModelSource.Fit> fits =
        ModelSource.fitting(Samples.graphs("medsam"), Optional.empty(), Samples.OPTIONS);
    List<Integer> updates = new ArrayList<>();
    Progress afterOne =
        new Progress() {
          @Override
          public void update(int done, int total) {
            updates.add(done);
          }

          @Override
          public boolean isCancelled() {
            return !updates.isEmpty();
          }
        };
    assertThrows(
        CancellationException.class,
        () -> ModelCheck.attempt(fits, List.of(Samples.OPTIONS), afterOne));
    assertEquals(List.of(1), updates);
  }

  @Test
  void a_profile_that_is_named_is_the_only_one() throws Exception {
    List<Path> graphs = Samples.graphs("medsam");
    assertEquals(
        List.of("medsam"),
        ModelSource.fitting(graphs, Optional.of("medsam"), Samples.OPTIONS).stream()
            .map(ModelSource.Fit::profile)
            .toList());
    List<ModelSource.Fit> own =
        ModelSource.fitting(List.of(Samples.folder("medsam")), Optional.empty(), Samples.OPTIONS);
    assertEquals(1, own.size());
    assertEquals(own.get(0).source().profile().id(), own.get(0).profile());
  }

  private static ModelSource ofMiniature(String miniature) throws Exception {
    Path folder =
        Path.of(
            ModelSourceTest.class.getResource("/miniature/" + miniature + "/profile.json").toURI());
    return ModelSource.of(List.of(folder), Optional.empty(), Samples.OPTIONS);
  }

  @Test
  void numbers_that_are_none_are_no_success() throws Exception {
    ModelSource source = Samples.source("edgesam");
    ModelException e =
        assertThrows(
            ModelException.class,
            () ->
                ModelCheck.dryRun(
                    o -> new Overflowing(source.open(o)), Samples.OPTIONS, Progress.none()));
    assertTrue(e.getMessage().contains("expected finite numbers"), e.getMessage());
  }

  /** A model whose encoder computes in too few bits. */
  private static final class Overflowing implements SegmentationModel {
    private final SegmentationModel model;
    private final CountingModel rest;

    Overflowing(SegmentationModel model) {
      this.model = model;
      this.rest = new CountingModel(model);
    }

    @Override
    public Embedding encode(SliceImage image, Progress progress) throws ModelException {
      Embedding good = rest.encode(image, progress);
      Map<String, float[]> tensors = new HashMap<>(good.tensors());
      String first = tensors.keySet().iterator().next();
      float[] bad = tensors.get(first).clone();
      bad[bad.length - 1] = Float.NaN;
      tensors.put(first, bad);
      return new Embedding(good.key(), good.grid(), tensors);
    }

    @Override
    public SlicePrediction decode(SliceQuery query, Progress progress) throws ModelException {
      return rest.decode(query, progress);
    }

    @Override
    public ModelProfile profile() {
      return model.profile();
    }

    @Override
    public PromptSupport prompts() {
      return model.prompts();
    }

    @Override
    public String sha256() {
      return model.sha256();
    }

    @Override
    public String device() {
      return model.device();
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
