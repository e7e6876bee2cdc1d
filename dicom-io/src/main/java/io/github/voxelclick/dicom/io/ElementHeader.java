package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.VR;

/**
 * What stands before a value.
 *
 * @param tag element, item or delimiter
 * @param vr representation by the header, or by the dictionary where the header has none
 * @param length bytes of the value; −1 for undefined
 * @param offset where the tag stands
 * @param encoding how this header was encoded, which a fault may make differ from the data set's
 */
record ElementHeader(int tag, VR vr, long length, long offset, Encoding encoding) {
  boolean isUndefinedLength() {
    return length < 0;
  }
}
