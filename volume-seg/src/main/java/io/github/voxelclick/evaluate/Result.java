package io.github.voxelclick.evaluate;

import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How one contestant did on one structure.
 *
 * @param contestant its name
 * @param clicks when it was judged by clicks
 * @param box when it was judged by boxes
 * @param propagation when it was judged by propagation
 * @param effort when it was judged by effort
 */
public record Result(
    String contestant,
    Optional<ClickScore> clicks,
    Optional<BoxScore> box,
    Optional<PropagationScore> propagation,
    Optional<EffortScore> effort) {
  /** Checks that the name is there. */
  public Result {
    Objects.requireNonNull(contestant, "contestant");
  }

  /**
   * Judges a contestant by those of the protocols that it can go through.
   *
   * @param seed of the boxes
   * @param progress asked whether to go on
   * @throws ModelException when a model cannot run
   */
  public static Result of(
      Contestant judged,
      Structure structure,
      Set<Protocol> protocols,
      Evaluator evaluator,
      long seed,
      Progress progress)
      throws ModelException {
    Optional<ClickScore> clicks = Optional.empty();
    Optional<BoxScore> box = Optional.empty();
    Optional<PropagationScore> propagation = Optional.empty();
    if (protocols.contains(Protocol.CLICKS) && judged.clicks().isPresent()) {
      List<OracleSolver> solvers = judged.clicks().get().apply(structure.volume());
      ClickScore score = evaluator.bestOf(structure, solvers, progress);
      if (judged.boxes().isPresent()) {
        SliceSolver boxes = judged.boxes().get().apply(structure.volume());
        score = score.withBoxDice(evaluator.tightBoxes(structure, boxes, progress));
      }
      clicks = Optional.of(score);
    }
    if (protocols.contains(Protocol.BOX) && judged.boxes().isPresent()) {
      SliceSolver solver = judged.boxes().get().apply(structure.volume());
      box = Optional.of(evaluator.boxes(structure, solver, seed, progress));
    }
    if (protocols.contains(Protocol.PROPAGATE) && judged.propagator().isPresent()) {
      propagation =
          Optional.of(
              evaluator.propagation(
                  structure, judged.propagator().get(), judged.recipe(), progress));
    }
    Optional<EffortScore> effort = Optional.empty();
    if (protocols.contains(Protocol.EFFORT) && judged.sessions().isPresent()) {
      effort = Optional.of(evaluator.effort(structure, judged.sessions().get(), progress));
    }
    return new Result(judged.name(), clicks, box, propagation, effort);
  }
}
