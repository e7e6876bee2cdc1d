package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.UID;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    Stream<byte[]> grey =
        IntStream.rangeClosed(1, 7)
            .mapToObj(predictor -> new JpegLosslessEncoder(7, 16, predictor))
            .map(encoder -> grey(5, 7, 16, true, encoder.restart(2).encode(samples)));
    int[] bytes = Arrays.stream(samples).map(s -> s & 0xFF).limit(3 * 4 * 2).toArray();
    JpegLosslessEncoder apart = new JpegLosslessEncoder(4, 8, 4).components(3).apart();
    JpegLosslessEncoder together = new JpegLosslessEncoder(4, 8, 7).components(3);
    Stream<byte[]> colour =
        Stream.of(apart, together.pointTransform(1))
            .map(encoder -> colour(2, 4, 8, encoder.encode(bytes)));
    return Stream.concat(grey, colour).toList();
  }
}
