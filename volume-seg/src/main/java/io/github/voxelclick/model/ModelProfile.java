package io.github.voxelclick.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.voxelclick.volume.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How a model wants its numbers: what no graph says of itself. Read from a JSON file that lies
 * beside the ONNX file. Immutable.
 *
 * @param id short name that results carry, such as {@code seednet-v1}
 * @param name what people call it
 * @param family which adapter runs it, such as {@code seednet}
 * @param side columns and rows of the model's square input
 * @param inputs tensors that the graph takes
 * @param outputs tensors that the graph gives
 * @param intensity how modality values become 0..1
 * @param threshold pixels with a probability above it are in the mask
 * @param settings the section named after the family, which only its adapter reads
 */
public record ModelProfile(
    String id,
    String name,
    String family,
    int side,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    IntensityRecipe intensity,
    double threshold,
    ProfileSection settings) {
  private static final int LARGEST_SIDE = 4096;

  /** Checks that nothing is missing. */
  public ModelProfile {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(intensity, "intensity");
    Objects.requireNonNull(settings, "settings");
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Reads a profile.
   *
   * @param place what messages call it, such as its file name
   * @param json the whole text
   * @throws ModelException when it is no JSON or a field is missing or wrong
   */
  public static ModelProfile parse(String place, String json) throws ModelException {
    ProfileSection root = new ProfileSection(place, object(place, json));
    String family = root.text("family").toLowerCase(Locale.ROOT);
    return new ModelProfile(
        root.text("id"),
        root.text("name"),
        family,
        root.whole("side", 8, LARGEST_SIDE),
        tensors(root.sections("inputs")),
        tensors(root.sections("outputs")),
        intensity(root.section("intensity")),
        root.number("threshold", 0, 1),
        root.section(family));
  }

  private static JsonObject object(String place, String json) throws ModelException {
    try {
      JsonElement e = JsonParser.parseString(json);
      if (e.isJsonObject()) {
        return e.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw new ModelException(
          "Cannot read the model profile " + place + ": it is not JSON. Correct the file.", e);
    }
    throw new ModelException(
        "Cannot read the model profile " + place + ": expected one JSON object. Correct the file.");
  }

  private static List<TensorSpec> tensors(List<ProfileSection> sections) throws ModelException {
    List<TensorSpec> all = new ArrayList<>();
    for (ProfileSection s : sections) {
      List<Long> shape = new ArrayList<>();
      for (double d : s.numbers("shape", TensorSpec.ANY, Integer.MAX_VALUE)) {
        shape.add(d < 1 ? TensorSpec.ANY : (long) d);
      }
      all.add(new TensorSpec(s.text("name"), shape));
    }
    return all;
  }

  private static IntensityRecipe intensity(ProfileSection s) throws ModelException {
    double lungBelow = s.number("ctLungBelow", -1e6, 1e6);
    double low = s.number("lowPercentile", 0, 100);
    return new IntensityRecipe(
        s.window("ctSoft"),
        s.window("ctLung"),
        lungBelow,
        s.window("ctBone"),
        s.number("ctBoneAbove", Math.nextUp(lungBelow), 1e6),
        low,
        s.number("highPercentile", Math.nextUp(low), 100));
  }
}
