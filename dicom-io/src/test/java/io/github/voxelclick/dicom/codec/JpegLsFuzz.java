package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.UID;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** JPEG-LS, lossless and near-lossless, in all interleave modes. */
public final class JpegLsFuzz extends CodecTarget {
  /** Takes the decoder from the registry. */
  public JpegLsFuzz() {
    super(UID.JPEGLSNearLossless);
  }

  @Override
  public List<byte[]> seeds() throws Exception {
    int rows = 9;
    int columns = 13;
    List<byte[]> seeds = new ArrayList<>();
    for (int near : new int[] {0, 2}) {
      int[] grey = new int[rows * columns];
      Arrays.setAll(grey, n -> n % 5 == 0 ? 7 : n * 61 & 0xFFF);
      JpegLsEncoder.Image image = JpegLsEncoder.Image.grey(grey, columns, 12, near);
      seeds.add(grey(rows, columns, 12, false, JpegLsEncoder.encode(image)));
    }
    int[] colour = new int[rows * columns * 3];
    Arrays.setAll(colour, n -> n * 7 & 0xFF);
    for (JpegLsScan.Interleave interleave : JpegLsScan.Interleave.values()) {
      seeds.add(
          colour(
              rows,
              columns,
              8,
              JpegLsEncoder.encode(
                  new JpegLsEncoder.Image(colour, columns, 3, 8, 0, interleave, new int[5], 2))));
    }
    return seeds;
  }
}
