package io.github.voxelclick.session;

import io.github.voxelclick.clickmap.ClickMapModel;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.onnx.GraphFiles;
import io.github.voxelclick.onnx.OrtModel;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.onnx.OrtRuntime;
import io.github.voxelclick.propagate.NeighbourMaskPropagator;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.sam.SamModel;
import io.github.voxelclick.scribbleprompt.ScribblePromptModel;
import io.github.voxelclick.seednet.SeedNetModel;
import io.github.voxelclick.volume.ModelException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Opens models, whatever their family, and names the propagator that suits each. */
public final class ModelCatalog {
  private static final Pattern ONNX_SUFFIX = Pattern.compile("\\.onnx$", Pattern.CASE_INSENSITIVE);
  private static final Pattern JSON_SUFFIX = Pattern.compile("\\.json$", Pattern.CASE_INSENSITIVE);
  private static final List<String> FAMILIES =
      List.of("seednet", "sam", "clickmap", "scribbleprompt");
  private static final long LARGEST_PROFILE = 1 << 20;

  private ModelCatalog() {}

  /**
   * The model that comes with VoxelClick.
   *
   * @throws ModelException when ONNX Runtime cannot run here
   */
  public static SegmentationModel openEmbedded(OrtOptions options) throws ModelException {
    OrtRuntime.require();
    return SeedNetModel.openEmbedded(options);
  }

  /**
   * A model file with its profile beside it: {@code name.onnx} and {@code name.json}; or the
   * profile itself, which names its ONNX files.
   *
   * @throws ModelException when a file cannot be read, is not ONNX, or does not fit its profile
   */
  public static SegmentationModel open(Path file, OrtOptions options) throws ModelException {
    OrtRuntime.require();
    boolean isProfile = JSON_SUFFIX.matcher(String.valueOf(file.getFileName())).find();
    Path json = isProfile ? requireFile(file) : requireProfileBeside(file, options);
    ModelProfile profile = ModelProfile.parse(String.valueOf(json.getFileName()), text(json));
    return profile.family().equals("seednet")
        ? SeedNetModel.open(isProfile ? onnxBeside(json) : file, profile, options)
        : openIn(folder(json), profile, options);
  }

  /**
   * A model whose profile names its graphs.
   *
   * @param folder where the graphs lie; the profile may lie elsewhere
   * @throws ModelException when a graph cannot be read, is not ONNX, or does not fit the profile
   */
  public static SegmentationModel openIn(Path folder, ModelProfile profile, OrtOptions options)
      throws ModelException {
    return switch (profile.family()) {
      case "sam" -> SamModel.open(folder, profile, options);
      case "clickmap" -> ClickMapModel.open(folder, profile, options);
      case "scribbleprompt" -> ScribblePromptModel.open(folder, profile, options);
      default ->
          throw new ModelException(
              "Cannot open the model "
                  + profile.id()
                  + ": its profile says family \""
                  + profile.family()
                  + "\", this version runs "
                  + FAMILIES
                  + ". Use a newer VoxelClick or another model.");
    };
  }

  /**
   * What {@link SegmentationModel#sha256} of a model will be, found out without opening it, so that
   * work that is done already needs no model.
   *
   * @param file as of {@link #open}
   * @throws ModelException when a file cannot be read
   */
  public static String sha256(Path file) throws ModelException {
    boolean isProfile = JSON_SUFFIX.matcher(String.valueOf(file.getFileName())).find();
    if (!isProfile && !Files.isRegularFile(profileBeside(file))) {
      return GraphFiles.sha256(file); // opening it will say what is missing
    }
    Path json = isProfile ? requireFile(file) : profileBeside(file);
    ModelProfile profile = ModelProfile.parse(String.valueOf(json.getFileName()), text(json));
    return profile.family().equals("seednet")
        ? GraphFiles.sha256(isProfile ? onnxBeside(json) : file)
        : GraphFiles.sha256(folder(json), profile);
  }

  /** As {@link #sha256(Path)}, of the model that comes with VoxelClick. */
  public static String embeddedSha256() throws ModelException {
    return SeedNetModel.embeddedSha256();
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static Path requireFile(Path json) throws ModelException {
    if (!Files.isRegularFile(json)) {
      throw new ModelException(
          "Cannot open the model "
              + json.getFileName()
              + ": no such file. Give the path of an ONNX file or of a model profile.");
    }
    return json;
  }

  private static Path onnxBeside(Path json) {
    String name = JSON_SUFFIX.matcher(String.valueOf(json.getFileName())).replaceFirst(".onnx");
    return json.resolveSibling(name);
  }

  private static Path profileBeside(Path onnx) {
    String name = String.valueOf(onnx.getFileName());
    return onnx.resolveSibling(ONNX_SUFFIX.matcher(name).replaceFirst("") + ".json");
  }

  private static Path requireProfileBeside(Path onnx, OrtOptions options) throws ModelException {
    String name = String.valueOf(onnx.getFileName());
    Path file = profileBeside(onnx);
    if (!Files.isRegularFile(onnx) || !Files.isRegularFile(file)) {
      OrtModel.requireOnnx(onnx, options);
      throw new ModelException(
          "Cannot open the model "
              + name
              + ": its profile "
              + file.getFileName()
              + " is not beside it. A graph does not say how its input is prepared; put the profile"
              + " made for this model there, or let \"voxelclick models propose\" write one.");
    }
    return file;
  }

  private static String text(Path json) throws ModelException {
    String name = String.valueOf(json.getFileName());
    try {
      if (Files.size(json) > LARGEST_PROFILE) {
        throw new ModelException(
            "Cannot read the model profile " + name + ": it is too large to be one.");
      }
      return Files.readString(json);
    } catch (CharacterCodingException e) {
      throw new ModelException(
          "Cannot read the model profile " + name + ": it is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new ModelException(
          "Cannot read the model profile " + name + ". Check its permissions.", e);
    }
  }

  /** The strategy that carries this model's masks from slice to slice best. */
  public static Propagator propagatorFor(SegmentationModel model) {
    return model.profile().family().equals("seednet")
        ? new NeighbourMaskPropagator(model)
        : NeighbourMaskPropagator.projecting(model);
  }
}
