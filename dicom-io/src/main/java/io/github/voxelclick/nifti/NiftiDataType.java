package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.NiftiReadException;

/** The sample types of NIfTI-1 that can be read (field {@code datatype} of nifti1.h). */
enum NiftiDataType {
  UINT8(2, 1, 1),
  INT16(4, 2, 2),
  INT32(8, 4, 4),
  FLOAT32(16, 4, 4),
  FLOAT64(64, 8, 4),
  INT8(256, 1, 2),
  UINT16(512, 2, 2),
  UINT32(768, 4, 4);

  private final int code;
  private final int bytes;
  private final int bytesInMemory;

  NiftiDataType(int code, int bytes, int bytesInMemory) {
    this.code = code;
    this.bytes = bytes;
    this.bytesInMemory = bytesInMemory;
  }

  /** Value of the header field. */
  int code() {
    return code;
  }

  /** Bytes of a sample in the file. */
  int bytes() {
    return bytes;
  }

  /** Bytes of a sample in a {@link io.github.voxelclick.volume.VoxelData}. */
  int bytesInMemory() {
    return bytesInMemory;
  }

  /**
   * The type of a header field.
   *
   * @throws NiftiReadException for a type that is not read, with its name
   */
  static NiftiDataType ofCode(int code) throws NiftiReadException {
    for (NiftiDataType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new NiftiReadException(
        "The NIfTI file holds samples of type "
            + code
            + " ("
            + nameOf(code)
            + "); expected integers of 8, 16 or 32 bits or floats of 32 or 64 bits. Convert it to"
            + " one of these.");
  }

  private static String nameOf(int code) {
    return switch (code) {
      case 0 -> "unknown";
      case 1 -> "1-bit binary";
      case 32 -> "complex, 64 bits";
      case 128 -> "RGB colour";
      case 1024 -> "signed 64-bit integer";
      case 1280 -> "unsigned 64-bit integer";
      case 1536 -> "128-bit float";
      case 1792 -> "complex, 128 bits";
      case 2048 -> "complex, 256 bits";
      case 2304 -> "RGBA colour";
      default -> "not defined by NIfTI-1";
    };
  }
}
