package io.github.voxelclick.plugin.command;

/** Which Java the plugin needs. Compiled for Java 8, so that an old ImageJ can load it. */
final class RequiredJava {
  private static final int LOWEST = 17;

  private RequiredJava() {}

  /**
   * What to tell the user of a Java that is too old.
   *
   * @param specificationVersion the system property {@code java.specification.version}, such as
   *     {@code 1.8} or {@code 21}
   * @return one sentence, or an empty string when the version will do
   */
  static String complaint(String specificationVersion) {
    if (feature(specificationVersion) >= LOWEST) {
      return "";
    }
    return "VoxelClick needs an ImageJ that runs on Java "
        + LOWEST
        + " or newer, and this one runs on Java "
        + specificationVersion
        + ": please use Fiji-Latest (Java 21) or start ImageJ 1.53t or newer with Java "
        + LOWEST
        + " or newer.";
  }

  private static int feature(String version) {
    String number = version.startsWith("1.") ? version.substring(2) : version;
    int dot = number.indexOf('.');
    return Integer.parseInt(dot < 0 ? number : number.substring(0, dot));
  }
}
