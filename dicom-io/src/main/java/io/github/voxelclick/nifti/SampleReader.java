package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.VoxelData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the samples of a volume, or of some of its slices, into {@link VoxelData}, slice by slice,
 * so that no more memory is taken than the file has filled so far. Used once.
 */
final class SampleReader {
  /** A multiple of every sample size; small enough to stay in the processor's cache. */
  private static final int CHUNK_BYTES = 3 << 16;

  private final NiftiFile file;
  private final NiftiDataType type;
  private final GridSize size;
  private final Progress progress;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
  private long notFinite;

  /**
   * A reader of what the file stands before.
   *
   * @param size how much to read: the slices of the volume, or some of them
   */
  SampleReader(NiftiFile file, GridSize size, Progress progress) {
    this.file = file;
    this.type = file.header().type();
    this.size = size;
    this.progress = progress;
  }

  VoxelData read() throws NiftiReadException, GeometryException {
    chunk.order(file.header().fields().order());
    return switch (type) {
      case UINT8 -> new VoxelData.U8(slices(new byte[size.k()][], this::bytes));
      case INT8, INT16 -> new VoxelData.S16(slices(new short[size.k()][], this::shorts));
      case UINT16 -> new VoxelData.U16(slices(new short[size.k()][], this::shorts));
      case FLOAT32 -> new VoxelData.F32(slices(new float[size.k()][], this::floats));
      case RGB24, RGBA32 -> new VoxelData.Rgb8(slices(new byte[size.k()][], this::colours));
      case INT32, UINT32, INT64, UINT64, FLOAT64 -> wide();
    };
  }

  /** What had to be tolerated, after {@link #read}. */
  List<ReadWarning> warnings() {
    List<ReadWarning> all = new ArrayList<>();
    if (notFinite > 0) {
      all.add(
          new ReadWarning(
              "not-finite",
              notFinite + " samples are infinite or not a number; kept as they are."));
    }
    return all;
  }

  private interface SliceReader<A> {
    A read() throws NiftiReadException;
  }

  private <A> A[] slices(A[] all, SliceReader<A> reader) throws NiftiReadException {
    for (int k = 0; k < all.length; k++) {
      progress.checkCancelled();
      all[k] = reader.read();
      progress.update(k + 1, all.length);
    }
    return all;
  }

  /** Takes samples from the chunk to their place in the slice. */
  private interface ChunkDecoder {
    void decode(int from, int count) throws NiftiReadException;
  }

  private void decode(ChunkDecoder decoder) throws NiftiReadException {
    int perChunk = CHUNK_BYTES / type.bytes();
    for (int from = 0; from < size.voxelsPerSlice(); from += perChunk) {
      int count = Math.min(perChunk, size.voxelsPerSlice() - from);
      file.read(chunk.clear().limit(count * type.bytes()));
      chunk.flip();
      decoder.decode(from, count);
    }
  }

  private byte[] bytes() throws NiftiReadException {
    byte[] slice = new byte[size.voxelsPerSlice()];
    file.read(ByteBuffer.wrap(slice));
    return slice;
  }

  private byte[] colours() throws NiftiReadException {
    byte[] slice = new byte[3 * size.voxelsPerSlice()];
    if (type == NiftiDataType.RGB24) {
      file.read(ByteBuffer.wrap(slice));
    } else {
      decode(
          (from, count) -> {
            for (int n = 0; n < count; n++) {
              chunk.get(4 * n, slice, 3 * (from + n), 3);
            }
          });
    }
    return slice;
  }

  private short[] shorts() throws NiftiReadException {
    short[] slice = new short[size.voxelsPerSlice()];
    decode(
        (from, count) -> {
          if (type == NiftiDataType.INT8) {
            for (int n = 0; n < count; n++) {
              slice[from + n] = chunk.get(n);
            }
          } else {
            chunk.asShortBuffer().get(slice, from, count);
          }
        });
    return slice;
  }

  private float[] floats() throws NiftiReadException {
    float[] slice = new float[size.voxelsPerSlice()];
    decode((from, count) -> chunk.asFloatBuffer().get(slice, from, count));
    for (float f : slice) {
      notFinite += Float.isFinite(f) ? 0 : 1;
    }
    return slice;
  }

  /** Numbers of 32 and 64 bits: floats while each one is exactly a float, else doubles. */
  private VoxelData wide() throws NiftiReadException, GeometryException {
    WideSlices slices = new WideSlices(size);
    for (int k = 0; k < size.k(); k++) {
      progress.checkCancelled();
      double[] slice = slices.next();
      decode((from, count) -> decodeWide(slice, from, count));
      for (double d : slice) {
        notFinite += Double.isFinite(d) ? 0 : 1;
      }
      slices.add();
      progress.update(k + 1, size.k());
    }
    return slices.toData();
  }

  private void decodeWide(double[] slice, int from, int count) throws NiftiReadException {
    if (type == NiftiDataType.FLOAT64) {
      chunk.asDoubleBuffer().get(slice, from, count);
      return;
    }
    for (int n = 0; n < count; n++) {
      slice[from + n] =
          switch (type) {
            case INT32 -> chunk.getInt();
            case UINT32 -> Integer.toUnsignedLong(chunk.getInt());
            default -> exact(chunk.getLong());
          };
    }
  }

  /** A 64-bit integer as a double, where it has no more than a double's 53 significant bits. */
  private double exact(long bits) throws NiftiReadException {
    boolean signed = type == NiftiDataType.INT64;
    long magnitude = signed ? Math.abs(bits) : bits;
    if (Long.numberOfLeadingZeros(magnitude) + Long.numberOfTrailingZeros(magnitude) < 11) {
      throw new NiftiReadException(
          "A sample of the NIfTI file is "
              + (signed ? Long.toString(bits) : Long.toUnsignedString(bits))
              + ", and whole numbers are exact up to 9007199254740992 only. Convert it to 32"
              + " bits.");
    }
    double value = (double) (magnitude >>> 1) * 2 + (magnitude & 1);
    return signed && bits < 0 ? -value : value;
  }
}
