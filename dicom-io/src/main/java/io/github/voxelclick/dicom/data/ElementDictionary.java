package io.github.voxelclick.dicom.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The registry of data elements of DICOM PS3.6: the VR and the keyword of every standard tag,
 * retired ones included. Loaded from a resource at first use; thread-safe.
 */
public final class ElementDictionary {
  /** A repeating group such as 60xx: {@code tag & mask == value}. */
  private record Repeater(int mask, int value, Entry entry) {}

  private record Entry(String keyword, String vrs) {}

  private static final class Registry {
    private static final Registry INSTANCE = load();

    private final int[] tags;
    private final Entry[] entries;
    private final List<Repeater> repeaters;

    private Registry(int[] tags, Entry[] entries, List<Repeater> repeaters) {
      this.tags = tags;
      this.entries = entries;
      this.repeaters = repeaters;
    }

    private static Registry load() {
      InputStream resource = ElementDictionary.class.getResourceAsStream("elements.txt");
      if (resource == null) {
        throw new IllegalStateException("resource elements.txt is missing from the jar");
      }
      List<String> rows;
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
        rows = reader.lines().filter(line -> !line.startsWith("#")).toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      // The resource is sorted by unsigned tag; order() keeps that order for a binary search.
      int[] tags = new int[rows.size()];
      Entry[] entries = new Entry[rows.size()];
      List<Repeater> repeaters = new ArrayList<>();
      int count = 0;
      for (String row : rows) {
        String[] field = row.split(" ", 3);
        Entry entry = new Entry(field[1], field[2]);
        if (field[0].indexOf('x') < 0) {
          tags[count] = order(Integer.parseUnsignedInt(field[0], 16));
          entries[count++] = entry;
        } else {
          int mask =
              Integer.parseUnsignedInt(field[0].replaceAll("[^x]", "F").replace('x', '0'), 16);
          int value = Integer.parseUnsignedInt(field[0].replace('x', '0'), 16);
          repeaters.add(new Repeater(mask, value, entry));
        }
      }
      return new Registry(
          Arrays.copyOf(tags, count), Arrays.copyOf(entries, count), List.copyOf(repeaters));
    }

    /** Maps unsigned order to signed order. */
    private static int order(int tag) {
      return tag ^ Integer.MIN_VALUE;
    }

    /** The entry of a tag, or null. */
    private Entry find(int tag) {
      int index = Arrays.binarySearch(tags, order(tag));
      if (index >= 0) {
        return entries[index];
      }
      for (Repeater repeater : repeaters) {
        if ((tag & repeater.mask()) == repeater.value()) {
          return repeater.entry();
        }
      }
      return null;
    }
  }

  private ElementDictionary() {}

  /**
   * The VR to read a tag with in Implicit VR. Where PS3.6 allows several, OW is preferred to OB and
   * US to the others; see {@link #isUnsignedOrSigned}. Group lengths are UL, private creators LO,
   * everything unknown UN.
   *
   * @param tag group {@code << 16 |} element
   * @param privateCreator creator of a private element's block, or null; no private dictionary is
   *     carried, so that it changes nothing
   */
  public static VR vrOf(int tag, String privateCreator) {
    if (Tag.isGroupLength(tag)) {
      return VR.UL;
    }
    if (Tag.isPrivate(tag)) {
      return Tag.isPrivateCreator(tag) ? VR.LO : VR.UN;
    }
    Entry entry = Registry.INSTANCE.find(tag);
    if (entry == null) {
      return VR.UN;
    }
    return entry.vrs().equals("OB|OW") ? VR.OW : VR.valueOf(entry.vrs().substring(0, 2));
  }

  /** The PS3.6 keyword of a tag, or an empty string for a private or unknown one. */
  public static String keywordOf(int tag, String privateCreator) {
    Entry entry = Tag.isPrivate(tag) ? null : Registry.INSTANCE.find(tag);
    return entry == null ? "" : entry.keyword();
  }

  /** Whether PS3.6 registers the tag; false for private tags. */
  public static boolean contains(int tag) {
    return !Tag.isPrivate(tag) && Registry.INSTANCE.find(tag) != null;
  }

  /**
   * Whether the element is US or SS depending on Pixel Representation (pixel padding, smallest and
   * largest value, descriptors of look-up tables, real-world first and last value).
   */
  public static boolean isUnsignedOrSigned(int tag) {
    Entry entry = Tag.isPrivate(tag) ? null : Registry.INSTANCE.find(tag);
    return entry != null && entry.vrs().startsWith("US|SS");
  }
}
