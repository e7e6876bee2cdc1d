package io.github.voxelclick.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.voxelclick.volume.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How a model wants its numbers: what no graph says of itself. Read from a JSON file that lies
 * beside the ONNX file. Immutable.
 *
 * @param id short name that results carry, such as {@code seednet-v1}
 * @param name what people call it
 * @param family which adapter runs it, such as {@code seednet}
 * @param graphs names of the ONNX files by their part, such as {@code encoder}; they lie beside the
 *     profile. Empty for a model of one graph, whose file has the profile's name
 * @param side columns and rows of the model's square input
 * @param inputs tensors that the graph takes; empty where the family's section says it
 * @param outputs tensors that the graph gives; likewise
 * @param intensity how modality values become 0..1
 * @param threshold pixels with a probability above it are in the mask
 * @param settings the section named after the family, which only its adapter reads
 */
public record ModelProfile(
    String id,
    String name,
    String family,
    Map<String, String> graphs,
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
    graphs = Map.copyOf(graphs);
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
        root.optionalSection("graphs").isPresent() ? graphs(root.section("graphs")) : Map.of(),
        root.whole("side", 8, LARGEST_SIDE),
        tensors(root, "inputs"),
        tensors(root, "outputs"),
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

  /** File names alone: a profile that came from elsewhere must not reach into other folders. */
  private static Map<String, String> graphs(ProfileSection section) throws ModelException {
    Map<String, String> files = new TreeMap<>();
    for (String part : section.fields()) {
      String file = section.text(part);
      if (file.contains("/") || file.contains("\\") || file.contains(":") || file.equals("..")) {
        throw section.wrong(part, "the name of a file beside the profile, without folder");
      }
      files.put(part, file);
    }
    return files;
  }

  private static List<TensorSpec> tensors(ProfileSection root, String side) throws ModelException {
    List<TensorSpec> all = new ArrayList<>();
    if (!root.has(side)) {
      return all;
    }
    for (ProfileSection s : root.sections(side)) {
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
        s.number("highPercentile", Math.nextUp(low), 100),
        s.flag("aboveZero"));
  }
}
