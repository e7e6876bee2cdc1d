package io.github.voxelclick.session;

import io.github.voxelclick.journal.Journal;
import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.journal.JournalRecord;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.propagate.InterpolationPropagator;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.volume.JournalException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs a model again for everything that the record of a session says a model or an interpolation
 * made, each time from the state recorded before, and compares. What a person drew, and what tools
 * made of whole segments, is taken as recorded. The session stays as it is; the damaged end of a
 * journal is cut off as at any opening. One use; not thread-safe.
 */
public final class SessionReplay {
  /** Bytes of entries to go over; the longest sessions that were measured take a hundredth. */
  private static final long MAX_WORK = 16L << 30;

  /** Each answer on a slice starts from the one before, so the last may need as many runs. */
  private static final int MAX_PROMPTS = 1000;

  private final SegmentationSession session;
  private final Propagator propagator;
  private final List<Difference> differences = new ArrayList<>();
  private final Set<String> models = new TreeSet<>();
  private final List<String> skipped = new ArrayList<>();
  private int answers;
  private int propagations;
  private long work;
  private int longest;

  private SessionReplay(Volume volume, SegmentationModel model, Propagator propagator) {
    this.propagator = propagator;
    this.session =
        new SegmentationSession(
            volume, model, propagator, SessionOptions.defaults(), Optional.empty());
  }

  /**
   * An action that came out otherwise.
   *
   * @param action what was done
   * @param voxels how many voxels differ, over all segments
   */
  public record Difference(Action action, long voxels) {}

  /**
   * What a replay found.
   *
   * @param answers how many answers to prompts were repeated
   * @param propagations how many propagations and interpolations were repeated
   * @param skipped what could not be repeated and why; each a sentence
   * @param differences in the order in which they happened
   * @param models SHA-256 of the models that the session was opened with
   * @param end the session as the record leaves it
   */
  public record Report(
      int answers,
      int propagations,
      List<String> skipped,
      List<Difference> differences,
      Set<String> models,
      SessionState end) {
    /** Takes the lists as they are at this moment. */
    public Report {
      skipped = List.copyOf(skipped);
      differences = List.copyOf(differences);
      models = Set.copyOf(models);
    }

    /** How many voxels differ, over all actions. */
    public long voxels() {
      return differences.stream().mapToLong(Difference::voxels).sum();
    }
  }

  /**
   * Replays the session of a volume. Blocks while the model runs.
   *
   * @param folder where journals lie
   * @param propagator of the model
   * @param progress told after each entry of the journal
   * @throws JournalException when there is no journal, another has it open, or the disk fails
   * @throws SessionException when the journal contradicts itself
   * @throws ModelException when the model cannot run
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public static Report of(
      JournalFolder folder,
      Volume volume,
      SegmentationModel model,
      Propagator propagator,
      Progress progress)
      throws JournalException, SessionException, ModelException {
    Path file = folder.file(VolumeFingerprint.of(volume));
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new SessionException(
          "Nothing to replay: no work on this image is kept on this computer. Open the image in"
              + " ImageJ with VoxelClick first, or name the folder that holds the session.");
    }
    SessionReplay replay = new SessionReplay(volume, model, propagator);
    try (Journal journal = Journal.open(file)) {
      journal.damage().ifPresent(d -> replay.skipped.add(d.warning().message()));
      List<JournalRecord> records = journal.records();
      for (int n = 0; n < records.size(); n++) {
        progress.checkCancelled();
        replay.repeat(RecordedSession.read(replay.session, records.get(n), n), progress, n);
        progress.update(n + 1, records.size());
      }
    }
    return replay.report();
  }

  /**
   * Replays a session from its entries, which may come from anywhere. Blocks while the model runs.
   *
   * @param entries of a session on the same volume
   * @param propagator of the model
   * @param progress asked after each entry
   * @throws SessionException when the entries are damaged, contradict themselves or do not belong
   *     to the volume's grid, or would take longer to repeat than any session does
   * @throws ModelException when the model cannot run
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public static Report of(
      SessionEntries entries,
      Volume volume,
      SegmentationModel model,
      Propagator propagator,
      Progress progress)
      throws SessionException, ModelException {
    SessionReplay replay = new SessionReplay(volume, model, propagator);
    entries.<ModelException>forEach(
        (payload, index) -> {
          progress.checkCancelled();
          try {
            EntryReader.Entry entry = RecordedSession.read(replay.session, payload, index);
            replay.account(entry.action().kind(), payload.length, index);
            replay.repeat(entry, progress, index);
          } catch (SessionException e) {
            throw unrepeatable(index, e);
          }
        });
    return replay.report();
  }

  /** The same as of a journal, with what to do about entries beside a mask. */
  private static SessionException unrepeatable(int index, SessionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new SessionException(
        "Cannot repeat the session: entry "
            + (index + 1)
            + " of what was done does not follow from those before ("
            + cause.getMessage()
            + "). They were changed since they were saved, or are of a newer VoxelClick.",
        cause);
  }

  /** Undo and redo take as long as what they move over, so a short entry can be a lot of work. */
  private void account(ActionKind kind, int length, int index) throws SessionException {
    longest = Math.max(longest, length);
    boolean moves = kind == ActionKind.UNDO || kind == ActionKind.REDO;
    work += moves ? longest : length;
    if (work > MAX_WORK) {
      throw RecordedSession.contradiction(
          index, new IllegalArgumentException("no session goes to and fro so often"));
    }
  }

  private Report report() {
    return new Report(answers, propagations, skipped, differences, models, session.state());
  }

  private void repeat(EntryReader.Entry entry, Progress progress, int index)
      throws SessionException, ModelException {
    Action action = entry.action();
    SessionState before = session.state();
    try {
      SessionState expected = entry.delta().apply(before, Mask.empty(session.volume().size()));
      repeat(action, before, expected, progress);
    } catch (IllegalArgumentException | NoSuchElementException | IndexOutOfBoundsException e) {
      throw RecordedSession.contradiction(index, e);
    }
    RecordedSession.enter(session, entry, index);
  }

  private void repeat(Action action, SessionState before, SessionState expected, Progress progress)
      throws ModelException {
    switch (action.kind()) {
      case OPEN -> opened(action);
      case ANSWER, LATE_ANSWER -> {
        SegmentState segment = before.segment(action.segment());
        SlicePlane plane = action.plane().orElseThrow();
        answered(action, before, segment.slices().get(plane), progress)
            .ifPresent(found -> compare(action, expected, found));
      }
      case PROPAGATE, INTERPOLATE -> propagated(before, action, expected, progress);
      default -> {
        if (action.kind().isStep() && action.number(Action.ANSWERS).orElse(0) > 0) {
          merged(action, before, expected, progress);
        }
      }
    }
  }

  private void opened(Action action) {
    models.add(action.details().getOrDefault(Action.SHA256, "unknown"));
    String low = action.details().get(Action.WINDOW_LOW);
    String high = action.details().get(Action.WINDOW_HIGH);
    session
        .embeddings()
        .useWindow(
            low == null || high == null
                ? Optional.empty()
                : Optional.of(new Window(Double.parseDouble(low), Double.parseDouble(high))));
  }

  /**
   * A step of a compacted record, which no longer tells its answers apart: what a person did is
   * done again and answered again.
   */
  private void merged(Action action, SessionState before, SessionState expected, Progress progress)
      throws ModelException {
    Optional<MergedStep> step = MergedStep.of(action, before, expected);
    if (step.isEmpty()) {
      skipped.add(
          "Action "
              + action.id()
              + ": its answers were put together when the record was compacted.");
      return;
    }
    Optional<SessionState> now = Optional.of(step.get().asked());
    for (int n = 0; n < action.number(Action.ANSWERS).orElse(0) && now.isPresent(); n++) {
      SegmentState segment = now.get().segment(action.segment());
      now = answered(action, now.get(), segment.slices().get(step.get().plane()), progress);
    }
    now.ifPresent(found -> compare(action, expected, found));
  }

  private Optional<SessionState> answered(
      Action action, SessionState before, @Nullable SliceState slice, Progress progress)
      throws ModelException {
    SegmentState segment = before.segment(action.segment());
    if (slice == null || !slice.isPending()) {
      throw new IllegalArgumentException("an answer that no prompt waits for");
    }
    List<Prompt> asked = slice.livePrompts().subList(0, slice.answered() - slice.settled() + 1);
    if (asked.size() > MAX_PROMPTS) {
      throw new IllegalArgumentException(asked.size() + " prompts on one slice");
    }
    Optional<String> refusal =
        session
            .model()
            .prompts()
            .refusal(
                session.model().profile().name(),
                asked.subList(0, asked.size() - 1),
                asked.get(asked.size() - 1));
    if (refusal.isPresent()) {
      skipped.add("Action " + action.id() + ": " + refusal.get());
      return Optional.empty();
    }
    SlicePrediction answer = session.waiting().predict(segment, slice, progress);
    answers++;
    return Optional.of(Transitions.answered(before, segment, slice, answer));
  }

  private void propagated(
      SessionState before, Action action, SessionState expected, Progress progress)
      throws ModelException {
    boolean shape = action.kind() == ActionKind.INTERPOLATE;
    Propagator by = shape ? new InterpolationPropagator() : propagator;
    String strategy = action.details().getOrDefault("strategy", "");
    if (!strategy.equals(by.name())) {
      skipped.add(
          "Action "
              + action.id()
              + ": carried by \""
              + strategy
              + "\", this model does so by \""
              + by.name()
              + "\".");
      return;
    }
    boolean cancelled = Boolean.parseBoolean(action.details().get("cancelled"));
    OptionalInt steps = action.number(Action.STEPS);
    if (cancelled && steps.isEmpty()) {
      skipped.add(
          "Action "
              + action.id()
              + ": a propagation that was cancelled, of which the record does not tell when.");
      return;
    }
    try {
      PropagationSettings settings =
          new PropagationSettings(
              Optional.of(by),
              shape ? SliceOrigin.INTERPOLATED : SliceOrigin.CARRIED,
              Boolean.parseBoolean(action.details().get("crossGaps")),
              Overlap.valueOf(action.details().getOrDefault("overlap", "ALLOWED")));
      CarriedMasks carried =
          CarriedMasks.plan(
              before.segment(action.segment()),
              SliceAxis.valueOf(action.details().getOrDefault("axis", "K")),
              action.number("first").orElseThrow(),
              action.number("last").orElseThrow());
      int most = cancelled ? steps.getAsInt() : Integer.MAX_VALUE;
      Propagation result =
          by.propagate(
              session.propagations().task(before, carried, settings),
              new CountedProgress(progress, most));
      progress.checkCancelled();
      compare(action, expected, carried.applied(before, result, settings));
      propagations++;
    } catch (PromptException e) {
      throw new IllegalArgumentException("a propagation from nothing", e);
    }
  }

  private void compare(Action action, SessionState expected, SessionState found) {
    long voxels = 0;
    for (SegmentState segment : expected.segments()) {
      Mask a = segment.mask();
      Mask b = found.segment(segment.number()).mask();
      for (int k : a.differingSlices(b)) {
        voxels += a.slice(SlicePlane.k(k)).xor(b.slice(SlicePlane.k(k))).count();
      }
    }
    if (voxels > 0) {
      differences.add(new Difference(action, voxels));
    }
  }
}
