package io.github.voxelclick.models;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.volume.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The profiles that come with VoxelClick, for models that people export or download. */
final class KnownProfiles {
  /** In the order in which they are proposed. */
  static final List<String> NAMES =
      List.of(
          "sam",
          "medsam",
          "mobilesam",
          "hq-sam",
          "litemedsam",
          "litemedsam-neurodesk",
          "sam-med2d",
          "efficientsam",
          "edgesam",
          "nanosam",
          "sam-transformers",
          "sam2",
          "sam2-cpp",
          "sam2-full-size",
          "sam2-transformers",
          "medsam2",
          "ritm",
          "simpleclick",
          "focalclick",
          "scribbleprompt-unet");

  private KnownProfiles() {}

  /** A profile's JSON; the names of its files stand for those of the model that it is used for. */
  static JsonObject json(String name) {
    try (InputStream in = KnownProfiles.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("no profile " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ModelProfile profile(String name) throws ModelException {
    return ModelProfile.parse(name + ".json", json(name).toString());
  }
}
