package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.volume.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogTest {
  private static final OrtOptions OPTIONS = new OrtOptions(1);

  @TempDir private Path dir;

  private Path model(String name, String profile) throws IOException {
    Path onnx = dir.resolve("mine.onnx");
    Files.copy(MiniatureModels.path(name), onnx);
    if (!profile.isEmpty()) {
      Files.writeString(dir.resolve("mine.json"), profile);
    }
    return onnx;
  }

  @Test
  void opens_a_model_with_the_profile_beside_it() throws IOException, ModelException {
    Path onnx = model("channels", MiniatureModels.silentProfileJson());
    try (SegmentationModel model = ModelCatalog.open(onnx, OPTIONS)) {
      assertEquals("seednet-v1", model.profile().id());
      assertEquals("neighbour-mask", ModelCatalog.propagatorFor(model).name());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                        | its profile mine.json is not beside it",
        "{                         | it is not JSON",
        "{\"family\":\"seednet\"}  | the field \"id\" is missing"
      })
  void says_what_is_wrong_with_the_profile(String profile, String part) throws IOException {
    Path onnx = model("channels", profile);
    ModelException e = assertThrows(ModelException.class, () -> ModelCatalog.open(onnx, OPTIONS));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void names_a_family_that_it_does_not_run() throws IOException {
    String other =
        MiniatureModels.silentProfileJson()
            .replace("\"family\": \"seednet\"", "\"family\": \"other\"")
            .replace("\"seednet\": {", "\"other\": {");
    Path onnx = model("channels", other);
    ModelException e = assertThrows(ModelException.class, () -> ModelCatalog.open(onnx, OPTIONS));
    assertTrue(e.getMessage().contains("family \"other\""), e.getMessage());
  }

  @Test
  void says_that_a_file_is_no_model_before_asking_for_its_profile() throws IOException {
    Path text = Files.writeString(dir.resolve("notes.txt"), "not a model");
    ModelException e = assertThrows(ModelException.class, () -> ModelCatalog.open(text, OPTIONS));
    assertTrue(e.getMessage().contains("not an ONNX file"), e.getMessage());
    ModelException gone =
        assertThrows(
            ModelException.class, () -> ModelCatalog.open(dir.resolve("gone.onnx"), OPTIONS));
    assertTrue(gone.getMessage().contains("no such file"), gone.getMessage());
  }

  @Test
  void refuses_a_profile_of_the_wrong_model() throws IOException {
    Path onnx = model("wrong_name", MiniatureModels.silentProfileJson());
    ModelException e = assertThrows(ModelException.class, () -> ModelCatalog.open(onnx, OPTIONS));
    assertTrue(e.getMessage().contains("does not fit its profile"), e.getMessage());
  }
}
