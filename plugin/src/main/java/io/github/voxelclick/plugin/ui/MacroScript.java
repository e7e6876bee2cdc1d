package io.github.voxelclick.plugin.ui;

import ij.IJ;
import ij.plugin.frame.Recorder;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroText;
import java.awt.EventQueue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What all open images write into ImageJ's Recorder, in the order in which it happened. A line
 * works on the image in front, as ImageJ's own do: where another image was in front before, or
 * something else was written since, a line that selects the image comes first. Thread-safe; writes
 * on the event thread.
 */
final class MacroScript {
  private final Deque<Item> waiting = new ArrayDeque<>();
  private Optional<Object> front = Optional.empty();
  private String last = "";

  /**
   * A line to be written.
   *
   * @param image which it works on
   * @param title of the image
   * @param opens whether it opens the image, or needs none
   */
  private record Item(Object image, String title, MacroText text, boolean opens) {}

  /** Whether someone records, and it is a person who works and no macro. */
  static boolean isRecording() {
    return Recorder.record
        && Recorder.getInstance() != null
        && (!IJ.isMacro() || Recorder.recordInMacros);
  }

  /** Writes a line that works on an image; from any thread. */
  void write(Object image, String title, MacroText text) {
    add(new Item(image, title, text, false));
  }

  /** Writes the line that opens an image; from any thread. */
  void writeOpening(Object image, String title, MacroText text) {
    add(new Item(image, title, text, true));
  }

  /** Writes a line that works on no image; from any thread. */
  void write(MacroText text) {
    add(new Item(text, "", text, true));
  }

  private synchronized void add(Item item) {
    waiting.add(item);
    if (waiting.size() == 1) {
      EventQueue.invokeLater(this::flush);
    }
  }

  private synchronized void flush() {
    while (!waiting.isEmpty()) {
      Item item = joined(waiting.remove());
      Recorder recorder = Recorder.getInstance();
      if (recorder != null) {
        write(item, recorder);
      }
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
      item = new Item(item.image(), item.title(), both.get(), false);
    }
    return item;
  }

  private void write(Item item, Recorder recorder) {
    boolean script = Recorder.scriptMode();
    boolean follows =
        front.filter(f -> f == item.image()).isPresent() && recorder.getText().endsWith(last);
    if (!item.opens() && !follows) {
      Recorder.recordString(
          (script ? "IJ.selectWindow(" : "selectImage(") + MacroText.quoted(item.title()) + ");\n");
    }
    last = script ? item.text().script() : item.text().macro();
    front = Optional.of(item.image());
    Recorder.recordString(last);
  }
}
