package io.github.voxelclick.clickmap;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.parity.GoldenModel;
import io.github.voxelclick.parity.ParityFigures;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our adapter answers against what the authors' code answered, click by click. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClickMapParityTest {
  private static final double END_TO_END = 0.999;
  private static final double PROBABILITIES = 2e-3;
  private static final double LOGITS = 1e-3;

  @ParameterizedTest
  @ValueSource(strings = {"ritm", "simpleclick", "focalclick", "scribbleprompt"})
  void answers_every_click_as_the_reference(String name) throws ModelException {
    GoldenModel golden = GoldenModel.of("/parity/" + name);
    ParityFigures figures = new ParityFigures("parity/" + name);
    try (SegmentationModel model = ModelCatalog.open(golden.profile(), new OrtOptions(1))) {
      for (GoldenModel.Case c : golden.cases()) {
        Embedding embedding = model.encode(c.image(), Progress.none());
        Optional<SlicePrediction> answer = Optional.empty();
        int answered = 0;
        for (GoldenModel.Step step : c.steps()) {
          for (; answered < step.prompts().size(); answered++) {
            List<Prompt> prompts = step.prompts().subList(0, answered + 1);
            answer = Optional.of(model.answer(embedding, prompts, answer, Progress.none()));
          }
          String what = c.name() + ", " + answered + " prompts";
          SlicePrediction found = answer.orElseThrow();
          figures.mask("end to end", what, step.mask(), found.mask(), END_TO_END);
          if (step.probabilities().isPresent()) {
            double difference =
                step.probabilityDifference(
                    found.probability().values(), found.mask().columns(), golden.stride());
            figures.difference("probabilities", what, difference, PROBABILITIES);
          } else {
            float[] fedBack = found.memory().orElseThrow().values();
            int side = model.profile().side();
            double difference = step.logitDifference(fedBack, side, golden.stride());
            figures.difference("logits of their spread", what, difference, LOGITS);
          }
        }
      }
    }
    figures.check();
  }
}
