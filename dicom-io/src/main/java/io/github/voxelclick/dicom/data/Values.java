package io.github.voxelclick.dicom.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converts between the stored form of a value (bytes as in the file, or texts as set) and texts and
 * numbers.
 */
final class Values {
  /** A decimal or integer string, tolerant: {@code 1.}, {@code .5}, {@code +2}, {@code 1e-3}. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static final String[] NO_TEXTS = {};

  private Values() {}

  /** The texts of a value, or null if it has none: a sequence, or left in its file. */
  static String @Nullable [] texts(VR vr, @Nullable Object value, Attributes owner) {
    if (value instanceof String[] texts) {
      return texts.clone();
    }
    if (!(value instanceof byte[] bytes)) {
      return null;
    }
    return vr.isText() || vr == VR.UN
        ? decoded(vr, bytes, owner.getSpecificCharacterSet())
        : numbersAsTexts(vr, bytes, owner.bigEndian());
  }

  /** The numbers of a value as integers, or null if it has none. */
  static int @Nullable [] ints(int tag, VR vr, Object value, Attributes owner) {
    if (isBinaryNumbers(vr, value) && !vr.isReal()) {
      byte[] bytes = (byte[]) value;
      int[] ints = new int[count(vr, bytes)];
      Arrays.setAll(ints, i -> (int) longAt(vr, bytes, owner.bigEndian(), i));
      return ints;
    }
    String[] texts = texts(vr, value, owner);
    return texts == null
        ? null
        : Arrays.stream(texts).mapToInt(text -> toInt(tag, vr, text)).toArray();
  }

  /** The numbers of a value, or null if it has none. */
  static double @Nullable [] doubles(int tag, VR vr, Object value, Attributes owner) {
    if (isBinaryNumbers(vr, value)) {
      byte[] bytes = (byte[]) value;
      double[] doubles = new double[count(vr, bytes)];
      Arrays.setAll(doubles, i -> doubleAt(vr, bytes, owner.bigEndian(), i));
      return doubles;
    }
    String[] texts = texts(vr, value, owner);
    return texts == null
        ? null
        : Arrays.stream(texts).mapToDouble(text -> toDouble(tag, vr, text)).toArray();
  }

  /** Whether the value is kept as binary numbers. */
  static boolean isBinaryNumbers(VR vr, Object value) {
    return value instanceof byte[] && !vr.isText() && vr != VR.UN;
  }

  /** The texts of a text or UN value: separated, without padding; none for an empty value. */
  private static String[] decoded(VR vr, byte[] bytes, SpecificCharacterSet charset) {
    String text = withoutPadding(charset.decode(bytes, vr), vr);
    if (text.isEmpty()) {
      return NO_TEXTS;
    }
    if (!vr.isMultiValuedText() && vr != VR.UN) {
      return new String[] {text};
    }
    String[] texts = text.split("\\\\", -1);
    for (int i = 0; i < texts.length; i++) {
      texts[i] = withoutPadding(texts[i], vr);
    }
    return texts;
  }

  private static String withoutPadding(String text, VR vr) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
      end--;
    }
    int start = 0;
    while (!vr.keepsLeadingSpaces()
        && start < end
        && (text.charAt(start) == ' ' || text.charAt(start) == 0)) {
      start++;
    }
    return text.substring(start, end);
  }

  /**
   * The bytes that a text value has in a file: values joined by {@code \}, in UTF-8, not padded.
   */
  static byte[] toBytes(String[] texts) {
    return String.join("\\", texts).getBytes(StandardCharsets.UTF_8);
  }

  /** The number a DS, IS or similar text holds; NaN for an empty one. */
  private static double toDouble(int tag, VR vr, String text) {
    if (text.isEmpty()) {
      return Double.NaN;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new DicomValueException(tag, vr, quoted(text), "a number like -12.5 or 1e3");
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new DicomValueException(tag, vr, quoted(text), "a number below 1.8e308");
    }
    return value;
  }

  /** The integer a text holds, {@code 3.0} included. */
  static int toInt(int tag, VR vr, String text) {
    double value = toDouble(tag, vr, text);
    if (value != Math.rint(value) || Math.abs(value) > 0xFFFFFFFFL) {
      throw new DicomValueException(tag, vr, quoted(text), "an integer of 32 bits");
    }
    return (int) (long) value;
  }

  /** Cuts and cleans a value for a message; numbers only ever reach this, not names. */
  private static String quoted(String text) {
    String shown = text.length() > 20 ? text.substring(0, 20) + "…" : text;
    return '"' + shown.replaceAll("[^ -~…]", "?") + '"';
  }

  private static int count(VR vr, byte[] bytes) {
    return bytes.length / vr.numberSize();
  }

  /** Number {@code index} of a binary integer value, sign-extended or not as the VR says. */
  private static long longAt(VR vr, byte[] bytes, boolean bigEndian, int index) {
    ByteBuffer buffer = ByteOrders.wrap(bytes, bigEndian);
    int at = index * vr.numberSize();
    return switch (vr.numberSize()) {
      case 2 -> vr.isSigned() ? buffer.getShort(at) : buffer.getShort(at) & 0xFFFF;
      case 4 -> {
        if (vr == VR.AT) {
          yield (buffer.getShort(at) & 0xFFFFL) << 16 | (buffer.getShort(at + 2) & 0xFFFF);
        }
        yield vr.isSigned() ? buffer.getInt(at) : buffer.getInt(at) & 0xFFFFFFFFL;
      }
      case 8 -> buffer.getLong(at);
      default -> bytes[at] & 0xFF;
    };
  }

  private static double doubleAt(VR vr, byte[] bytes, boolean bigEndian, int index) {
    if (!vr.isReal()) {
      return longAt(vr, bytes, bigEndian, index);
    }
    ByteBuffer buffer = ByteOrders.wrap(bytes, bigEndian);
    return vr.numberSize() == 4 ? buffer.getFloat(index * 4) : buffer.getDouble(index * 8);
  }

  static byte[] fromInts(VR vr, boolean bigEndian, int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * vr.numberSize());
    buffer.order(ByteOrders.order(bigEndian));
    for (int value : values) {
      putInt(buffer, vr, value);
    }
    return buffer.array();
  }

  private static void putInt(ByteBuffer buffer, VR vr, int value) {
    if (vr.isReal()) {
      putDouble(buffer, vr, value);
      return;
    }
    switch (vr.numberSize()) {
      case 1 -> buffer.put((byte) inRange(vr, value, 0, 0xFF));
      case 2 -> {
        int min = vr.isSigned() ? Short.MIN_VALUE : 0;
        int max = vr.isSigned() ? Short.MAX_VALUE : 0xFFFF;
        buffer.putShort((short) inRange(vr, value, min, max));
      }
      case 4 -> {
        if (vr == VR.AT) {
          buffer.putShort((short) (value >>> 16)).putShort((short) value);
        } else {
          buffer.putInt(value);
        }
      }
      default -> buffer.putLong(vr.isSigned() ? value : value & 0xFFFFFFFFL);
    }
  }

  private static int inRange(VR vr, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(value + " does not fit " + vr);
    }
    return value;
  }

  static byte[] fromDoubles(VR vr, boolean bigEndian, double... values) {
    if (!vr.isReal()) {
      throw new IllegalArgumentException("no real numbers in a " + vr);
    }
    ByteBuffer buffer = ByteBuffer.allocate(values.length * vr.numberSize());
    buffer.order(ByteOrders.order(bigEndian));
    for (double value : values) {
      putDouble(buffer, vr, value);
    }
    return buffer.array();
  }

  private static void putDouble(ByteBuffer buffer, VR vr, double value) {
    if (vr.numberSize() == 4) {
      buffer.putFloat((float) value);
    } else {
      buffer.putDouble(value);
    }
  }

  /** The texts of a binary value: decimals, or eight hexadecimal digits for a tag. */
  private static String[] numbersAsTexts(VR vr, byte[] bytes, boolean bigEndian) {
    String[] texts = new String[count(vr, bytes)];
    for (int i = 0; i < texts.length; i++) {
      if (vr.isReal()) {
        double value = doubleAt(vr, bytes, bigEndian, i);
        texts[i] = vr.numberSize() == 4 ? Float.toString((float) value) : Double.toString(value);
      } else {
        long value = longAt(vr, bytes, bigEndian, i);
        texts[i] = asText(vr, value);
      }
    }
    return texts;
  }

  private static String asText(VR vr, long value) {
    if (vr == VR.AT) {
      return String.format(Locale.ROOT, "%08X", value);
    }
    return vr == VR.UV || vr == VR.OV ? Long.toUnsignedString(value) : Long.toString(value);
  }

  /** Whether two stored values mean the same, whatever their byte order and text encoding. */
  static boolean same(VR vr, Object a, Attributes ofA, Object b, Attributes ofB) {
    if (a instanceof String[] || b instanceof String[]) {
      return Arrays.equals(texts(vr, a, ofA), texts(vr, b, ofB));
    }
    if (a instanceof byte[] bytesA && b instanceof byte[] bytesB) {
      if (vr.isText()) {
        return Arrays.equals(texts(vr, a, ofA), texts(vr, b, ofB));
      }
      return Arrays.equals(
          bytesA,
          ofA.bigEndian() == ofB.bigEndian() ? bytesB : ByteOrders.swapped(bytesB, vr.unitSize()));
    }
    return a.equals(b);
  }
}
