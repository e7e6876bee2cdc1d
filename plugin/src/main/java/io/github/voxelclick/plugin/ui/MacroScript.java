package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroText;
import io.github.voxelclick.plugin.macro.RecorderMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What all open images write into ImageJ's Recorder, in the order in which it happened. A line
 * works on the image in front, as ImageJ's own do: where another image was in front before, or
 * something else was written since, a line that selects the image comes first. Thread-safe.
 */
final class MacroScript {
  private final ScriptPad pad;
  private final Consumer<Runnable> writer;
  private final Deque<Item> waiting = new ArrayDeque<>();
  private Optional<Object> front = Optional.empty();
  private String last = "";

  /**
   * A line to be written.
   *
   * @param image which it works on
   * @param title of the image
   */
  private record Item(Object image, String title, MacroText text, Kind kind) {}

  private enum Kind {
    OPENS_IMAGE,
    WORKS_ON_IMAGE,
    NEEDS_NO_IMAGE
  }

  /**
   * Nothing is written yet.
   *
   * @param writer where the pad is written, later and in order, such as {@code
   *     EventQueue::invokeLater}
   */
  MacroScript(ScriptPad pad, Consumer<Runnable> writer) {
    this.pad = pad;
    this.writer = writer;
  }

  /** What is written into. */
  ScriptPad pad() {
    return pad;
  }

  /** Whether someone records, and it is a person who works and no macro. */
  boolean isRecording() {
    return pad.recording().isPresent();
  }

  /** Writes a line that works on an image; from any thread. */
  void write(Object image, String title, MacroText text) {
    add(new Item(image, title, text, Kind.WORKS_ON_IMAGE));
  }

  /** Writes the line that opens an image; from any thread. */
  void writeOpening(Object image, String title, MacroText text) {
    add(new Item(image, title, text, Kind.OPENS_IMAGE));
  }

  /** Writes a line that works on no image; from any thread. */
  void write(MacroText text) {
    add(new Item(text, "", text, Kind.NEEDS_NO_IMAGE));
  }

  private synchronized void add(Item item) {
    waiting.add(item);
    if (waiting.size() == 1) {
      writer.accept(this::flush);
    }
  }

  private synchronized void flush() {
    while (!waiting.isEmpty()) {
      write(joined(waiting.remove()));
    }
  }

  /** Steps taken back one by one are one line, as far as they wait together. */
  private Item joined(Item first) {
    Item item = first;
    while (!waiting.isEmpty()
        && waiting.peek().image() == item.image()
        && item.text() instanceof MacroLine line) {
      Optional<MacroLine> both = line.joined(waiting.peek().text());
      if (both.isEmpty()) {
        return item;
      }
      waiting.remove();
      item = new Item(item.image(), item.title(), both.get(), item.kind());
    }
    return item;
  }

  private void write(Item item) {
    RecorderMode mode = pad.mode();
    String written = pad.text();
    boolean follows = front.filter(f -> f == item.image()).isPresent() && written.endsWith(last);
    if (item.kind() == Kind.WORKS_ON_IMAGE && !follows) {
      pad.append(mode.select(item.title(), written));
    }
    String line = item.text().in(mode);
    last = item.kind() == Kind.OPENS_IMAGE ? mode.opening(line, written) : line;
    front = Optional.of(item.image());
    pad.append(last);
  }
}
