package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.UID;
import java.util.Arrays;
import java.util.List;

/** JPEG 2000. */
public final class Jpeg2000Fuzz extends CodecTarget {
  /** Takes the decoder from the registry. */
  public Jpeg2000Fuzz() {
    super(UID.JPEG2000Lossless);
  }

  @Override
  public List<byte[]> seeds() throws Exception {
    int[] samples = Jpeg2000DecoderTest.pattern(12);
    int columns = 32;
    int rows = 23;
    int[] fitting = Arrays.copyOf(samples, rows * columns);
    return List.of(
        grey(rows, columns, 16, false, Jpeg2000DecoderTest.jp2(fitting, columns, true, false)),
        grey(rows, columns, 16, false, Jpeg2000DecoderTest.jp2(fitting, columns, true, true)));
  }
}
