package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.macro.ActionLines;
import io.github.voxelclick.plugin.macro.MacroClose;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroRemark;
import io.github.voxelclick.plugin.macro.MacroText;
import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionListener;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.VolumeException;
import java.util.ArrayList;
import java.util.List;
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

  /** What happened while work went on whose line may have to stand before it. */
  private final List<Happening> waiting = new ArrayList<>();

  /** How much work goes on whose line is not written yet. */
  private int working;

  /** The recorder whose text holds all that happened; empty when some happened before. */
  private Optional<Object> complete = Optional.empty();

  /** The recorder whose text says that some happened before. */
  private Optional<Object> remarked = Optional.empty();

  private boolean untouched;

  /** No more is to come. */
  private boolean closed;

  /** No more is to be written, not even what waits. */
  private boolean over;

  /** How often closing was asked for without being told yet what came of it. */
  private int asked;

  /** A line for what a thread does now, until it is written. */
  private static final class Described {
    private final MacroLine line;
    private boolean written;

    Described(MacroLine line) {
      this.line = line;
    }
  }

  /**
   * Something to be written.
   *
   * @param revision of the session's state when it had happened
   */
  private record Happening(long revision, Runnable writing) {}

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

  /** Something that changes nothing in the session, such as saving. */
  @FunctionalInterface
  interface Work {
    /** Does it, and tells of which state; edits go on meanwhile. */
    SessionState run() throws VolumeException;
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
    if (script.isRecording()) {
      script.writeOpening(this, title, line);
    }
  }

  /** A line that changes nothing in the session and needs nothing of it. */
  synchronized void write(MacroLine line) {
    if (script.isRecording() && !closed) {
      long now = waiting.isEmpty() ? 0 : waiting.get(waiting.size() - 1).revision();
      happened(new Happening(now, () -> writeBetween(line)));
    }
  }

  /**
   * Does work that a line repeats. Once it is done, the line is written where the work took effect:
   * after all that led to the state that it worked on, and before what was done since. Nothing is
   * written of work that fails.
   */
  void write(MacroLine line, Work work) throws VolumeException {
    synchronized (this) {
      working++;
    }
    Optional<SessionState> on = Optional.empty();
    try {
      on = Optional.of(work.run());
    } finally {
      worked(line, on);
    }
  }

  private synchronized void worked(MacroLine line, Optional<SessionState> on) {
    if (on.isPresent() && script.isRecording() && !closed) {
      long revision = on.get().revision();
      int place = 0;
      while (place < waiting.size() && waiting.get(place).revision() <= revision) {
        place++;
      }
      waiting.add(place, new Happening(revision, () -> writeBetween(line)));
    }
    working--;
    if (working == 0) {
      waiting.forEach(happening -> happening.writing().run());
      waiting.clear();
    }
  }

  private void happened(Happening happening) {
    if (working > 0) {
      waiting.add(happening);
    } else {
      happening.writing().run();
    }
  }

  private void writeBetween(MacroLine line) {
    remarkOnWhatIsMissing();
    lines.rest().forEach(this::pass);
    pass(line);
  }

  @Override
  public synchronized void happened(Action action, SessionState before, SessionState after) {
    if (closed) {
      return;
    }
    if (!script.isRecording()) {
      lines.forget();
      waiting.clear();
      complete = Optional.empty();
      remarked = Optional.empty();
      untouched = false;
      return;
    }
    if (untouched) {
      untouched = false;
      complete = script.pad().recording();
    }
    Optional<Described> line = Optional.ofNullable(described.get(Thread.currentThread()));
    if (line.isPresent() && line.get().written) {
      return;
    }
    line.ifPresent(l -> l.written = true);
    Optional<MacroLine> said = line.map(l -> l.line);
    happened(
        new Happening(
            after.revision(),
            () -> {
              remarkOnWhatIsMissing();
              lines.of(action, before, after, said).forEach(this::pass);
            }));
  }

  private void remarkOnWhatIsMissing() {
    Optional<Object> now = script.pad().recording();
    boolean all = untouched || isSame(complete, now);
    if (!all && !isSame(remarked, now)) {
      remarked = now;
      pass(
          new MacroRemark(
              "the image had work on it that was not recorded; the masks may differ from those"
                  + " recorded."));
    }
  }

  /** Windows are told apart by identity. */
  private static boolean isSame(Optional<Object> a, Optional<Object> b) {
    return a.filter(one -> b.filter(other -> other == one).isPresent()).isPresent();
  }

  private void pass(MacroText text) {
    script.write(this, title, text);
  }

  /** It is asked whether the image may be closed: {@link #closing} tells what came of it. */
  synchronized void mayClose() {
    asked++;
  }

  /**
   * The image is closed now, or was to be and stays open. To be called at once, on the thread that
   * closes it: what ImageJ would write of it on that thread is written here, and only where it has
   * come about.
   */
  synchronized void closing(boolean done) {
    boolean written = script.pad().hushClosing(done);
    asked--;
    if (done && !over) {
      waiting.forEach(happening -> happening.writing().run());
      if (written) {
        pass(new MacroClose(title));
      }
      end();
    } else if (closed && asked == 0) {
      end();
    }
  }

  /**
   * No more is to come. What waits for an answer in a closed session, and what is still entered
   * there, is no step of a macro: its lines would find no image. Where the thread that closes the
   * image has still to call {@link #closing}, what happened before is written then.
   */
  synchronized void close() {
    closed = true;
    if (asked == 0) {
      end();
    }
  }

  private void end() {
    waiting.clear();
    lines.forget();
    closed = true;
    over = true;
  }
}
