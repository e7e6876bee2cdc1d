package io.github.voxelclick.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.parity.GoldenModel;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProfileProposerTest {
  private static final OrtOptions OPTIONS = new OrtOptions(1);

  private static Path graph(String model, String part) {
    return GoldenModel.of("/miniature/" + model).profile().resolveSibling(part + ".onnx");
  }

  private static List<String> names(Path... files) throws ModelException {
    return ProfileProposer.propose(List.of(files), OPTIONS).stream()
        .map(ProfileProposer.Proposal::name)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sam                  | sam,medsam,mobilesam",
        "medsam               | sam,medsam,mobilesam",
        "litemedsam           | litemedsam",
        "litemedsam-neurodesk | litemedsam-neurodesk",
        "sam-med2d            | sam-med2d",
        "efficientsam         | efficientsam",
        "edgesam              | edgesam",
        "hq-sam               | hq-sam",
        "nanosam              | nanosam",
        "sam-transformers     | sam-transformers",
        "sam2                 | sam2",
        "sam2-samexporter     | sam2",
        "sam2-cpp             | sam2-cpp",
        "sam2-full-size       | sam2-full-size",
        "sam2-transformers    | sam2-transformers",
        "medsam2              | medsam2"
      })
  void all_layouts_that_fit_are_proposed_and_no_others(String model, String expected)
      throws ModelException {
    List<String> names = List.of(expected.split(","));
    assertEquals(names, names(graph(model, "encoder"), graph(model, "decoder")));
    assertEquals(names, names(graph(model, "decoder"), graph(model, "encoder")), "swapped");
  }

  @Test
  void a_network_with_a_refiner_and_one_of_channels_are_told_apart() throws ModelException {
    Path network = GoldenModel.of("/parity/focalclick").profile();
    assertEquals(
        List.of("focalclick"),
        names(
            network.resolveSibling("focalclick-small.refiner.onnx"),
            network.resolveSibling("focalclick-small.onnx")));
    Path folder = GoldenModel.of("/parity/scribbleprompt").profile().getParent();
    try (var files = Files.list(folder)) {
      Path graph = files.filter(f -> f.toString().endsWith(".onnx")).findFirst().orElseThrow();
      assertEquals(List.of("scribbleprompt-unet"), names(graph));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_proposal_names_the_files_and_can_be_opened(@TempDir Path dir)
      throws IOException, ModelException {
    Path encoder = Files.copy(graph("medsam", "encoder"), dir.resolve("my model.Encoder.onnx"));
    Path decoder = Files.copy(graph("medsam", "decoder"), dir.resolve("decoder2.onnx"));
    ProfileProposer.Proposal proposal =
        ProfileProposer.propose(List.of(encoder, decoder), OPTIONS).get(1);
    assertEquals("medsam", proposal.name());
    assertEquals("my model.json", proposal.fileName());
    Path json = Files.writeString(dir.resolve(proposal.fileName()), proposal.json());
    try (SegmentationModel model = ModelCatalog.open(json, OPTIONS)) {
      assertEquals("my model", model.profile().id());
      assertTrue(model.prompts().boxes());
    }
  }

  @Test
  void what_fits_nothing_is_described_not_guessed() {
    ModelException one = assertThrows(ModelException.class, () -> names(graph("sam", "encoder")));
    assertTrue(one.getMessage().contains("input_image float32 [1, 3, 1024, 1024]"));
    ModelException mixed =
        assertThrows(
            ModelException.class,
            () -> names(graph("sam", "encoder"), graph("edgesam", "decoder")));
    assertTrue(mixed.getMessage().contains("No known profile fits"), mixed.getMessage());
  }
}
