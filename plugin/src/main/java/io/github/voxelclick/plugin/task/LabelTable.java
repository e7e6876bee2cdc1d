package io.github.voxelclick.plugin.task;

import io.github.voxelclick.dicom.derived.SafeFile;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segment.Algorithm;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SystemFailure;
import io.github.voxelclick.volume.Term;
import io.github.voxelclick.volume.Terminology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the values of a label image stand for: a table beside the image, one line a value, with tabs
 * between columns. {@code liver.nii.gz} has {@code liver.labels.tsv}; a {@code labels.tsv} in the
 * same folder stands for images that have none of their own. Columns are found by their names in
 * the first line; {@code value} and {@code name} are enough. Immutable.
 *
 * @param segments by value
 */
public record LabelTable(Map<Integer, Segment> segments) {
  private static final List<String> COLUMNS =
      List.of(
          "value",
          "name",
          "colour",
          "category",
          "type",
          "type_modifiers",
          "region",
          "algorithm",
          "algorithm_name",
          "algorithm_version",
          "description",
          "tracking_id",
          "tracking_uid");

  private static final String SHARED = "labels.tsv";
  private static final Pattern ENDING =
      Pattern.compile("(?i)\\.nii(\\.gz)?$|\\.(hdr|img)(\\.gz)?$");
  private static final Pattern COLOUR = Pattern.compile("#([0-9a-fA-F]{6})");
  private static final long MAX_BYTES = 1 << 24;
  private static final int MAX_NAME = 64;

  /** Copies the map. */
  public LabelTable {
    segments = Map.copyOf(segments);
  }

  /** The table of a segmentation, whose segments' numbers are the values. */
  public static LabelTable of(Segmentation segmentation) {
    Map<Integer, Segment> segments = new LinkedHashMap<>();
    segmentation.entries().forEach(e -> segments.put(e.segment().number(), e.segment()));
    return new LabelTable(segments);
  }

  /** Where the table of an image lies. */
  public static Path beside(Path image) {
    String stem = ENDING.matcher(String.valueOf(image.getFileName())).replaceAll("");
    return image.resolveSibling(stem + ".labels.tsv");
  }

  /**
   * The table of an image; empty where there is none.
   *
   * @throws JobException when there is one that cannot be read, naming the line
   */
  public static LabelTable read(Path image) throws JobException {
    for (Path file : List.of(beside(image), image.resolveSibling(SHARED))) {
      if (Files.isRegularFile(file)) {
        return new LabelTable(parse(file));
      }
    }
    return new LabelTable(Map.of());
  }

  /** What a value stands for; a segment named after the value where the table does not say. */
  public Segment segment(int value) {
    Segment known = segments.get(value);
    return known != null
        ? known
        : new Segment(
            value,
            "Label " + value,
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            Rgb.ofNumber(value),
            Algorithm.SEMIAUTOMATIC,
            "unknown",
            "");
  }

  /**
   * Writes the table beside an image, whole or not at all; one that is there is replaced.
   *
   * @throws JobException when the file cannot be written
   */
  public void write(Path image) throws JobException {
    List<String> lines = new ArrayList<>();
    lines.add(String.join("\t", COLUMNS));
    segments.keySet().stream()
        .sorted()
        .forEach(
            value ->
                lines.add(
                    cells(segments.get(value)).stream()
                        .map(cell -> cell.replaceAll("\\p{Cntrl}", " "))
                        .collect(Collectors.joining("\t"))));
    Path file = beside(image);
    try (SafeFile safe = SafeFile.beside(file)) {
      Files.write(safe.temporary(), lines, StandardCharsets.UTF_8);
      safe.moveToTarget();
    } catch (IOException e) {
      throw new JobException(
          "Cannot write the table of labels "
              + file.getFileName()
              + ": "
              + SystemFailure.why(e)
              + ".",
          e);
    }
  }

  /**
   * Whether another table gives all values the same meaning: names, codes, colours. Who made the
   * masks, and by what they are tracked, does not count.
   */
  public boolean meansTheSame(LabelTable other) {
    return meanings().equals(other.meanings());
  }

  private Map<Integer, List<Object>> meanings() {
    Map<Integer, List<Object>> all = new HashMap<>();
    segments.forEach(
        (value, s) ->
            all.put(
                value,
                List.of(
                    s.label(),
                    s.colour(),
                    s.category(),
                    s.type(),
                    s.details().typeModifiers(),
                    s.details().region(),
                    s.details().description())));
    return all;
  }

  private static List<String> cells(Segment s) {
    SegmentDetails d = s.details();
    return List.of(
        Integer.toString(s.number()),
        s.label(),
        String.format(
            Locale.ROOT, "#%02X%02X%02X", s.colour().red(), s.colour().green(), s.colour().blue()),
        text(s.category()),
        text(s.type()),
        texts(d.typeModifiers()),
        d.region().map(r -> texts(joined(r))).orElse(""),
        s.algorithm().name(),
        s.algorithmName(),
        s.algorithmVersion(),
        d.description(),
        d.tracking().map(SegmentDetails.Tracking::id).orElse(""),
        d.tracking().map(SegmentDetails.Tracking::uid).orElse(""));
  }

  private static List<CodedConcept> joined(SegmentDetails.Region region) {
    List<CodedConcept> all = new ArrayList<>(List.of(region.code()));
    all.addAll(region.modifiers());
    return all;
  }

  private static String text(CodedConcept code) {
    return code.scheme() + ":" + code.value() + ":" + code.meaning().replace('|', '/');
  }

  private static String texts(List<CodedConcept> codes) {
    return codes.stream().map(LabelTable::text).collect(Collectors.joining("|"));
  }

  private static Map<Integer, Segment> parse(Path file) throws JobException {
    Map<Integer, Segment> segments = new LinkedHashMap<>();
    List<String> lines = lines(file);
    Map<String, Integer> columns = new LinkedHashMap<>(Map.of("value", 0, "name", 1));
    for (int n = 0; n < lines.size(); n++) {
      String[] cells = lines.get(n).split("\t", -1);
      if (lines.get(n).isBlank() || lines.get(n).startsWith("#")) {
        continue;
      }
      if (segments.isEmpty() && Arrays.asList(cells).contains("value")) {
        columns.clear();
        for (int c = 0; c < cells.length; c++) {
          columns.putIfAbsent(cells[c].strip(), c);
        }
        continue;
      }
      try {
        Segment segment = segment(new Row(columns, cells));
        if (segments.put(segment.number(), segment) != null) {
          throw new IllegalArgumentException("value " + segment.number() + " stands there twice");
        }
      } catch (IllegalArgumentException e) {
        throw new JobException(
            "Cannot read line "
                + (n + 1)
                + " of "
                + file.getFileName()
                + ": "
                + e.getMessage()
                + ". Mend the table or remove it.",
            e);
      }
    }
    return segments;
  }

  private static List<String> lines(Path file) throws JobException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new JobException(
            "The table of labels "
                + file.getFileName()
                + " has "
                + Files.size(file)
                + " bytes, expected at most "
                + MAX_BYTES
                + ". Remove it or give a shorter one.");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new JobException(
          "Cannot read the table of labels " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /** One line, by the names of its columns. */
  @SuppressWarnings("ArrayRecordComponent") // read at once, never compared
  private record Row(Map<String, Integer> columns, String[] cells) {
    String get(String column) {
      int at = columns.getOrDefault(column, -1);
      return at < 0 || at >= cells.length ? "" : cells[at].strip();
    }
  }

  private static Segment segment(Row row) {
    String value = row.get("value");
    if (!value.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "the value is \"" + shown(value) + "\", expected a whole number from 1 to 65535");
    }
    int number = Integer.parseInt(value);
    String name = row.get("name").replace('\\', '/');
    Algorithm algorithm =
        row.get("algorithm").isEmpty()
            ? Algorithm.SEMIAUTOMATIC
            : Algorithm.valueOf(row.get("algorithm"));
    String madeBy = row.get("algorithm_name");
    Optional<Term> named =
        row.get("type").isEmpty() ? Terminology.standard().ofName(name) : Optional.empty();
    SegmentDetails details = named.map(Term::details).orElseGet(() -> details(row));
    return new Segment(
        number,
        name.isEmpty() ? "Label " + number : name,
        named.map(Term::category).orElseGet(() -> code(row.get("category"))),
        named.map(Term::type).orElseGet(() -> code(row.get("type"))),
        colour(row.get("colour"), named.map(Term::colour).orElse(Rgb.ofNumber(number))),
        algorithm,
        madeBy.isEmpty() && algorithm != Algorithm.MANUAL ? "unknown" : madeBy,
        row.get("algorithm_version"),
        new SegmentDetails(
            details.typeModifiers(), details.region(), row.get("description"), tracking(row)));
  }

  private static SegmentDetails details(Row row) {
    List<CodedConcept> region = codes(row.get("region"));
    return new SegmentDetails(
        codes(row.get("type_modifiers")),
        region.stream()
            .findFirst()
            .map(code -> new SegmentDetails.Region(code, region.subList(1, region.size()))),
        "",
        Optional.empty());
  }

  private static Optional<SegmentDetails.Tracking> tracking(Row row) {
    String uid = row.get("tracking_uid");
    return uid.isEmpty()
        ? Optional.empty()
        : Optional.of(new SegmentDetails.Tracking(row.get("tracking_id"), uid));
  }

  private static Rgb colour(String text, Rgb otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = COLOUR.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "the colour is \"" + shown(text) + "\", expected six hexadecimal digits as in #DD8265");
    }
    int rgb = Integer.parseInt(matcher.group(1), 16);
    return new Rgb(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
  }

  private static CodedConcept code(String text) {
    return codes(text).stream().findFirst().orElse(CodedConcept.TISSUE);
  }

  private static List<CodedConcept> codes(String text) {
    List<CodedConcept> codes = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String part : text.split("\\|", -1)) {
        String[] parts = part.split(":", 3);
        if (parts.length < 3) {
          throw new IllegalArgumentException(
              "the code is \"" + shown(part) + "\", expected scheme:value:meaning");
        }
        codes.add(new CodedConcept(parts[1].strip(), parts[0].strip(), parts[2].strip()));
      }
    }
    return codes;
  }

  private static String shown(String text) {
    return text.length() > MAX_NAME ? text.substring(0, MAX_NAME) + "…" : text;
  }
}
