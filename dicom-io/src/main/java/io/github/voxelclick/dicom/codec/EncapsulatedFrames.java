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

  /** More fragments than this are a damaged file; an object has at most 2³¹ − 1 frames. */
  private static final int MAX_FRAGMENTS = 5_000_000;

  /** A piece of a codestream: offset and length of its bytes in the file. */
  private record Fragment(long offset, long length) {
    /** Offset of the item's tag, which offset tables point at. */
    long itemOffset() {
      return offset - HEADER_LENGTH;
    }
  }

  /** Extended Offset Table (7FE0,0001) and Extended Offset Table Lengths (7FE0,0002). */
  @SuppressWarnings("ArrayRecordComponent") // only handed over, never compared
  record ExtendedOffsets(long[] offsets, long[] lengths) {}

  private final Path file;
  private final List<Fragment> fragments;

  /** First fragment of each frame, and the number of fragments. */
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
      List<Fragment> items = walk(channel, offset, warnings);
      if (items.isEmpty()) {
        throw new DicomReadException("Cannot read the pixels: there is no fragment.");
      }
      Fragment table = items.remove(0);
      FrameStarts finder = new FrameStarts(channel, items, frames, warnings);
      int[] starts = finder.find(table, extended);
      return new EncapsulatedFrames(file, List.copyOf(items), starts, warnings);
    }
  }

  private static List<Fragment> walk(FileChannel channel, long start, List<ReadWarning> warnings)
      throws DicomReadException, IOException {
    List<Fragment> items = new ArrayList<>();
    long at = start;
    long end = channel.size();
    while (at + HEADER_LENGTH <= end) {
      ByteBuffer header = read(channel, at, HEADER_LENGTH);
      int tag = (header.getShort(0) & 0xFFFF) << 16 | (header.getShort(2) & 0xFFFF);
      long length = header.getInt(4) & 0xFFFFFFFFL;
      if (tag == SEQUENCE_DELIMITATION) {
        return items;
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
    return items;
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

  /** Number of frames. */
  public int size() {
    return starts.length - 1;
  }

  /** What was tolerated in finding them. */
  public List<ReadWarning> warnings() {
    return warnings;
  }

  /**
   * Reads the bytes of one frame, its fragments joined.
   *
   * @param frame index from 0
   * @throws DicomReadException if they are more than one array holds
   * @throws IOException if the file cannot be read
   */
  public byte[] read(int frame) throws DicomReadException, IOException {
    List<Fragment> parts = fragments.subList(starts[frame], starts[frame + 1]);
    long length = parts.stream().mapToLong(Fragment::length).sum();
    if (length > Integer.MAX_VALUE - 8) {
      throw new DicomReadException("Cannot read frame " + frame + ": it has " + length + " bytes.");
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
    private final List<ReadWarning> warnings;

    FrameStarts(
        FileChannel channel, List<Fragment> fragments, int frames, List<ReadWarning> warnings) {
      this.channel = channel;
      this.fragments = fragments;
      this.frames = frames;
      this.warnings = warnings;
    }

    /** Index of the first fragment of each frame, and the number of fragments at the end. */
    int[] find(Fragment table, Optional<ExtendedOffsets> extended)
        throws DicomReadException, IOException {
      if (frames > fragments.size()) {
        throw mismatch(fragments.size());
      }
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
      if (fragments.size() == frames) {
        int[] each = new int[frames + 1];
        Arrays.setAll(each, i -> i);
        return each;
      }
      return frames == 1 ? new int[] {0, fragments.size()} : byCodestreams();
    }

    private long[] basicOffsets(Fragment table) throws IOException {
      ByteBuffer buffer = read(channel, table.offset(), (int) table.length());
      long[] offsets = new long[frames];
      for (int i = 0; i < frames; i++) {
        offsets[i] = buffer.getInt(4 * i) & 0xFFFFFFFFL;
      }
      return offsets;
    }

    /** Empty if an offset points at no item, or they do not ascend from the first one. */
    private Optional<int[]> byOffsets(long[] offsets) {
      if (offsets.length != frames) {
        return Optional.empty();
      }
      long base = fragments.get(0).itemOffset();
      int[] starts = new int[frames + 1];
      starts[frames] = fragments.size();
      int fragment = 0;
      for (int frame = 0; frame < frames; frame++) {
        while (fragment < fragments.size()
            && fragments.get(fragment).itemOffset() - base < offsets[frame]) {
          fragment++;
        }
        boolean hit =
            fragment < fragments.size()
                && fragments.get(fragment).itemOffset() - base == offsets[frame];
        if (!hit || (frame == 0 && fragment > 0) || (frame > 0 && fragment == starts[frame - 1])) {
          return Optional.empty();
        }
        starts[frame] = fragment;
      }
      return Optional.of(starts);
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
