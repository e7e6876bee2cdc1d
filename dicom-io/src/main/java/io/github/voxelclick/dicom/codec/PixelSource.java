package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.io.PixelDataLocation;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The frames of one DICOM image, read and decoded one at a time when asked for. Holds no open file
 * and no pixels; immutable and thread-safe, so that frames can be decoded in parallel.
 */
public final class PixelSource {
  private final DicomFile file;
  private final PixelDescription description;
  private final FrameDecoder decoder;
  private final int frames;
  private final Optional<EncapsulatedFrames> encapsulated;
  private final List<ReadWarning> warnings;

  private PixelSource(
      DicomFile file,
      PixelDescription description,
      FrameDecoder decoder,
      int frames,
      Optional<EncapsulatedFrames> encapsulated,
      List<ReadWarning> warnings) {
    this.file = file;
    this.description = description;
    this.decoder = decoder;
    this.frames = frames;
    this.encapsulated = encapsulated;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Finds the frames of an image.
   *
   * @throws DicomReadException if there are no pixel data, they are stored in a way or a transfer
   *     syntax that is not read, or the frames cannot be found
   * @throws IOException if the file cannot be read
   */
  public static PixelSource open(DicomFile file) throws DicomReadException, IOException {
    Attributes dataset = file.dataset();
    int tag = file.pixelData().map(PixelDataLocation::tag).orElse(Tag.PixelData);
    if (tag != Tag.PixelData) {
      throw new DicomReadException("Cannot read the pixels: floating-point pixel data.", tag, -1);
    }
    if (file.pixelData().isEmpty() && inMemory(dataset).isEmpty()) {
      throw new DicomReadException("Cannot read the pixels: the file has no pixel data.");
    }
    List<ReadWarning> warnings = new ArrayList<>();
    PixelDescription description = PixelDescription.of(dataset);
    FrameDecoder decoder = FrameDecoders.forTransferSyntax(file.transferSyntax());
    int frames = frames(dataset, warnings);
    Optional<EncapsulatedFrames> encapsulated = Optional.empty();
    if (file.pixelData().isPresent() && file.pixelData().get().isEncapsulated()) {
      EncapsulatedFrames index =
          EncapsulatedFrames.index(
              file.path(), file.pixelData().get().offset(), frames, extendedOffsets(dataset));
      warnings.addAll(index.warnings());
      warnings.addAll(decoder.check(index.head(0), description));
      encapsulated = Optional.of(index);
    } else {
      NativeDecoder.checkSupported(description);
      checkExcess(file, description, frames, warnings);
    }
    return new PixelSource(file, description, decoder, frames, encapsulated, warnings);
  }

  /** One byte may pad the value to an even length; some scanners append more. */
  private static void checkExcess(
      DicomFile file, PixelDescription description, int frames, List<ReadWarning> warnings) {
    long needed = (long) frames * description.bytesPerFrame();
    long found = file.pixelData().map(PixelDataLocation::length).orElse(0L);
    if (found > needed + 1) {
      warnings.add(
          new ReadWarning(
              "excess-pixel-data",
              "The pixel data have "
                  + found
                  + " bytes, the image needs "
                  + needed
                  + "; the rest is ignored."));
    }
  }

  private static int frames(Attributes dataset, List<ReadWarning> warnings)
      throws DicomReadException {
    try {
      int frames = dataset.getInt(Tag.NumberOfFrames, 1);
      if (frames < 0) {
        throw new DicomReadException(
            "Cannot read the pixels: the image declares " + frames + " frames.");
      }
      if (frames == 0
          || (dataset.contains(Tag.NumberOfFrames) && !dataset.containsValue(Tag.NumberOfFrames))) {
        warnings.add(new ReadWarning("number-of-frames", "No number of frames; taken as one."));
      }
      return Math.max(1, frames);
    } catch (DicomValueException e) {
      throw new DicomReadException("Cannot read the pixels: " + e.getMessage(), e);
    }
  }

  private static Optional<byte[]> inMemory(Attributes dataset) {
    return dataset.getValue(Tag.PixelData) instanceof byte[] bytes
        ? Optional.of(bytes)
        : Optional.empty();
  }

  private static Optional<EncapsulatedFrames.ExtendedOffsets> extendedOffsets(Attributes dataset) {
    byte[] offsets = dataset.getSafeBytes(Tag.ExtendedOffsetTable);
    byte[] lengths = dataset.getSafeBytes(Tag.ExtendedOffsetTableLengths);
    return offsets == null || lengths == null
        ? Optional.empty()
        : Optional.of(new EncapsulatedFrames.ExtendedOffsets(longs(offsets), longs(lengths)));
  }

  private static long[] longs(byte[] bytes) {
    long[] values = new long[bytes.length / 8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
    return values;
  }

  /** How the samples are stored. */
  public PixelDescription description() {
    return description;
  }

  /** Number of frames that the image declares, at least 1; of a truncated file, not all exist. */
  public int frames() {
    return frames;
  }

  /** What was tolerated in finding the frames; {@link DicomFile#warnings()} has the rest. */
  public List<ReadWarning> warnings() {
    return warnings;
  }

  /**
   * Reads and decodes one frame.
   *
   * @param frame index from 0
   * @return the stored values
   * @throws DicomReadException if the frame is missing or does not decode
   * @throws IOException if the file cannot be read
   */
  public RawFrame frame(int frame) throws DicomReadException, IOException {
    if (frame < 0 || frame >= frames) {
      throw new IndexOutOfBoundsException("frame " + frame + " of " + frames);
    }
    byte[] encoded = encapsulated.isPresent() ? encapsulated.get().read(frame) : nativeBytes(frame);
    return decoder.decode(encoded, description);
  }

  private byte[] nativeBytes(int frame) throws DicomReadException, IOException {
    int length = description.bytesPerFrame();
    long from = (long) frame * length;
    Optional<byte[]> memory = inMemory(file.dataset());
    if (memory.isPresent()) {
      checkPresent(frame, from + length, memory.get().length);
      return Arrays.copyOfRange(memory.get(), (int) from, (int) from + length);
    }
    PixelDataLocation location = file.pixelData().orElseThrow();
    checkPresent(frame, from + length, location.length());
    boolean swapped =
        location.bigEndian() && (description.bitsAllocated() == 16 || location.vr() == VR.OW);
    if (!swapped) {
      return read(location.offset() + from, length);
    }
    // Bytes in a big-endian OW are swapped in pairs, over the ends of frames of odd size.
    int skipped = (int) (from % 2);
    int even = skipped + length + (skipped + length) % 2;
    byte[] pairs = read(location.offset() + from - skipped, even);
    swapPairs(pairs);
    return Arrays.copyOfRange(pairs, skipped, skipped + length);
  }

  private byte[] read(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    try (RandomAccessFile in = new RandomAccessFile(file.path().toFile(), "r")) {
      in.seek(offset);
      in.readFully(bytes);
    }
    return bytes;
  }

  private static void checkPresent(int frame, long end, long available) throws DicomReadException {
    if (end > available) {
      throw new DicomReadException(
          String.format(
              "Cannot read frame %d: it would end at byte %d of the pixel data, which have only %d;"
                  + " the file is truncated or its size is described wrongly.",
              frame + 1, end, available),
          Tag.PixelData,
          DicomReadException.UNKNOWN_OFFSET);
    }
  }

  private static void swapPairs(byte[] bytes) {
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      byte first = bytes[i];
      bytes[i] = bytes[i + 1];
      bytes[i + 1] = first;
    }
  }
}
