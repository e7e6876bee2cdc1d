package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomBytes;
import java.util.List;

/** RLE. */
public final class RleFuzz extends CodecTarget {
  /** Takes the decoder from the registry. */
  public RleFuzz() {
    super(UID.RLELossless);
  }

  @Override
  public List<byte[]> seeds() {
    byte[] segment = {4, 1, 2, 3, 4, 5, -29, 9};
    byte[] frame =
        DicomBytes.explicitLittle()
            .raw(DicomBytes.u32(2))
            .raw(DicomBytes.u32(64))
            .raw(DicomBytes.u32(64 + segment.length))
            .raw(new byte[52])
            .raw(segment)
            .raw(segment)
            .toBytes();
    return List.of(grey(5, 7, 12, true, frame));
  }
}
