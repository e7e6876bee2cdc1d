package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.io.PixelDataLocation;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.VoxelMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The frames of one DICOM image, read and decoded one at a time when asked for. Holds no open file
 * and, but for a deflated one, no pixels; immutable and thread-safe, so that frames can be decoded
 * in parallel.
 */
public final class PixelSource {
  /** What decoders hold of a sample at the same time: coefficients, samples, the result. */
  private static final int BYTES_AT_WORK = 12;

  /** Frames that take less while they are decoded, bytes, are not asked about. */
  private static final long LARGE_FRAME = 64L << 20;

  private static final List<Integer> PIXEL_DATA =
      List.of(Tag.PixelData, Tag.FloatPixelData, Tag.DoubleFloatPixelData);

  private final PixelDescription description;
  private final FrameDecoder decoder;
  private final Optional<Colours> colours;
  private final int frames;
  private final Storage storage;
  private final List<ReadWarning> warnings;

  /** Where the encoded frames come from: exactly one of the two is there. */
  private record Storage(
      Optional<EncapsulatedFrames> encapsulated, Optional<NativePixels> uncompressed) {}

  private PixelSource(
      PixelDescription description,
      FrameDecoder decoder,
      Optional<Colours> colours,
      int frames,
      Storage storage,
      List<ReadWarning> warnings) {
    this.description = description;
    this.decoder = decoder;
    this.colours = colours;
    this.frames = frames;
    this.storage = storage;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Which element holds the pixels of a file: Pixel Data, Float Pixel Data or Double Float Pixel
   * Data, whether it stands in the file or, of a deflated one, in the data set. Empty if none does.
   */
  public static Optional<Integer> pixelDataTag(DicomFile file) {
    return file.pixelData()
        .map(PixelDataLocation::tag)
        .or(() -> PIXEL_DATA.stream().filter(file.dataset()::containsValue).findFirst());
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
    List<ReadWarning> warnings = new ArrayList<>();
    PixelDescription description = PixelDescription.of(dataset);
    int tag = pixelDataTag(file).orElse(Tag.PixelData);
    int frames = frames(dataset, warnings);
    Storage storage = storage(file, tag, description, frames, warnings);
    if (storage.uncompressed().isPresent()) {
      NativePixels pixels = storage.uncompressed().get();
      description = withRealSubsampling(description, frames, pixels, warnings);
      checkLength(description, frames, pixels, warnings);
    }
    FrameDecoder decoder = decoder(file, tag, description, storage);
    if (storage.encapsulated().isPresent()) {
      warnings.addAll(decoder.check(storage.encapsulated().get().head(0), description));
    }
    Optional<Colours> colours = Optional.empty();
    if (description.isColour() && tag == Tag.PixelData) {
      colours = Optional.of(Colours.of(dataset, description, decoder.givesRgb()));
    }
    warnAboutBits(dataset, description, colours, warnings);
    return new PixelSource(description, decoder, colours, frames, storage, warnings);
  }

  private static Storage storage(
      DicomFile file, int tag, PixelDescription description, int frames, List<ReadWarning> warnings)
      throws DicomReadException, IOException {
    if (file.pixelData().isPresent() && file.pixelData().get().isEncapsulated()) {
      EncapsulatedFrames index =
          EncapsulatedFrames.index(
              file.path(),
              file.pixelData().get().offset(),
              frames,
              extendedOffsets(file.dataset()));
      warnings.addAll(index.warnings());
      return new Storage(Optional.of(index), Optional.empty());
    }
    Optional<NativePixels> pixels = NativePixels.of(file, tag, description.bitsAllocated());
    if (pixels.isEmpty()) {
      throw new DicomReadException("Cannot read the pixels: the file has no pixel data.");
    }
    return new Storage(Optional.empty(), pixels);
  }

  private static FrameDecoder decoder(
      DicomFile file, int tag, PixelDescription description, Storage storage)
      throws DicomReadException {
    if (tag != Tag.PixelData) {
      FloatDecoder.checkSupported(description, tag == Tag.FloatPixelData ? 32 : 64);
      return new FloatDecoder();
    }
    if (storage.uncompressed().isPresent()) {
      NativeDecoder.checkSupported(description);
    }
    return FrameDecoders.forTransferSyntax(file.transferSyntax());
  }

  /** Some writers declare 4:2:2 and store the chrominance of every pixel. */
  private static PixelDescription withRealSubsampling(
      PixelDescription description, int frames, NativePixels pixels, List<ReadWarning> warnings) {
    if (!description.isSubsampled()) {
      return description;
    }
    PixelDescription full = description.withPhotometricInterpretation("YBR_FULL");
    boolean fits = pixels.frames(full.bitsPerFrame()) == frames;
    if (fits) {
      warnings.add(
          new ReadWarning(
              "subsampling",
              "The pixel data are declared to share chrominance, but have it for each pixel."));
    }
    return fits ? full : description;
  }

  /** One byte may pad the value to an even length; some scanners append more, others stop short. */
  private static void checkLength(
      PixelDescription description, int frames, NativePixels pixels, List<ReadWarning> warnings) {
    long present = pixels.frames(description.bitsPerFrame());
    if (present < frames) {
      warnings.add(
          new ReadWarning(
              "missing-frames",
              "The pixel data end early: " + present + " of " + frames + " frames are there."));
      return;
    }
    long needed = (frames * description.bitsPerFrame() + 7) / 8;
    if (pixels.length() > needed + 1) {
      warnings.add(
          new ReadWarning(
              "excess-pixel-data",
              "The pixel data have "
                  + pixels.length()
                  + " bytes, the image needs "
                  + needed
                  + "; the rest is ignored."));
    }
  }

  private static void warnAboutBits(
      Attributes dataset,
      PixelDescription description,
      Optional<Colours> colours,
      List<ReadWarning> warnings) {
    int usual = description.bitsStored() - 1;
    int declared = dataset.getInt(Tag.HighBit, usual);
    if (declared != usual) {
      warnings.add(
          new ReadWarning(
              "high-bit",
              "High Bit is "
                  + declared
                  + ", expected "
                  + usual
                  + "; "
                  + (declared == description.highBit() ? "the samples are shifted." : "ignored.")));
    }
    if (colours.isPresent() && colours.get().isReduced()) {
      warnings.add(
          new ReadWarning(
              "colour-depth",
              "Colours of " + description.bitsStored() + " bits are reduced to 8."));
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

  /**
   * Number of frames that can be read: the first ones. Of compressed frames, each that has a
   * codestream counts, whether it decodes or not.
   */
  public int framesPresent() {
    return storage
        .uncompressed()
        .map(pixels -> (int) Math.min(frames, pixels.frames(description.bitsPerFrame())))
        .orElse(frames);
  }

  /**
   * Whether a frame can be read.
   *
   * @param frame index from 0
   */
  public boolean isPresent(int frame) {
    return frame < framesPresent();
  }

  /** Whether pixels are colours, of three samples or out of a palette: {@link #rgb} gives them. */
  public boolean isColour() {
    return colours.isPresent();
  }

  /** What was tolerated in finding the frames; {@link DicomFile#warnings()} has the rest. */
  public List<ReadWarning> warnings() {
    return warnings;
  }

  /**
   * Reads and decodes one frame.
   *
   * @param frame index from 0
   * @return the stored values; of a palette, the numbers of its entries
   * @throws DicomReadException if the frame is missing or does not decode
   * @throws IOException if the file cannot be read
   */
  public RawFrame frame(int frame) throws DicomReadException, IOException {
    if (frame < 0 || frame >= frames) {
      throw new IndexOutOfBoundsException("frame " + frame + " of " + frames);
    }
    requireMemory();
    byte[] encoded =
        storage.encapsulated().isPresent()
            ? storage.encapsulated().get().read(frame)
            : storage.uncompressed().orElseThrow().read(frame, description.bitsPerFrame());
    try {
      return decoder.decode(encoded, description);
    } catch (DicomReadException e) {
      if (frames == 1) {
        throw e;
      }
      throw new DicomReadException(
          e.getMessage() + " (This is frame " + (frame + 1) + " of " + frames + ".)", e);
    }
  }

  /** A few bytes can claim a huge frame: it must fit before a decoder makes room for it. */
  private void requireMemory() throws DicomReadException {
    if (storage.uncompressed().isPresent()) {
      return; // the file itself is that large
    }
    long needed = (long) description.samplesPerFrame() * BYTES_AT_WORK;
    if (needed < LARGE_FRAME) {
      return;
    }
    try {
      VoxelMemory.require(needed);
    } catch (GeometryException e) {
      throw new DicomReadException("Cannot decode the frame: " + e.getMessage(), e);
    }
  }

  /**
   * Reads and decodes one frame of a colour image.
   *
   * @param frame index from 0
   * @return red, green and blue of each pixel, 8 bits each, row by row; the caller owns them
   * @throws DicomReadException if the frame is missing or does not decode
   * @throws IOException if the file cannot be read
   * @throws IllegalStateException if {@link #isColour()} says no
   */
  public byte[] rgb(int frame) throws DicomReadException, IOException {
    Colours conversion =
        colours.orElseThrow(() -> new IllegalStateException("the image is not in colour"));
    return conversion.toRgb(frame(frame));
  }
}
