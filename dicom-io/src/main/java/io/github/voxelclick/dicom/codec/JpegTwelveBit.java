package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.util.Arrays;

/**
 * Lossy JPEG of 12-bit grey images, sequential and progressive with Huffman coding (ITU-T T.81
 * annexes F and G): JPEG Extended and the retired spectral selection and full progression. The Java
 * runtime reads 8 bits only.
 */
final class JpegTwelveBit {
  static final int PRECISION = 12;

  private static final int SIDE = 8;
  private static final int BLOCK = SIDE * SIDE;

  /** A coefficient that no scan has told yet. */
  private static final int UNSEEN = -1;

  private final JpegCodestream codestream;
  private final JpegFrame frame;
  private final int blocksPerRow;

  /** The coefficients of all blocks, each block in coded order. */
  private final short[] coefficients;

  /** For each coefficient of a block, the bits that the scans so far have left off. */
  private final int[] leftOff = new int[BLOCK];

  private JpegTwelveBit(JpegCodestream codestream) {
    this.codestream = codestream;
    frame = codestream.frame();
    blocksPerRow = (frame.columns() + SIDE - 1) / SIDE;
    int blockRows = (frame.rows() + SIDE - 1) / SIDE;
    coefficients = new short[Math.multiplyExact(blocksPerRow * BLOCK, blockRows)];
    Arrays.fill(leftOff, UNSEEN);
  }

  /**
   * Decodes a frame whose size was compared with that of the image.
   *
   * @return samples 0..4095
   * @throws DicomReadException if the codestream is damaged, or is not grey
   */
  static int[] decode(JpegCodestream codestream) throws DicomReadException {
    if (codestream.frame().components().size() != 1) {
      throw new DicomReadException(
          "Cannot decode a JPEG frame: colour of 12 bits is not supported. Convert the files to"
              + " Explicit VR Little Endian.");
    }
    return new JpegTwelveBit(codestream).run();
  }

  private int[] run() throws DicomReadException {
    JpegTables tables = new JpegTables(codestream);
    for (JpegCodestream.Segment segment : codestream.segments()) {
      if (segment.marker() != JpegCodestream.START_OF_SCAN) {
        tables.define(segment);
        continue;
      }
      JpegScan scan = JpegScan.read(codestream, segment);
      boolean progressive = frame.process() == JpegFrame.PROGRESSIVE;
      checkOrder(scan, progressive);
      new JpegBlockScan(scan, progressive, tables, new JpegBits(codestream, segment))
          .decode(coefficients, tables.restartInterval());
    }
    return transform(tables.quantization(frame.components().get(0).quantization()));
  }

  /**
   * Each coefficient is told once, then once more per bit: the rule of G.1.1.1 which also bounds
   * the number of scans.
   */
  private void checkOrder(JpegScan scan, boolean progressive) throws DicomReadException {
    int start = progressive ? scan.spectralStart() : 0;
    int end = progressive ? scan.spectralEnd() : BLOCK - 1;
    int low = progressive ? scan.approximationLow() : 0;
    boolean first = !progressive || scan.approximationHigh() == 0;
    int expected = first ? UNSEEN : scan.approximationHigh();
    boolean sane =
        start <= end
            && end < BLOCK
            && (start > 0 || end == 0 || !progressive)
            && (start == 0 || leftOff[0] != UNSEEN)
            && low <= JpegScan.MAX_APPROXIMATION
            && (first || low == scan.approximationHigh() - 1);
    for (int i = start; sane && i <= end; i++) {
      sane = leftOff[i] == expected;
      leftOff[i] = low;
    }
    if (!sane) {
      throw JpegCodestream.damaged(
          String.format(
              "a scan of coefficients %d to %d, bits %d to %d, does not continue those before it",
              scan.spectralStart(),
              scan.spectralEnd(),
              scan.approximationHigh(),
              scan.approximationLow()));
    }
  }

  private int[] transform(int[] quantization) throws DicomReadException {
    if (leftOff[0] == UNSEEN) {
      throw JpegCodestream.damaged("no scan holds the image");
    }
    int[] samples = new int[frame.rows() * frame.columns()];
    int[] place = zigzag();
    int[] block = new int[BLOCK];
    JpegInverseDct transform = new JpegInverseDct();
    for (int from = 0; from < coefficients.length; from += BLOCK) {
      for (int i = 0; i < BLOCK; i++) {
        block[place[i]] = coefficients[from + i] * quantization[i];
      }
      transform.transform(block);
      int index = from / BLOCK;
      copy(block, samples, index / blocksPerRow * SIDE, index % blocksPerRow * SIDE);
    }
    return samples;
  }

  /** Blocks reach over the right and lower edges. */
  private void copy(int[] block, int[] samples, int top, int left) {
    int width = Math.min(SIDE, frame.columns() - left);
    int height = Math.min(SIDE, frame.rows() - top);
    for (int y = 0; y < height; y++) {
      System.arraycopy(block, y * SIDE, samples, (top + y) * frame.columns() + left, width);
    }
  }

  /** Where in a block, row by row, its coefficients go: along the diagonals, to and fro. */
  private static int[] zigzag() {
    int[] place = new int[BLOCK];
    int next = 0;
    for (int diagonal = 0; diagonal < 2 * SIDE - 1; diagonal++) {
      int from = Math.max(0, diagonal - SIDE + 1);
      int to = Math.min(diagonal, SIDE - 1);
      for (int i = from; i <= to; i++) {
        int row = diagonal % 2 == 0 ? from + to - i : i;
        place[next++] = row * SIDE + diagonal - row;
      }
    }
    return place;
  }
}
