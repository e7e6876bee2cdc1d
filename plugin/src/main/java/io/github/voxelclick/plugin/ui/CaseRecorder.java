package io.github.voxelclick.plugin.ui;

import ij.plugin.frame.Recorder;
import io.github.voxelclick.plugin.macro.ActionLines;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroRemark;
import io.github.voxelclick.plugin.macro.MacroText;
import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionListener;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.VolumeException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes what happens to one case into ImageJ's Recorder, whoever did it: mouse, keys, panel or
 * menu. It listens to the session, so nothing is forgotten and nothing is written that did not
 * happen; of strokes, which the session keeps as pixels, those who enter them say the line. What
 * came before the recording is said to be missing. Thread-safe.
 */
final class CaseRecorder implements ActionListener {
  private final MacroScript script;
  private final String title;
  private final ActionLines lines;
  private final Map<Thread, Described> described = new ConcurrentHashMap<>();

  /** The recorder whose text holds all that happened; empty when some happened before. */
  private Optional<Recorder> complete = Optional.empty();

  private boolean untouched;
  private boolean remarked;

  /** A line for what a thread does now, until it is written. */
  private static final class Described {
    private final MacroLine line;
    private boolean written;

    Described(MacroLine line) {
      this.line = line;
    }
  }

  /**
   * For a case of which nothing is written yet.
   *
   * @param title of its image
   * @param strategy name of the strategy that its model propagates with
   * @param untouched whether nothing has happened to its session yet
   */
  CaseRecorder(MacroScript script, String title, String strategy, boolean untouched) {
    this.script = script;
    this.title = title;
    this.lines = new ActionLines(strategy);
    this.untouched = untouched;
  }

  /** Something that changes the session. */
  @FunctionalInterface
  interface Edit<T> {
    T run() throws VolumeException;
  }

  /** Runs an edit, of which all that it changes is done by one macro line. */
  <T> T as(MacroLine line, Edit<T> edit) throws VolumeException {
    described.put(Thread.currentThread(), new Described(line));
    try {
      return edit.run();
    } finally {
      described.remove(Thread.currentThread());
    }
  }

  /** The image was opened by a line. */
  synchronized void opened(MacroLine line) {
    if (MacroScript.isRecording()) {
      script.writeOpening(this, title, line);
    }
  }

  /** A line that changes nothing in the session, such as one that saves. */
  synchronized void write(MacroLine line) {
    if (MacroScript.isRecording()) {
      lines.rest().forEach(this::pass);
      pass(line);
    }
  }

  @Override
  public synchronized void happened(Action action, SessionState before, SessionState after) {
    if (!MacroScript.isRecording()) {
      lines.forget();
      complete = Optional.empty();
      untouched = false;
      remarked = false;
      return;
    }
    remarkOnWhatIsMissing();
    Described line = described.get(Thread.currentThread());
    if (line == null) {
      lines.of(action, before, after, Optional.empty()).forEach(this::pass);
    } else if (!line.written) {
      line.written = true;
      lines.of(action, before, after, Optional.of(line.line)).forEach(this::pass);
    }
  }

  private void remarkOnWhatIsMissing() {
    Recorder now = Recorder.getInstance();
    if (untouched) {
      untouched = false;
      complete = Optional.of(now);
    }
    if (complete.filter(r -> r == now).isEmpty() && !remarked) {
      remarked = true;
      pass(
          new MacroRemark(
              "the image had work on it that was not recorded; the masks may differ from those"
                  + " recorded."));
    }
  }

  private void pass(MacroText text) {
    script.write(this, title, text);
  }

  /** No more is to come. */
  synchronized void close() {
    if (MacroScript.isRecording()) {
      lines.rest().forEach(this::pass);
    }
  }
}
