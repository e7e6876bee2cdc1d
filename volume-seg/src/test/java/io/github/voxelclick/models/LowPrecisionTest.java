package io.github.voxelclick.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.TensorType;
import io.github.voxelclick.onnx.OrtModel;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.parity.GoldenModel;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Window;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Models of fp16 and of int8 weights answer as those of float32 that they were made of. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LowPrecisionTest {
  private static final SlicePlane PLANE = SlicePlane.k(6);

  private static Path resource(String path) {
    try {
      return Path.of(LowPrecisionTest.class.getResource(path).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Prompt click(double column, double row, boolean positive) {
    return new PointPrompt(PLANE, new PlanePoint(column, row), positive);
  }

  /** Answers to a click, and to a second one with the first answer's memory. */
  private static List<SliceMask> answers(Path profile) throws ModelException {
    try (SegmentationModel model = ModelCatalog.open(profile, new OrtOptions(1))) {
      SliceImage image = SliceImage.of(TestVolumes.ellipsoid(), PLANE, new Window(0, 500));
      Embedding embedding = model.encode(image, Progress.none());
      List<SliceMask> masks = new ArrayList<>();
      SlicePrediction first =
          model.answer(embedding, List.of(click(19, 21, true)), Optional.empty(), Progress.none());
      masks.add(first.mask());
      List<Prompt> both = List.of(click(19, 21, true), click(30.5, 20, false));
      masks.add(model.answer(embedding, both, Optional.of(first), Progress.none()).mask());
      return masks;
    }
  }

  @Test
  void fp16_in_the_whole_graph_its_inputs_and_outputs() throws ModelException {
    Path half = resource("/precision/bright-fp16/profile.json");
    try (OrtModel decoder = OrtModel.open(half.resolveSibling("decoder.onnx"), new OrtOptions(1))) {
      assertEquals(TensorType.FLOAT16, decoder.type("image_embeddings"));
      assertEquals(TensorType.FLOAT16, decoder.type("point_coords"));
    }
    List<SliceMask> expected = answers(resource("/miniature/bright/profile.json"));
    List<SliceMask> given = answers(half);
    for (int n = 0; n < expected.size(); n++) {
      assertFalse(expected.get(n).isEmpty());
      double dice = given.get(n).dice(expected.get(n));
      assertTrue(dice >= 0.99, "answer " + n + ": Dice " + dice);
    }
  }

  @Test
  void int8_weights_with_their_scales() throws ModelException {
    GoldenModel golden = GoldenModel.of("/parity/scribbleprompt");
    Path quantized = resource("/precision/scribbleprompt-int8/profile.json");
    double worst = 1;
    int compared = 0;
    try (SegmentationModel whole = ModelCatalog.open(golden.profile(), new OrtOptions(1));
        SegmentationModel model = ModelCatalog.open(quantized, new OrtOptions(1))) {
      assertFalse(whole.sha256().equals(model.sha256()));
      for (GoldenModel.Case c : golden.cases()) {
        Embedding embedding = model.encode(c.image(), Progress.none());
        Optional<SlicePrediction> answer = Optional.empty();
        for (GoldenModel.Step step : c.steps()) {
          answer = Optional.of(model.answer(embedding, step.prompts(), answer, Progress.none()));
          worst = Math.min(worst, answer.get().mask().dice(step.mask()));
          compared++;
        }
      }
    }
    assertTrue(compared > 3, "cases");
    assertTrue(worst >= 0.95, "worst Dice " + worst);
  }
}
