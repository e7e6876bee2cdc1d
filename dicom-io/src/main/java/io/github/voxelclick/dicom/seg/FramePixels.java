package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceMask;

/** What one frame says of one segment. Immutable. */
sealed interface FramePixels {
  /** How many pixels are not empty. */
  int count();

  /** The pixels in the order of a slice of the volume. */
  FramePixels placed(PlaneFit fit, GridSize size);

  /** Adds pixels that lie on a slice of the volume. */
  void addTo(SegLayers layers, int number, int k) throws GeometryException;

  /** Adds pixels to a volume that will be sampled. */
  void addTo(SegVolume volume, FramePlane plane);

  /** In or out. */
  record Bits(SliceMask mask) implements FramePixels {
    @Override
    public int count() {
      return mask.count();
    }

    @Override
    public FramePixels placed(PlaneFit fit, GridSize size) {
      return new Bits(fit.toSource(mask, size));
    }

    @Override
    public void addTo(SegLayers layers, int number, int k) throws GeometryException {
      layers.add(number, k, mask);
    }

    @Override
    public void addTo(SegVolume volume, FramePlane plane) {
      volume.add(plane, mask);
    }
  }

  /**
   * Fractions.
   *
   * @param steps one unsigned byte per pixel, row by row; nobody may change them
   * @param columns per row
   * @param maximum step that stands for a whole pixel
   */
  @SuppressWarnings("ArrayRecordComponent") // only handed on, never compared
  record Steps(byte[] steps, int columns, int maximum) implements FramePixels {
    @Override
    public int count() {
      int count = 0;
      for (byte step : steps) {
        count += step != 0 ? 1 : 0;
      }
      return count;
    }

    @Override
    public FramePixels placed(PlaneFit fit, GridSize size) {
      return new Steps(fit.toSource(steps, columns, size), size.i(), maximum);
    }

    @Override
    public void addTo(SegLayers layers, int number, int k) throws GeometryException {
      layers.add(number, k, steps);
    }

    @Override
    public void addTo(SegVolume volume, FramePlane plane) {
      volume.add(plane, steps, maximum);
    }
  }
}
