package io.github.voxelclick.plugin.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a message all that did not come from a programmer. Names, paths, identifiers and
 * dates cannot be told from other words by how they look, so it is not they that are sought: only
 * what stands as a constant in the classes that made the message is kept, and all else becomes "…",
 * but for the ending of a file's name. Immutable.
 */
final class Scrubber {
  /** Instead of what is taken out. */
  static final String GAP = "…";

  /** What a message has in common with a constant by chance is shorter, letters. */
  private static final int FEWEST_LETTERS = 3;

  /** Of a longer message the rest is left out. */
  private static final int MOST_CHARACTERS = 4000;

  /** What operating system and Java say of a file or of memory. */
  private static final List<String> KNOWN_REASONS =
      List.of(
          "Permission denied",
          "No such file or directory",
          "Is a directory",
          "Not a directory",
          "Directory not empty",
          "No space left on device",
          "Read-only file system",
          "Input/output error",
          "Stale file handle",
          "File name too long",
          "Too many open files",
          "Disk quota exceeded",
          "Access is denied",
          "The system cannot find the file specified",
          "The system cannot find the path specified",
          "The process cannot access the file because it is being used by another process",
          "There is not enough space on the disk",
          "The device is not ready",
          "Java heap space",
          "GC overhead limit exceeded",
          "Direct buffer memory",
          "Unable to load library",
          "already loaded in another classloader");

  private static final Pattern FORMAT =
      Pattern.compile("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?[a-zA-Z%]|[\\u0001\\u0002]|\\{\\d[^}]*}");

  private static final Pattern ENDING =
      Pattern.compile(
          "(?i)\\.(dcm|dicom|ima|nii\\.gz|nii|hdr|img|zip|gz|onnx|json|tsv|csv|jar|dll|so|dylib"
              + "|journal|tmp)(?![\\p{L}\\p{N}])");

  private final List<String> fragments;

  /**
   * A scrubber for messages of some classes.
   *
   * @param literals the constants of those classes
   */
  Scrubber(Collection<String> literals) {
    List<String> found = new ArrayList<>(KNOWN_REASONS);
    for (String literal : literals) {
      Matcher gap = FORMAT.matcher(literal);
      int from = 0;
      while (gap.find()) {
        found.add(literal.substring(from, gap.start()));
        from = gap.end();
      }
      found.add(literal.substring(from));
    }
    fragments =
        found.stream()
            .map(String::strip)
            .filter(f -> f.codePoints().filter(Character::isLetter).count() >= FEWEST_LETTERS)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The message with gaps, on one line; a lone gap when nothing of it is known. */
  String scrub(String message) {
    if (message.length() > MOST_CHARACTERS) {
      return scrub(message.substring(0, MOST_CHARACTERS - 1) + "\n") + GAP;
    }
    boolean[] kept = new boolean[message.length()];
    for (String fragment : fragments) {
      for (int at = message.indexOf(fragment); at >= 0; at = message.indexOf(fragment, at + 1)) {
        if (isWhole(message, at, at + fragment.length())) {
          Arrays.fill(kept, at, at + fragment.length(), true);
        }
      }
    }
    StringBuilder text = new StringBuilder();
    int n = 0;
    while (n < kept.length) {
      int end = n;
      while (end < kept.length && kept[end] == kept[n]) {
        end++;
      }
      String part = message.substring(n, end);
      text.append(kept[n] ? part : gap(part));
      n = end;
    }
    return text.toString().replaceAll("\\p{Cntrl}", " ").strip();
  }

  /** Whether a piece of a message neither begins nor ends within a word, a number or a path. */
  private static boolean isWhole(String message, int from, int to) {
    return !(isOfName(message, from - 1) && isOfName(message, from))
        && !(isOfName(message, to - 1) && isOfName(message, to));
  }

  private static boolean isOfName(String message, int at) {
    if (at < 0 || at >= message.length()) {
      return false;
    }
    char c = message.charAt(at);
    boolean withinName =
        at + 1 < message.length() && !Character.isWhitespace(message.charAt(at + 1));
    return Character.isLetterOrDigit(c) || "_^-/\\~".indexOf(c) >= 0 || (c == '.' && withinName);
  }

  private static String gap(String part) {
    if (part.isBlank()) {
      return part.isEmpty() ? "" : " ";
    }
    StringBuilder gap = new StringBuilder();
    gap.append(Character.isWhitespace(part.charAt(0)) ? " " : "").append(GAP);
    Matcher ending = ENDING.matcher(part);
    String last = "";
    while (ending.find()) {
      last = ending.group().toLowerCase(Locale.ROOT);
    }
    gap.append(last);
    return gap.append(Character.isWhitespace(part.charAt(part.length() - 1)) ? " " : "").toString();
  }
}
