package io.github.voxelclick.sam;

import io.github.voxelclick.parity.GoldenModel;
import io.github.voxelclick.volume.ModelException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our adapter answers against what the authors' code answered, prompt by prompt. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("one-jdk")
class SamParityTest {
  /** Graphs that know nothing but make every input count, with the true signatures. */
  @Nested
  class Miniature_graphs {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "sam",
          "mobilesam",
          "medsam",
          "litemedsam",
          "litemedsam-neurodesk",
          "sam-med2d",
          "efficientsam",
          "edgesam",
          "hq-sam",
          "nanosam",
          "sam-transformers",
          "sam2",
          "sam2-samexporter",
          "sam2-full-size",
          "sam2-cpp",
          "sam2-transformers",
          "medsam2"
        })
    void are_told_every_prompt_as_the_contract_says(String name) throws ModelException {
      SamReplay.play(GoldenModel.of("/miniature/" + name), "miniature/" + name);
    }
  }

  /** The authors' architectures with small widths and seeded weights. */
  @Nested
  class Official_code {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "sam",
          "sammed2d",
          "medsam",
          "mobilesam",
          "litemedsam",
          "efficientsam",
          "sam2.1"
        })
    void gives_the_same_masks_and_logits(String name) throws ModelException {
      SamReplay.play(GoldenModel.of("/parity/" + name), "parity/" + name);
    }
  }
}
