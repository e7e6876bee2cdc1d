package io.github.voxelclick.nifti;

import java.util.Optional;

/** The two layouts of the header: nifti1.h and nifti2.h. Analyze 7.5 shares the first. */
enum NiftiVersion {
  ONE(348, Short.MAX_VALUE, "n+1\0"),
  TWO(540, Integer.MAX_VALUE, "n+2\0\r\n\032\n");

  /** Four flags behind the header tell whether extensions follow. */
  static final int EXTENSION_FLAGS = 4;

  private final int headerBytes;
  private final int maxSide;
  private final String mark;

  NiftiVersion(int headerBytes, int maxSide, String mark) {
    this.headerBytes = headerBytes;
    this.maxSide = maxSide;
    this.mark = mark;
  }

  /** The version whose header has this many bytes, which is the header's first number. */
  static Optional<NiftiVersion> ofHeaderBytes(int bytes) {
    for (NiftiVersion version : values()) {
      if (version.headerBytes == bytes) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  int headerBytes() {
    return headerBytes;
  }

  /** Bytes before the samples of a single file that has no extension. */
  int firstDataOffset() {
    return headerBytes + EXTENSION_FLAGS;
  }

  /** The most voxels along an axis; of version 2 what a Java array can hold. */
  int maxSide() {
    return maxSide;
  }

  /** What field {@code magic} holds in a single file; the half of a pair has 'i' for '+'. */
  String mark() {
    return mark;
  }
}
