package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings a segmentation from its own planes onto the grid of a volume by geometry: each voxel takes
 * the nearest pixel; where the segmentation is coarser, or has fractions, it is interpolated
 * linearly and a voxel belongs to the segment from one half on. Not thread-safe.
 */
final class SegResampler {
  /** Relative difference of steps up to which planes are parallel and have equal pixels. */
  private static final double SAME_STEP = 1e-3;

  /** Planes closer than this are one, mm. */
  private static final double SAME_HEIGHT_MM = 1e-3;

  /** How far distances may be from whole multiples of the declared one. */
  private static final double MULTIPLE = 0.05;

  /** Parallel planes, and the segments on them. */
  private record Stack(FramePlane first, double stepMm, Map<Integer, SegVolume> segments) {}

  private final SegObject seg;
  private final VolumeGeometry target;
  private final List<FramePlane> planes;
  private final List<Stack> stacks = new ArrayList<>();

  /**
   * @param planes of all frames, in their order
   */
  SegResampler(SegObject seg, VolumeGeometry target, List<FramePlane> planes) {
    this.seg = seg;
    this.target = target;
    this.planes = planes;
  }

  /** Adds a segment's pixels of a frame. */
  void add(int number, int frame, FramePixels pixels) {
    pixels.addTo(volume(number, frame), planes.get(frame));
  }

  private SegVolume volume(int number, int frame) {
    FramePlane plane = planes.get(frame);
    Stack stack = null;
    for (Stack known : stacks) {
      if (isParallel(known.first(), plane)) {
        stack = known;
      }
    }
    if (stack == null) {
      stack = new Stack(plane, stepMm(plane, frame), new TreeMap<>());
      stacks.add(stack);
    }
    double step = stack.stepMm();
    return stack
        .segments()
        .computeIfAbsent(number, n -> new SegVolume(plane, seg.columns(), seg.rows(), step));
  }

  private static boolean isParallel(FramePlane a, FramePlane b) {
    return isSame(a.columnStep(), b.columnStep()) && isSame(a.rowStep(), b.rowStep());
  }

  private static boolean isSame(WorldPoint a, WorldPoint b) {
    return a.minus(b).length() <= SAME_STEP * a.length();
  }

  /** Mm from plane to plane among those that are parallel to one. */
  private double stepMm(FramePlane plane, int frame) {
    WorldPoint normal = plane.normal().times(1 / plane.normal().length());
    double[] heights =
        planes.stream()
            .filter(other -> isParallel(plane, other))
            .mapToDouble(other -> other.origin().dot(normal))
            .sorted()
            .toArray();
    double declared = measure(frame, Tag.SpacingBetweenSlices);
    double smallest = Double.POSITIVE_INFINITY;
    boolean consistent = declared > 0;
    for (int n = 1; n < heights.length; n++) {
      double gap = heights[n] - heights[n - 1];
      if (gap > SAME_HEIGHT_MM) {
        smallest = Math.min(smallest, gap);
        double steps = gap / declared;
        consistent &= steps > 0.5 && Math.abs(steps - Math.rint(steps)) <= MULTIPLE;
      }
    }
    if (consistent) {
      return declared;
    }
    if (smallest < Double.POSITIVE_INFINITY) {
      return smallest;
    }
    double thickness = measure(frame, Tag.SliceThickness);
    return thickness > 0 ? thickness : Arrays.stream(target.spacingMm()).max().orElseThrow();
  }

  private double measure(int frame, int tag) {
    return Math.abs(
        seg.group(frame, Tag.PixelMeasuresSequence).orElse(seg.dataset()).getDouble(tag, 0));
  }

  /**
   * Samples everything.
   *
   * @param layers is given the result
   * @return how many voxels of the segmentation lie outside of the volume
   */
  long finish(SegLayers layers) throws GeometryException {
    GridSize size = target.size();
    boolean fractional = seg.type() == SegType.FRACTIONAL;
    long lost = 0;
    for (Stack stack : stacks) {
      for (Map.Entry<Integer, SegVolume> e : stack.segments().entrySet()) {
        int number = e.getKey();
        SegVolume volume = e.getValue();
        lost += volume.countOutside(target);
        volume.sample(
            target,
            fractional || volume.isCoarserThan(target),
            (k, shares) -> {
              if (fractional) {
                layers.add(number, k, steps(shares));
              } else {
                layers.add(
                    number,
                    k,
                    SliceMask.of(size.i(), size.j(), (i, j) -> shares[j * size.i() + i] >= 0.5f));
              }
            });
      }
    }
    return lost;
  }

  private byte[] steps(float[] shares) {
    byte[] steps = new byte[shares.length];
    for (int n = 0; n < steps.length; n++) {
      steps[n] = (byte) Math.round(shares[n] * seg.maximum());
    }
    return steps;
  }
}
