package io.github.voxelclick.corpus;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.WorldPoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes volumes and masks as {@code corpus_oracle.py} reads them. */
final class Dump {
  private static final int PLACE_NUMBERS = 9;

  private Dump() {}

  /** Three for colour, else one. */
  static int channels(Volume volume) {
    return volume.data() instanceof VoxelData.Rgb8 ? 3 : 1;
  }

  /** Per slice its place, then its modality values as float64. */
  static void volume(Path target, Volume volume) throws IOException {
    GridSize size = volume.size();
    int perSlice = size.voxelsPerSlice();
    ByteBuffer slice =
        ByteBuffer.allocate(Double.BYTES * (PLACE_NUMBERS + perSlice * channels(volume)))
            .order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      for (int k = 0; k < size.k(); k++) {
        slice.clear();
        place(slice, volume.geometry(), k);
        for (int n = 0; n < perSlice; n++) {
          if (volume.data() instanceof VoxelData.Rgb8 colour) {
            int rgb = colour.rgb(k, n);
            slice.putDouble(rgb >> 16).putDouble(rgb >> 8 & 0xFF).putDouble(rgb & 0xFF);
          } else {
            slice.putDouble(volume.rescale().apply(volume.data().stored(k, n)));
          }
        }
        out.write(slice.array());
      }
    }
  }

  /** The places of all slices, then a byte per voxel. */
  static void mask(Path target, Mask mask, VolumeGeometry geometry) throws IOException {
    GridSize size = mask.size();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      for (int k = 0; k < size.k(); k++) {
        ByteBuffer place =
            ByteBuffer.allocate(Double.BYTES * PLACE_NUMBERS).order(ByteOrder.LITTLE_ENDIAN);
        place(place, geometry, k);
        out.write(place.array());
      }
      for (int k = 0; k < size.k(); k++) {
        SliceMask slice = mask.slice(SlicePlane.k(k));
        for (int j = 0; j < size.j(); j++) {
          for (int i = 0; i < size.i(); i++) {
            out.write(slice.get(i, j) ? 1 : 0);
          }
        }
      }
    }
  }

  private static void place(ByteBuffer target, VolumeGeometry geometry, int k) {
    for (WorldPoint p :
        new WorldPoint[] {
          geometry.slicePosition(k), geometry.indexToLps().step(0), geometry.indexToLps().step(1)
        }) {
      target.putDouble(p.x()).putDouble(p.y()).putDouble(p.z());
    }
  }
}
