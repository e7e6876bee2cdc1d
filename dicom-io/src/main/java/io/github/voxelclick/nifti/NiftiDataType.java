package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.NiftiReadException;

/** The sample types that can be read (field {@code datatype} of nifti1.h). */
enum NiftiDataType {
  UINT8(2, 1, 1),
  INT16(4, 2, 2),
  INT32(8, 4, 4),
  FLOAT32(16, 4, 4),
  FLOAT64(64, 8, 4),
  RGB24(128, 3, 3),
  INT8(256, 1, 2),
  UINT16(512, 2, 2),
  UINT32(768, 4, 4),
  INT64(1024, 8, 4),
  UINT64(1280, 8, 4),
  RGBA32(2304, 4, 3);

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

  /** Bytes of a sample, or of all colours of a voxel, in the file. */
  int bytes() {
    return bytes;
  }

  /**
   * Bytes of a voxel in a {@link io.github.voxelclick.volume.VoxelData}, at least: those of 32 and
   * 64 bits take 8 where a 32-bit float cannot hold all of them.
   */
  int bytesInMemory() {
    return bytesInMemory;
  }

  /** Whether a voxel has a colour, to which no scaling applies. */
  boolean isColour() {
    return this == RGB24 || this == RGBA32;
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
            + "); expected integers of 8 to 64 bits, floats of 32 or 64 bits, or RGB colours."
            + " Convert it to one of these.");
  }

  private static String nameOf(int code) {
    return switch (code) {
      case 0 -> "unknown";
      case 1 -> "1-bit binary";
      case 32 -> "complex, 64 bits";
      case 1536 -> "128-bit float";
      case 1792 -> "complex, 128 bits";
      case 2048 -> "complex, 256 bits";
      default -> "not defined by NIfTI";
    };
  }
}
