package io.github.voxelclick.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Window;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model with the answers that its reference gave; the format is in {@code parity/golden.py}. */
public final class GoldenModel {
  private static final SlicePlane PLANE = SlicePlane.k(3);

  private final Path folder;
  private final JsonObject json;
  private final Map<String, NpyArray> arrays;

  private GoldenModel(Path folder, JsonObject json, Map<String, NpyArray> arrays) {
    this.folder = folder;
    this.json = json;
    this.arrays = arrays;
  }

  /** A folder among the test resources, such as {@code /parity/sam}. */
  public static GoldenModel of(String resource) {
    try {
      URL url = GoldenModel.class.getResource(resource + "/cases.json");
      return in(Path.of(url.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Any folder that a script of {@code volume-seg/export/parity} wrote. */
  public static GoldenModel in(Path folder) {
    try {
      JsonObject json =
          JsonParser.parseString(Files.readString(folder.resolve("cases.json"))).getAsJsonObject();
      try (InputStream in = Files.newInputStream(folder.resolve("arrays.npz"))) {
        return new GoldenModel(folder, json, NpzReader.npz(in));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Repository and commit, or package and version, of the code that answered. */
  public String reference() {
    JsonObject about = json.getAsJsonObject("reference");
    return about.get("repository").getAsString() + ", " + about.get("commit").getAsString();
  }

  /** The model's profile; its graphs lie beside it. */
  public Path profile() {
    return folder.resolve("profile.json");
  }

  /** Every how many logits one is kept along rows and columns. */
  public int stride() {
    return json.get("stride").getAsInt();
  }

  /** All cases. */
  public List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (JsonElement e : json.getAsJsonArray("cases")) {
      cases.add(new Case(e.getAsJsonObject()));
    }
    return cases;
  }

  /** One slice and what was asked about it. */
  public final class Case {
    private final JsonObject json;

    private Case(JsonObject json) {
      this.json = json;
    }

    /** What it is. */
    public String name() {
      return json.get("name").getAsString();
    }

    /** Whether the reference was given a made-up embedding. */
    public boolean formula() {
      return json.get("embedding").getAsString().equals("formula");
    }

    /** The slice. */
    public SliceImage image() {
      JsonObject image = json.getAsJsonObject("image");
      int rows = image.get("rows").getAsInt();
      int columns = image.get("columns").getAsInt();
      boolean deep = image.get("bits").getAsInt() == 16;
      float[] values = new float[rows * columns];
      byte[] shallow = deep ? new byte[0] : ParityImages.image8(rows, columns);
      short[] signed = deep ? ParityImages.image16(rows, columns) : new short[0];
      for (int n = 0; n < values.length; n++) {
        values[n] = deep ? signed[n] : shallow[n] & 0xff;
      }
      Window window =
          deep ? new Window(ParityImages.LOW16, ParityImages.HIGH16) : new Window(0, 255);
      return new SliceImage(PLANE, new SliceGrid(columns, rows, 0.7, 1.1), values, window);
    }

    /** The reference's answers, one after the other. */
    public List<Step> steps() {
      List<Step> steps = new ArrayList<>();
      for (JsonElement e : json.getAsJsonArray("steps")) {
        steps.add(step(e.getAsJsonObject()));
      }
      return steps;
    }

    private Step step(JsonObject e) {
      List<Prompt> prompts = new ArrayList<>();
      for (JsonElement p : e.getAsJsonArray("prompts")) {
        prompts.add(prompt(p.getAsJsonObject()));
      }
      SliceMask mask = mask(e.get("mask").getAsString());
      Optional<float[]> logits =
          e.has("logits")
              ? Optional.of(arrays.get(e.get("logits").getAsString()).floats())
              : Optional.empty();
      Optional<float[]> probabilities =
          e.has("probabilities")
              ? Optional.of(arrays.get(e.get("probabilities").getAsString()).floats())
              : Optional.empty();
      return new Step(prompts, mask, logits, probabilities);
    }

    private SliceMask mask(String name) {
      SliceGrid grid = image().grid();
      boolean[] inside = arrays.get(name).unpackedBits(grid.rows() * grid.columns());
      return SliceMask.of(grid.columns(), grid.rows(), (c, r) -> inside[r * grid.columns() + c]);
    }

    private Prompt prompt(JsonObject p) {
      if (p.get("kind").getAsString().equals("mask")) {
        return new MaskPrompt(PLANE, mask(p.get("array").getAsString()));
      }
      if (p.get("kind").getAsString().equals("scribble")) {
        List<PlanePoint> points = new ArrayList<>();
        p.getAsJsonArray("points").forEach(at -> points.add(corner(at.getAsJsonArray())));
        return new ScribblePrompt(PLANE, points, p.get("positive").getAsBoolean());
      }
      if (p.get("kind").getAsString().equals("box")) {
        return new BoxPrompt(
            PLANE, corner(p.getAsJsonArray("min")), corner(p.getAsJsonArray("max")));
      }
      PlanePoint at = new PlanePoint(p.get("column").getAsDouble(), p.get("row").getAsDouble());
      return new PointPrompt(PLANE, at, p.get("positive").getAsBoolean());
    }

    private static PlanePoint corner(JsonArray at) {
      return new PlanePoint(at.get(0).getAsDouble(), at.get(1).getAsDouble());
    }
  }

  /**
   * What was asked and what the reference answered.
   *
   * @param prompts all so far
   * @param mask on the slice
   * @param logits every {@link #stride}-th row and column of what is fed back
   * @param probabilities likewise, of a model that feeds back those of the slice
   */
  public record Step(
      List<Prompt> prompts,
      SliceMask mask,
      Optional<float[]> logits,
      Optional<float[]> probabilities) {
    /** The largest difference of probabilities. */
    public double probabilityDifference(float[] found, int columns, int stride) {
      float[] expected = probabilities.orElseThrow();
      double worst = 0;
      int n = 0;
      for (int row = 0; row * columns < found.length; row += stride) {
        for (int column = 0; column < columns; column += stride, n++) {
          worst = Math.max(worst, Math.abs(found[row * columns + column] - expected[n]));
        }
      }
      return worst;
    }

    /** The largest difference of logits, relative to the spread of the expected ones. */
    public double logitDifference(float[] found, int side, int stride) {
      float[] expected = logits.orElseThrow();
      double mean = 0;
      for (float e : expected) {
        mean += e / expected.length;
      }
      double square = 0;
      for (float e : expected) {
        square += (e - mean) * (e - mean) / expected.length;
      }
      double worst = 0;
      for (int row = 0, n = 0; row < side; row += stride) {
        for (int column = 0; column < side; column += stride, n++) {
          worst = Math.max(worst, Math.abs(found[row * side + column] - expected[n]));
        }
      }
      return worst / Math.sqrt(square);
    }
  }
}
