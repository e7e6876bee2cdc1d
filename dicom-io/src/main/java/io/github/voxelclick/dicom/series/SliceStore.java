package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.codec.RawFrame;
import io.github.voxelclick.volume.Padding;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.VoxelData;
import java.util.List;
import java.util.Optional;

/**
 * Takes decoded images and becomes the samples of a volume. Where all images agree in type and
 * rescale, stored values are kept; where they differ, as the slopes of PET do, each image is
 * converted to modality values with its own (PS3.3 C.11.1). Different slices can be put from
 * different threads.
 */
final class SliceStore {
  private enum Kind {
    U8(1),
    S16(2),
    U16(2),
    F32(4),
    F64(8),
    RGB(3);

    private final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }

    /** The smallest that holds each stored sample exactly. */
    static Kind ofStored(SampleLayout pixels) {
      if (pixels.isColour()) {
        return RGB;
      }
      if (pixels.real()) {
        return pixels.bitsAllocated() == 32 ? F32 : F64;
      }
      if (pixels.bitsAllocated() > 16) {
        return pixels.bitsStored() <= FLOAT_BITS ? F32 : F64;
      }
      if (pixels.signed()) {
        return S16;
      }
      return pixels.bitsAllocated() > 8 ? U16 : U8;
    }
  }

  /** Integers of so many bits are exact in a 32-bit float. */
  private static final int FLOAT_BITS = 24;

  private final List<ImageHeader> images;
  private final Kind kind;

  /** Whether stored samples are kept, so that {@link #rescale} turns them into values. */
  private final boolean stored;

  private final byte[][] bytes;
  private final short[][] shorts;
  private final float[][] floats;
  private final double[][] doubles;

  /**
   * @param images in slice order, either all in colour or none
   */
  SliceStore(List<ImageHeader> images) {
    this.images = images;
    Kind first = Kind.ofStored(images.get(0).pixels());
    ModalityValues values = images.get(0).values().modality();
    stored =
        first == Kind.RGB
            || (values.table().isEmpty()
                && images.stream()
                    .allMatch(
                        i ->
                            Kind.ofStored(i.pixels()) == first
                                && i.values().modality().equals(values)));
    kind = stored ? first : kindOfValues(images);
    int slices = images.size();
    bytes = new byte[kind == Kind.U8 || kind == Kind.RGB ? slices : 0][];
    shorts = new short[kind == Kind.S16 || kind == Kind.U16 ? slices : 0][];
    floats = new float[kind == Kind.F32 ? slices : 0][];
    doubles = new double[kind == Kind.F64 ? slices : 0][];
  }

  private static Kind kindOfValues(List<ImageHeader> images) {
    if (images.stream().allMatch(i -> i.values().modality().table().isPresent())) {
      return Kind.U16;
    }
    boolean wide = images.stream().anyMatch(i -> Kind.ofStored(i.pixels()) == Kind.F64);
    return wide ? Kind.F64 : Kind.F32;
  }

  /** Bytes that a voxel will take. */
  int bytesPerVoxel() {
    return kind.bytes;
  }

  /** Whether the images are in colour, for {@link #putRgb} instead of {@link #put}. */
  boolean isColour() {
    return kind == Kind.RGB;
  }

  /** Takes red, green and blue of each pixel of slice k, not copied. */
  void putRgb(int k, byte[] rgb) {
    bytes[k] = rgb;
  }

  /** Takes the image of slice k, which must not be changed afterwards. */
  void put(int k, RawFrame frame) {
    ModalityValues values = stored ? ModalityValues.IDENTITY : images.get(k).values().modality();
    switch (kind) {
      case U8 -> bytes[k] = bytes(frame);
      case S16, U16 -> shorts[k] = shorts(frame, values);
      case F32 -> floats[k] = floats(frame, values);
      case F64 -> doubles[k] = doubles(frame, values);
      case RGB -> throw new IllegalStateException("colours are put by putRgb");
    }
  }

  private static byte[] bytes(RawFrame frame) {
    if (frame instanceof RawFrame.Bytes b) {
      return b.data();
    }
    byte[] bytes = new byte[frame.size()];
    for (int n = 0; n < bytes.length; n++) {
      bytes[n] = (byte) frame.sample(n);
    }
    return bytes;
  }

  private short[] shorts(RawFrame frame, ModalityValues values) {
    if (stored && frame instanceof RawFrame.Shorts s) {
      return s.data();
    }
    short[] shorts = new short[frame.size()];
    for (int n = 0; n < shorts.length; n++) {
      shorts[n] = (short) values.apply(frame.sample(n));
    }
    return shorts;
  }

  private float[] floats(RawFrame frame, ModalityValues values) {
    if (stored && frame instanceof RawFrame.Floats f) {
      return f.data();
    }
    float[] floats = new float[frame.size()];
    for (int n = 0; n < floats.length; n++) {
      floats[n] = (float) values.apply(frame.sample(n));
    }
    return floats;
  }

  private double[] doubles(RawFrame frame, ModalityValues values) {
    if (stored && frame instanceof RawFrame.Doubles d) {
      return d.data();
    }
    double[] doubles = new double[frame.size()];
    for (int n = 0; n < doubles.length; n++) {
      doubles[n] = values.apply(frame.sample(n));
    }
    return doubles;
  }

  /** The samples, once all slices are there. */
  VoxelData toData() {
    return switch (kind) {
      case U8 -> new VoxelData.U8(bytes);
      case S16 -> new VoxelData.S16(shorts);
      case U16 -> new VoxelData.U16(shorts);
      case F32 -> new VoxelData.F32(floats);
      case F64 -> new VoxelData.F64(doubles);
      case RGB -> new VoxelData.Rgb8(bytes);
    };
  }

  /** What turns a kept sample into a modality value. */
  Rescale rescale() {
    return stored && kind != Kind.RGB
        ? images.get(0).values().modality().rescale()
        : Rescale.IDENTITY;
  }

  /** Which kept samples are padding. Colours have none. */
  Optional<Padding> padding() {
    return kind == Kind.RGB
        ? Optional.empty()
        : Padding.of(
            images.stream()
                .map(image -> image.values().padding().map(r -> kept(image, r)))
                .toList());
  }

  /** A range of stored samples as one of kept ones, with the same rounding. */
  private Padding.Range kept(ImageHeader image, Padding.Range range) {
    if (stored) {
      return range;
    }
    double a = rounded(image.values().modality().apply(range.low()));
    double b = rounded(image.values().modality().apply(range.high()));
    return new Padding.Range(Math.min(a, b), Math.max(a, b));
  }

  private double rounded(double value) {
    return kind == Kind.F32 ? (float) value : value;
  }
}
