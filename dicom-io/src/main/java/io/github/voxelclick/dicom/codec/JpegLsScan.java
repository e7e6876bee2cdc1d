package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decodes the samples of one scan of JPEG-LS (ITU-T T.87 annexes A and B): a sample is predicted
 * from its decoded neighbours and corrected by an error that is coded by the statistics of its
 * context; where all neighbours agree, runs are coded. Not thread-safe.
 *
 * <p>Neighbours of a sample x, as T.87 figure 3 names them:
 *
 * <pre>
 *   c b d
 *   a x
 * </pre>
 */
final class JpegLsScan {
  /** How the components of one scan are ordered. */
  enum Interleave {
    NONE(0),
    LINE(1),
    SAMPLE(2);

    /** Value in the scan header, ILV. */
    final int code;

    Interleave(int code) {
      this.code = code;
    }

    static Optional<Interleave> of(int code) {
      return Arrays.stream(values()).filter(i -> i.code == code).findFirst();
    }
  }

  /** Bits of the length of a run, by run index (T.87 §A.2.1, J). */
  private static final int[] RUN_BITS = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private static final int REGULAR_CONTEXTS = 365;

  /** The two contexts of the sample that ends a run follow the regular ones. */
  private static final int RUN_CONTEXT = REGULAR_CONTEXTS;

  // Statistics of a context stand side by side. The run contexts keep in ERRORS the number of
  // negative errors (Nn), the regular ones the sum of errors.
  private static final int MAGNITUDES = 0; // A
  private static final int ERRORS = 1; // B
  private static final int CORRECTION = 2; // C
  private static final int COUNT = 3; // N
  private static final int STATISTICS = 4;

  private static final int MAX_CORRECTION = 127;
  private static final int MIN_CORRECTION = -128;

  /** No sound codestream of 16 bits needs longer codes. */
  private static final int MAX_K = 16;

  private final int columns;
  private final Interleave interleave;
  private final int maximum;
  private final int near;
  private final int step;
  private final int modulus;
  private final int reset;
  private final int longestCode;
  private final int errorBits;
  private final int firstMagnitude;
  private final byte[] regions;

  private final int[] contexts = new int[(REGULAR_CONTEXTS + 2) * STATISTICS];

  /** The line above and the one being decoded, per component; one sample more on both sides. */
  private final int[][] above;

  private final int[][] line;

  /** By component where lines are interleaved, else the first one is used. */
  private final int[] runIndex;

  private JpegLsBits bits;

  /**
   * @param columns width of the image
   * @param components number of components in the scan
   */
  JpegLsScan(
      int columns, int components, Interleave interleave, JpegLsCoding coding, JpegLsBits bits) {
    this.columns = columns;
    this.interleave = interleave;
    this.maximum = coding.maximum();
    this.near = coding.near();
    this.step = coding.step();
    this.modulus = coding.range() * coding.step();
    this.reset = coding.reset();
    this.longestCode = coding.longestCode();
    this.errorBits = coding.errorBits();
    this.firstMagnitude = coding.firstMagnitude();
    this.regions = coding.regions();
    this.above = new int[components][columns + 2];
    this.line = new int[components][columns + 2];
    this.runIndex = new int[components];
    this.bits = bits;
    clearContexts();
  }

  /** Begins again behind a restart marker, as at the start of the scan. */
  void restart(JpegLsBits next) {
    bits = next;
    clearContexts();
    Arrays.fill(runIndex, 0);
    for (int[] samples : line) {
      Arrays.fill(samples, 0);
    }
  }

  private void clearContexts() {
    Arrays.fill(contexts, 0);
    for (int at = 0; at < contexts.length; at += STATISTICS) {
      contexts[at + MAGNITUDES] = firstMagnitude;
      contexts[at + COUNT] = 1;
    }
  }

  /**
   * Decodes the next line of all components.
   *
   * @return per component its samples, from index 1; valid until the next call
   * @throws DicomReadException if the data end or are damaged
   */
  int[][] nextLine() throws DicomReadException {
    for (int c = 0; c < line.length; c++) {
      int[] finished = line[c];
      line[c] = above[c];
      above[c] = finished;
      finished[columns + 1] = finished[columns];
      line[c][0] = finished[1];
    }
    if (interleave == Interleave.SAMPLE) {
      decodeSamples();
    } else {
      for (int c = 0; c < line.length; c++) {
        decodeLine(above[c], line[c], c);
      }
    }
    return line;
  }

  private void decodeLine(int[] up, int[] now, int component) throws DicomReadException {
    int x = 1;
    while (x <= columns) {
      int context = context(up, now, x);
      if (context != 0) {
        now[x] = regular(context, up[x - 1], up[x], now[x - 1]);
        x++;
        continue;
      }
      int length = runLength(columns + 1 - x, component);
      Arrays.fill(now, x, x + length, now[x - 1]);
      x += length;
      if (x <= columns) {
        now[x] = afterRun(up[x], now[x - 1], component);
        x++;
        shortenRuns(component);
      }
    }
  }

  /** Components of a pixel follow each other; a run holds for all of them. */
  private void decodeSamples() throws DicomReadException {
    int x = 1;
    while (x <= columns) {
      if (!allFlat(x)) {
        for (int c = 0; c < line.length; c++) {
          int context = context(above[c], line[c], x);
          line[c][x] = regular(context, above[c][x - 1], above[c][x], line[c][x - 1]);
        }
        x++;
        continue;
      }
      int length = runLength(columns + 1 - x, 0);
      for (int[] samples : line) {
        Arrays.fill(samples, x, x + length, samples[x - 1]);
      }
      x += length;
      if (x <= columns) {
        for (int c = 0; c < line.length; c++) {
          line[c][x] = afterRunOfPixels(above[c][x], line[c][x - 1]);
        }
        x++;
        shortenRuns(0);
      }
    }
  }

  private boolean allFlat(int x) {
    for (int c = 0; c < line.length; c++) {
      if (context(above[c], line[c], x) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The context of a sample by its gradients (T.87 §A.3), −364..364; 0 where it is flat. */
  private int context(int[] up, int[] now, int x) {
    int b = up[x];
    int c = up[x - 1];
    return 81 * regions[up[x + 1] - b + maximum]
        + 9 * regions[b - c + maximum]
        + regions[c - now[x - 1] + maximum];
  }

  /** Decodes a sample in regular mode (T.87 §A.4 to §A.6). */
  private int regular(int signedContext, int c, int b, int a) throws DicomReadException {
    int sign = (signedContext >> 31) | 1;
    int at = signedContext * sign * STATISTICS;
    int magnitudes = contexts[at + MAGNITUDES];
    int errors = contexts[at + ERRORS];
    int count = contexts[at + COUNT];
    int predicted = clamp(predict(c, b, a) + sign * contexts[at + CORRECTION]);
    int k = golombBits(count, magnitudes);
    int mapped = bits.golomb(k, longestCode, errorBits);
    int error = (mapped >>> 1) ^ -(mapped & 1);
    if (near == 0 && k == 0 && 2 * errors <= -count) {
      error = ~error;
    }
    update(at, magnitudes + Math.abs(error), errors + error * step, count);
    return reconstruct(predicted, sign * error);
  }

  /** The median edge detector (T.87 §A.4.1). */
  private static int predict(int c, int b, int a) {
    int least = Math.min(a, b);
    int most = Math.max(a, b);
    return Math.min(most, Math.max(least, a + b - c));
  }

  /** The smallest k with {@code count << k >= magnitudes} (T.87 §A.5.1). */
  private static int golombBits(int count, int magnitudes) throws DicomReadException {
    int k =
        Math.max(0, Integer.numberOfLeadingZeros(count) - Integer.numberOfLeadingZeros(magnitudes));
    k += ((count << k) - magnitudes) >>> 31; // one more if count << k is still less
    if (k > MAX_K) {
      throw damaged();
    }
    return k;
  }

  /**
   * Statistics and bias of a regular context (T.87 §A.6), without branches: which way they go
   * cannot be foreseen, and this is done for every sample.
   */
  private void update(int at, int magnitudes, int errors, int count) {
    if (count == reset) {
      magnitudes >>= 1;
      errors >>= 1;
      count >>= 1;
    }
    count++;
    // 1 where the errors were too large by more than rounding, −1 where too small.
    int bias = ((errors + count - 1) >> 31) - (-errors >> 31);
    errors = Math.max(1 - count, Math.min(0, errors - bias * count));
    contexts[at + CORRECTION] =
        Math.max(MIN_CORRECTION, Math.min(MAX_CORRECTION, contexts[at + CORRECTION] + bias));
    contexts[at + MAGNITUDES] = magnitudes;
    contexts[at + ERRORS] = errors;
    contexts[at + COUNT] = count;
  }

  private int clamp(int sample) {
    return Math.max(0, Math.min(maximum, sample));
  }

  private int reconstruct(int predicted, int error) {
    int sample = predicted + error * step;
    if (sample < -near) {
      sample += modulus;
    } else if (sample > maximum + near) {
      sample -= modulus;
    }
    return clamp(sample);
  }

  /**
   * Length of a run (T.87 §A.7.1).
   *
   * @param most samples left in the line
   */
  private int runLength(int most, int component) throws DicomReadException {
    int length = 0;
    while (length < most) {
      int runBits = RUN_BITS[runIndex[component]];
      if (!bits.bit()) {
        length += bits.number(runBits);
        if (length >= most) {
          throw damaged();
        }
        return length;
      }
      if (1 << runBits <= most - length) {
        runIndex[component] = Math.min(runIndex[component] + 1, RUN_BITS.length - 1);
      }
      length += 1 << runBits;
    }
    return most;
  }

  private void shortenRuns(int component) {
    runIndex[component] = Math.max(0, runIndex[component] - 1);
  }

  /** The sample that ends a run (T.87 §A.7.2). */
  private int afterRun(int b, int a, int component) throws DicomReadException {
    if (Math.abs(a - b) <= near) {
      return reconstruct(a, errorAfterRun(1, component));
    }
    return reconstruct(b, errorAfterRun(0, component) * (a > b ? -1 : 1));
  }

  /** The same in sample-interleaved mode: a component may be flat, the pixel is not. */
  private int afterRunOfPixels(int b, int a) throws DicomReadException {
    return reconstruct(b, errorAfterRun(0, 0) * (a > b ? -1 : 1));
  }

  /**
   * @param type 1 where the neighbours a and b agree, else 0 (RItype)
   */
  private int errorAfterRun(int type, int component) throws DicomReadException {
    int at = (RUN_CONTEXT + type) * STATISTICS;
    int magnitudes = contexts[at + MAGNITUDES];
    int negative = contexts[at + ERRORS];
    int count = contexts[at + COUNT];
    int k = golombBits(count, magnitudes + type * (count >> 1));
    int limit = longestCode - RUN_BITS[runIndex[component]] - 1;
    int mapped = bits.golomb(k, limit, errorBits);
    int odd = (mapped + type) & 1;
    int error = (mapped + type + odd) >> 1;
    if ((k != 0 || 2 * negative >= count) == (odd == 1)) {
      error = -error;
    }
    if (error < 0) {
      negative++;
    }
    magnitudes += (mapped + 1 - type) >> 1;
    if (count == reset) {
      magnitudes >>= 1;
      negative >>= 1;
      count >>= 1;
    }
    contexts[at + MAGNITUDES] = magnitudes;
    contexts[at + ERRORS] = negative;
    contexts[at + COUNT] = count + 1;
    return error;
  }

  /** Checks that nothing but padding is left of the segment. */
  void requireEnd() throws DicomReadException {
    bits.requireEnd();
  }

  private static DicomReadException damaged() {
    return new DicomReadException(
        "Cannot decode a JPEG-LS frame: a run or a code is longer than it can be; it is damaged.");
  }
}
