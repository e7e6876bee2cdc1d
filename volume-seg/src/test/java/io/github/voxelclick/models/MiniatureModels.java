package io.github.voxelclick.models;

import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.seednet.SeedNetModel;
import io.github.voxelclick.volume.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The generated graphs of {@code make_models.py} and SeedNet's own profile to run them by. */
public final class MiniatureModels {
  private MiniatureModels() {}

  public static Path path(String name) {
    try {
      return Path.of(MiniatureModels.class.getResource(name + ".onnx").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String profileJson() {
    try (InputStream in = SeedNetModel.class.getResourceAsStream("seednet-v1.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SeedNet's profile for a graph that gives probabilities alone. */
  public static String silentProfileJson() {
    return profileJson().replaceFirst(",\\s*\\{\"name\": \"judged\"[^}]*\\}", "");
  }

  public static ModelProfile profile() throws ModelException {
    return ModelProfile.parse("seednet-v1.json", profileJson());
  }

  /** A graph that gives probabilities alone. */
  public static SeedNetModel open(String name) throws ModelException {
    ModelProfile profile = ModelProfile.parse("silent.json", silentProfileJson());
    return SeedNetModel.open(path(name), profile, new OrtOptions(1));
  }

  /** SeedNet's profile for a graph that judges its masks, but does not choose among first looks. */
  public static String judgingProfileJson() {
    return profileJson().replace("\"shape\": [-1, 3]", "\"shape\": [-1, 2]");
  }

  /** A graph that judges its masks, but does not choose among first looks. */
  public static SeedNetModel openJudging(String name) throws ModelException {
    ModelProfile profile = ModelProfile.parse("judging.json", judgingProfileJson());
    return SeedNetModel.open(path(name), profile, new OrtOptions(1));
  }
}
