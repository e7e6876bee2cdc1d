package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.VoxelData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the samples of one file into {@link VoxelData}, slice by slice, so that no more memory is
 * taken than the file has filled so far. Used once.
 */
final class SampleReader {
  /** A multiple of every sample size. */
  private static final int CHUNK_BYTES = 1 << 18;

  private final NiftiFile file;
  private final NiftiDataType type;
  private final GridSize size;
  private final Progress progress;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private long rounded;
  private long notFinite;

  SampleReader(NiftiFile file, Progress progress) {
    this.file = file;
    this.type = file.header().type();
    this.size = file.header().geometry().size();
    this.progress = progress;
  }

  VoxelData read() throws NiftiReadException {
    return switch (type) {
      case UINT8 -> new VoxelData.U8(slices(new byte[size.k()][], this::bytes));
      case INT8, INT16 -> new VoxelData.S16(slices(new short[size.k()][], this::shorts));
      case UINT16 -> new VoxelData.U16(slices(new short[size.k()][], this::shorts));
      default -> new VoxelData.F32(slices(new float[size.k()][], this::floats));
    };
  }

  /** What had to be tolerated, after {@link #read}. */
  List<ReadWarning> warnings() {
    List<ReadWarning> all = new ArrayList<>();
    if (rounded > 0) {
      all.add(
          new ReadWarning(
              "rounded", rounded + " samples do not fit a 32-bit float exactly and were rounded."));
    }
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

  /** Takes samples of a chunk from the buffer to their place in the slice. */
  private interface ChunkDecoder {
    void decode(ByteBuffer samples, int from, int count) throws NiftiReadException;
  }

  private void decode(ChunkDecoder decoder) throws NiftiReadException {
    int perChunk = CHUNK_BYTES / type.bytes();
    for (int from = 0; from < size.voxelsPerSlice(); from += perChunk) {
      int count = Math.min(perChunk, size.voxelsPerSlice() - from);
      file.read(chunk, count * type.bytes());
      decoder.decode(ByteBuffer.wrap(chunk).order(file.header().fields().order()), from, count);
    }
  }

  private byte[] bytes() throws NiftiReadException {
    byte[] slice = new byte[size.voxelsPerSlice()];
    decode((in, from, count) -> in.get(slice, from, count));
    return slice;
  }

  private short[] shorts() throws NiftiReadException {
    short[] slice = new short[size.voxelsPerSlice()];
    decode(
        (in, from, count) -> {
          if (type == NiftiDataType.INT8) {
            for (int n = 0; n < count; n++) {
              slice[from + n] = in.get();
            }
          } else {
            in.asShortBuffer().get(slice, from, count);
          }
        });
    return slice;
  }

  private float[] floats() throws NiftiReadException {
    float[] slice = new float[size.voxelsPerSlice()];
    decode(
        (in, from, count) -> {
          for (int n = 0; n < count; n++) {
            slice[from + n] = toFloat(next(in));
          }
        });
    return slice;
  }

  private double next(ByteBuffer in) {
    return switch (type) {
      case INT32 -> in.getInt();
      case UINT32 -> Integer.toUnsignedLong(in.getInt());
      case FLOAT32 -> in.getFloat();
      default -> in.getDouble();
    };
  }

  private float toFloat(double value) throws NiftiReadException {
    float f = (float) value;
    if (!Float.isFinite(f)) {
      if (Double.isFinite(value)) {
        throw new NiftiReadException(
            "A sample of the NIfTI file is "
                + value
                + ", more than a 32-bit float holds (3.4e38). Scale the image first.");
      }
      notFinite++;
    } else if (f != value) {
      rounded++;
    }
    return f;
  }
}
