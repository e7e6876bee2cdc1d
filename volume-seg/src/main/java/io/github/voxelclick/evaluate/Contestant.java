package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Volume;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is judged, by the protocols that it can go through: a model goes through all, a baseline
 * through its own.
 *
 * @param name what reports call it
 * @param recipe by which the window is chosen in which it sees an image
 * @param clicks makes what answers clicks on an image's slices: one solver, or several of which an
 *     oracle takes the best after every click
 * @param boxes makes what answers boxes on an image's slices
 * @param propagator carries masks on
 * @param sessions begins a session on an image, with one segment without a prompt
 */
public record Contestant(
    String name,
    IntensityRecipe recipe,
    Optional<Function<Volume, List<OracleSolver>>> clicks,
    Optional<Function<Volume, SliceSolver>> boxes,
    Optional<Propagator> propagator,
    Optional<Function<Volume, SegmentationSession>> sessions) {
  /** Checks that it can do something. */
  public Contestant {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(recipe, "recipe");
    if (clicks.isEmpty() && boxes.isEmpty() && propagator.isEmpty() && sessions.isEmpty()) {
      throw new IllegalArgumentException(name + " answers nothing");
    }
  }

  /**
   * A model, prompted as a session prompts it, by the protocols whose prompts it takes.
   *
   * @param model the caller closes it
   * @param propagator that suits it
   */
  public static Contestant of(SegmentationModel model, Propagator propagator) {
    return new Contestant(
        model.profile().id(),
        model.profile().intensity(),
        model.prompts().positiveClicks()
            ? Optional.of(volume -> List.of(OracleSolver.blind(new ModelSolver(model, volume))))
            : Optional.empty(),
        model.prompts().boxes()
            ? Optional.of(volume -> new ModelSolver(model, volume))
            : Optional.empty(),
        Optional.of(propagator),
        model.prompts().positiveClicks()
            ? Optional.of(volume -> session(volume, model, propagator))
            : Optional.empty());
  }

  private static SegmentationSession session(
      Volume volume, SegmentationModel model, Propagator propagator) {
    Segment first =
        new Segment(
            1,
            "structure",
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            Segment.Rgb.ofNumber(1),
            Segment.Algorithm.SEMIAUTOMATIC,
            "model",
            "");
    return new SegmentationSession(volume, model, propagator, SessionOptions.defaults(), first);
  }

  /** The protocols that it can go through, at least one. */
  public Set<Protocol> protocols() {
    Set<Protocol> all = EnumSet.noneOf(Protocol.class);
    clicks.ifPresent(c -> all.add(Protocol.CLICKS));
    boxes.ifPresent(b -> all.add(Protocol.BOX));
    propagator.ifPresent(p -> all.add(Protocol.PROPAGATE));
    sessions.ifPresent(s -> all.add(Protocol.EFFORT));
    return all;
  }
}
