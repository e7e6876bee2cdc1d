package io.github.voxelclick.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.models.EncoderContract;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.parity.GoldenModel;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.Window;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SamModelTest {
  private static final SlicePlane PLANE = SlicePlane.k(6);

  private static Path folder(String name) {
    try {
      return Path.of(
          SamModelTest.class.getResource("/miniature/" + name + "/profile.json").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SegmentationModel open(String name) throws ModelException {
    return ModelCatalog.open(folder(name), new OrtOptions(1));
  }

  private static Prompt click(double column, double row, boolean positive) {
    return new PointPrompt(PLANE, new PlanePoint(column, row), positive);
  }

  private static Prompt box(double c0, double r0, double c1, double r1) {
    return new BoxPrompt(PLANE, new PlanePoint(c0, r0), new PlanePoint(c1, r1));
  }

  /** A model that takes whatever is bright. */
  @Nested
  class Contract extends EncoderContract {
    @Override
    protected SegmentationModel open() throws ModelException {
      return SamModelTest.open("bright");
    }
  }

  @Nested
  class Prompts {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "medsam           | MedSAM takes no positive click, but boxes",
          "litemedsam       | LiteMedSAM takes no positive click, but boxes",
          "sam-transformers | takes no box, but positive and negative clicks and scribbles",
          "efficientsam     | takes no negative scribble, but positive clicks"
        })
    void that_a_model_cannot_take_are_refused_with_what_it_takes(String name, String part)
        throws ModelException {
      Prompt prompt =
          name.equals("efficientsam")
              ? new ScribblePrompt(PLANE, List.of(new PlanePoint(4, 5)), false)
              : name.equals("sam-transformers") ? box(3, 4, 20, 30) : click(12, 9, true);
      try (SegmentationModel model = open(name)) {
        SegmentationSession session = session(model);
        PromptException e = assertThrows(PromptException.class, () -> session.addPrompt(1, prompt));
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertFalse(session.canUndo());
      }
    }

    @Test
    void beyond_what_the_graph_takes_are_refused_not_dropped() throws VolumeException {
      try (SegmentationModel model = open("efficientsam")) {
        SegmentationSession session = session(model);
        session.addPrompt(1, box(3, 4, 20, 30));
        for (int n = 0; n < 4; n++) {
          session.addPrompt(1, click(10 + n, 12, true));
        }
        PromptException e =
            assertThrows(PromptException.class, () -> session.addPrompt(1, click(20, 12, true)));
        assertTrue(e.getMessage().contains("at most 6 points"), e.getMessage());
      }
    }

    @Test
    void a_scribble_is_told_as_clicks_along_it() throws ModelException {
      ScribblePrompt scribble =
          new ScribblePrompt(PLANE, List.of(new PlanePoint(10, 12), new PlanePoint(16, 12)), true);
      try (SegmentationModel model = open("sam")) {
        Embedding e = encode(model);
        SlicePrediction drawn =
            model.answer(e, List.of(scribble), Optional.empty(), Progress.none());
        SlicePrediction clicked =
            model.answer(
                e,
                List.of(click(10, 12, true), click(16, 12, true)),
                Optional.empty(),
                Progress.none());
        assertEquals(clicked, drawn);
      }
    }

    @Test
    void the_answer_before_goes_back_with_the_next_prompt() throws ModelException {
      try (SegmentationModel model = open("sam")) {
        Embedding e = encode(model);
        List<Prompt> both = List.of(click(12, 20, true), click(30, 22, false));
        SlicePrediction first =
            model.answer(e, both.subList(0, 1), Optional.empty(), Progress.none());
        SlicePrediction with = model.answer(e, both, Optional.of(first), Progress.none());
        SlicePrediction without = model.answer(e, both, Optional.empty(), Progress.none());
        assertFalse(with.equals(without));
        SlicePrediction drawn = SlicePrediction.certain(first.mask());
        assertFalse(model.answer(e, both, Optional.of(drawn), Progress.none()).equals(without));
      }
    }
  }

  private static Embedding encode(SegmentationModel model) throws ModelException {
    return model.encode(
        SliceImage.of(TestVolumes.ellipsoid(), PLANE, new Window(60, 420)), Progress.none());
  }

  static Segment segment() {
    return new Segment(
        1,
        "part",
        CodedConcept.TISSUE,
        CodedConcept.TISSUE,
        new Segment.Rgb(255, 0, 0),
        Segment.Algorithm.SEMIAUTOMATIC,
        "test",
        "1");
  }

  private static SegmentationSession session(SegmentationModel model) {
    return new SegmentationSession(
        TestVolumes.ellipsoid(),
        model,
        ModelCatalog.propagatorFor(model),
        SessionOptions.defaults(),
        segment());
  }

  @Nested
  class Propagation {
    @Test
    void by_prompts_follows_the_structure_and_ends_with_it() throws VolumeException {
      try (SegmentationModel model = open("bright")) {
        SegmentationSession session = session(model);
        assertEquals("prompt-projection", ModelCatalog.propagatorFor(model).name());
        session.addPrompt(1, click(19, 21, true));
        session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none());
        double dice = session.segmentation().entries().get(0).mask().dice(TestVolumes.truth());
        assertTrue(dice > 0.85, "Dice " + dice);
      }
    }

    @Test
    void of_an_empty_mask_is_empty() throws ModelException {
      try (SegmentationModel model = open("sam")) {
        Embedding e = encode(model);
        SliceMask nothing = SliceMask.empty(47, 38);
        SlicePrediction answer =
            model.decode(
                SliceQuery.ofNeighbour(e, new SliceQuery.Neighbour(e, nothing)), Progress.none());
        assertTrue(answer.mask().isEmpty());
      }
    }
  }

  @Nested
  class Refuses_at_load {
    @TempDir private Path dir;

    private ModelException opening(String model, String from, String to) throws IOException {
      Path profile = files(model, from, to);
      return assertThrows(
          ModelException.class, () -> ModelCatalog.open(profile, new OrtOptions(1)));
    }

    private Path files(String model, String from, String to) throws IOException {
      for (String file : List.of("encoder.onnx", "decoder.onnx")) {
        Files.copy(folder(model).resolveSibling(file), dir.resolve(file));
      }
      String json = Files.readString(folder(model));
      assertTrue(json.contains(from), from);
      return Files.writeString(dir.resolve("mine.json"), json.replace(from, to));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "\"side\": 1024 | \"side\": 512 | of side 512",
          "\"points\": \"point_coords\" | \"points\": \"clicks\" | no input \"clicks\"",
          "\"output\": \"low_res_masks\" | \"output\": \"mask\" | no output \"mask\"",
          "\"side\": 256} | \"side\": 256, \"use\": 1} | none but mask, flag, side",
          "\"side\": 256} | \"side\": 64} | expected side 64",
          "\"embedding\": [\"image_embeddings\"] | \"embedding\": [\"x\"] | no output \"x\"",
          "\"size\": {\"input\": \"orig_im_size\"}, | '' | an input orig_im_size",
          "\"resize\": \"longest\" | \"resize\": \"wide\" | one of longest, stretch, none",
          "\"interpolation\": \"pil-bilinear\" | \"interpolation\": \"good\" | pil-bilinear",
          "\"mean\": [123.675, | \"mean\": [ | three numbers",
          "\"encoder\": \"encoder.onnx\" | \"encoder\": \"../encoder.onnx\" | without folder",
          "\"encoder\": \"encoder.onnx\" | \"encoder\": \"other.onnx\" | no such file",
          "\"encoder\": \"encoder.onnx\", | '' | a file name for each of"
        })
    void a_profile_that_does_not_fit(String from, String to, String part) throws IOException {
      ModelException e = opening("sam", from, to);
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void an_encoder_and_a_decoder_that_were_swapped() throws IOException {
      ModelException e =
          opening(
              "sam",
              "{\"encoder\": \"encoder.onnx\", \"decoder\": \"decoder.onnx\"}",
              "{\"encoder\": \"decoder.onnx\", \"decoder\": \"encoder.onnx\"}");
      assertTrue(e.getMessage().contains("no input \"input_image\""), e.getMessage());
    }

    @Test
    void an_output_that_is_no_mask_at_the_first_prompt() throws IOException, ModelException {
      Path profile = files("edgesam", "\"output\": \"masks\"", "\"output\": \"scores\"");
      try (SegmentationModel model = ModelCatalog.open(profile, new OrtOptions(1))) {
        Embedding e = encode(model);
        ModelException fault =
            assertThrows(
                ModelException.class,
                () ->
                    model.answer(e, List.of(click(9, 8, true)), Optional.empty(), Progress.none()));
        assertTrue(fault.getMessage().contains("gave no usable mask"), fault.getMessage());
      }
    }
  }

  /** The golden folders double as the list of profiles, so none is forgotten. */
  @Test
  void every_known_profile_has_a_miniature() throws IOException, URISyntaxException {
    Path resources =
        Path.of(SamModel.class.getResource("/io/github/voxelclick/models/sam.json").toURI())
            .getParent();
    try (var files = Files.list(resources)) {
      for (Path json : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        if (Files.readString(json).contains("\"family\": \"sam\"")) {
          String name = String.valueOf(json.getFileName()).replace(".json", "");
          GoldenModel golden = GoldenModel.of("/miniature/" + name);
          assertFalse(golden.cases().isEmpty(), name);
          assertEquals(Files.readString(json), Files.readString(golden.profile()), name);
        }
      }
    }
  }
}
