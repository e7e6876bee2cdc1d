package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;

/**
 * Decodes one Huffman-coded scan of one component into the coefficients of its blocks: a sequential
 * one (ITU-T T.81 F.2.2), or one of the four kinds of progressive ones (annex G).
 */
final class JpegBlockScan {
  private static final int BLOCK = 64;

  /** A run of 16 zero coefficients; smaller runs with category 0 end the band. */
  private static final int ZERO_RUN = 15;

  private static final int MAX_CATEGORY = 15;

  private final JpegScan scan;
  private final boolean progressive;
  private final JpegTables tables;
  private final JpegBits bits;

  /** The DC coefficient of the block before. */
  private int prediction;

  /** Blocks from this one on whose band holds nothing new. */
  private int endOfBandRun;

  JpegBlockScan(JpegScan scan, boolean progressive, JpegTables tables, JpegBits bits) {
    this.scan = scan;
    this.progressive = progressive;
    this.tables = tables;
    this.bits = bits;
  }

  private interface BlockDecoder {
    /** Decodes what the scan tells of a block whose coefficients begin at an index. */
    void decode(short[] coefficients, int at) throws DicomReadException;
  }

  /**
   * Decodes the scan.
   *
   * @param coefficients 64 per block in coded order; what earlier scans told, this one adds to
   * @param restartInterval blocks between restart markers, 0 if there are none
   * @throws DicomReadException if its data are damaged
   */
  void decode(short[] coefficients, int restartInterval) throws DicomReadException {
    BlockDecoder decoder = decoder();
    int untilRestart = restartInterval;
    for (int at = 0; at < coefficients.length; at += BLOCK) {
      if (restartInterval > 0 && untilRestart-- == 0) {
        bits.nextInterval();
        prediction = 0;
        endOfBandRun = 0;
        untilRestart = restartInterval - 1;
      }
      decoder.decode(coefficients, at);
    }
    bits.checkWithin(bits.position());
  }

  private BlockDecoder decoder() throws DicomReadException {
    JpegScan.Part part = scan.parts().get(0);
    boolean dc = !progressive || scan.spectralStart() == 0;
    boolean first = !progressive || scan.approximationHigh() == 0;
    if (dc && !first) {
      return this::refineDc;
    }
    if (dc) {
      JpegHuffmanTable dcTable = tables.dc(part.dcTable());
      if (progressive) {
        return (coefficients, at) ->
            coefficients[at] = (short) (dc(dcTable) << scan.approximationLow());
      }
      JpegHuffmanTable acTable = tables.ac(part.acTable());
      return (coefficients, at) -> {
        coefficients[at] = (short) dc(dcTable);
        band(acTable, coefficients, at, 1, BLOCK - 1, 0);
      };
    }
    JpegHuffmanTable acTable = tables.ac(part.acTable());
    return first
        ? (coefficients, at) ->
            band(
                acTable,
                coefficients,
                at,
                scan.spectralStart(),
                scan.spectralEnd(),
                scan.approximationLow())
        : (coefficients, at) -> refineBand(acTable, coefficients, at);
  }

  private int symbol(JpegHuffmanTable table) throws DicomReadException {
    int found = table.next(bits.ahead());
    bits.skip(found >> 8);
    return found & 0xFF;
  }

  private int dc(JpegHuffmanTable table) throws DicomReadException {
    int category = symbol(table);
    if (category > MAX_CATEGORY) {
      throw JpegCodestream.damaged("its data hold a DC difference of " + category + " bits");
    }
    prediction += JpegHuffmanTable.extend(bits.take(category), category);
    return prediction;
  }

  private void refineDc(short[] coefficients, int at) throws DicomReadException {
    coefficients[at] |= (short) (bits.take(1) << scan.approximationLow());
  }

  private void band(
      JpegHuffmanTable table, short[] coefficients, int at, int start, int end, int low)
      throws DicomReadException {
    if (endOfBandRun > 0) {
      endOfBandRun--;
      return;
    }
    for (int k = start; k <= end; k++) {
      int symbol = symbol(table);
      int run = symbol >> 4;
      int category = symbol & 0xF;
      if (category == 0 && run < ZERO_RUN) {
        endOfBandRun = endOfBand(run) - 1;
        return;
      }
      k += run;
      if (category > 0) {
        checkInBand(k, end);
        int value = JpegHuffmanTable.extend(bits.take(category), category);
        coefficients[at + k] = (short) (value << low);
      }
    }
  }

  /** Blocks whose band ends here, this one included; in sequential scans always one. */
  private int endOfBand(int category) throws DicomReadException {
    return progressive ? (1 << category) + bits.take(category) : 1;
  }

  private static void checkInBand(int coefficient, int end) throws DicomReadException {
    if (coefficient > end) {
      throw JpegCodestream.damaged("its data hold more coefficients than a block has");
    }
  }

  /** One more bit for coefficients that are known not to be zero, and those that now turn so. */
  private void refineBand(JpegHuffmanTable table, short[] coefficients, int at)
      throws DicomReadException {
    int bit = 1 << scan.approximationLow();
    int end = scan.spectralEnd();
    int k = scan.spectralStart();
    while (k <= end && endOfBandRun == 0) {
      int symbol = symbol(table);
      int run = symbol >> 4;
      int category = symbol & 0xF;
      int value = 0;
      if (category > 1) {
        throw JpegCodestream.damaged("its data refine a coefficient by " + category + " bits");
      } else if (category == 1) {
        value = bits.take(1) == 1 ? bit : -bit;
      } else if (run < ZERO_RUN) {
        endOfBandRun = endOfBand(run);
        break;
      }
      k = refine(coefficients, at, k, run, bit);
      if (value != 0) {
        checkInBand(k, end);
        coefficients[at + k] = (short) value;
      }
      k++;
    }
    if (endOfBandRun > 0) {
      refine(coefficients, at, k, BLOCK, bit);
      endOfBandRun--;
    }
  }

  /**
   * Refines the coefficients that are not zero, up to the zero after a run of zeros.
   *
   * @return index of that zero, or behind the band
   */
  private int refine(short[] coefficients, int at, int from, int run, int bit)
      throws DicomReadException {
    int zeros = 0;
    for (int k = from; k <= scan.spectralEnd(); k++) {
      short value = coefficients[at + k];
      if (value == 0) {
        if (zeros++ == run) {
          return k;
        }
      } else if (bits.take(1) == 1) {
        coefficients[at + k] = (short) (value > 0 ? value + bit : value - bit);
      }
    }
    return scan.spectralEnd() + 1;
  }
}
