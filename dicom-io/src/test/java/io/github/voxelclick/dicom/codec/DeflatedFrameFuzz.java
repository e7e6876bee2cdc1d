package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomBytes;
import java.util.List;

/** Deflated Image Frame Compression. */
public final class DeflatedFrameFuzz extends CodecTarget {
  /** Takes the decoder from the registry. */
  public DeflatedFrameFuzz() {
    super(UID.DeflatedImageFrameCompression);
  }

  @Override
  public List<byte[]> seeds() {
    byte[] frame = DicomBytes.u16(1, 2, 3, 300, 500, 900, 901, 902, 7, 7, 7, 7, 7, 7, 7);
    return List.of(
        grey(3, 5, 12, false, DeflatedFrameDecoderTest.deflated(frame)),
        colour(2, 5, 8, DeflatedFrameDecoderTest.deflated(frame)));
  }
}
