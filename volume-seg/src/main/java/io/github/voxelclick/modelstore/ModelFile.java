package io.github.voxelclick.modelstore;

import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file as it has to be.
 *
 * @param name without folder, safe on every system
 * @param bytes its length
 * @param sha256 of its content, 64 lower-case hexadecimal digits
 */
public record ModelFile(String name, long bytes, String sha256) {
  /** More than any model has; keeps sums of sizes far from overflow. */
  static final long MOST_BYTES = 1L << 40;

  /** A model consists of a few graphs, perhaps with weights beside them. */
  static final int MOST_FILES = 64;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Checks the form of name and hash. */
  public ModelFile {
    Objects.requireNonNull(name, "name");
    if (!SafeNames.isFile(name) || bytes < 0 || bytes > MOST_BYTES || !isSha256(sha256)) {
      throw new IllegalArgumentException("no file of a model");
    }
  }

  static boolean isSha256(String text) {
    return SHA256.matcher(text).matches();
  }

  /** Reads the fields {@code name}, {@code bytes} and {@code sha256}. */
  static ModelFile read(JsonFields json) throws ModelStoreException {
    String name = json.text("name");
    if (!SafeNames.isFile(name)) {
      throw json.wrong("name", "a file name of " + SafeNames.FILE_RULE);
    }
    String sha256 = json.text("sha256");
    if (!isSha256(sha256)) {
      throw json.wrong("sha256", "64 lower-case hexadecimal digits");
    }
    return new ModelFile(name, json.whole("bytes", 0, MOST_BYTES), sha256);
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.addProperty("bytes", bytes);
    json.addProperty("sha256", sha256);
    return json;
  }

  /** Refuses two names that are one on Windows and macOS. */
  static void requireDistinct(List<String> names, String place) throws ModelStoreException {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new ModelStoreException(
            "Cannot use "
                + place
                + ": \""
                + SafeNames.shown(name)
                + "\" is there twice (capitals do not count), expected names that differ. Rename"
                + " one.");
      }
    }
  }
}
