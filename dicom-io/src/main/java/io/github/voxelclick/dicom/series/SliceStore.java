package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.codec.RawFrame;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.VoxelData;
import java.util.List;

/**
 * Takes decoded images and becomes the samples of a volume. Where all images agree in type and
 * rescale, stored values are kept; where they differ, as the slopes of PET do, each image is
 * converted to modality values with its own (PS3.3 C.11.1).
 */
final class SliceStore {
  private enum Kind {
    U8(1),
    S16(2),
    U16(2),
    F32(4);

    private final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }

    static Kind of(SampleLayout pixels) {
      if (pixels.bitsAllocated() == 8 && !pixels.signed()) {
        return U8;
      }
      return pixels.signed() ? S16 : U16;
    }
  }

  private final Kind kind;
  private final Rescale rescale;
  private final byte[][] bytes;
  private final short[][] shorts;
  private final float[][] floats;

  /**
   * @param images in slice order
   */
  SliceStore(List<ImageHeader> images) {
    Kind first = Kind.of(images.get(0).pixels());
    Rescale firstRescale = images.get(0).values().rescale();
    boolean same =
        images.stream()
            .allMatch(
                i -> Kind.of(i.pixels()) == first && i.values().rescale().equals(firstRescale));
    kind = same ? first : Kind.F32;
    rescale = same ? firstRescale : Rescale.IDENTITY;
    int slices = images.size();
    bytes = new byte[kind == Kind.U8 ? slices : 0][];
    shorts = new short[kind == Kind.S16 || kind == Kind.U16 ? slices : 0][];
    floats = new float[kind == Kind.F32 ? slices : 0][];
  }

  /** Bytes that a sample will take. */
  int bytesPerSample() {
    return kind.bytes;
  }

  /** Takes an image, which must not be changed afterwards. */
  void put(int k, RawFrame frame, Rescale own) {
    if (kind == Kind.U8 && frame instanceof RawFrame.Bytes b) {
      bytes[k] = b.data();
    } else if (kind == Kind.F32) {
      floats[k] = new float[frame.size()];
      for (int n = 0; n < frame.size(); n++) {
        floats[k][n] = (float) own.apply(frame.sample(n));
      }
    } else {
      shorts[k] = shorts(frame);
    }
  }

  private static short[] shorts(RawFrame frame) {
    if (frame instanceof RawFrame.Shorts s) {
      return s.data();
    }
    short[] shorts = new short[frame.size()];
    for (int n = 0; n < shorts.length; n++) {
      shorts[n] = (short) frame.sample(n);
    }
    return shorts;
  }

  /** The samples, once all slices are there. */
  VoxelData toData() {
    return switch (kind) {
      case U8 -> new VoxelData.U8(bytes);
      case S16 -> new VoxelData.S16(shorts);
      case U16 -> new VoxelData.U16(shorts);
      case F32 -> new VoxelData.F32(floats);
    };
  }

  /** What turns a kept sample into a modality value. */
  Rescale rescale() {
    return rescale;
  }
}
