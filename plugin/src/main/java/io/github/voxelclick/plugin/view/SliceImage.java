package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * Slices of one axis of a volume as pictures, one pixel per voxel. One picture is kept and written
 * anew when another slice, or another window, is asked for. Used on the event thread only.
 */
final class SliceImage {
  private final Volume volume;
  private final SliceAxis axis;
  private final BufferedImage picture;
  private final int[] pixels;
  private DisplayPreset preset;
  private GreyTable greys;
  private int drawn = -1;

  /** Slices of an axis. */
  SliceImage(Volume volume, SliceAxis axis, DisplayPreset preset) {
    this.volume = volume;
    this.axis = axis;
    this.preset = preset;
    this.greys = GreyTable.of(volume, preset);
    GridSize size = volume.size();
    picture = new BufferedImage(axis.columns(size), axis.rows(size), BufferedImage.TYPE_INT_RGB);
    pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
  }

  /** Shows values another way from now on. */
  void setPreset(DisplayPreset next) {
    if (!next.equals(preset)) {
      preset = next;
      greys = GreyTable.of(volume, next);
      drawn = -1;
    }
  }

  /**
   * The picture of a slice, columns across and rows down as {@link SliceAxis} has them; valid until
   * the next call.
   *
   * @param index one that the volume has
   */
  BufferedImage slice(int index) {
    if (index != drawn) {
      if (!new SlicePlane(axis, index).within(volume.size())) {
        throw new IllegalArgumentException("slice " + index + " of " + axis + ", " + volume.size());
      }
      draw(index);
      drawn = index;
    }
    return picture;
  }

  private void draw(int index) {
    GridSize size = volume.size();
    switch (axis) {
      case K -> copy(index, 0, 1, size.voxelsPerSlice(), 0);
      case J -> {
        for (int k = 0; k < size.k(); k++) {
          copy(k, index * size.i(), 1, size.i(), k * size.i());
        }
      }
      case I -> {
        for (int k = 0; k < size.k(); k++) {
          copy(k, index, size.i(), size.j(), k * size.j());
        }
      }
    }
  }

  /** Copies voxels of slice k, every {@code step}th from {@code from} on, to {@code to} on. */
  private void copy(int k, int from, int step, int count, int to) {
    VoxelData data = volume.data();
    GreyTable table = greys;
    int at = from;
    int end = to + count;
    if (data instanceof VoxelData.U8 d) {
      byte[] slice = d.data()[k];
      for (int n = to; n < end; n++, at += step) {
        pixels[n] = table.of(slice[at]);
      }
    } else if (data instanceof VoxelData.S16 || data instanceof VoxelData.U16) {
      short[] slice = data instanceof VoxelData.S16 s ? s.data()[k] : words(data, k);
      for (int n = to; n < end; n++, at += step) {
        pixels[n] = table.of(slice[at]);
      }
    } else if (data instanceof VoxelData.F32 d) {
      float[] slice = d.data()[k];
      for (int n = to; n < end; n++, at += step) {
        pixels[n] = table.of((double) slice[at]);
      }
    } else if (data instanceof VoxelData.F64 d) {
      double[] slice = d.data()[k];
      for (int n = to; n < end; n++, at += step) {
        pixels[n] = table.of(slice[at]);
      }
    } else if (data instanceof VoxelData.Rgb8 d) {
      for (int n = to; n < end; n++, at += step) {
        pixels[n] = d.rgb(k, at);
      }
    } else {
      throw new IllegalStateException("no view of samples of type " + data.typeName());
    }
  }

  private static short[] words(VoxelData data, int k) {
    return ((VoxelData.U16) data).data()[k];
  }
}
