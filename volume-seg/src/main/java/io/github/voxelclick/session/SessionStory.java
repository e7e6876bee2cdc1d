package io.github.voxelclick.session;

import io.github.voxelclick.volume.JournalException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Volume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How a session came to be what it was at one moment: the steps that stand, one after the other,
 * what was taken back, and the openings. Immutable; the session may go on.
 *
 * <p>It says the same of a session whose journal was compacted, since undo reaches as far back
 * there. What it cannot tell, in either: when a model's answer came, and how often undo and redo
 * went to and fro.
 */
public final class SessionStory {
  /** Enough for a compaction to get out of the way, which happens once after an opening. */
  private static final int ATTEMPTS = 3;

  private final Volume volume;
  private final Past past;
  private final Optional<SessionEntries> entries;
  private final String withoutEntries;

  private SessionStory(
      Volume volume, Past past, Optional<SessionEntries> entries, String withoutEntries) {
    this.volume = volume;
    this.past = past;
    this.entries = entries;
    this.withoutEntries = withoutEntries;
  }

  /**
   * A step that stands.
   *
   * @param action what was done
   * @param answers how many answers of a model belong to it
   * @param before the session before
   * @param after the session after, answers included
   */
  public record Step(Action action, int answers, SessionState before, SessionState after) {}

  /**
   * A step that was taken back and not repeated.
   *
   * @param id as of {@link Action}
   * @param kind what it was
   * @param segment number of the segment, 0 when none
   * @param answers how many answers of a model were taken back with it; empty when that is no
   *     longer known
   * @param at when it was done
   */
  public record TakenBack(long id, ActionKind kind, int segment, OptionalInt answers, Instant at) {}

  /**
   * An opening of the image.
   *
   * @param id as of {@link Action}
   * @param model name of the model
   * @param family how it is run; empty when that was not noted
   * @param sha256 of the model, 64 hexadecimal digits; empty when that was not noted
   * @param at when
   */
  public record Opening(long id, String model, String family, String sha256, Instant at) {}

  /**
   * The story until now. Reads the journal, so it takes a moment; not for the event thread.
   *
   * @param session not closed
   */
  public static SessionStory of(SegmentationSession session) {
    Optional<EntrySource> source = session.record().entries();
    if (source.isEmpty()) {
      return new SessionStory(
          session.volume(),
          session.timeline().past(),
          Optional.empty(),
          "the session was recorded nowhere");
    }
    record Now(Past past, EntrySource.Taken entries) {}
    String why = "the record was written anew meanwhile";
    Past past = session.timeline().past();
    for (int n = 0; n < ATTEMPTS; n++) {
      Now now = session.timeline().exclusively(t -> new Now(t.past(), source.get().taken()));
      past = now.past();
      SessionEntries.Builder builder = new SessionEntries.Builder();
      try {
        if (now.entries().readInto(builder)) {
          Optional<SessionEntries> all = builder.build();
          why = "they take more than " + (SessionEntries.MAX_BYTES >> 20) + " MiB";
          return new SessionStory(session.volume(), past, all, all.isPresent() ? "" : why);
        }
      } catch (JournalException e) {
        why = "the journal cannot be read";
        n = ATTEMPTS;
      }
    }
    return new SessionStory(session.volume(), past, Optional.empty(), why);
  }

  /** The image. */
  public Volume volume() {
    return volume;
  }

  /** The image's {@link VolumeFingerprint}; reads all samples at each call. */
  public String fingerprint() {
    return VolumeFingerprint.of(volume);
  }

  /** The session at that moment. */
  public SessionState state() {
    return past.state();
  }

  /** All that was written down; empty when there is no such record or it is too long. */
  public Optional<SessionEntries> entries() {
    return entries;
  }

  /** Why there are no {@link #entries}, as part of a sentence; empty when there are. */
  public String withoutEntries() {
    return withoutEntries;
  }

  /** Goes over the steps that stand, the oldest first; one state is in memory at a time. */
  public void forEachStep(Consumer<Step> visitor) {
    Mask nothing = Mask.empty(volume.size());
    SessionState now = past.base();
    for (History.Step step : past.done()) {
      SessionState next = step.delta().apply(now, nothing);
      visitor.accept(new Step(step.action(), step.answers(), now, next));
      now = next;
    }
  }

  /** What was taken back: steps that could still be repeated, and those out of reach. */
  public List<TakenBack> takenBack() {
    List<TakenBack> all = new ArrayList<>();
    for (Action note : past.notes()) {
      if (note.kind() != ActionKind.OPEN) {
        all.add(
            new TakenBack(
                note.id(), kind(note), note.segment(), note.number(Action.ANSWERS), note.at()));
      }
    }
    for (History.Step step : past.undone()) {
      Action a = step.action();
      all.add(new TakenBack(a.id(), a.kind(), a.segment(), OptionalInt.of(step.answers()), a.at()));
    }
    return all;
  }

  private static ActionKind kind(Action note) {
    try {
      return ActionKind.valueOf(note.details().getOrDefault(Action.KIND, note.kind().name()));
    } catch (IllegalArgumentException e) {
      return ActionKind.ABANDONED; // of a newer version
    }
  }

  /** When the image was opened and with which model, oldest first. */
  public List<Opening> openings() {
    List<Opening> all = new ArrayList<>();
    for (Action note : past.notes()) {
      if (note.kind() == ActionKind.OPEN) {
        all.add(
            new Opening(
                note.id(),
                note.details().getOrDefault(Action.MODEL, ""),
                note.details().getOrDefault(Action.FAMILY, ""),
                note.details().getOrDefault(Action.SHA256, ""),
                note.at()));
      }
    }
    return all;
  }
}
