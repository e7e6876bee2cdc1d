package io.github.voxelclick.plugin.macro;

import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How values stand in the options of a macro line.
 *
 * <p>As in all of ImageJ, a value with blanks stands in brackets, {@code path=[/a b]}, and pairs of
 * brackets in it need nothing more. What ImageJ has no way to write is written with a percent sign
 * first, {@code [%a%5Db]}: then, as in web addresses, a percent sign and two hexadecimal digits
 * stand for one byte of UTF-8. Stateless.
 */
final class MacroWords {
  private static final char ENCODED = '%';

  private MacroWords() {}

  /** A value as it stands after the equals sign. */
  static String written(String value) {
    if (needsEncoding(value)) {
      return "[" + ENCODED + encoded(value) + "]";
    }
    boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> " []'\"\\".indexOf(c) >= 0);
    return plain ? value : "[" + value + "]";
  }

  /** Whether brackets would not close where they should, or a first or last sign means more. */
  private static boolean needsEncoding(String value) {
    int open = 0;
    for (int n = 0; n < value.length(); n++) {
      char c = value.charAt(n);
      if (c < ' ' || Character.isSurrogate(c)) {
        return true;
      }
      open += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (open < 0) {
        return true;
      }
    }
    return open != 0 || value.startsWith("&") || value.startsWith("" + ENCODED);
  }

  private static String encoded(String value) {
    StringBuilder text = new StringBuilder();
    value
        .codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              if (c >= ' ' && c < 127 && "[]%".indexOf(c) < 0) {
                text.append(one);
              } else {
                for (byte b : one.getBytes(StandardCharsets.UTF_8)) {
                  text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
              }
            });
    return text.toString();
  }

  /**
   * The value that was written between brackets.
   *
   * @throws IllegalArgumentException when a percent sign is not followed by two hexadecimal digits,
   *     or the bytes are no text
   */
  static String read(String written) {
    if (written.isEmpty() || written.charAt(0) != ENCODED) {
      return written;
    }
    byte[] from = written.substring(1).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(from.length);
    for (int n = 0; n < from.length; n++) {
      if (from[n] == ENCODED) {
        if (n + 2 >= from.length
            || !HexFormat.isHexDigit(from[n + 1])
            || !HexFormat.isHexDigit(from[n + 2])) {
          throw new IllegalArgumentException("a percent sign without two hexadecimal digits");
        }
        int high = HexFormat.fromHexDigit(from[n + 1]);
        bytes.put((byte) (high << 4 | HexFormat.fromHexDigit(from[n + 2])));
        n += 2;
      } else {
        bytes.put(from[n]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("bytes that are no UTF-8", e);
    }
  }

  /** A number with all its digits. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** A slice, such as {@code k17}. */
  static String slice(SlicePlane plane) {
    return plane.axis().name().toLowerCase(Locale.ROOT) + plane.index();
  }

  /** A point of a slice, such as {@code 12.5,30}. */
  static String point(PlanePoint point) {
    return number(point.column()) + "," + number(point.row());
  }
}
