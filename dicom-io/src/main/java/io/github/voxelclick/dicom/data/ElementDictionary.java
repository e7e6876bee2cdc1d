package io.github.voxelclick.dicom.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registry of data elements of DICOM PS3.6: the VR and the keyword of every standard tag,
 * retired ones included. Loaded from a resource at first use; thread-safe.
 */
public final class ElementDictionary {
  /** A repeating group such as 60xx: {@code tag & mask == value}; where its row starts. */
  private record Repeater(int mask, int value, int row) {}

  private static final class Registry {
    /** Digits of a tag at the start of a row. */
    private static final int TAG_DIGITS = 8;

    /** A row is no shorter than tag, keyword of one letter and VR with their separators. */
    private static final int MIN_ROW = TAG_DIGITS + 6;

    private static final Registry INSTANCE = load();

    private final String text;

    /** Ordered by {@link #order}. */
    private final int[] tags;

    /** Where the row of each tag starts in the text. */
    private final int[] starts;

    private final List<Repeater> repeaters;

    private Registry(String text, int[] tags, int[] starts, List<Repeater> repeaters) {
      this.text = text;
      this.tags = tags;
      this.starts = starts;
      this.repeaters = repeaters;
    }

    private static Registry load() {
      String text = readResource();
      // Parsed by hand, keywords being cut out only when asked for: at a cold start splitting every
      // row costs more than reading a whole series of headers.
      int atMost = text.length() / MIN_ROW;
      int[] tags = new int[atMost];
      int[] starts = new int[atMost];
      List<Repeater> repeaters = new ArrayList<>();
      int count = 0;
      for (int at = 0; at < text.length(); at = text.indexOf('\n', at) + 1) {
        if (text.charAt(at) == '#') {
          continue;
        }
        int repeated = text.substring(at, at + TAG_DIGITS).indexOf('x');
        if (repeated < 0) {
          tags[count] = order(Integer.parseUnsignedInt(text, at, at + TAG_DIGITS, 16));
          starts[count++] = at;
        } else {
          repeaters.add(repeater(text, at));
        }
      }
      return new Registry(
          text, Arrays.copyOf(tags, count), Arrays.copyOf(starts, count), List.copyOf(repeaters));
    }

    private static String readResource() {
      try (InputStream resource = ElementDictionary.class.getResourceAsStream("elements.txt")) {
        if (resource == null) {
          throw new IllegalStateException("resource elements.txt is missing from the jar");
        }
        return new String(resource.readAllBytes(), StandardCharsets.US_ASCII);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Repeater repeater(String text, int at) {
      int mask = 0;
      int value = 0;
      for (char digit : text.substring(at, at + TAG_DIGITS).toCharArray()) {
        mask = mask << 4 | (digit == 'x' ? 0 : 0xF);
        value = value << 4 | (digit == 'x' ? 0 : Character.digit(digit, 16));
      }
      return new Repeater(mask, value, at);
    }

    /** Maps unsigned order to signed order. */
    private static int order(int tag) {
      return tag ^ Integer.MIN_VALUE;
    }

    /** Where the row of a tag starts, or −1. */
    private int rowOf(int tag) {
      int index = Arrays.binarySearch(tags, order(tag));
      if (index >= 0) {
        return starts[index];
      }
      for (Repeater repeater : repeaters) {
        if ((tag & repeater.mask()) == repeater.value()) {
          return repeater.row();
        }
      }
      return -1;
    }

    private String keyword(int row) {
      return text.substring(row + TAG_DIGITS + 1, startOfVrs(row) - 1);
    }

    private int startOfVrs(int row) {
      return text.indexOf(' ', row + TAG_DIGITS + 1) + 1;
    }

    /** The VR to read a row's elements with; US where US or SS is to be chosen. */
    private VR vr(int row) {
      int at = startOfVrs(row);
      // "OB|OW" and "US|OW" can both be read as OW, "US|SS" and "US|SS|OW" as neither alone.
      int chosen = text.startsWith("|OW", at + 2) ? at + 3 : at;
      return VR.valueOf(text.charAt(chosen) << 8 | text.charAt(chosen + 1)).orElseThrow();
    }

    private boolean isUnsignedOrSigned(int row) {
      return text.startsWith("US|SS", startOfVrs(row));
    }
  }

  private ElementDictionary() {}

  /**
   * The VR to read a tag with in Implicit VR. Where PS3.6 allows several, OW is preferred to OB and
   * to US, and US to SS; see {@link #isUnsignedOrSigned}. Group lengths are UL, private creators
   * LO, everything unknown UN.
   *
   * @param tag group {@code << 16 |} element
   * @param privateCreator creator of a private element's block, or null; no private dictionary is
   *     carried, so that it changes nothing
   */
  public static VR vrOf(int tag, @Nullable String privateCreator) {
    if (Tag.isGroupLength(tag)) {
      return VR.UL;
    }
    if (Tag.isPrivate(tag)) {
      return Tag.isPrivateCreator(tag) ? VR.LO : VR.UN;
    }
    int row = Registry.INSTANCE.rowOf(tag);
    return row < 0 ? VR.UN : Registry.INSTANCE.vr(row);
  }

  /** The PS3.6 keyword of a tag, or an empty string for a private or unknown one. */
  public static String keywordOf(int tag, @Nullable String privateCreator) {
    int row = rowOf(tag);
    return row < 0 ? "" : Registry.INSTANCE.keyword(row);
  }

  /** Whether PS3.6 registers the tag; false for private tags. */
  public static boolean contains(int tag) {
    return rowOf(tag) >= 0;
  }

  /**
   * Whether the element is US or SS depending on Pixel Representation (pixel padding, smallest and
   * largest value, descriptors of look-up tables, real-world first and last value).
   */
  public static boolean isUnsignedOrSigned(int tag) {
    int row = rowOf(tag);
    return row >= 0 && Registry.INSTANCE.isUnsignedOrSigned(row);
  }

  private static int rowOf(int tag) {
    return Tag.isPrivate(tag) ? -1 : Registry.INSTANCE.rowOf(tag);
  }
}
