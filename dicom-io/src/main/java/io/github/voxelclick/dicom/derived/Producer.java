package io.github.voxelclick.dicom.derived;

/**
 * Which program and which model made an object; goes into General Equipment (PS3.3 C.7.5.1) and
 * Contributing Equipment (C.12.1.1.5).
 *
 * @param softwareVersion version of the program, not blank, at most 64 characters
 * @param installationId names this installation and nobody's computer, not blank, at most 64
 *     characters
 * @param modelFile file name of the model without folder; empty when all was drawn by hand
 * @param modelSha256 64 hex digits; empty exactly when {@code modelFile} is
 */
public record Producer(
    String softwareVersion, String installationId, String modelFile, String modelSha256) {
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
