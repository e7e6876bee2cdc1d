package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.seednet.FlowWarp;
import io.github.voxelclick.volume.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Simple methods that go through the protocols beside a model. */
public enum Baseline {
  /** {@link RegionGrowing} with a fixed tolerance, a wand that nobody tunes. */
  REGIONGROW("regiongrow"),
  /** The same with the best of 64 settings after every click, which only an oracle knows. */
  REGIONGROW_ORACLE("regiongrow-oracle"),
  /** {@link GradientWatershed}. */
  WATERSHED("watershed"),
  /** {@link RandomWalker}. */
  RANDOMWALKER("randomwalker"),
  /** {@link BoxEllipse}. */
  ELLIPSE("ellipse"),
  /** {@link MaskCopyPropagator}. */
  COPY("copy"),
  /** {@link FlowWarp}. */
  WARP("warp");

  private final String label;

  Baseline(String label) {
    this.label = label;
  }

  /** The name that options and reports use. */
  public String label() {
    return label;
  }

  /** The baseline of a name, if there is one. */
  public static Optional<Baseline> named(String label) {
    return Arrays.stream(values()).filter(b -> b.label.equals(label)).findFirst();
  }

  /**
   * Those that a model is compared with: for clicks the oracles, for propagation the mask copy and
   * the mask moved as the image moves. The ellipse is part of every {@link BoxScore} anyhow.
   */
  public static List<Baseline> compared() {
    return List.of(REGIONGROW_ORACLE, WATERSHED, RANDOMWALKER, COPY, WARP);
  }

  /**
   * The baseline as something to be judged.
   *
   * @param recipe the window in which it sees an image, that of the model beside it
   */
  public Contestant contestant(IntensityRecipe recipe) {
    return switch (this) {
      case REGIONGROW ->
          clicks(
              recipe,
              volume ->
                  List.of(
                      OracleSolver.blind(
                          new RegionGrowing(volume, recipe, RegionGrowing.Settings.untuned()))));
      case REGIONGROW_ORACLE -> clicks(recipe, volume -> RegionGrowing.all(volume, recipe));
      case WATERSHED -> clicks(recipe, volume -> List.of(new GradientWatershed(volume, recipe)));
      case RANDOMWALKER -> clicks(recipe, volume -> List.of(new RandomWalker(volume, recipe)));
      case ELLIPSE ->
          new Contestant(
              label,
              recipe,
              Optional.empty(),
              Optional.of(volume -> new BoxEllipse()),
              Optional.empty(),
              Optional.empty());
      case COPY -> propagator(recipe, new MaskCopyPropagator());
      case WARP -> propagator(recipe, FlowWarp.propagator());
    };
  }

  private Contestant clicks(IntensityRecipe recipe, Function<Volume, List<OracleSolver>> solvers) {
    return new Contestant(
        label, recipe, Optional.of(solvers), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Contestant propagator(IntensityRecipe recipe, Propagator strategy) {
    return new Contestant(
        label, recipe, Optional.empty(), Optional.empty(), Optional.of(strategy), Optional.empty());
  }
}
