package io.github.voxelclick.dicom.derived;

/**
 * Which program and which model made an object, and who worked with it if that is to be told; goes
 * into General Equipment (PS3.3 C.7.5.1) and Contributing Equipment (C.12.1.1.5).
 *
 * @param softwareVersion version of the program, not blank, at most 64 characters
 * @param installationId names this installation and nobody's computer, not blank, at most 64
 *     characters
 * @param modelFile file name of the model without folder; empty when all was drawn by hand
 * @param modelSha256 64 hex digits; empty exactly when {@code modelFile} is
 * @param reader name of the person as VR PN has it ({@code Family^Given}), at most 64 characters;
 *     empty unless that person wants to be named
 */
public record Producer(
    String softwareVersion,
    String installationId,
    String modelFile,
    String modelSha256,
    String reader) {
  /** What Manufacturer (0008,0070) says. */
  public static final String MANUFACTURER = "VoxelClick";

  /** Checks lengths, and that a model comes with its hash. */
  public Producer {
    checkLength("software version", softwareVersion);
    checkLength("installation id", installationId);
    if (modelFile.isEmpty() != modelSha256.isEmpty()) {
      throw new IllegalArgumentException("a model file needs its SHA-256, and the reverse");
    }
    if (!modelSha256.isEmpty() && !modelSha256.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("\"" + modelSha256 + "\" is not a SHA-256");
    }
    if (!isPersonName(reader)) {
      throw new IllegalArgumentException("the reader's name is no person's name");
    }
  }

  /** Nobody is named. */
  public Producer(
      String softwareVersion, String installationId, String modelFile, String modelSha256) {
    this(softwareVersion, installationId, modelFile, modelSha256, "");
  }

  /** The same with a person's name; empty for nobody's. */
  public Producer withReader(String name) {
    return new Producer(softwareVersion, installationId, modelFile, modelSha256, name);
  }

  /**
   * Whether a text is one value of VR PN (PS3.5 6.2) of one component group: at most 64 characters,
   * at most five components between {@code ^}, no control characters, {@code \\} or {@code =}. The
   * empty text is.
   */
  public static boolean isPersonName(String text) {
    return text.codePointCount(0, text.length()) <= 64
        && text.equals(text.strip())
        && text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\' || c == '=')
        && text.chars().filter(c -> c == '^').count() < 5;
  }

  private static void checkLength(String what, String text) {
    if (text.isBlank() || text.length() > 64) {
      throw new IllegalArgumentException(what + " must have 1 to 64 characters");
    }
  }

  /** The model in one line, such as {@code seednet.onnx, SHA-256 12ab…}; empty without model. */
  public String modelText() {
    return modelFile.isEmpty() ? "" : modelFile + ", SHA-256 " + modelSha256;
  }
}
