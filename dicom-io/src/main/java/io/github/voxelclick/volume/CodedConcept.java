package io.github.voxelclick.volume;

/**
 * A coded term (PS3.3 8.8): value, scheme and meaning, none empty.
 *
 * @param value such as {@code 10200004}, at most 64 characters
 * @param scheme such as {@code SCT}, at most 16 characters
 * @param meaning such as {@code Liver}, at most 64 characters
 */
public record CodedConcept(String value, String scheme, String meaning) {
  /** SNOMED CT "Tissue", both as category and as type the default of an unnamed segment. */
  public static final CodedConcept TISSUE = new CodedConcept("85756007", "SCT", "Tissue");

  /** Checks lengths. */
  public CodedConcept {
    check("code value", value, 64);
    check("coding scheme", scheme, 16);
    check("code meaning", meaning, 64);
  }

  private static void check(String what, String text, int most) {
    if (text.isBlank() || text.length() > most || text.indexOf('\\') >= 0) {
      throw new IllegalArgumentException(
          what + " \"" + text + "\" must have 1 to " + most + " characters and no backslash");
    }
  }
}
