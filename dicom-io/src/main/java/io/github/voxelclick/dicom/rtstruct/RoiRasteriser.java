package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.volume.EvenOddFill;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VoxelMemory;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Turns the contours of one region into a mask. Not thread-safe. */
final class RoiRasteriser {
  /** Off its slice by less than this share of the slice distance, a contour lies on it. */
  private static final double ON_SLICE = 0.1;

  /** And by less than this: what rounding to two decimals does to an oblique plane, mm. */
  private static final double ON_SLICE_MM = 0.02;

  /** Exactly half way between two slices, give or take rounding. */
  private static final double HALF = 0.5 + 1e-6;

  /** In pixels: beyond the outermost pixels by more than rounding. */
  private static final double OUTSIDE = 0.5 + 1e-3;

  /** Rows that all edges of a region may cross together; some seconds of work. */
  private static final long MAX_CROSSINGS = 1L << 28;

  private final SliceStack stack;
  private final GridSize size;

  /** A contour on its slice, in fixed-point pixels; {@code off} in mm, signed. */
  @SuppressWarnings("ArrayRecordComponent") // compared by shape() only
  private record Placed(double off, long[] x, long[] y) {
    /** Equal where the corners are. */
    Object shape() {
      return List.of(LongBuffer.wrap(x), LongBuffer.wrap(y));
    }
  }

  /** What happened to the contours of one region. */
  private static final class Tally {
    private int outside;
    private int between;
    private double farthestMm;
    private int onOtherPlanes;
    private int repeated;
    private int cut;
  }

  /**
   * A rasterised region.
   *
   * @param mask on the grid
   * @param warnings what was tolerated or lost
   */
  record Result(Mask mask, List<ReadWarning> warnings) {}

  RoiRasteriser(SliceStack stack, GridSize size) {
    this.stack = stack;
    this.size = size;
  }

  /**
   * Rasterises.
   *
   * @param number of the region, for messages
   * @param contours closed ones
   * @throws RoiFault when a contour does not lie parallel to the slices, reaches absurdly far, or
   *     all together are absurdly large
   * @throws GeometryException when the mask does not fit into memory
   */
  Result rasterise(int number, List<Contour> contours, Progress progress)
      throws RoiFault, GeometryException {
    Tally tally = new Tally();
    Map<Integer, List<Placed>> bySlice = new TreeMap<>();
    for (Contour contour : contours) {
      place(contour, bySlice, tally);
    }
    VoxelMemory.require((bySlice.size() + 2L) * size.voxelsPerSlice() / Byte.SIZE);
    Mask mask = Mask.empty(size);
    long crossings = 0;
    for (Map.Entry<Integer, List<Placed>> slice : bySlice.entrySet()) {
      progress.checkCancelled();
      EvenOddFill fill = new EvenOddFill(size.i(), size.j());
      for (Placed placed : ofOnePlane(slice.getKey(), slice.getValue(), tally)) {
        crossings += fill.crossings(placed.y());
        if (crossings > MAX_CROSSINGS) {
          throw new RoiFault(
              "has contours whose edges cross more than " + MAX_CROSSINGS + " pixel rows");
        }
        fill.add(placed.x(), placed.y());
      }
      mask = mask.withSlice(SlicePlane.k(slice.getKey()), fill.toMask());
    }
    return new Result(mask, warnings(number, tally, new ArrayList<>(bySlice.keySet())));
  }

  private void place(Contour contour, Map<Integer, List<Placed>> bySlice, Tally tally)
      throws RoiFault {
    double[] xyz = contour.xyz();
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int at = 0; at < xyz.length; at += 3) {
      double height = stack.height(xyz[at], xyz[at + 1], xyz[at + 2]);
      lowest = Math.min(lowest, height);
      highest = Math.max(highest, height);
    }
    double height = lowest + (highest - lowest) / 2;
    int k = stack.nearest(height);
    if (highest - lowest > tolerance(k)) {
      throw new RoiFault(
          String.format(
              Locale.ROOT,
              "contour %d is not parallel to the slices: its points differ by %.3f mm across them,"
                  + " expected at most %.3f",
              contour.number(),
              highest - lowest,
              tolerance(k)));
    }
    double off = height - stack.height(k);
    if (Math.abs(off) > Math.max(HALF * stack.spacing(k), tolerance(k))) {
      tally.outside++;
      return;
    }
    if (Math.abs(off) > tolerance(k)) {
      tally.between++;
      tally.farthestMm = Math.max(tally.farthestMm, Math.abs(off));
    }
    bySlice.computeIfAbsent(k, key -> new ArrayList<>()).add(onSlice(contour, k, off, tally));
  }

  private double tolerance(int k) {
    return Math.max(ON_SLICE * stack.spacing(k), ON_SLICE_MM);
  }

  private Placed onSlice(Contour contour, int k, double off, Tally tally) throws RoiFault {
    double[] xyz = contour.xyz();
    long[] x = new long[contour.points()];
    long[] y = new long[contour.points()];
    boolean cut = false;
    for (int n = 0, at = 0; n < x.length; n++, at += 3) {
      double column = stack.column(k, xyz[at], xyz[at + 1], xyz[at + 2]);
      double row = stack.row(k, xyz[at], xyz[at + 1], xyz[at + 2]);
      if (!(Math.abs(column) <= EvenOddFill.MAX_PIXELS
          && Math.abs(row) <= EvenOddFill.MAX_PIXELS)) {
        throw new RoiFault(
            "contour "
                + contour.number()
                + " reaches more than "
                + EvenOddFill.MAX_PIXELS
                + " pixels away from the image");
      }
      cut |=
          Math.min(column, row) < -OUTSIDE
              || column > size.i() - 1 + OUTSIDE
              || row > size.j() - 1 + OUTSIDE;
      x[n] = EvenOddFill.fixed(column);
      y[n] = EvenOddFill.fixed(row);
    }
    tally.cut += cut ? 1 : 0;
    return new Placed(off, x, y);
  }

  /**
   * The contours of the plane that lies nearest to the slice: only those of one plane may be
   * combined. One that is there twice would cut itself out and counts once.
   */
  private List<Placed> ofOnePlane(int k, List<Placed> all, Tally tally) {
    double nearest = all.get(0).off();
    for (Placed placed : all) {
      nearest = Math.abs(placed.off()) < Math.abs(nearest) ? placed.off() : nearest;
    }
    List<Placed> chosen = new ArrayList<>();
    Set<Object> shapes = new HashSet<>();
    for (Placed placed : all) {
      if (Math.abs(placed.off() - nearest) > tolerance(k)) {
        tally.onOtherPlanes++;
      } else if (shapes.add(placed.shape())) {
        chosen.add(placed);
      } else {
        tally.repeated++;
      }
    }
    return chosen;
  }

  private static List<ReadWarning> warnings(int number, Tally tally, List<Integer> slices) {
    List<ReadWarning> warnings = new ArrayList<>();
    String roi = "Region " + number + ": ";
    if (tally.between > 0) {
      warnings.add(
          new ReadWarning(
              "between-slices",
              String.format(
                  Locale.ROOT,
                  "%s%d contours lie between slices (up to %.3f mm off); each was taken to the"
                      + " nearest slice.",
                  roi,
                  tally.between,
                  tally.farthestMm)));
    }
    add(
        warnings,
        tally.onOtherPlanes,
        "planes-denser",
        roi + tally.onOtherPlanes + " contours were left out: others lie nearer to their slices.");
    add(
        warnings,
        tally.outside,
        "outside-volume",
        roi + tally.outside + " contours lie on no slice of the volume and were left out.");
    add(
        warnings,
        tally.cut,
        "cut-at-border",
        roi + tally.cut + " contours reach beyond the image and were cut at its border.");
    add(
        warnings,
        tally.repeated,
        "repeated-contour",
        roi + tally.repeated + " contours are there twice and were counted once.");
    int step = sparseStep(slices);
    if (step > 1) {
      warnings.add(
          new ReadWarning(
              "sparse-contours",
              roi
                  + "no two neighbouring slices have contours (at best every slice out of "
                  + step
                  + "); the slices between them stay empty."));
    }
    return warnings;
  }

  private static void add(List<ReadWarning> warnings, int count, String code, String message) {
    if (count > 0) {
      warnings.add(new ReadWarning(code, message));
    }
  }

  /** The smallest step between contoured slices, 0 where there are less than two. */
  private static int sparseStep(List<Integer> slices) {
    int least = 0;
    for (int n = 1; n < slices.size(); n++) {
      int step = slices.get(n) - slices.get(n - 1);
      least = least == 0 ? step : Math.min(least, step);
    }
    return least;
  }
}
