package io.github.voxelclick.session;

import io.github.voxelclick.journal.Journal;
import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.journal.JournalRecord;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SlicePrediction;
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
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs a model again for everything that a journal says a model or an interpolation made, each time
 * from the state recorded before, and compares. The session stays as it is; the damaged end of a
 * journal is cut off as at any opening. One use; not thread-safe.
 */
public final class SessionReplay {
  private final SegmentationSession session;
  private final Propagator propagator;
  private final List<Difference> differences = new ArrayList<>();
  private final Set<String> models = new TreeSet<>();
  private final List<String> skipped = new ArrayList<>();
  private int answers;
  private int propagations;

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
   */
  public record Report(
      int answers,
      int propagations,
      List<String> skipped,
      List<Difference> differences,
      Set<String> models) {
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
    return new Report(
        replay.answers, replay.propagations, replay.skipped, replay.differences, replay.models);
  }

  private void repeat(EntryReader.Entry entry, Progress progress, int index)
      throws SessionException, ModelException {
    Action action = entry.action();
    SessionState before = session.state();
    SessionState expected = entry.delta().apply(before, Mask.empty(session.volume().size()));
    try {
      repeat(action, before, expected, progress);
    } catch (IllegalArgumentException e) {
      throw RecordedSession.contradiction(index, e);
    }
    RecordedSession.enter(session, entry, index);
  }

  private void repeat(Action action, SessionState before, SessionState expected, Progress progress)
      throws ModelException {
    switch (action.kind()) {
      case OPEN -> models.add(action.details().getOrDefault("sha256", "unknown"));
      case ANSWER -> {
        compare(action, expected, answered(before, action, progress));
        answers++;
      }
      case PROPAGATE, INTERPOLATE -> propagated(before, action, expected, progress);
      case LATE_ANSWER ->
          skipped.add(
              "Action " + action.id() + ": an answer that came after other edits of its slice.");
      default -> {}
    }
  }

  private SessionState answered(SessionState before, Action action, Progress progress)
      throws ModelException {
    SegmentState segment = before.segment(action.segment());
    SliceState slice = segment.slices().get(action.plane().orElseThrow());
    if (slice == null || !slice.isPending()) {
      throw new IllegalArgumentException("an answer that no prompt waits for");
    }
    SlicePrediction answer = session.predict(segment, slice, progress);
    return Transitions.answered(before, segment, slice, answer);
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
    if (Boolean.parseBoolean(action.details().get("cancelled"))) {
      skipped.add("Action " + action.id() + ": a propagation that was cancelled.");
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
      Propagation result = by.propagate(session.task(before, carried, settings), progress);
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
