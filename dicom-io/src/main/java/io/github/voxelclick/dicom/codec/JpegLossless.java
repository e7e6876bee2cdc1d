package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;

/**
 * JPEG lossless, process 14 (ITU-T T.81 annex H): every predictor, 2 to 16 bits, components
 * together or in scans of their own. Samples are bare bit patterns.
 */
final class JpegLossless {
  private static final int MAX_PRECISION = 16;
  private static final int SAMPLE_MASK = 0xFFFF;

  private final JpegCodestream codestream;
  private final int columns;
  private final int rows;
  private final int components;
  private final int precision;
  private final int[] samples;
  private final boolean[] decoded;

  private JpegLossless(JpegCodestream codestream) throws DicomReadException {
    this.codestream = codestream;
    JpegFrame frame = codestream.frame();
    columns = frame.columns();
    rows = frame.rows();
    components = frame.components().size();
    precision = frame.precision();
    if (precision < 2 || precision > MAX_PRECISION) {
      throw JpegCodestream.damaged("lossless samples of " + precision + " bits are not 2 to 16");
    }
    boolean subsampled =
        frame.components().stream()
            .anyMatch(
                c ->
                    c.horizontal() != frame.components().get(0).horizontal()
                        || c.vertical() != frame.components().get(0).vertical());
    if (subsampled) {
      throw new DicomReadException(
          "Cannot decode a JPEG lossless frame: components of different resolution are not"
              + " supported.");
    }
    samples = new int[rows * columns * components];
    decoded = new boolean[components];
  }

  /**
   * Decodes a frame whose size was compared with that of the image.
   *
   * @return unsigned samples of the frame's precision, the components of a pixel side by side
   * @throws DicomReadException if the codestream is damaged
   */
  static int[] decode(JpegCodestream codestream) throws DicomReadException {
    JpegLossless decoder = new JpegLossless(codestream);
    decoder.run();
    return decoder.samples;
  }

  private void run() throws DicomReadException {
    JpegTables tables = new JpegTables(codestream);
    for (JpegCodestream.Segment segment : codestream.segments()) {
      if (segment.marker() == JpegCodestream.START_OF_SCAN) {
        decode(JpegScan.read(codestream, segment), tables, new JpegBits(codestream, segment));
      } else {
        tables.define(segment);
      }
    }
    for (int i = 0; i < components; i++) {
      if (!decoded[i]) {
        throw JpegCodestream.damaged("no scan holds component " + (i + 1));
      }
    }
  }

  private void decode(JpegScan scan, JpegTables tables, JpegBits bits) throws DicomReadException {
    check(scan, tables.restartInterval());
    int interval = tables.restartInterval();
    int rowsOfInterval = interval == 0 ? rows : interval / columns;
    int parts = scan.parts().size();
    JpegDifferenceTable[] codes = new JpegDifferenceTable[parts];
    for (int i = 0; i < parts; i++) {
      codes[i] = new JpegDifferenceTable(tables.dc(scan.parts().get(i).dcTable()));
    }
    int[] differences = new int[columns * parts];
    for (int row = 0; row < rows; row++) {
      boolean first = row % rowsOfInterval == 0;
      if (first && row > 0) {
        bits.nextInterval();
      }
      readRow(bits, codes, differences);
      for (int i = 0; i < parts; i++) {
        addRow(differences, i, scan, row, first);
      }
    }
    restoreScale(scan);
  }

  private void check(JpegScan scan, int restartInterval) throws DicomReadException {
    int predictor = scan.spectralStart();
    int pointTransform = scan.approximationLow();
    if (predictor < 1 || predictor > 7 || pointTransform >= precision) {
      throw JpegCodestream.damaged(
          "its scan has predictor " + predictor + " and point transform " + pointTransform);
    }
    // A restart begins a row (H.1.1).
    if (restartInterval % columns != 0) {
      throw JpegCodestream.damaged(
          String.format(
              "its restart interval of %d is no multiple of %d columns", restartInterval, columns));
    }
    for (JpegScan.Part part : scan.parts()) {
      if (decoded[part.component()]) {
        throw JpegCodestream.damaged("two scans hold component " + (part.component() + 1));
      }
      decoded[part.component()] = true;
    }
  }

  /** Samples are coded without the lowest bits that a point transform leaves off. */
  private void restoreScale(JpegScan scan) {
    if (scan.approximationLow() == 0) {
      return;
    }
    for (JpegScan.Part part : scan.parts()) {
      for (int i = part.component(); i < samples.length; i += components) {
        samples[i] = (samples[i] << scan.approximationLow()) & SAMPLE_MASK;
      }
    }
  }

  /** Reads the differences of a row, those of a pixel's components side by side. */
  private static void readRow(JpegBits bits, JpegDifferenceTable[] codes, int[] differences)
      throws DicomReadException {
    long position = bits.position();
    int part = 0;
    for (int i = 0; i < differences.length; i++) {
      int found = codes[part].next(bits.ahead(position));
      position += found & JpegDifferenceTable.LENGTH_MASK;
      differences[i] = found >> JpegDifferenceTable.LENGTH_BITS;
      if (++part == codes.length) {
        part = 0;
      }
    }
    bits.checkWithin(position);
    bits.position(position);
  }

  /**
   * Adds the differences of one component to its predictions.
   *
   * @param first whether the row starts the scan or follows a restart marker
   */
  private void addRow(int[] differences, int part, JpegScan scan, int row, boolean first) {
    int parts = scan.parts().size();
    int at = row * columns * components + scan.parts().get(part).component();
    if (first) {
      int initial = 1 << (precision - scan.approximationLow() - 1);
      addAlongRow(differences, part, parts, at, initial);
    } else if (scan.spectralStart() == 1) {
      addAlongRow(differences, part, parts, at, samples[at - columns * components]);
    } else {
      addPredicted(differences, part, parts, at, scan.spectralStart());
    }
  }

  /** Predicts from the left, and the first column from what is given. */
  private void addAlongRow(int[] differences, int part, int parts, int from, int initial) {
    int value = initial;
    int at = from;
    for (int i = part; i < differences.length; i += parts, at += components) {
      value = (value + differences[i]) & SAMPLE_MASK;
      samples[at] = value;
    }
  }

  private void addPredicted(int[] differences, int part, int parts, int from, int predictor) {
    int at = from;
    int above = samples[at - columns * components];
    int value = (above + differences[part]) & SAMPLE_MASK;
    samples[at] = value;
    for (int i = part + parts; i < differences.length; i += parts) {
      at += components;
      int corner = above;
      above = samples[at - columns * components];
      value = (predict(predictor, value, above, corner) + differences[i]) & SAMPLE_MASK;
      samples[at] = value;
    }
  }

  /** Table H.1. */
  private static int predict(int predictor, int left, int above, int corner) {
    return switch (predictor) {
      case 2 -> above;
      case 3 -> corner;
      case 4 -> left + above - corner;
      case 5 -> left + ((above - corner) >> 1);
      case 6 -> above + ((left - corner) >> 1);
      default -> (left + above) >> 1;
    };
  }
}
