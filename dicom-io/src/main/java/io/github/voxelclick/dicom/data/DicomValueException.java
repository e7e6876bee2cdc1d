package io.github.voxelclick.dicom.data;

/**
 * A value that is present but cannot be understood, for instance a decimal string with a comma.
 * Thrown by the numeric getters of {@link Attributes}: to return the default instead would let a
 * damaged slope or position pass for a correct one.
 *
 * <p>Unchecked only because dcm4che's getters, which {@code Attributes} mirrors, declare nothing;
 * whoever builds something from a file must turn it into a checked exception that names the file.
 */
public final class DicomValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int tag;

  DicomValueException(int tag, VR vr, String found, String expected) {
    super(
        String.format(
            "Cannot read %s %s (%s): found %s, expected %s.",
            Tag.toString(tag), ElementDictionary.keywordOf(tag, null), vr, found, expected));
    this.tag = tag;
  }

  /** Tag of the element, {@code group << 16 | element}. */
  public int tag() {
    return tag;
  }
}
