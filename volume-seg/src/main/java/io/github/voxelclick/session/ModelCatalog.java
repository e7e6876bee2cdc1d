package io.github.voxelclick.session;

import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.onnx.OrtModel;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.onnx.OrtRuntime;
import io.github.voxelclick.propagate.NeighbourMaskPropagator;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.seednet.SeedNetModel;
import io.github.voxelclick.volume.ModelException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Opens models, whatever their family, and names the propagator that suits each. */
public final class ModelCatalog {
  private static final Pattern ONNX_SUFFIX = Pattern.compile("\\.onnx$", Pattern.CASE_INSENSITIVE);
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
   * A model file with its profile beside it: {@code name.onnx} and {@code name.json}.
   *
   * @throws ModelException when either cannot be read, the model is not ONNX, or it does not fit
   *     its profile
   */
  public static SegmentationModel open(Path onnx, OrtOptions options) throws ModelException {
    OrtRuntime.require();
    ModelProfile profile = profileOf(onnx, options);
    if (profile.family().equals("seednet")) {
      return SeedNetModel.open(onnx, profile, options);
    }
    throw new ModelException(
        "Cannot open the model "
            + onnx.getFileName()
            + ": its profile says family \""
            + profile.family()
            + "\", this version runs \"seednet\". Use a newer VoxelClick or another model.");
  }

  private static ModelProfile profileOf(Path onnx, OrtOptions options) throws ModelException {
    String name = String.valueOf(onnx.getFileName());
    String profileName = ONNX_SUFFIX.matcher(name).replaceFirst("") + ".json";
    Path file = onnx.resolveSibling(profileName);
    if (!Files.isRegularFile(onnx) || !Files.isRegularFile(file)) {
      OrtModel.requireOnnx(onnx, options);
      throw new ModelException(
          "Cannot open the model "
              + name
              + ": its profile "
              + profileName
              + " is not beside it. A graph does not say how its input is prepared; put the "
              + "profile made for this model there.");
    }
    try {
      if (Files.size(file) > LARGEST_PROFILE) {
        throw new ModelException(
            "Cannot read the model profile " + profileName + ": it is too large to be one.");
      }
      return ModelProfile.parse(profileName, Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new ModelException(
          "Cannot read the model profile " + profileName + ": it is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new ModelException(
          "Cannot read the model profile " + profileName + ". Check its permissions.", e);
    }
  }

  /** The strategy that carries this model's masks from slice to slice best. */
  public static Propagator propagatorFor(SegmentationModel model) {
    return new NeighbourMaskPropagator(model);
  }
}
