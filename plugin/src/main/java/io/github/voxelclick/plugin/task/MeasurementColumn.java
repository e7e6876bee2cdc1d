package io.github.voxelclick.plugin.task;

import io.github.voxelclick.measure.Diameters;
import io.github.voxelclick.measure.IntensityStatistics.Distribution;
import io.github.voxelclick.measure.SegmentMeasurement;
import io.github.voxelclick.measure.SurfaceArea;
import io.github.voxelclick.measure.SuvStatistics;
import io.github.voxelclick.measure.UptakePeak;
import io.github.voxelclick.measure.VoxelBox;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A number of {@link MeasuredSegment} as a column of a table; {@code docs/measurements.md} says
 * what each means. Immutable.
 */
public final class MeasurementColumn {
  /** All columns, in their order. Their keys are an interface: add, do not change. */
  public static final List<MeasurementColumn> ALL = all();

  private final String key;
  private final String title;
  private final Unit unit;
  private final Function<MeasuredSegment, OptionalDouble> value;

  private enum Unit {
    /** A count or an index: a whole number. */
    WHOLE(""),
    ML("ml"),
    MM("mm"),
    MM2("mm2"),
    /** That of the image's values, where it says so. */
    INTENSITY(""),
    /** Standardised uptake by body weight, or per modality value. */
    NONE("");

    private final String name;

    Unit(String name) {
      this.name = name;
    }
  }

  private MeasurementColumn(
      String key, String title, Unit unit, Function<MeasuredSegment, OptionalDouble> value) {
    this.key = key;
    this.title = title;
    this.unit = unit;
    this.value = value;
  }

  /** Its name in files. */
  public String key() {
    return key;
  }

  /**
   * Its name for people, with the unit in brackets.
   *
   * @param intensityUnit what the values of the image are measured in, such as HU; may be empty
   */
  public String heading(String intensityUnit) {
    String name = unit == Unit.INTENSITY ? intensityUnit : unit.name;
    return name.isEmpty() ? title : title + " (" + name + ")";
  }

  /** Whether it counts something or is an index. */
  public boolean isWhole() {
    return unit == Unit.WHOLE;
  }

  /** The number, in the unit of the heading; empty where it is not defined. */
  public OptionalDouble of(MeasuredSegment row) {
    return value.apply(row);
  }

  @Override
  public String toString() {
    return key;
  }

  private static List<MeasurementColumn> all() {
    List<MeasurementColumn> all = new ArrayList<>();
    all.add(whole("number", "Segment", r -> OptionalDouble.of(r.segment().number())));
    all.add(whole("voxels", "Voxels", m(m -> OptionalDouble.of((double) m.voxels()))));
    all.add(column("volumeMl", "Volume", Unit.ML, m(SegmentMeasurement::millilitres)));
    all.add(column("surfaceMm2", "Surface", Unit.MM2, surface(SurfaceArea::mm2)));
    all.add(column("meshSurfaceMm2", "Mesh surface", Unit.MM2, surface(SurfaceArea::meshMm2)));
    all.add(
        whole(
            "measuredVoxels",
            "Measured voxels",
            m(m -> OptionalDouble.of((double) m.intensity().voxels()))));
    all.add(
        whole(
            "paddingVoxels",
            "Padding voxels",
            m(m -> OptionalDouble.of((double) m.intensity().paddingVoxels()))));
    all.add(
        whole(
            "undefinedVoxels",
            "Undefined voxels",
            m(m -> OptionalDouble.of((double) m.intensity().undefinedVoxels()))));
    addFigures(all, false);
    all.add(whole("diameterSlice", "Diameter slice", diameters(Diameters::k)));
    all.add(
        column("longestDiameterMm", "Longest diameter", Unit.MM, diameters(d -> d.longest().mm())));
    all.add(
        column(
            "perpendicularDiameterMm",
            "Perpendicular diameter",
            Unit.MM,
            diameters(d -> d.across().mm())));
    all.add(column("centroidX", "Centroid L", Unit.MM, centroid(WorldPoint::x)));
    all.add(column("centroidY", "Centroid P", Unit.MM, centroid(WorldPoint::y)));
    all.add(column("centroidZ", "Centroid H", Unit.MM, centroid(WorldPoint::z)));
    all.add(whole("firstI", "First i", box(b -> b.first().i())));
    all.add(whole("firstJ", "First j", box(b -> b.first().j())));
    all.add(whole("firstK", "First k", box(b -> b.first().k())));
    all.add(whole("lastI", "Last i", box(b -> b.last().i())));
    all.add(whole("lastJ", "Last j", box(b -> b.last().j())));
    all.add(whole("lastK", "Last k", box(b -> b.last().k())));
    all.add(column("suvFactor", "SUV factor", Unit.NONE, suv(SuvStatistics::factor)));
    addFigures(all, true);
    all.add(
        column(
            "suvPeak",
            "SUV peak",
            Unit.NONE,
            m(m -> number(m.suv().flatMap(SuvStatistics::peak), UptakePeak::mean))));
    return List.copyOf(all);
  }

  private static void addFigures(List<MeasurementColumn> all, boolean suv) {
    addFigure(all, suv, "Mean", Distribution::mean);
    addFigure(all, suv, "SD", Distribution::sd);
    addFigure(all, suv, "Min", Distribution::min);
    addFigure(all, suv, "P5", Distribution::p5);
    addFigure(all, suv, "P25", Distribution::p25);
    addFigure(all, suv, "Median", Distribution::median);
    addFigure(all, suv, "P75", Distribution::p75);
    addFigure(all, suv, "P95", Distribution::p95);
    addFigure(all, suv, "Max", Distribution::max);
  }

  private static void addFigure(
      List<MeasurementColumn> all, boolean suv, String title, ToDoubleFunction<Distribution> of) {
    String key = title.toLowerCase(Locale.ROOT);
    if (suv) {
      String capital = key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
      all.add(
          column(
              "suv" + capital,
              "SUV " + (title.equals("SD") ? title : key),
              Unit.NONE,
              m(m -> number(m.suv().flatMap(SuvStatistics::values), of))));
    } else {
      all.add(column(key, title, Unit.INTENSITY, m(m -> number(m.intensity().values(), of))));
    }
  }

  private static MeasurementColumn whole(
      String key, String title, Function<MeasuredSegment, OptionalDouble> value) {
    return new MeasurementColumn(key, title, Unit.WHOLE, value);
  }

  private static MeasurementColumn column(
      String key, String title, Unit unit, Function<MeasuredSegment, OptionalDouble> value) {
    return new MeasurementColumn(key, title, unit, value);
  }

  private static Function<MeasuredSegment, OptionalDouble> m(
      Function<SegmentMeasurement, OptionalDouble> of) {
    return row -> of.apply(row.measured());
  }

  private static Function<MeasuredSegment, OptionalDouble> surface(
      ToDoubleFunction<SurfaceArea> of) {
    return m(m -> number(m.surface(), of));
  }

  private static Function<MeasuredSegment, OptionalDouble> diameters(
      ToDoubleFunction<Diameters> of) {
    return m(m -> number(m.diameters(), of));
  }

  private static Function<MeasuredSegment, OptionalDouble> centroid(
      ToDoubleFunction<WorldPoint> of) {
    return m(m -> number(m.centroid(), of));
  }

  private static Function<MeasuredSegment, OptionalDouble> box(ToDoubleFunction<VoxelBox> of) {
    return m(m -> number(m.box(), of));
  }

  private static Function<MeasuredSegment, OptionalDouble> suv(ToDoubleFunction<SuvStatistics> of) {
    return m(m -> number(m.suv(), of));
  }

  private static <T> OptionalDouble number(Optional<T> value, ToDoubleFunction<T> of) {
    return value.isPresent()
        ? OptionalDouble.of(of.applyAsDouble(value.get()))
        : OptionalDouble.empty();
  }
}
