package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the frames of encapsulated pixel data lie (PS3.5 §A.4): the items are walked by their
 * lengths, nothing of the frames is read until one is asked for. Immutable and thread-safe.
 */
public final class EncapsulatedFrames {
  private static final int ITEM = 0xFFFEE000;
  private static final int SEQUENCE_DELIMITATION = 0xFFFEE0DD;
  private static final int HEADER_LENGTH = 8;

  /** So many bytes hold the headers of a codestream, also behind the boxes of a JP2 file. */
  static final int HEAD_LENGTH = 4096;

  /** More fragments than this are a damaged file. */
  private static final int MAX_FRAGMENTS = 1_000_000;

  /** A piece of a codestream: offset and length of its bytes in the file. */
  private record Fragment(long offset, long length) {
    /** Offset of the item's tag, which offset tables point at. */
    long itemOffset() {
      return offset - HEADER_LENGTH;
    }

    long end() {
      return offset + length;
    }
  }

  /**
   * The items found.
   *
   * @param delimited whether the sequence delimiter follows them; otherwise the file ends early
   */
  private record Items(List<Fragment> all, boolean delimited) {}

  /** Extended Offset Table (7FE0,0001) and Extended Offset Table Lengths (7FE0,0002). */
  @SuppressWarnings("ArrayRecordComponent") // only handed over, never compared
  record ExtendedOffsets(long[] offsets, long[] lengths) {}

  private final Path file;
  private final List<Fragment> fragments;

  /** First fragment of each frame that is there, and the number of fragments. */
  private final int[] starts;

  private final List<ReadWarning> warnings;

  private EncapsulatedFrames(
      Path file, List<Fragment> fragments, int[] starts, List<ReadWarning> warnings) {
    this.file = file;
    this.fragments = fragments;
    this.starts = starts;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Walks the items and finds the frames.
   *
   * @param file file with the pixel data
   * @param offset of the item of the Basic Offset Table
   * @param frames number of frames that the image declares
   * @throws DicomReadException if the items are damaged, or cannot be divided into so many frames
   * @throws IOException if the file cannot be read
   */
  public static EncapsulatedFrames index(Path file, long offset, int frames)
      throws DicomReadException, IOException {
    return index(file, offset, frames, Optional.empty());
  }

  static EncapsulatedFrames index(
      Path file, long offset, int frames, Optional<ExtendedOffsets> extended)
      throws DicomReadException, IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      List<ReadWarning> warnings = new ArrayList<>();
      Items items = walk(channel, offset, warnings);
      if (items.all().size() < 2) {
        throw new DicomReadException("Cannot read the pixels: there is no fragment.");
      }
      List<Fragment> fragments = List.copyOf(items.all().subList(1, items.all().size()));
      FrameStarts finder = new FrameStarts(channel, fragments, frames, items.delimited(), warnings);
      int[] starts = finder.find(items.all().get(0), extended);
      if (starts.length - 1 < frames) {
        warnings.add(
            new ReadWarning(
                "missing-frames",
                "The file ends early: "
                    + (starts.length - 1)
                    + " of "
                    + frames
                    + " frames are there."));
      }
      return new EncapsulatedFrames(file, fragments, starts, warnings);
    }
  }

  private static Items walk(FileChannel channel, long start, List<ReadWarning> warnings)
      throws DicomReadException, IOException {
    List<Fragment> items = new ArrayList<>();
    long at = start;
    long end = channel.size();
    while (at + HEADER_LENGTH <= end) {
      ByteBuffer header = read(channel, at, HEADER_LENGTH);
      int tag = (header.getShort(0) & 0xFFFF) << 16 | (header.getShort(2) & 0xFFFF);
      long length = header.getInt(4) & 0xFFFFFFFFL;
      if (tag == SEQUENCE_DELIMITATION) {
        return new Items(items, true);
      }
      if (tag != ITEM || items.size() >= MAX_FRAGMENTS) {
        throw new DicomReadException(
            "Cannot read the pixels: no fragment where one was expected, offset " + at + ".");
      }
      at += HEADER_LENGTH;
      if (length > end - at) {
        // What is there of the last frame may not decode, but the frames before it will.
        warnings.add(
            new ReadWarning(
                "truncated-pixel-data", "The file ends within fragment " + items.size() + "."));
        length = end - at;
      }
      items.add(new Fragment(at, length));
      at += length;
    }
    warnings.add(new ReadWarning("delimiter", "The last fragment is not delimited."));
    return new Items(items, false);
  }

  private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new EOFException("the file ends at offset " + (offset + buffer.position()));
      }
    }
    return buffer.flip();
  }

  /** What was tolerated in finding them. */
  public List<ReadWarning> warnings() {
    return warnings;
  }

  /**
   * Reads the bytes of one frame, its fragments joined.
   *
   * @param frame index from 0
   * @throws DicomReadException if the frame is missing, or larger than one array
   * @throws IOException if the file cannot be read
   */
  public byte[] read(int frame) throws DicomReadException, IOException {
    if (frame >= starts.length - 1) {
      throw new DicomReadException(
          "Cannot read frame "
              + (frame + 1)
              + ": the file ends before it; only "
              + (starts.length - 1)
              + " frames are there.");
    }
    List<Fragment> parts = fragments.subList(starts[frame], starts[frame + 1]);
    long length = parts.stream().mapToLong(Fragment::length).sum();
    if (length > Integer.MAX_VALUE - 8) {
      throw new DicomReadException(
          "Cannot read frame " + (frame + 1) + ": it has " + length + " bytes.");
    }
    byte[] bytes = new byte[(int) length];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int at = 0;
      for (Fragment part : parts) {
        read(channel, part.offset(), (int) part.length()).get(bytes, at, (int) part.length());
        at += (int) part.length();
      }
    }
    return bytes;
  }

  /**
   * Reads the first bytes of one frame.
   *
   * @param frame index from 0
   * @return at most {@link #HEAD_LENGTH} bytes of its first fragment
   * @throws IOException if the file cannot be read
   */
  byte[] head(int frame) throws IOException {
    Fragment first = fragments.get(starts[frame]);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(channel, first.offset(), (int) Math.min(first.length(), HEAD_LENGTH)).array();
    }
  }

  /** Divides fragments into frames, by the first rule that gives exactly the declared number. */
  private static final class FrameStarts {
    private static final int CODESTREAM_HEAD = 8;

    private final FileChannel channel;
    private final List<Fragment> fragments;
    private final int frames;
    private final boolean whole;
    private final List<ReadWarning> warnings;

    /**
     * @param whole whether no fragments can be missing at the end
     */
    FrameStarts(
        FileChannel channel,
        List<Fragment> fragments,
        int frames,
        boolean whole,
        List<ReadWarning> warnings) {
      this.channel = channel;
      this.fragments = fragments;
      this.frames = frames;
      this.whole = whole;
      this.warnings = warnings;
    }

    /** Index of the first fragment of each frame, and the number of fragments at the end. */
    int[] find(Fragment table, Optional<ExtendedOffsets> extended)
        throws DicomReadException, IOException {
      if (extended.isPresent()) {
        Optional<int[]> starts = byOffsets(extended.get().offsets());
        if (starts.isPresent()) {
          return starts.get();
        }
        warnings.add(new ReadWarning("offset-table", "The extended offset table is wrong."));
      }
      if (table.length() == 4L * frames && frames > 0) {
        Optional<int[]> starts = byOffsets(basicOffsets(table));
        if (starts.isPresent()) {
          return starts.get();
        }
      }
      if (table.length() > 0) {
        warnings.add(new ReadWarning("offset-table", "The basic offset table is wrong."));
      }
      int present = fragments.size();
      if (present == frames || (present < frames && !whole)) {
        int[] each = new int[present + 1];
        Arrays.setAll(each, i -> i);
        return each;
      }
      if (present < frames) {
        throw mismatch(present);
      }
      return frames == 1 ? new int[] {0, present} : byCodestreams();
    }

    private long[] basicOffsets(Fragment table) throws IOException {
      ByteBuffer buffer = read(channel, table.offset(), (int) table.length());
      long[] offsets = new long[frames];
      for (int i = 0; i < frames; i++) {
        offsets[i] = buffer.getInt(4 * i) & 0xFFFFFFFFL;
      }
      return offsets;
    }

    /**
     * Empty if an offset points at no item, or they do not ascend from the first one. Where the
     * file ends early, the offsets behind its end are those of missing frames.
     */
    private Optional<int[]> byOffsets(long[] offsets) {
      if (offsets.length != frames || frames == 0) {
        return Optional.empty();
      }
      long base = fragments.get(0).itemOffset();
      long end = fragments.get(fragments.size() - 1).end() - base;
      long[] items = fragments.stream().mapToLong(f -> f.itemOffset() - base).toArray();
      int[] starts = new int[frames + 1];
      int frame = 0;
      for (; frame < frames && (whole || offsets[frame] < end); frame++) {
        starts[frame] = Arrays.binarySearch(items, offsets[frame]);
        boolean ascends = frame == 0 ? starts[0] == 0 : starts[frame] > starts[frame - 1];
        if (!ascends) {
          return Optional.empty();
        }
      }
      starts[frame] = items.length;
      return Optional.of(Arrays.copyOf(starts, frame + 1));
    }

    private int[] byCodestreams() throws DicomReadException, IOException {
      int[] starts = new int[frames + 1];
      starts[frames] = fragments.size();
      int found = 0;
      for (int i = 0; i < fragments.size(); i++) {
        if (startsCodestream(fragments.get(i))) {
          if (found < frames) {
            starts[found] = i;
          }
          found++;
        }
      }
      if (found != frames || starts[0] != 0) {
        throw mismatch(found);
      }
      return starts;
    }

    private boolean startsCodestream(Fragment fragment) throws IOException {
      if (fragment.length() < CODESTREAM_HEAD) {
        return false;
      }
      ByteBuffer head = read(channel, fragment.offset(), CODESTREAM_HEAD);
      int first = (head.get(0) & 0xFF) << 8 | (head.get(1) & 0xFF);
      int second = (head.get(2) & 0xFF) << 8 | (head.get(3) & 0xFF);
      boolean jpeg = first == 0xFFD8 && second > 0xFF00;
      boolean jpeg2000 = first == 0xFF4F && second == 0xFF51;
      boolean jp2 = head.get(4) == 'j' && head.get(5) == 'P';
      return jpeg || jpeg2000 || jp2;
    }

    private DicomReadException mismatch(int found) {
      return new DicomReadException(
          "Cannot read the pixels: the image declares "
              + frames
              + " frames, but "
              + fragments.size()
              + " fragments with "
              + found
              + " codestreams were found.");
    }
  }
}
