package io.github.voxelclick.volume;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes names comparable: "Kidney_left", "left kidneys" and "KidneyLeft" have the same words, and
 * so have "tumour" and "Tumor", "Läsion" and "Laesion". Stateless.
 */
final class TermWords {
  /** Words that say nothing. */
  private static final Set<String> EMPTY =
      Set.of("the", "of", "and", "in", "a", "der", "die", "de", "und", "im");

  private static final Map<String, String> LETTERS =
      Map.of(
          "ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "é", "e", "è", "e", "ê", "e", "à", "a", "ç",
          "c");

  private TermWords() {}

  /** The words of a text, each once, in their simplest form. */
  static SortedSet<String> of(String text) {
    SortedSet<String> words = new TreeSet<>();
    String apart = text.replaceAll("(?<=\\p{Ll})(?=\\p{Lu}\\p{Ll}|\\p{Lu}\\p{Lu})", " ");
    for (String word : fold(apart).split("[^a-z0-9]+", -1)) {
      for (String part : word.split("(?<=[a-z]{3})(?=[0-9])", 2)) {
        String simple = simplest(part);
        if (!simple.isEmpty() && !EMPTY.contains(simple)) {
          words.add(simple);
        }
      }
    }
    return words;
  }

  private static String fold(String text) {
    String folded = text.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
      folded = folded.replace(letter.getKey(), letter.getValue());
    }
    return folded;
  }

  /** Singular, and British as American; what comes out need not be a word. */
  private static String simplest(String word) {
    String w = word;
    if (w.endsWith("ies")) {
      w = w.substring(0, w.length() - 3) + "y";
    } else if (w.length() > 3 && w.endsWith("s")) {
      w = w.substring(0, w.length() - 1);
    } else if (w.endsWith("ae")) {
      w = w.substring(0, w.length() - 1);
    }
    if (w.length() > 4 && w.endsWith("our")) {
      w = w.substring(0, w.length() - 2) + "r";
    }
    return w.replace("grey", "gray").replace("ae", "e").replace("oe", "e");
  }
}
