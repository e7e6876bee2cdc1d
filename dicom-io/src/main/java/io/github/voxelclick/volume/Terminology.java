package io.github.voxelclick.volume;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The codes that DICOM's context groups offer for segments (PS3.16 CID 7150 and 7191 to 7198, 7140,
 * 8134), with names as people type them, and a colour for each. Immutable and safe to share between
 * threads.
 *
 * <p>Names are found whatever their case, order of words, plural and spelling, in English and for
 * common structures in German: "kidney_left", "Left kidney", "linke Niere". Two are put together
 * where one is a finding and the other a structure: "cyst of the left kidney".
 */
public final class Terminology {
  private static final String RESOURCE = "terminology.tsv";

  /** SNOMED CT "Morphologically Abnormal Structure", the category of findings. */
  private static final String FINDINGS = "49755003";

  /** SNOMED CT "Anatomical Structure". */
  private static final String ANATOMY = "91723000";

  private static final Terminology STANDARD = load();

  private final CodedConcept anatomy;
  private final List<Named> all;
  private final Map<SortedSet<String>, Term> byWords = new HashMap<>();
  private final List<Map.Entry<SortedSet<String>, Term>> findings;
  private final Map<SortedSet<String>, CodedConcept> sides;

  /**
   * A term with its names.
   *
   * @param names words of the code's meaning first
   */
  private record Named(Term term, List<SortedSet<String>> names) {}

  private Terminology(
      CodedConcept anatomy, List<Named> all, Map<SortedSet<String>, CodedConcept> sides) {
    this.anatomy = anatomy;
    this.all = List.copyOf(all);
    this.sides = sides;
    for (Named named : all) {
      byWords.putIfAbsent(named.names.get(0), named.term);
    }
    for (Named named : all) {
      named.names.forEach(words -> byWords.putIfAbsent(words, named.term));
    }
    findings =
        byWords.entrySet().stream()
            .filter(e -> e.getValue().category().value().equals(FINDINGS))
            .sorted(
                Comparator.comparing((Map.Entry<SortedSet<String>, Term> e) -> -e.getKey().size())
                    .thenComparing(e -> String.join(" ", e.getKey())))
            .toList();
  }

  /** The table of the standard. */
  public static Terminology standard() {
    return STANDARD;
  }

  /** What a segment is that nobody has named: tissue. */
  public Term unnamed() {
    return ofCode(CodedConcept.TISSUE.scheme(), CodedConcept.TISSUE.value()).orElseThrow();
  }

  /**
   * The term of a type that the table does not have: an anatomical structure in tissue's colour.
   */
  public Term unlisted(CodedConcept type) {
    return new Term(anatomy, type, Optional.empty(), Optional.empty(), unnamed().colour());
  }

  /** All terms, without sides, in an order that stays. */
  public List<Term> terms() {
    return all.stream().map(Named::term).toList();
  }

  /**
   * The term of a type's code.
   *
   * @param scheme such as {@code SCT}
   * @param value such as {@code 10200004}
   */
  public Optional<Term> ofCode(String scheme, String value) {
    return terms().stream()
        .filter(t -> t.type().scheme().equals(scheme) && t.type().value().equals(value))
        .findFirst();
  }

  /**
   * The term that a name means as a whole, such as "liver", "vertebrae_L5", "rib left 5" or "kidney
   * cyst right". Numbers that name nothing are left aside.
   *
   * @return empty when a word remains that is not understood
   */
  public Optional<Term> ofName(String name) {
    SortedSet<String> words = TermWords.of(name);
    Optional<Term> whole = find(words);
    if (whole.isPresent()) {
      return whole;
    }
    words.removeIf(word -> word.chars().allMatch(Character::isDigit));
    return find(words);
  }

  private Optional<Term> find(SortedSet<String> words) {
    Optional<Term> structure = findOne(words);
    if (structure.isPresent()) {
      return structure;
    }
    for (Map.Entry<SortedSet<String>, Term> finding : findings) {
      if (words.containsAll(finding.getKey())) {
        Optional<Term> place =
            findOne(without(words, finding.getKey()))
                .filter(t -> !t.category().value().equals(FINDINGS));
        if (place.isPresent()) {
          return place.map(finding.getValue()::in);
        }
      }
    }
    return Optional.empty();
  }

  /** One term, with a side or not. */
  private Optional<Term> findOne(SortedSet<String> words) {
    Term whole = byWords.get(words);
    if (whole != null) {
      return Optional.of(whole);
    }
    for (Map.Entry<SortedSet<String>, CodedConcept> side : sides.entrySet()) {
      if (words.containsAll(side.getKey())) {
        Term rest = byWords.get(without(words, side.getKey()));
        if (rest != null) {
          return Optional.of(rest.on(side.getValue()));
        }
      }
    }
    return Optional.empty();
  }

  private static SortedSet<String> without(SortedSet<String> words, Collection<String> some) {
    SortedSet<String> rest = new TreeSet<>(words);
    rest.removeAll(some);
    return rest;
  }

  /**
   * Terms of which each typed word begins a word, the best first: what {@link #ofName} finds, then
   * those with the fewest further words. A side among the words is given to all.
   *
   * @param text as typed so far; of nothing, nothing is found
   * @param limit how many at most
   */
  public List<Term> search(String text, int limit) {
    SortedSet<String> words = TermWords.of(text);
    Optional<CodedConcept> side = Optional.empty();
    for (Map.Entry<SortedSet<String>, CodedConcept> s : sides.entrySet()) {
      if (words.size() > 1 && words.containsAll(s.getKey())) {
        side = Optional.of(s.getValue());
        words.removeAll(s.getKey());
      }
    }
    Map<Term, Integer> furtherWords = new LinkedHashMap<>();
    for (Named named : all) {
      named.names.stream()
          .filter(name -> !words.isEmpty() && begins(words, name))
          .mapToInt(name -> name.size() - words.size())
          .min()
          .ifPresent(more -> furtherWords.put(named.term, more));
    }
    List<Term> found = new ArrayList<>();
    ofName(text).ifPresent(found::add);
    Optional<CodedConcept> given = side;
    furtherWords.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(e -> given.map(e.getKey()::on).orElse(e.getKey()))
        .filter(t -> !found.contains(t))
        .limit(limit)
        .forEach(found::add);
    return List.copyOf(found.subList(0, Math.min(limit, found.size())));
  }

  private static boolean begins(SortedSet<String> typed, SortedSet<String> name) {
    return typed.stream().allMatch(word -> name.stream().anyMatch(n -> n.startsWith(word)));
  }

  private static Terminology load() {
    Map<String, CodedConcept> categories = new HashMap<>();
    Map<SortedSet<String>, CodedConcept> sides = new LinkedHashMap<>();
    List<Named> all = new ArrayList<>();
    for (String[] row : rows()) {
      CodedConcept concept = new CodedConcept(row[1], row[2], row[3]);
      switch (row[0]) {
        case "category" -> categories.put(row[1], concept);
        case "side" -> names(row, 4).forEach(words -> sides.put(words, concept));
        default -> {
          CodedConcept category = category(categories, row[4]);
          Term term =
              new Term(category, concept, Optional.empty(), Optional.empty(), colour(row[5]));
          all.add(new Named(term, names(row, 6)));
        }
      }
    }
    return new Terminology(category(categories, ANATOMY), all, sides);
  }

  private static CodedConcept category(Map<String, CodedConcept> categories, String value) {
    CodedConcept category = categories.get(value);
    if (category == null) {
      throw new IllegalStateException(RESOURCE + " has no category " + value);
    }
    return category;
  }

  private static List<String[]> rows() {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in = Terminology.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, "UTF-8"));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          rows.add(line.split("\t", -1));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " cannot be read", e);
    }
    return rows;
  }

  /** The meaning's words, then those of other names. */
  private static List<SortedSet<String>> names(String[] row, int otherNames) {
    List<SortedSet<String>> names = new ArrayList<>();
    names.add(TermWords.of(row[3]));
    for (String other : row[otherNames].split(";", -1)) {
      SortedSet<String> words = TermWords.of(other);
      if (!words.isEmpty()) {
        names.add(words);
      }
    }
    return List.copyOf(names);
  }

  private static Segment.Rgb colour(String hex) {
    int rgb = Integer.parseInt(hex, 16);
    return new Segment.Rgb(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
  }
}
