package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.UID;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** JPEG lossless. */
public final class JpegLosslessFuzz extends CodecTarget {
  /** Takes the decoder from the registry. */
  public JpegLosslessFuzz() {
    super(UID.JPEGLossless);
  }

  @Override
  public List<byte[]> seeds() {
    int[] samples = new int[7 * 5];
    Arrays.setAll(samples, n -> n * n * 3 & 0xFFF);
    return IntStream.rangeClosed(1, 7)
        .mapToObj(predictor -> JpegLosslessEncoder.encode(samples, 7, 16, predictor))
        .map(codestream -> grey(5, 7, 16, true, codestream))
        .toList();
  }
}
