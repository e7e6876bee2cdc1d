package io.github.voxelclick.plugin.ij;

import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import java.util.Locale;

/**
 * A volume as ImageJ's stack, without a second copy of it. Each slice that is asked for is copied,
 * since ImageJ's commands write into the pixels they are given and the volume's samples must stay.
 */
final class VolumeStack extends VirtualStack {
  /** What ImageJ adds to signed samples to hold them in its unsigned 16-bit pixels. */
  static final int SIGNED_OFFSET = 32768;

  private static final int OPAQUE = 0xff << 24;

  private final Volume volume;

  VolumeStack(Volume volume) {
    super(volume.size().i(), volume.size().j(), volume.size().k());
    this.volume = volume;
    setBitDepth(bitDepth(volume.data()));
  }

  private static int bitDepth(VoxelData data) {
    if (data instanceof VoxelData.U8) {
      return 8;
    }
    if (data instanceof VoxelData.Rgb8) {
      return 24;
    }
    return isFloat(data) ? 32 : 16;
  }

  /** Whether ImageJ's pixels are the modality values themselves, as 32-bit floats. */
  static boolean isFloat(VoxelData data) {
    return data instanceof VoxelData.F32 || data instanceof VoxelData.F64;
  }

  /**
   * One slice.
   *
   * @param n from one
   */
  @Override
  public ImageProcessor getProcessor(int n) {
    int k = n - 1;
    GridSize size = volume.size();
    VoxelData data = volume.data();
    ImageProcessor ip;
    if (data instanceof VoxelData.U8 d) {
      ip = new ByteProcessor(size.i(), size.j(), d.data()[k].clone());
    } else if (data instanceof VoxelData.U16 d) {
      ip = new ShortProcessor(size.i(), size.j(), d.data()[k].clone(), null);
    } else if (data instanceof VoxelData.S16 d) {
      ip = new ShortProcessor(size.i(), size.j(), offset(d.data()[k]), null);
    } else if (data instanceof VoxelData.F32 d) {
      ip = new FloatProcessor(size.i(), size.j(), rescaled(d.data()[k], volume.rescale()));
    } else if (data instanceof VoxelData.F64 d) {
      ip = new FloatProcessor(size.i(), size.j(), rescaled(d.data()[k], volume.rescale()));
    } else if (data instanceof VoxelData.Rgb8 d) {
      ip = new ColorProcessor(size.i(), size.j(), colours(d, k));
    } else {
      throw new IllegalStateException("no view of samples of type " + data.typeName());
    }
    return ip;
  }

  private static short[] offset(short[] signed) {
    short[] pixels = new short[signed.length];
    for (int n = 0; n < signed.length; n++) {
      pixels[n] = (short) (signed[n] + SIGNED_OFFSET);
    }
    return pixels;
  }

  /** ImageJ has no calibration of values for float images, so these are the values themselves. */
  private static float[] rescaled(float[] stored, Rescale rescale) {
    float[] pixels = stored.clone();
    if (!rescale.equals(Rescale.IDENTITY)) {
      for (int n = 0; n < pixels.length; n++) {
        pixels[n] = (float) rescale.apply(pixels[n]);
      }
    }
    return pixels;
  }

  private static float[] rescaled(double[] stored, Rescale rescale) {
    float[] pixels = new float[stored.length];
    for (int n = 0; n < pixels.length; n++) {
      pixels[n] = (float) rescale.apply(stored[n]);
    }
    return pixels;
  }

  private static int[] colours(VoxelData.Rgb8 data, int k) {
    int[] pixels = new int[data.voxelsPerSlice()];
    for (int n = 0; n < pixels.length; n++) {
      pixels[n] = OPAQUE | data.rgb(k, n);
    }
    return pixels;
  }

  @Override
  public int getSize() {
    return volume.size().k();
  }

  @Override
  public int size() {
    return getSize();
  }

  /**
   * The zero-based index that prompts and the command line use, and the place across the slices.
   */
  @Override
  public String getSliceLabel(int n) {
    double z = volume.geometry().slicePosition(n - 1).dot(volume.geometry().normal());
    return String.format(Locale.ROOT, "k=%d (%.1f mm)", n - 1, z);
  }
}
