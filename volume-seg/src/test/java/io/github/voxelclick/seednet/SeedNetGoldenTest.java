package io.github.voxelclick.seednet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The embedded model does in Java what its training code does in Python. The files were written by
 * {@code volume-seg/training/seednet/golden.py}.
 */
class SeedNetGoldenTest {
  private static final SlicePlane PLANE = SlicePlane.k(0);
  private static final JsonObject GOLDEN = golden();

  private static JsonObject golden() {
    try (InputStream in = resource("golden.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return SeedNetGoldenTest.class.getResourceAsStream("/seednet-golden/" + name);
  }

  /** Little-endian float32, row by row. */
  private static float[] floats(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(resource(name))) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      return values;
    }
  }

  static List<String> answers() {
    return names("expected");
  }

  static List<String> tensors() {
    return names("tensor");
  }

  private static List<String> names(String field) {
    List<String> names = new ArrayList<>();
    for (JsonElement s : GOLDEN.getAsJsonArray("situations")) {
      if (s.getAsJsonObject().has(field)) {
        names.add(s.getAsJsonObject().get("name").getAsString());
      }
    }
    return names;
  }

  /** One situation of the golden files. */
  private static final class Situation {
    private final JsonObject json;
    private final SliceGrid grid;
    private final SegmentationModel model;

    Situation(String name, SegmentationModel model) {
      JsonObject found = new JsonObject();
      for (JsonElement s : GOLDEN.getAsJsonArray("situations")) {
        if (s.getAsJsonObject().get("name").getAsString().equals(name)) {
          found = s.getAsJsonObject();
        }
      }
      json = found;
      grid = new SliceGrid(json.get("width").getAsInt(), json.get("height").getAsInt(), 1, 1);
      this.model = model;
    }

    float[] file(String field) throws IOException {
      return floats(json.get(field).getAsString());
    }

    Embedding embedding(String field) throws IOException, ModelException {
      return model.encode(
          new SliceImage(PLANE, grid, file(field), new Window(0, 1)), Progress.none());
    }

    SliceQuery query() throws IOException, ModelException {
      List<Prompt> prompts = new ArrayList<>();
      for (JsonElement p : json.getAsJsonArray("prompts")) {
        prompts.add(prompt(p.getAsJsonObject()));
      }
      Optional<SlicePrediction> previous = Optional.empty();
      if (json.has("previous")) {
        ProbabilityMap map = ProbabilityMap.of(grid.columns(), grid.rows(), file("previous"));
        previous = Optional.of(SlicePrediction.of(map, 0.5));
      }
      Optional<SliceQuery.Neighbour> neighbour = Optional.empty();
      if (json.has("neighbour")) {
        float[] mask = file("neighbourMask");
        neighbour =
            Optional.of(
                new SliceQuery.Neighbour(
                    embedding("neighbour"),
                    SliceMask.of(
                        grid.columns(),
                        grid.rows(),
                        (c, r) -> mask[r * grid.columns() + c] > 0.5)));
      }
      return new SliceQuery(embedding("image"), prompts, previous, neighbour);
    }

    private static Prompt prompt(JsonObject p) {
      return switch (p.get("type").getAsString()) {
        case "point" ->
            new PointPrompt(PLANE, point(p, "x", "y"), p.get("positive").getAsBoolean());
        case "box" -> new BoxPrompt(PLANE, point(p, "x0", "y0"), point(p, "x1", "y1"));
        default -> {
          List<PlanePoint> points = new ArrayList<>();
          for (JsonElement at : p.getAsJsonArray("points")) {
            points.add(
                new PlanePoint(
                    at.getAsJsonArray().get(0).getAsDouble(),
                    at.getAsJsonArray().get(1).getAsDouble()));
          }
          yield new ScribblePrompt(PLANE, points, p.get("positive").getAsBoolean());
        }
      };
    }

    private static PlanePoint point(JsonObject p, String column, String row) {
      return new PlanePoint(p.get(column).getAsDouble(), p.get(row).getAsDouble());
    }
  }

  private static LookWindow window(JsonObject json) {
    JsonObject w = json.getAsJsonObject("window");
    double size = w.get("size").getAsDouble();
    return new LookWindow(
        new PlanePoint(w.get("cx").getAsDouble(), w.get("cy").getAsDouble()), size, size);
  }

  @Test
  void the_model_is_the_one_that_the_files_were_made_with() throws ModelException {
    try (SegmentationModel model = SeedNetModel.openEmbedded(new OrtOptions(1))) {
      assertEquals(GOLDEN.get("modelSha256").getAsString(), model.sha256());
    }
  }

  @ParameterizedTest
  @MethodSource("tensors")
  void input_maps_are_equal(String name) throws IOException, ModelException {
    try (SegmentationModel model = MiniatureModels.open("channels")) {
      Situation situation = new Situation(name, model);
      SeedNetInput input =
          new SeedNetInput(
              SeedNetSettings.of(model.profile().settings()),
              situation.grid,
              window(situation.json),
              128);
      float[][] channels = input.channels(situation.query(), true);
      float[] expected = situation.file("tensor");
      int pixels = 128 * 128;
      for (int c = 0; c < channels.length; c++) {
        assertArrayEquals(
            Arrays.copyOfRange(expected, c * pixels, (c + 1) * pixels),
            channels[c],
            1e-4f,
            "channel " + c);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answers_are_equal(String name) throws IOException, ModelException {
    try (SegmentationModel model = SeedNetModel.openEmbedded(new OrtOptions(1))) {
      Situation situation = new Situation(name, model);
      SlicePrediction answer = model.decode(situation.query(), Progress.none());
      float[] expected = situation.file("expected");
      assertArrayEquals(expected, answer.probability().values(), 1e-3f);
      int columns = situation.grid.columns();
      SliceMask mask =
          SliceMask.of(columns, situation.grid.rows(), (c, r) -> expected[r * columns + c] > 0.5f);
      assertEquals(mask, answer.mask());
      assertEquals(situation.json.get("expectedMaskPixels").getAsInt(), answer.mask().count());
      assertEquals(situation.json.get("fit").getAsDouble(), answer.confidence(), 1e-3);
      assertEquals(situation.json.get("presence").getAsDouble(), answer.presence(), 1e-3);
    }
  }

  @Test
  void a_reduced_window_is_blurred_equally() {
    JsonObject blurred = GOLDEN.getAsJsonObject("blurred");
    assertEquals("((7*x + 13*y + x*y) % 251) / 250", blurred.get("formula").getAsString());
    int columns = blurred.get("width").getAsInt();
    int rows = blurred.get("height").getAsInt();
    float[] image = new float[columns * rows];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        image[y * columns + x] = (7 * x + 13 * y + x * y) % 251 / 250f;
      }
    }
    var transform = window(blurred).transform(128);
    PlanePoint first = transform.toSlice(new PlanePoint(0, 0));
    float[] kernel = AxisFilter.gaussian(0.4 * transform.columnStep());
    float[] cut =
        Resampler.resample(
            image,
            columns,
            AxisFilter.evenly(columns, first.column(), transform.columnStep(), 128, kernel),
            AxisFilter.evenly(rows, first.row(), transform.rowStep(), 128, kernel));
    for (JsonElement e : blurred.getAsJsonArray("samples")) {
      JsonObject sample = e.getAsJsonObject();
      int u = sample.get("u").getAsInt();
      int v = sample.get("v").getAsInt();
      assertEquals(sample.get("value").getAsDouble(), cut[v * 128 + u], 1e-4, u + "," + v);
    }
  }
}
