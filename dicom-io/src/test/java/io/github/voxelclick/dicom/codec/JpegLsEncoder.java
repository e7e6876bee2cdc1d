package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.codec.JpegLsScan.Interleave;
import io.github.voxelclick.volume.DicomReadException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * An encoder of JPEG-LS after ITU-T T.87, written for clearness: it makes what the decoder must
 * read, and never runs outside of tests.
 */
final class JpegLsEncoder {
  private static final int[] J = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  /**
   * What to encode.
   *
   * @param samples those of a pixel side by side
   * @param preset MAXVAL, T1, T2, T3, RESET; 0 for the default
   * @param restartLines lines between restart markers, 0 for none
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Image(
      int[] samples,
      int columns,
      int components,
      int precision,
      int near,
      Interleave interleave,
      int[] preset,
      int restartLines) {
    static Image grey(int[] samples, int columns, int precision, int near) {
      return new Image(samples, columns, 1, precision, near, Interleave.NONE, new int[5], 0);
    }

    int rows() {
      return samples.length / columns / components;
    }
  }

  private final Image image;
  private final JpegLsCoding coding;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** What a decoder will have, which predictions are made from. */
  private final int[] decoded;

  private final int[][] statistics = new int[367][];
  private final int[] runIndex;

  /** First line of the restart interval. */
  private int firstLine;

  /** The byte being filled. */
  private int bits;

  private int used;

  /** Bits of that byte: one less behind an FF. */
  private int capacity = 8;

  private JpegLsEncoder(Image image) throws DicomReadException {
    this.image = image;
    this.coding = JpegLsCoding.of(image.precision, image.near, image.preset);
    this.decoded = image.samples.clone();
    this.runIndex = new int[image.components];
  }

  static byte[] encode(Image image) throws DicomReadException {
    return new JpegLsEncoder(image).run();
  }

  private byte[] run() {
    marker(0xD8);
    marker(0xF7);
    u16(8 + 3 * image.components);
    out.write(image.precision);
    u16(image.rows());
    u16(image.columns);
    out.write(image.components);
    for (int c = 0; c < image.components; c++) {
      out.writeBytes(new byte[] {(byte) (c + 1), 0x11, 0});
    }
    marker(0xF8);
    u16(13);
    out.write(1);
    for (int value : image.preset) {
      u16(value);
    }
    if (image.restartLines > 0) {
      marker(0xDD);
      u16(4);
      u16(image.restartLines);
    }
    if (image.interleave == Interleave.NONE) {
      for (int c = 0; c < image.components; c++) {
        scan(List.of(c));
      }
    } else {
      List<Integer> all = new ArrayList<>();
      for (int c = 0; c < image.components; c++) {
        all.add(c);
      }
      scan(all);
    }
    marker(0xD9);
    return out.toByteArray();
  }

  private void scan(List<Integer> components) {
    marker(0xDA);
    u16(6 + 2 * components.size());
    out.write(components.size());
    for (int c : components) {
      out.writeBytes(new byte[] {(byte) (c + 1), 0});
    }
    out.writeBytes(new byte[] {(byte) image.near, (byte) image.interleave.code, 0});
    for (int y = 0; y < image.rows(); y++) {
      boolean restart = image.restartLines > 0 && y % image.restartLines == 0;
      if (y > 0 && restart) {
        flush();
        marker(0xD0 + (y / image.restartLines - 1) % 8);
      }
      if (y == 0 || restart) {
        reset();
        firstLine = y;
      }
      if (image.interleave == Interleave.SAMPLE) {
        line(y, components);
      } else {
        for (int c : components) {
          line(y, List.of(c));
        }
      }
    }
    flush();
  }

  private void reset() {
    for (int q = 0; q < statistics.length; q++) {
      statistics[q] = new int[] {coding.firstMagnitude(), 0, 0, 1};
    }
    java.util.Arrays.fill(runIndex, 0);
  }

  /** A decoded sample, or what stands for one outside of the image or of the restart interval. */
  private int at(int x, int y, int c) {
    if (y < firstLine) {
      return 0;
    }
    return x < 0 ? at(0, y - 1, c) : decoded[index(Math.min(x, image.columns - 1), y, c)];
  }

  private void line(int y, List<Integer> components) {
    int x = 0;
    while (x < image.columns) {
      int column = x;
      if (components.stream().anyMatch(c -> context(column, y, c) != 0)) {
        for (int c : components) {
          regular(x, y, c);
        }
        x++;
      } else {
        x = run(x, y, components);
      }
    }
  }

  private int context(int x, int y, int c) {
    int above = at(x, y - 1, c);
    int corner = at(x - 1, y - 1, c);
    return 81 * region(at(x + 1, y - 1, c) - above)
        + 9 * region(above - corner)
        + region(corner - at(x - 1, y, c));
  }

  private int region(int gradient) {
    int size = Math.abs(gradient);
    int region = 0;
    for (int bound :
        new int[] {
          coding.near() + 1, coding.threshold1(), coding.threshold2(), coding.threshold3()
        }) {
      region += size >= bound ? 1 : 0;
    }
    return gradient < 0 ? -region : region;
  }

  private void regular(int x, int y, int c) {
    int context = context(x, y, c);
    int sign = context < 0 ? -1 : 1;
    int[] s = statistics[Math.abs(context)];
    int a = at(x - 1, y, c);
    int b = at(x, y - 1, c);
    int corner = at(x - 1, y - 1, c);
    int predicted = a + b - corner;
    if (corner >= Math.max(a, b)) {
      predicted = Math.min(a, b);
    } else if (corner <= Math.min(a, b)) {
      predicted = Math.max(a, b);
    }
    predicted = clamp(predicted + sign * s[2]);
    int error = quantised(sign * (image.samples[index(x, y, c)] - predicted));
    decoded[index(x, y, c)] = reconstructed(predicted, sign * error);
    error = modulo(error);
    int k = golombBits(s[3], s[0]);
    boolean turned = coding.near() == 0 && k == 0 && 2 * s[1] <= -s[3];
    int mapped =
        turned
            ? (error >= 0 ? 2 * error + 1 : -2 * (error + 1))
            : (error >= 0 ? 2 * error : -2 * error - 1);
    golomb(mapped, k, coding.longestCode());
    s[1] += error * coding.step();
    s[0] += Math.abs(error);
    if (s[3] == coding.reset()) {
      s[0] >>= 1;
      s[1] >>= 1;
      s[3] >>= 1;
    }
    s[3]++;
    if (s[1] <= -s[3]) {
      s[1] = Math.max(s[1] + s[3], 1 - s[3]);
      s[2] = Math.max(-128, s[2] - 1);
    } else if (s[1] > 0) {
      s[1] = Math.min(s[1] - s[3], 0);
      s[2] = Math.min(127, s[2] + 1);
    }
  }

  private int run(int start, int y, List<Integer> components) {
    int index = components.size() > 1 ? 0 : components.get(0);
    int end = start;
    while (end < image.columns && continues(start, end, y, components)) {
      for (int c : components) {
        decoded[index(end, y, c)] = at(start - 1, y, c);
      }
      end++;
    }
    int length = end - start;
    while (length >= 1 << J[runIndex[index]]) {
      put(1, 1);
      length -= 1 << J[runIndex[index]];
      runIndex[index] = Math.min(31, runIndex[index] + 1);
    }
    if (end == image.columns) {
      if (length > 0) {
        put(1, 1);
      }
      return end;
    }
    put(0, 1);
    put(length, J[runIndex[index]]);
    for (int c : components) {
      interruption(end, y, c, components.size() > 1, index);
    }
    runIndex[index] = Math.max(0, runIndex[index] - 1);
    return end + 1;
  }

  private boolean continues(int start, int x, int y, List<Integer> components) {
    return components.stream()
        .allMatch(
            c -> Math.abs(image.samples[index(x, y, c)] - at(start - 1, y, c)) <= coding.near());
  }

  private void interruption(int x, int y, int c, boolean pixel, int index) {
    int a = at(x - 1, y, c);
    int b = at(x, y - 1, c);
    int type = !pixel && Math.abs(a - b) <= coding.near() ? 1 : 0;
    int sign = type == 0 && a > b ? -1 : 1;
    int predicted = type == 1 ? a : b;
    int error = quantised(sign * (image.samples[index(x, y, c)] - predicted));
    decoded[index(x, y, c)] = reconstructed(predicted, sign * error);
    error = modulo(error);
    int[] s = statistics[365 + type];
    int k = golombBits(s[3], s[0] + type * (s[3] >> 1));
    boolean map =
        (k == 0 && error > 0 && 2 * s[1] < s[3]) || (error < 0 && (2 * s[1] >= s[3] || k != 0));
    int mapped = 2 * Math.abs(error) - type - (map ? 1 : 0);
    golomb(mapped, k, coding.longestCode() - J[runIndex[index]] - 1);
    s[1] += error < 0 ? 1 : 0;
    s[0] += (mapped + 1 - type) >> 1;
    if (s[3] == coding.reset()) {
      s[0] >>= 1;
      s[1] >>= 1;
      s[3] >>= 1;
    }
    s[3]++;
  }

  private int quantised(int error) {
    return error > 0
        ? (error + coding.near()) / coding.step()
        : -(coding.near() - error) / coding.step();
  }

  private int modulo(int error) {
    int shifted = error < 0 ? error + coding.range() : error;
    return shifted >= (coding.range() + 1) / 2 ? shifted - coding.range() : shifted;
  }

  private int reconstructed(int predicted, int error) {
    return clamp(predicted + error * coding.step());
  }

  private int clamp(int value) {
    return Math.max(0, Math.min(coding.maximum(), value));
  }

  private int index(int x, int y, int c) {
    return (y * image.columns + x) * image.components + c;
  }

  private static int golombBits(int count, int magnitudes) {
    int k = 0;
    while (count << k < magnitudes) {
      k++;
    }
    return k;
  }

  private void golomb(int value, int k, int limit) {
    int longest = limit - coding.errorBits() - 1;
    if (value >> k < longest) {
      zeros(value >> k);
      put(1, 1);
      put(value & (1 << k) - 1, k);
    } else {
      zeros(longest);
      put(1, 1);
      put(value - 1, coding.errorBits());
    }
  }

  private void zeros(int count) {
    for (int i = 0; i < count; i++) {
      put(0, 1);
    }
  }

  private void put(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      bits = bits << 1 | (value >> i & 1);
      if (++used == capacity) {
        out.write(bits);
        capacity = bits == 0xFF ? 7 : 8;
        bits = 0;
        used = 0;
      }
    }
  }

  /** Fills the last byte; behind an FF there must be one more. */
  private void flush() {
    while (used > 0 || capacity == 7) {
      put(0, 1);
    }
  }

  private void marker(int code) {
    out.write(0xFF);
    out.write(code);
  }

  private void u16(int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
