package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.VoxelData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The stored samples of a volume. */
final class VolumeSamples implements SampleSource {
  private final VoxelData data;
  private final ByteOrder order;

  VolumeSamples(VoxelData data, ByteOrder order) {
    this.data = data;
    this.order = order;
  }

  static NiftiDataType typeFor(VoxelData data) {
    if (data instanceof VoxelData.U8) {
      return NiftiDataType.UINT8;
    }
    if (data instanceof VoxelData.S16) {
      return NiftiDataType.INT16;
    }
    if (data instanceof VoxelData.U16) {
      return NiftiDataType.UINT16;
    }
    if (data instanceof VoxelData.Rgb8) {
      return NiftiDataType.RGB24;
    }
    return data instanceof VoxelData.F64 ? NiftiDataType.FLOAT64 : NiftiDataType.FLOAT32;
  }

  @Override
  public byte[] slice(int k) {
    if (data instanceof VoxelData.U8 u8) {
      return u8.data()[k];
    }
    if (data instanceof VoxelData.Rgb8 rgb) {
      return rgb.data()[k];
    }
    ByteBuffer out =
        ByteBuffer.allocate(data.voxelsPerSlice() * typeFor(data).bytes()).order(order);
    if (data instanceof VoxelData.S16 s16) {
      out.asShortBuffer().put(s16.data()[k]);
    } else if (data instanceof VoxelData.U16 u16) {
      out.asShortBuffer().put(u16.data()[k]);
    } else if (data instanceof VoxelData.F32 f32) {
      out.asFloatBuffer().put(f32.data()[k]);
    } else if (data instanceof VoxelData.F64 f64) {
      out.asDoubleBuffer().put(f64.data()[k]);
    }
    return out.array();
  }
}
