package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.text.Texts;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that no work is lost when an image is closed or ImageJ quits. It never waits: where
 * there is something to finish or to ask, the window stays open for now, and closes when that is
 * done. ImageJ holds locks while it quits, so that waiting there for a job could last for ever.
 * Thread-safe.
 */
final class Closing {
  private final Case subject;
  private Optional<Then> wanted = Optional.empty();
  private Optional<Then> afterSaving = Optional.empty();
  private Optional<Object> discarded = Optional.empty();

  /** What the log says is lost: who quits is asked for each image that is open. */
  private Optional<Object> logged = Optional.empty();

  /** What a person wants. */
  enum Then {
    CLOSE,
    QUIT
  }

  /** The image, and the person or macro that works with it. All calls return at once. */
  interface Case {
    /** The file that is being saved, if one is. */
    Optional<String> saving();

    /** Whether edits are still on their way to the disk. */
    boolean isWriting();

    /** Whether a journal keeps what is done. */
    boolean isRecorded();

    /** Segments with work that would be lost; none where a journal keeps it. */
    List<Integer> unsaved();

    /** Another object after each edit. */
    Object version();

    /** Whether nobody is there to answer. */
    boolean isMacro();

    /** Whether ImageJ is being quit. */
    boolean isQuitting();

    /** For who reads the log of a macro. */
    void log(String sentence);

    /** Tells a person, until {@link #nothingToTell}. */
    void tell(String sentence);

    /** What was told has come about. */
    void nothingToTell();

    /**
     * Asks a person, who answers by {@link Closing#save}, {@link Closing#discard} or not at all.
     *
     * @param then what follows
     */
    void ask(String question, Then then);

    /** Begins to save; {@link Closing#savingOver} tells of its end. */
    void save();

    /** Closes the image, or quits ImageJ, by ImageJ's own commands. */
    void go(Then then);
  }

  Closing(Case subject) {
    this.subject = subject;
  }

  /** Whether the image may be closed now. On any thread. */
  synchronized boolean mayClose() {
    Then then = subject.isQuitting() ? Then.QUIT : Then.CLOSE;
    Optional<String> saving = subject.saving();
    // The window's end sees to what a journal keeps; nothing sees to what none does.
    boolean writing = (then == Then.QUIT || !subject.isRecorded()) && subject.isWriting();
    if (saving.isPresent() || writing) {
      wanted = Optional.of(then);
      String text =
          saving
              .map(f -> Texts.get(then == Then.QUIT ? "closing.quitLater" : "closing.later", f))
              .orElseGet(
                  () -> Texts.get(then == Then.QUIT ? "closing.writing" : "closing.entering"));
      if (subject.isMacro()) {
        subject.log(text);
      } else {
        subject.tell(text);
      }
      return false;
    }
    List<Integer> unsaved = isNow(discarded) ? List.of() : subject.unsaved();
    if (unsaved.isEmpty()) {
      return true;
    }
    if (subject.isMacro()) {
      if (!isNow(logged)) {
        logged = Optional.of(subject.version());
        subject.log(Texts.get("closing.lost", unsaved.size()));
      }
      return true;
    }
    subject.ask(Texts.get("closing.unsaved", unsaved.size()), then);
    return false;
  }

  /**
   * Something has ended that closing had to wait for.
   *
   * @param success false keeps the image open: a person is being told why
   */
  synchronized void settled(boolean success) {
    if (wanted.isEmpty()) {
      return;
    }
    if (!success) {
      wanted = Optional.empty();
      subject.nothingToTell();
      return;
    }
    if (subject.saving().isPresent() || subject.isWriting()) {
      return;
    }
    Then then = wanted.get();
    wanted = Optional.empty();
    subject.nothingToTell();
    subject.go(then);
  }

  /** A person no longer wants it closed. */
  synchronized void stay() {
    wanted = Optional.empty();
    afterSaving = Optional.empty();
  }

  /** The answer: save first. */
  synchronized void save(Then then) {
    afterSaving = Optional.of(then);
    subject.save();
  }

  /** The saving that a person asked for has ended, in a file or not. */
  synchronized void savingOver() {
    Optional<Then> then = afterSaving;
    afterSaving = Optional.empty();
    if (then.isPresent() && subject.unsaved().isEmpty()) {
      subject.go(then.get());
    }
  }

  /** The answer: let it be lost. What is done after that is asked about again. */
  synchronized void discard(Then then) {
    discarded = Optional.of(subject.version());
    subject.go(then);
  }

  private boolean isNow(Optional<Object> version) {
    return version.filter(v -> v == subject.version()).isPresent();
  }
}
