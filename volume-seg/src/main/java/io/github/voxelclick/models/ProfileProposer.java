package io.github.voxelclick.models;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.voxelclick.clickmap.ClickMapModel;
import io.github.voxelclick.model.GraphSpec;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.onnx.OrtModel;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.sam.SamModel;
import io.github.voxelclick.scribbleprompt.ScribblePromptModel;
import io.github.voxelclick.volume.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which known profiles may fit a model's files. Names and shapes of tensors tell the layout of
 * a graph but not how its input is prepared: SAM and MedSAM look the same. So this only proposes,
 * and a person who knows the model chooses.
 */
public final class ProfileProposer {
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final String ENCODER = "encoder";
  private static final String DECODER = "decoder";
  private static final String NETWORK = "network";
  private static final String REFINER = "refiner";

  private ProfileProposer() {}

  /**
   * A profile that fits.
   *
   * @param name of the known profile, such as {@code medsam}
   * @param about how to tell whether it is this one
   * @param json the profile for these files, ready to be written beside them
   * @param fileName what to call it: the name of the only graph, or what both have in common
   */
  public record Proposal(String name, String about, String json, String fileName) {}

  /**
   * All known profiles that fit, the likeliest first.
   *
   * @param files two graphs of one model in any order, or a single graph, all in one folder
   * @param options how to load them
   * @throws ModelException when a file is no ONNX file or none fits: then with what was found
   */
  public static List<Proposal> propose(List<Path> files, OrtOptions options) throws ModelException {
    Map<Path, GraphSpec> graphs = new LinkedHashMap<>();
    for (Path file : files) {
      try (OrtModel graph = OrtModel.open(file, options)) {
        graphs.put(file, graph.signature());
      }
    }
    for (Map.Entry<Path, GraphSpec> e : graphs.entrySet()) {
      refuseVideo(e.getKey(), e.getValue());
    }
    List<Proposal> all = new ArrayList<>();
    for (String name : KnownProfiles.NAMES) {
      parts(KnownProfiles.profile(name), graphs).ifPresent(p -> all.add(proposal(name, p, files)));
    }
    if (all.isEmpty()) {
      StringBuilder found = new StringBuilder();
      graphs.forEach(
          (f, g) -> found.append(' ').append(f.getFileName()).append(' ').append(g).append('.'));
      throw new ModelException(
          "No known profile fits these files."
              + found
              + " Expected an encoder and a decoder, or a graph that takes clicks. Write a profile"
              + " by hand (docs/model-profiles.md).");
    }
    return all;
  }

  /** The memory of SAM 2's video mode is spread over graphs that mean nothing alone. */
  private static void refuseVideo(Path file, GraphSpec graph) throws ModelException {
    boolean video =
        graph.input("memory_1").isPresent()
            || graph.input("memory_pos_embed").isPresent()
            || graph.input("mask_for_mem").isPresent()
            || graph.takes("pix_feat", "masks")
            || graph.output("obj_ptr").isPresent()
            || graph.output("maskmem_features").isPresent();
    if (video) {
      throw new ModelException(
          "Cannot use "
              + file.getFileName()
              + ": it is a part of SAM 2's video mode ("
              + graph
              + "), expected the image encoder and decoder. Give those; VoxelClick carries masks"
              + " from slice to slice by prompts.");
    }
  }

  /** Which file is which part, when the profile fits. */
  private static Optional<Map<String, Path>> parts(
      ModelProfile profile, Map<Path, GraphSpec> graphs) {
    List<Path> files = List.copyOf(graphs.keySet());
    for (int first = 0; files.size() == 2 && first < 2; first++) {
      Path one = files.get(first);
      Path other = files.get(1 - first);
      if (profile.family().equals("sam")
          && SamModel.fits(profile, graphs.get(one), graphs.get(other))) {
        return Optional.of(Map.of(ENCODER, one, DECODER, other));
      }
      if (profile.family().equals("clickmap")
          && ClickMapModel.fits(profile, graphs.get(one), graphs.get(other))) {
        return Optional.of(Map.of(NETWORK, one, REFINER, other));
      }
    }
    if (files.size() == 1 && fits(profile, graphs.get(files.get(0)))) {
      return Optional.of(Map.of(NETWORK, files.get(0)));
    }
    return Optional.empty();
  }

  private static boolean fits(ModelProfile profile, GraphSpec graph) {
    return switch (profile.family()) {
      case "clickmap" -> ClickMapModel.fits(profile, graph);
      case "scribbleprompt" -> ScribblePromptModel.fits(profile, graph);
      default -> false;
    };
  }

  private static Proposal proposal(String name, Map<String, Path> parts, List<Path> files) {
    JsonObject json = KnownProfiles.json(name);
    String stem = stem(files.get(0));
    json.addProperty("id", stem);
    json.addProperty("name", json.get("name").getAsString() + " (" + stem + ")");
    if (json.has("graphs")) {
      JsonObject graphs = json.getAsJsonObject("graphs");
      parts.forEach((part, file) -> graphs.addProperty(part, String.valueOf(file.getFileName())));
    }
    return new Proposal(
        name, json.get("about").getAsString(), PRETTY.toJson(json) + "\n", stem + ".json");
  }

  /** A file's name without what says which part it is. */
  static String stem(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.onnx$", "");
    String stem =
        name.replaceFirst("(?i)[._-]?(image[._-]?)?(encoder|decoder|network|refiner)$", "");
    return stem.isEmpty() ? name : stem;
  }
}
