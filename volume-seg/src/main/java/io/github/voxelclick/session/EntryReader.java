package io.github.voxelclick.session;

import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what {@link EntryWriter} wrote. Nothing larger than the bytes and the grid account for is
 * allocated, whatever they say.
 */
final class EntryReader {
  private final DataInputStream in;
  private final GridSize size;

  private EntryReader(byte[] bytes, GridSize size) {
    this.in = new DataInputStream(new ByteArrayInputStream(bytes));
    this.size = size;
  }

  /**
   * An entry.
   *
   * @param action what was done
   * @param delta what it changed in the state that it was read for
   */
  record Entry(Action action, Delta delta) {}

  /**
   * Reads an entry.
   *
   * @param state the session before
   * @param size of its grid
   * @throws IOException when the bytes are no entry of this version and grid
   */
  static Entry read(byte[] bytes, SessionState state, GridSize size) throws IOException {
    EntryReader reader = new EntryReader(bytes, size);
    try {
      int version = reader.in.readUnsignedByte();
      if (version != EntryWriter.VERSION) {
        throw new IOException(
            "it was written in form " + version + ", expected " + EntryWriter.VERSION);
      }
      Action action = reader.action();
      Delta delta = reader.delta(state);
      if (reader.in.read() >= 0) {
        throw new IOException("bytes follow its end");
      }
      return new Entry(action, delta);
    } catch (EOFException e) {
      throw new IOException("it ends in the middle of a value", e);
    } catch (IllegalArgumentException | DateTimeException | PromptException e) {
      throw new IOException("it holds a value that cannot be", e);
    }
  }

  private Action action() throws IOException {
    long id = in.readLong();
    ActionKind kind = ActionKind.valueOf(in.readUTF());
    int segment = in.readInt();
    Instant at = Instant.parse(in.readUTF());
    SortedMap<String, String> details = new TreeMap<>();
    for (int n = count(4); n > 0; n--) {
      details.put(in.readUTF(), in.readUTF());
    }
    return new Action(id, kind, segment, details, at);
  }

  /**
   * A number of things that are still to come.
   *
   * @param least bytes of each
   */
  private int count(int least) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available() / least) {
      throw new IOException("it claims " + count + " parts of " + in.available() + " bytes");
    }
    return count;
  }

  private Delta delta(SessionState state) throws IOException, PromptException {
    SortedMap<Integer, Delta.OfSegment> segments = new TreeMap<>();
    for (int n = count(4); n > 0; n--) {
      int number = in.readInt();
      segments.put(number, segment(state.find(number)));
    }
    return new Delta(segments);
  }

  private Delta.OfSegment segment(Optional<SegmentState> before)
      throws IOException, PromptException {
    Optional<Delta.Replaced<Delta.Head>> head =
        in.readBoolean()
            ? Optional.of(new Delta.Replaced<>(before.map(Delta.Head::of), optional(this::head)))
            : Optional.empty();
    SortedMap<SlicePlane, Delta.Replaced<SliceState>> slices = new TreeMap<>();
    for (int n = count(6); n > 0; n--) {
      SlicePlane plane = plane();
      slices.put(
          plane,
          new Delta.Replaced<>(before.flatMap(s -> s.slice(plane)), optional(() -> slice(plane))));
    }
    SortedMap<Integer, SliceMask> voxels = new TreeMap<>();
    for (int n = count(12); n > 0; n--) {
      int k = in.readInt();
      voxels.put(k, mask(SlicePlane.k(k)));
    }
    return new Delta.OfSegment(head, slices, voxels);
  }

  /** Reads one thing. */
  @FunctionalInterface
  private interface Part<T> {
    T read() throws IOException, PromptException;
  }

  private <T> Optional<T> optional(Part<T> part) throws IOException, PromptException {
    return in.readBoolean() ? Optional.of(part.read()) : Optional.empty();
  }

  private <T> List<T> list(int least, Part<T> part) throws IOException, PromptException {
    List<T> values = new ArrayList<>();
    for (int n = count(least); n > 0; n--) {
      values.add(part.read());
    }
    return values;
  }

  private Delta.Head head() throws IOException, PromptException {
    return new Delta.Head(in.readLong(), segment(), in.readBoolean(), optional(this::prompt));
  }

  private Segment segment() throws IOException, PromptException {
    int number = in.readInt();
    String label = in.readUTF();
    CodedConcept category = code();
    CodedConcept type = code();
    Segment.Rgb colour =
        new Segment.Rgb(in.readUnsignedByte(), in.readUnsignedByte(), in.readUnsignedByte());
    Segment.Algorithm algorithm = Segment.Algorithm.valueOf(in.readUTF());
    String algorithmName = in.readUTF();
    String algorithmVersion = in.readUTF();
    List<CodedConcept> modifiers = list(6, this::code);
    Optional<SegmentDetails.Region> region =
        optional(() -> new SegmentDetails.Region(code(), list(6, this::code)));
    String description = in.readUTF();
    Optional<SegmentDetails.Tracking> tracking =
        optional(() -> new SegmentDetails.Tracking(in.readUTF(), in.readUTF()));
    return new Segment(
        number,
        label,
        category,
        type,
        colour,
        algorithm,
        algorithmName,
        algorithmVersion,
        new SegmentDetails(modifiers, region, description, tracking));
  }

  private CodedConcept code() throws IOException {
    return new CodedConcept(in.readUTF(), in.readUTF(), in.readUTF());
  }

  private SliceState slice(SlicePlane plane) throws IOException, PromptException {
    List<GivenPrompt> prompts =
        list(
            16,
            () -> {
              long id = in.readLong();
              Overlap overlap = Overlap.valueOf(in.readUTF());
              return new GivenPrompt(id, prompt(), overlap);
            });
    int settled = in.readInt();
    int answered = in.readInt();
    Optional<SliceStart> start =
        optional(() -> new SliceStart(mask(plane), origin(), in.readDouble()));
    Optional<SliceOrigin> origin = origin();
    return new SliceState(
        plane, prompts, settled, answered, start, origin, in.readDouble(), in.readBoolean());
  }

  private Optional<SliceOrigin> origin() throws IOException, PromptException {
    return optional(() -> SliceOrigin.valueOf(in.readUTF()));
  }

  private Prompt prompt() throws IOException, PromptException {
    int kind = in.readUnsignedByte();
    SlicePlane plane = plane();
    Prompt prompt =
        switch (kind) {
          case EntryWriter.CLICK -> new PointPrompt(plane, point(), in.readBoolean());
          case EntryWriter.BOX -> new BoxPrompt(plane, point(), point());
          case EntryWriter.SCRIBBLE ->
              new ScribblePrompt(plane, list(16, this::point), in.readBoolean());
          case EntryWriter.MASK -> new MaskPrompt(plane, mask(plane));
          default -> throw new IOException("it holds a prompt of the unknown kind " + kind);
        };
    prompt.requireWithin(size);
    return prompt;
  }

  private SlicePlane plane() throws IOException {
    SlicePlane plane = new SlicePlane(SliceAxis.valueOf(in.readUTF()), in.readInt());
    if (!plane.within(size)) {
      throw new IOException("it names the slice " + plane + " of " + size);
    }
    return plane;
  }

  private PlanePoint point() throws IOException {
    return new PlanePoint(in.readDouble(), in.readDouble());
  }

  private SliceMask mask(SlicePlane plane) throws IOException {
    if (!plane.within(size)) {
      throw new IOException("it names the slice " + plane + " of " + size);
    }
    int columns = plane.axis().columns(size);
    int rows = plane.axis().rows(size);
    int first = in.readInt();
    long[] words = new long[count(Long.BYTES)];
    long whole = ((long) columns * rows + 63) / 64;
    if (first < 0 || first + (long) words.length > whole) {
      throw new IOException("it holds a mask that does not fit " + size);
    }
    byte[] bytes = new byte[words.length * Long.BYTES];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asLongBuffer().get(words);
    return SliceMask.ofWords(columns, rows, first, words);
  }
}
