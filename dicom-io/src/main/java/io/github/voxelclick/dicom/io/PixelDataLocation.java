package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.VR;

/**
 * Where the pixel data of a file stand.
 *
 * @param tag Pixel Data, Float Pixel Data or Double Float Pixel Data
 * @param vr representation in the file
 * @param offset bytes from the start of the file to the first byte of the value; of encapsulated
 *     pixel data, to the item of the Basic Offset Table
 * @param length bytes of the value that are there; −1 for encapsulated pixel data
 * @param bigEndian byte order of native samples
 */
public record PixelDataLocation(int tag, VR vr, long offset, long length, boolean bigEndian) {
  /** Whether the value consists of fragments. */
  public boolean isEncapsulated() {
    return length < 0;
  }
}
