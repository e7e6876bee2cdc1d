package io.github.voxelclick.modelstore;

import java.util.regex.Pattern;

/**
 * Names of models and their files that mean the same on every system. They come from catalogues and
 * bundles that others made, so whatever could lead out of a folder, hide, or name a device is
 * refused: separators, colons, control characters, a leading dot, Windows' reserved names.
 */
final class SafeNames {
  static final String MODEL_RULE =
      "1 to 64 letters without accents, digits and . _ + -, beginning with a letter or digit";
  static final String FILE_RULE =
      "1 to 120 letters without accents, digits, spaces and . _ + - ( ), not beginning with a dot";

  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_(+-][A-Za-z0-9._+ ()-]{0,119}");

  /** Devices of Windows, with any ending (Microsoft, "Naming Files, Paths, and Namespaces"). */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\\..*)?");

  private static final Pattern MODEL_FILE = Pattern.compile("(?i).*\\.(onnx|json)");
  private static final int SHOWN = 60;

  private SafeNames() {}

  /**
   * Whether a model may be called so; one that ends like a file's name could be mistaken for it.
   */
  static boolean isModel(String name) {
    return MODEL.matcher(name).matches() && isPortable(name) && !MODEL_FILE.matcher(name).matches();
  }

  /** Whether a file may be called so. */
  static boolean isFile(String name) {
    return FILE.matcher(name).matches() && isPortable(name);
  }

  private static boolean isPortable(String name) {
    return !name.endsWith(".") && !name.endsWith(" ") && !DEVICE.matcher(name).matches();
  }

  /** A name for a message: short, and without what a terminal would act upon. */
  static String shown(String name) {
    String plain = name.replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "..." : plain;
  }
}
