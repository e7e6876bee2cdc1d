package io.github.voxelclick.evaluate;

import io.github.voxelclick.propagate.InterpolationPropagator;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.PropagationSettings;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lets a {@link SimulatedReader} segment a structure in each {@link EffortWay}. */
final class Effort {
  private static final PropagationSettings BY_MODEL = PropagationSettings.defaults();
  private static final PropagationSettings BY_SHAPE =
      new PropagationSettings(
          Optional.of(new InterpolationPropagator()),
          SliceOrigin.INTERPOLATED,
          false,
          Overlap.ALLOWED);

  private final Structure structure;
  private final Function<Volume, SegmentationSession> sessions;
  private final EffortRules rules;
  private final Progress progress;

  Effort(
      Structure structure,
      Function<Volume, SegmentationSession> sessions,
      EffortRules rules,
      Progress progress) {
    this.structure = structure;
    this.sessions = sessions;
    this.rules = rules;
    this.progress = progress;
  }

  EffortScore run() throws ModelException {
    Map<EffortWay, EffortScore.Trial> trials = new EnumMap<>(EffortWay.class);
    for (EffortWay way : EffortWay.values()) {
      SimulatedReader reader =
          new SimulatedReader(structure, sessions.apply(structure.volume()), rules, progress);
      switch (way) {
        case SESSION -> session(reader);
        case SLICES -> slices(reader);
        case INTERPOLATION -> interpolation(reader);
      }
      trials.put(way, reader.trial());
    }
    return new EffortScore(rules.maxInteractions(), trials);
  }

  private void session(SimulatedReader reader) throws ModelException {
    reader.visit(byArea(structure.slices()).get(0));
    reader.propagate(BY_MODEL);
    Optional<Integer> next = reader.nextInQueue().or(reader::worst);
    while (next.isPresent() && !reader.isDone()) {
      int k = next.get();
      if (reader.isRight(k)) {
        reader.pass(k);
      } else {
        reader.visit(k);
        reader.propagateOnce(BY_MODEL);
        reader.corrected(k);
      }
      next = reader.nextInQueue().or(reader::worst);
    }
  }

  private void slices(SimulatedReader reader) throws ModelException {
    for (int k : byArea(structure.slices())) {
      reader.visit(k);
    }
    Optional<Integer> next = reader.worst();
    while (next.isPresent() && !reader.isDone()) {
      reader.visit(next.get());
      next = reader.worst();
    }
  }

  private void interpolation(SimulatedReader reader) throws ModelException {
    List<Integer> keys = keys();
    for (int k : byArea(keys)) {
      reader.visit(k);
    }
    if (keys.size() < structure.slices().size()) {
      reader.propagate(BY_SHAPE);
    }
    Optional<Integer> next = reader.worst();
    while (next.isPresent() && !reader.isDone()) {
      reader.visit(next.get());
      reader.corrected(next.get());
      next = reader.worst();
    }
  }

  /** Every fifth slice of the structure from its first, and its last. */
  private List<Integer> keys() {
    List<Integer> all = structure.slices();
    List<Integer> keys = new ArrayList<>();
    for (int n = 0; n < all.size() - 1; n += EffortRules.KEY_DISTANCE) {
      keys.add(all.get(n));
    }
    keys.add(all.get(all.size() - 1));
    return keys;
  }

  /** By falling area of the structure; equals by k. */
  private List<Integer> byArea(List<Integer> slices) {
    return slices.stream()
        .sorted(
            Comparator.<Integer>comparingInt(k -> structure.truth().slice(SlicePlane.k(k)).count())
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
