package io.github.voxelclick.session;

import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Writes an entry of a session's history as bytes: the action and what it leads to. What was there
 * before is not written, since the entries before say it. {@link EntryReader} is the other half.
 */
final class EntryWriter {
  /** Raised whenever the form changes. */
  static final int VERSION = 1;

  static final int CLICK = 1;
  static final int BOX = 2;
  static final int SCRIBBLE = 3;
  static final int MASK = 4;

  private final DataOutputStream out;

  private EntryWriter(DataOutputStream out) {
    this.out = out;
  }

  /** The bytes of an entry. */
  static byte[] bytes(Action action, Delta delta) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      EntryWriter writer = new EntryWriter(out);
      out.writeByte(VERSION);
      writer.action(action);
      writer.delta(delta);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private void action(Action action) throws IOException {
    out.writeLong(action.id());
    out.writeUTF(action.kind().name());
    out.writeInt(action.segment());
    out.writeUTF(action.at().toString());
    out.writeInt(action.details().size());
    for (var e : action.details().entrySet()) {
      out.writeUTF(e.getKey());
      out.writeUTF(e.getValue());
    }
  }

  private void delta(Delta delta) throws IOException {
    out.writeInt(delta.segments().size());
    for (var e : delta.segments().entrySet()) {
      out.writeInt(e.getKey());
      Delta.OfSegment segment = e.getValue();
      out.writeBoolean(segment.head().isPresent());
      if (segment.head().isPresent()) {
        optional(segment.head().get().after(), this::head);
      }
      out.writeInt(segment.slices().size());
      for (var slice : segment.slices().entrySet()) {
        plane(slice.getKey());
        optional(slice.getValue().after(), this::slice);
      }
      out.writeInt(segment.voxels().size());
      for (var slice : segment.voxels().entrySet()) {
        out.writeInt(slice.getKey());
        mask(slice.getValue());
      }
    }
  }

  /** Writes one thing. */
  @FunctionalInterface
  private interface Part<T> {
    void write(T value) throws IOException;
  }

  private <T> void optional(Optional<T> value, Part<? super T> part) throws IOException {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      part.write(value.get());
    }
  }

  private <T> void list(List<T> values, Part<? super T> part) throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      part.write(value);
    }
  }

  private void head(Delta.Head head) throws IOException {
    out.writeLong(head.rank());
    segment(head.segment());
    out.writeBoolean(head.locked());
    optional(head.firstPositive(), this::prompt);
  }

  private void segment(Segment segment) throws IOException {
    out.writeInt(segment.number());
    out.writeUTF(segment.label());
    code(segment.category());
    code(segment.type());
    out.writeByte(segment.colour().red());
    out.writeByte(segment.colour().green());
    out.writeByte(segment.colour().blue());
    out.writeUTF(segment.algorithm().name());
    out.writeUTF(segment.algorithmName());
    out.writeUTF(segment.algorithmVersion());
    SegmentDetails details = segment.details();
    list(details.typeModifiers(), this::code);
    optional(
        details.region(),
        region -> {
          code(region.code());
          list(region.modifiers(), this::code);
        });
    out.writeUTF(details.description());
    optional(
        details.tracking(),
        tracking -> {
          out.writeUTF(tracking.id());
          out.writeUTF(tracking.uid());
        });
  }

  private void code(CodedConcept code) throws IOException {
    out.writeUTF(code.value());
    out.writeUTF(code.scheme());
    out.writeUTF(code.meaning());
  }

  private void slice(SliceState slice) throws IOException {
    list(
        slice.prompts(),
        given -> {
          out.writeLong(given.id());
          out.writeUTF(given.overlap().name());
          prompt(given.prompt());
        });
    out.writeInt(slice.settled());
    out.writeInt(slice.answered());
    optional(
        slice.start(),
        start -> {
          mask(start.mask());
          origin(start.origin());
          out.writeDouble(start.confidence());
        });
    origin(slice.origin());
    out.writeDouble(slice.confidence());
    out.writeBoolean(slice.confirmed());
  }

  private void origin(Optional<SliceOrigin> origin) throws IOException {
    optional(origin, o -> out.writeUTF(o.name()));
  }

  private void prompt(Prompt prompt) throws IOException {
    if (prompt instanceof PointPrompt click) {
      out.writeByte(CLICK);
      plane(click.plane());
      point(click.at());
      out.writeBoolean(click.positive());
    } else if (prompt instanceof BoxPrompt box) {
      out.writeByte(BOX);
      plane(box.plane());
      point(box.min());
      point(box.max());
    } else if (prompt instanceof ScribblePrompt scribble) {
      out.writeByte(SCRIBBLE);
      plane(scribble.plane());
      list(scribble.points(), this::point);
      out.writeBoolean(scribble.positive());
    } else if (prompt instanceof MaskPrompt drawn) {
      out.writeByte(MASK);
      plane(drawn.plane());
      mask(drawn.mask());
    } else {
      throw new IllegalArgumentException("a prompt of a new kind: " + prompt.kind());
    }
  }

  private void plane(SlicePlane plane) throws IOException {
    out.writeUTF(plane.axis().name());
    out.writeInt(plane.index());
  }

  private void point(PlanePoint point) throws IOException {
    out.writeDouble(point.column());
    out.writeDouble(point.row());
  }

  /** Only the words from the first to the last that is not zero. */
  private void mask(SliceMask mask) throws IOException {
    long[] words = mask.toWords();
    int from = 0;
    int to = words.length;
    while (to > 0 && words[to - 1] == 0) {
      to--;
    }
    while (from < to && words[from] == 0) {
      from++;
    }
    out.writeInt(from);
    out.writeInt(to - from);
    for (int w = from; w < to; w++) {
      out.writeLong(words[w]);
    }
  }
}
