package io.github.voxelclick.provenance;

import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.GivenPrompt;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionStory;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SlicePlane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What is known of one segment of a session, kept up step by step. Not thread-safe. */
final class SegmentAccount {
  /** Longer pauses are no work. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final long since;
  private final Optional<Instant> added;
  private final Map<Deed, Integer> deeds = new EnumMap<>(Deed.class);
  private final Map<SlicePlane, Integer> edits = new HashMap<>();
  private final List<Instant> times = new ArrayList<>();
  private final ModelMasks masks = new ModelMasks();
  private int undone;
  private int rejected;
  private OptionalInt lastModel = OptionalInt.empty();
  private Optional<Segment> loaded = Optional.empty();
  private boolean changed;
  private boolean learned;
  private boolean calculated;

  /** Of a segment that the session began with. */
  SegmentAccount() {
    this.since = 0;
    this.added = Optional.empty();
  }

  /**
   * Of a segment that was added.
   *
   * @param by the action that added it
   */
  SegmentAccount(Action by) {
    this.since = by.id();
    this.added = Optional.of(by.at());
    times.add(by.at());
  }

  /** Of a segment that a file brought, as it was then. */
  static SegmentAccount loaded(Action by, Segment segment) {
    SegmentAccount account = new SegmentAccount(by);
    account.loaded = Optional.of(segment);
    return account;
  }

  /** Takes in a step that changed the segment, its own or another's. */
  void see(SessionStory.Step step, SegmentState before, SegmentState after, OptionalInt model) {
    Action action = step.action();
    boolean own = action.segment() == after.number();
    changed |= !before.mask().equals(after.mask());
    boolean answered = masks.see(action, own, before, after, model);
    if (answered || (own && (step.answers() > 0 || action.kind() == ActionKind.PROPAGATE))) {
      learned = true;
      lastModel = model;
    }
    if (!own) {
      return;
    }
    Optional<Deed> deed = Deed.of(action);
    deed.ifPresent(d -> deeds.merge(d, 1, Integer::sum));
    if (Deed.isPersons(action.kind())) {
      times.add(action.at());
    }
    if (deed.equals(Optional.of(Deed.EDIT))) {
      edited(action, before, after);
    }
    if (action.kind() == ActionKind.REMOVE_PROMPT && wasAnswered(before, after)) {
      rejected++;
    }
    calculated |=
        deed.equals(Optional.of(Deed.SHAPE_TOOL)) || action.kind() == ActionKind.INTERPOLATE;
  }

  private void edited(Action action, SegmentState before, SegmentState after) {
    Optional<SlicePlane> plane = action.plane();
    if (plane.isPresent()) {
      edits.merge(plane.get(), 1, Integer::sum);
    } else {
      for (int k : before.mask().differingSlices(after.mask())) {
        edits.merge(SlicePlane.k(k), 1, Integer::sum);
      }
    }
  }

  /** Whether the prompt that was taken away had an answer. */
  private static boolean wasAnswered(SegmentState before, SegmentState after) {
    for (SliceState slice : before.slices().values()) {
      List<GivenPrompt> left =
          after.slice(slice.plane()).map(SliceState::prompts).orElse(List.of());
      if (left.size() < slice.prompts().size()) {
        int place = 0;
        while (place < left.size() && left.get(place).equals(slice.prompts().get(place))) {
          place++;
        }
        return place < slice.answered();
      }
    }
    return false;
  }

  /** What another segment was made of is part of this one now. */
  void combinedWith(SegmentAccount other) {
    loaded = loaded.or(other::loaded);
    if (other.learned) {
      learned = true;
      lastModel = other.lastModel;
    }
    calculated |= other.calculated;
  }

  /** Takes in a step that was taken back. */
  void see(SessionStory.TakenBack step) {
    if (step.id() <= since) {
      return; // of an earlier segment with the same number
    }
    rejected += step.answers().orElse(0) + (step.kind() == ActionKind.PROPAGATE ? 1 : 0);
    if (Deed.isPersons(step.kind())) {
      undone++;
      times.add(step.at());
    }
  }

  /** The action that added it; 0 for a segment that the session began with. */
  long since() {
    return since;
  }

  /** When it was added, where known. */
  Optional<Instant> added() {
    return added;
  }

  /** Whether a model has a part in what stands. */
  boolean isLearned() {
    return learned;
  }

  /** What a file brought it as, if one did. */
  Optional<Segment> loaded() {
    return loaded;
  }

  /** Whether a voxel is, or was for a while, another than at its beginning. */
  boolean isChanged() {
    return changed;
  }

  /** The place of the model that was at work last. */
  OptionalInt lastModel() {
    return lastModel;
  }

  /** Whether anything that stands was calculated from shapes. */
  boolean isCalculated() {
    return calculated;
  }

  int rejected() {
    return rejected;
  }

  Optional<Instant> began() {
    return times.stream().min(Instant::compareTo);
  }

  Optional<Instant> ended() {
    return times.stream().max(Instant::compareTo);
  }

  /** Seconds of work. */
  double seconds() {
    List<Instant> ordered = times.stream().sorted().toList();
    Duration sum = Duration.ZERO;
    for (int n = 1; n < ordered.size(); n++) {
      Duration pause = Duration.between(ordered.get(n - 1), ordered.get(n));
      sum = pause.compareTo(LONGEST_PAUSE) <= 0 ? sum.plus(pause) : sum;
    }
    return sum.toMillis() / 1000.0;
  }

  private int count(Deed deed) {
    return deeds.getOrDefault(deed, 0);
  }

  Interactions interactions() {
    return new Interactions(
        count(Deed.CLICK_POSITIVE),
        count(Deed.CLICK_NEGATIVE),
        count(Deed.BOX),
        count(Deed.SCRIBBLE),
        count(Deed.PROMPT_REMOVED),
        count(Deed.PROMPT_MOVED),
        count(Deed.EDIT),
        count(Deed.SHAPE_TOOL),
        count(Deed.PROPAGATION),
        count(Deed.INTERPOLATION),
        count(Deed.CONFIRMATION),
        undone);
  }

  /**
   * The slices of which it is known how they came about.
   *
   * @param state the segment at the end
   * @param saved its mask as it was saved
   */
  List<SliceProvenance> slices(SegmentState state, Mask saved) {
    List<SliceProvenance> all = new ArrayList<>();
    for (SliceState slice : state.slices().values()) {
      if (slice.origin().isPresent()) {
        all.add(slice(slice, slice.origin().get(), saved));
      }
    }
    return all;
  }

  private SliceProvenance slice(SliceState slice, SliceOrigin origin, Mask saved) {
    SlicePlane plane = slice.plane();
    return new SliceProvenance(
        plane.axis(),
        plane.index(),
        origin,
        slice.confirmed(),
        origin == SliceOrigin.DRAWN
            ? OptionalDouble.empty()
            : OptionalDouble.of(slice.confidence()),
        saved.slice(plane).count(),
        slice.prompts().size(),
        edits.getOrDefault(plane, 0),
        masks.use(plane, saved));
  }
}
