package io.github.voxelclick.plugin.figures;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.voxelclick.measure.MaskComparison;
import io.github.voxelclick.measure.SliceOverlap;
import io.github.voxelclick.measure.SurfaceAgreement;
import io.github.voxelclick.plugin.convert.MaskFiles;
import io.github.voxelclick.plugin.convert.SegmentPairs;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How far the segments of two segmentations agree. Keys and columns are an interface: add, do not
 * change.
 *
 * @param geometry the grid of all masks
 * @param toleranceMm of the surface Dice
 * @param rows one a pair
 * @param pairs who is whose partner, and who has none
 * @param warnings what was tolerated
 */
public record CompareReport(
    VolumeGeometry geometry,
    double toleranceMm,
    List<Row> rows,
    SegmentPairs pairs,
    List<ReadWarning> warnings) {
  private static final List<String> COLUMNS =
      List.of(
          "numberA,labelA,numberB,labelB,pairedBy,voxelsA,voxelsB,voxelsBoth,volumeMlA,volumeMlB,"
              .concat("differenceMl,differencePercent,dice,jaccard,toleranceMm,surfaceDice,")
              .concat("hausdorff95Mm,hausdorffMm,meanSurfaceDistanceMm")
              .split(","));

  /** Surfaces so near agree where nobody chose, in mm. */
  public static final double USUAL_TOLERANCE_MM = 2;

  /** How segments are paired. */
  public enum PairBy {
    /** Of the same label. */
    LABEL(EnumSet.of(SegmentPairs.By.LABEL)),
    /** Of the same number. */
    NUMBER(EnumSet.of(SegmentPairs.By.NUMBER)),
    /** By label, and by number what is left then. */
    LABEL_NUMBER(EnumSet.allOf(SegmentPairs.By.class));

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final Set<SegmentPairs.By> by;

    PairBy(Set<SegmentPairs.By> by) {
      this.by = by;
    }
  }

  /**
   * Compares masks segment by segment. Blocks.
   *
   * @param masks on one grid
   * @param pairing which segments belong together
   * @param toleranceMm of the surface Dice, 0 or more
   * @param progress asked on every slice whether to go on
   * @throws VolumeException when no segment has a partner, or memory does not suffice
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static CompareReport of(
      MaskFiles.Pair masks, PairBy pairing, double toleranceMm, Progress progress)
      throws VolumeException {
    SegmentPairs pairs = SegmentPairs.of(masks.a(), masks.b(), pairing.by);
    if (pairs.pairs().isEmpty()) {
      throw new JobException(
          "No segment of the first masks "
              + names(masks.a())
              + " has a partner in the second "
              + names(masks.b())
              + ". Pair them with --pair number, or give masks of the same structures.");
    }
    VolumeGeometry grid = masks.a().geometry();
    List<ReadWarning> warnings = new ArrayList<>(masks.warnings());
    List<Row> rows = new ArrayList<>();
    for (SegmentPairs.Pair p : pairs.pairs()) {
      if (p.by() == SegmentPairs.By.NUMBER && pairing == PairBy.LABEL_NUMBER) {
        warnings.add(
            new ReadWarning(
                "paired-by-number",
                "Segments "
                    + p.a().segment().number()
                    + " of both masks have different labels and were paired by their number."));
      }
      rows.add(
          new Row(p, MaskComparison.of(p.a().mask(), p.b().mask(), grid, toleranceMm, progress)));
    }
    return new CompareReport(grid, toleranceMm, rows, pairs, warnings);
  }

  private static List<String> names(Segmentation segmentation) {
    return segmentation.entries().stream()
        .map(e -> e.segment().number() + " " + e.segment().label())
        .toList();
  }

  /**
   * One pair.
   *
   * @param pair the segments
   * @param compared how far they agree
   */
  public record Row(SegmentPairs.Pair pair, MaskComparison compared) {
    OptionalDouble surface(ToDoubleFunction<SurfaceAgreement> of) {
      return compared.surfaces().isPresent()
          ? OptionalDouble.of(of.applyAsDouble(compared.surfaces().get()))
          : OptionalDouble.empty();
    }

    String by() {
      return pair.by().name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the lists. */
  public CompareReport {
    rows = List.copyOf(rows);
    warnings = List.copyOf(warnings);
  }

  /** All results as JSON text, one line a value. */
  public String json() {
    return NullableJson.text(toJson());
  }

  /** All results; what is not defined is null. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("toleranceMm", toleranceMm);
    JsonArray array = new JsonArray();
    rows.forEach(row -> array.add(json(row)));
    json.add("pairs", array);
    json.add("onlyA", json(pairs.onlyA()));
    json.add("onlyB", json(pairs.onlyB()));
    json.add("warnings", NullableJson.messages(warnings));
    return json;
  }

  private JsonArray json(List<Segmentation.Entry> entries) {
    JsonArray array = new JsonArray();
    for (Segmentation.Entry entry : entries) {
      JsonObject json = json(entry.segment());
      json.addProperty("voxels", entry.mask().count());
      json.add("volumeMl", NullableJson.of(millilitres(entry)));
      array.add(json);
    }
    return array;
  }

  private OptionalDouble millilitres(Segmentation.Entry entry) {
    return geometry.relation() == SliceRelation.SPATIAL
        ? OptionalDouble.of(entry.mask().millilitres(geometry))
        : OptionalDouble.empty();
  }

  private static JsonObject json(Segment segment) {
    JsonObject json = new JsonObject();
    json.addProperty("number", segment.number());
    json.addProperty("label", segment.label());
    return json;
  }

  private static JsonObject json(Row row) {
    MaskComparison c = row.compared();
    JsonObject json = new JsonObject();
    json.add("a", json(row.pair().a().segment()));
    json.add("b", json(row.pair().b().segment()));
    json.addProperty("pairedBy", row.by());
    json.addProperty("voxelsA", c.voxelsA());
    json.addProperty("voxelsB", c.voxelsB());
    json.addProperty("voxelsBoth", c.voxelsBoth());
    json.add("volumeMlA", NullableJson.of(c.millilitresA()));
    json.add("volumeMlB", NullableJson.of(c.millilitresB()));
    json.add("differenceMl", NullableJson.of(c.differenceMl()));
    json.add("differencePercent", NullableJson.of(c.differencePercent()));
    json.add("dice", NullableJson.of(c.dice()));
    json.add("jaccard", NullableJson.of(c.jaccard()));
    json.add("surfaceDice", NullableJson.of(c.surfaceDice()));
    json.add("hausdorff95Mm", NullableJson.of(row.surface(SurfaceAgreement::hausdorff95Mm)));
    json.add("hausdorffMm", NullableJson.of(row.surface(SurfaceAgreement::hausdorffMm)));
    json.add("meanSurfaceDistanceMm", NullableJson.of(row.surface(SurfaceAgreement::meanMm)));
    JsonArray slices = new JsonArray();
    for (SliceOverlap s : c.slices()) {
      JsonObject slice = new JsonObject();
      slice.addProperty("k", s.k());
      slice.addProperty("pixelsA", s.pixelsA());
      slice.addProperty("pixelsB", s.pixelsB());
      slice.addProperty("pixelsBoth", s.pixelsBoth());
      slice.addProperty("dice", s.dice());
      slices.add(slice);
    }
    json.add("slices", slices);
    return json;
  }

  /** A table, one row a pair. */
  public String csv() {
    CsvTable table = new CsvTable(COLUMNS);
    for (Row row : rows) {
      MaskComparison c = row.compared();
      table
          .row()
          .set("numberA", row.pair().a().segment().number())
          .set("labelA", row.pair().a().segment().label())
          .set("numberB", row.pair().b().segment().number())
          .set("labelB", row.pair().b().segment().label())
          .set("pairedBy", row.by())
          .set("voxelsA", c.voxelsA())
          .set("voxelsB", c.voxelsB())
          .set("voxelsBoth", c.voxelsBoth())
          .set("volumeMlA", c.millilitresA())
          .set("volumeMlB", c.millilitresB())
          .set("differenceMl", c.differenceMl())
          .set("differencePercent", c.differencePercent())
          .set("dice", c.dice())
          .set("jaccard", c.jaccard())
          .set("toleranceMm", toleranceMm)
          .set("surfaceDice", c.surfaceDice())
          .set("hausdorff95Mm", row.surface(SurfaceAgreement::hausdorff95Mm))
          .set("hausdorffMm", row.surface(SurfaceAgreement::hausdorffMm))
          .set("meanSurfaceDistanceMm", row.surface(SurfaceAgreement::meanMm));
    }
    pairs.onlyA().forEach(entry -> add(table, entry, "A"));
    pairs.onlyB().forEach(entry -> add(table, entry, "B"));
    return table.text();
  }

  private void add(CsvTable table, Segmentation.Entry entry, String side) {
    table
        .row()
        .set("number" + side, entry.segment().number())
        .set("label" + side, entry.segment().label())
        .set("voxels" + side, entry.mask().count())
        .set("volumeMl" + side, millilitres(entry));
  }

  /** For a person: two lines a pair, one for each segment without a partner. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      MaskComparison c = row.compared();
      line(text, "%5s  %s", name(row.pair().a()), name(row.pair().b()));
      line(
          text,
          "       Dice %s, Jaccard %s, surface Dice %s at %s mm, volume %s ml (%s %%)",
          shown("%.4f", c.dice()),
          shown("%.4f", c.jaccard()),
          shown("%.4f", c.surfaceDice()),
          toleranceMm,
          shown("%+.2f", c.differenceMl()),
          shown("%+.1f", c.differencePercent()));
      line(
          text,
          "       surfaces apart: 95 %% within %s mm, at most %s mm, mean %s mm",
          shown("%.2f", row.surface(SurfaceAgreement::hausdorff95Mm)),
          shown("%.2f", row.surface(SurfaceAgreement::hausdorffMm)),
          shown("%.2f", row.surface(SurfaceAgreement::meanMm)));
    }
    pairs.onlyA().forEach(entry -> line(text, "only in the first: %s", name(entry)));
    pairs.onlyB().forEach(entry -> line(text, "only in the second: %s", name(entry)));
    return text.toString();
  }

  private static String name(Segmentation.Entry entry) {
    return entry.segment().number() + " " + entry.segment().label();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private static String shown(String format, OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, format, value.getAsDouble())
        : "undefined";
  }
}
