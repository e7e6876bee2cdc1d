package io.github.voxelclick.plugin.figures;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.voxelclick.measure.Diameter;
import io.github.voxelclick.measure.Diameters;
import io.github.voxelclick.measure.IntensityStatistics;
import io.github.voxelclick.measure.IntensityStatistics.Distribution;
import io.github.voxelclick.measure.SegmentMeasurement;
import io.github.voxelclick.measure.SurfaceArea;
import io.github.voxelclick.measure.SuvStatistics;
import io.github.voxelclick.measure.UptakePeak;
import io.github.voxelclick.measure.VoxelBox;
import io.github.voxelclick.plugin.task.MeasuredSegment;
import io.github.voxelclick.plugin.task.MeasurementColumn;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.ReadWarning;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The measurements of all segments of an image. Keys and columns are an interface: add, do not
 * change.
 *
 * @param rows one a segment
 * @param warnings what was tolerated
 */
public record MeasureReport(List<MeasuredSegment> rows, List<ReadWarning> warnings) {
  private static final List<String> COLUMNS =
      List.of(
          "number,label,voxels,volumeMl,surfaceMm2,meshSurfaceMm2,unit,measuredVoxels,"
              .concat("paddingVoxels,undefinedVoxels,mean,sd,min,p5,p25,median,p75,p95,max,")
              .concat("diameterSlice,longestDiameterMm,perpendicularDiameterMm,")
              .concat("centroidX,centroidY,centroidZ,firstI,firstJ,firstK,lastI,lastJ,lastK,")
              .concat("suvFactor,suvMean,suvSd,suvMin,suvP5,suvP25,suvMedian,suvP75,suvP95,suvMax,")
              .concat("suvPeak")
              .split(","));

  /** Copies the lists. */
  public MeasureReport {
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
    JsonArray segments = new JsonArray();
    rows.forEach(row -> segments.add(json(row)));
    json.add("segments", segments);
    json.add("warnings", NullableJson.messages(warnings));
    return json;
  }

  private static JsonObject json(MeasuredSegment row) {
    SegmentMeasurement m = row.measured();
    JsonObject json = new JsonObject();
    json.addProperty("number", row.segment().number());
    json.addProperty("label", row.segment().label());
    json.addProperty("voxels", m.voxels());
    json.add("volumeMl", NullableJson.of(m.millilitres()));
    json.add("surfaceMm2", NullableJson.of(number(m.surface(), SurfaceArea::mm2)));
    json.add("meshSurfaceMm2", NullableJson.of(number(m.surface(), SurfaceArea::meshMm2)));
    json.add("centroidLps", NullableJson.of(m.centroid(), p -> NullableJson.of(p)));
    json.add("boundingBox", NullableJson.of(m.box(), MeasureReport::json));
    json.add("diameters", NullableJson.of(m.diameters(), MeasureReport::json));
    json.add("intensity", json(m.intensity()));
    json.add("suv", NullableJson.of(m.suv(), MeasureReport::json));
    return json;
  }

  private static JsonElement json(VoxelBox box) {
    JsonObject json = new JsonObject();
    json.add("first", NullableJson.of(box.first()));
    json.add("last", NullableJson.of(box.last()));
    return json;
  }

  private static JsonElement json(Diameters diameters) {
    JsonObject json = new JsonObject();
    json.addProperty("k", diameters.k());
    json.add("longest", json(diameters.longest()));
    json.add("perpendicular", json(diameters.across()));
    return json;
  }

  private static JsonObject json(Diameter diameter) {
    JsonObject json = new JsonObject();
    json.addProperty("mm", diameter.mm());
    json.add("from", NullableJson.of(diameter.from()));
    json.add("to", NullableJson.of(diameter.to()));
    json.add("fromLps", NullableJson.of(diameter.fromLps()));
    json.add("toLps", NullableJson.of(diameter.toLps()));
    return json;
  }

  private static JsonObject json(IntensityStatistics intensity) {
    JsonObject json = new JsonObject();
    String unit = intensity.unit().name();
    json.add(
        "unit",
        NullableJson.of(
            Optional.of(unit).filter(u -> !u.isEmpty()), com.google.gson.JsonPrimitive::new));
    json.addProperty("remark", intensity.unit().remark());
    json.addProperty("voxels", intensity.voxels());
    json.addProperty("paddingVoxels", intensity.paddingVoxels());
    json.addProperty("undefinedVoxels", intensity.undefinedVoxels());
    for (Figure f : Figure.values()) {
      json.add(f.key, NullableJson.of(number(intensity.values(), f.of)));
    }
    return json;
  }

  private static JsonElement json(SuvStatistics suv) {
    JsonObject json = new JsonObject();
    json.addProperty("unit", PetUnit.SUV_BW);
    json.addProperty("factor", suv.factor());
    for (Figure f : Figure.values()) {
      json.add(f.key, NullableJson.of(number(suv.values(), f.of)));
    }
    json.add("peak", NullableJson.of(suv.peak(), MeasureReport::json));
    return json;
  }

  private static JsonElement json(UptakePeak peak) {
    JsonObject json = new JsonObject();
    json.addProperty("mean", peak.mean());
    json.add("centre", NullableJson.of(peak.centre()));
    json.add("centreLps", NullableJson.of(peak.centreLps()));
    json.addProperty("voxels", peak.voxels());
    return json;
  }

  /** The figures of a distribution, under their keys. */
  private enum Figure {
    MEAN("mean", Distribution::mean),
    SD("sd", Distribution::sd),
    MIN("min", Distribution::min),
    P5("p5", Distribution::p5),
    P25("p25", Distribution::p25),
    MEDIAN("median", Distribution::median),
    P75("p75", Distribution::p75),
    P95("p95", Distribution::p95),
    MAX("max", Distribution::max);

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // references to methods of a record
    private final ToDoubleFunction<Distribution> of;

    Figure(String key, ToDoubleFunction<Distribution> of) {
      this.key = key;
      this.of = of;
    }
  }

  private static <T> OptionalDouble number(Optional<T> value, ToDoubleFunction<T> of) {
    return value.isPresent()
        ? OptionalDouble.of(of.applyAsDouble(value.get()))
        : OptionalDouble.empty();
  }

  /** A table, one row a segment. */
  public String csv() {
    CsvTable table = new CsvTable(COLUMNS);
    for (MeasuredSegment row : rows) {
      table
          .row()
          .set("label", row.segment().label())
          .set("unit", row.measured().intensity().unit().name());
      for (MeasurementColumn column : MeasurementColumn.ALL) {
        OptionalDouble value = column.of(row);
        if (column.isWhole() && value.isPresent()) {
          table.set(column.key(), (long) value.getAsDouble());
        } else {
          table.set(column.key(), value);
        }
      }
    }
    return table.text();
  }

  /** For a person: two to four lines a segment. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (MeasuredSegment row : rows) {
      SegmentMeasurement m = row.measured();
      line(
          text,
          "%5d  %-30s %10d voxels%s%s",
          row.segment().number(),
          row.segment().label(),
          m.voxels(),
          shown("  %.2f ml", m.millilitres()),
          shown("  %.0f mm2", number(m.surface(), SurfaceArea::mm2)));
      m.diameters()
          .ifPresent(
              d ->
                  line(
                      text,
                      "       longest diameter %.1f mm, %.1f mm across, slice %d",
                      d.longest().mm(),
                      d.across().mm(),
                      d.k()));
      m.intensity()
          .values()
          .ifPresent(
              v ->
                  line(
                      text,
                      "       mean %.6g, SD %.6g, median %.6g, %.6g to %.6g %s",
                      v.mean(),
                      v.sd(),
                      v.median(),
                      v.min(),
                      v.max(),
                      m.intensity().unit().name()));
      m.suv().ifPresent(suv -> text.append(text(suv)));
    }
    return text.toString();
  }

  private static String text(SuvStatistics suv) {
    StringBuilder text = new StringBuilder();
    suv.values()
        .ifPresent(
            v ->
                line(
                    text,
                    "       SUVmax %.4g, SUVmean %.4g%s (body weight)",
                    v.max(),
                    v.mean(),
                    shown(", SUVpeak %.4g", number(suv.peak(), UptakePeak::mean))));
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing())
        .append(System.lineSeparator());
  }

  private static String shown(String format, OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
  }
}
