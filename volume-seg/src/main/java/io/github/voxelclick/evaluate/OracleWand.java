package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.model.IntensityWindows;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The wand of {@link RegionGrowing} with perfect settings: after every click the best result, by
 * Dice, of 16 tolerances (0.025 to 0.4), with the image as it is and {@linkplain Smoothing
 * smoothed}, with holes as they are and filled. The user's next click answers that best result; all
 * settings get the same clicks. Answers clicks only.
 */
public final class OracleWand implements OracleSolver {
  private final IntensityRecipe recipe;

  /**
   * @param recipe the window in which values are compared, the same as the model's
   */
  public OracleWand(IntensityRecipe recipe) {
    this.recipe = Objects.requireNonNull(recipe, "recipe");
  }

  @Override
  public SliceSolver.Dialogue begin(Volume volume, SlicePlane plane, SliceMask truth) {
    return new WandDialogue(volume, plane, truth);
  }

  private final class WandDialogue implements SliceSolver.Dialogue {
    private final Volume volume;
    private final SlicePlane plane;
    private final SliceMask truth;
    private final int columns;
    private final BitSet trueBits;
    private final List<List<Wand>> wands = new ArrayList<>();
    private List<float[]> images = List.of();

    WandDialogue(Volume volume, SlicePlane plane, SliceMask truth) {
      this.volume = volume;
      this.plane = plane;
      this.truth = truth;
      this.columns = truth.columns();
      this.trueBits = BitSet.valueOf(truth.toWords());
    }

    @Override
    public SliceMask answer(Prompt prompt) {
      if (!(prompt instanceof PointPrompt click)) {
        throw new IllegalArgumentException("a wand answers clicks only, not " + prompt);
      }
      if (images.isEmpty()) {
        prepare(prompt);
      }
      int at = (int) Math.round(click.at().row()) * columns + (int) Math.round(click.at().column());
      BitSet best = new BitSet();
      double bestDice = -1;
      for (int n = 0; n < images.size(); n++) {
        BitSet[] regions = ToleranceLevels.regions(images.get(n), columns, at);
        for (int level = 0; level < regions.length; level++) {
          Wand wand = wands.get(n).get(level);
          wand.add(at, regions[level], click.positive());
          BitSet selected = wand.selected();
          for (BitSet candidate : List.of(selected, filled(selected))) {
            double dice = dice(candidate);
            if (dice > bestDice) {
              bestDice = dice;
              best = candidate;
            }
          }
        }
      }
      BitSet chosen = best;
      return SliceMask.of(columns, truth.rows(), (c, r) -> chosen.get(r * columns + c));
    }

    private void prepare(Prompt first) {
      Optional<Prompt> positive = Optional.of(first).filter(Prompt::positive);
      float[] image =
          RegionGrowing.normalised(
              volume.slice(plane), new IntensityWindows(volume, recipe).choose(positive));
      images = List.of(image, Smoothing.binomial(image, columns, truth.rows()));
      for (int n = 0; n < images.size(); n++) {
        List<Wand> tolerances = new ArrayList<>();
        for (int level = 0; level < ToleranceLevels.COUNT; level++) {
          tolerances.add(new Wand());
        }
        wands.add(tolerances);
      }
    }

    private double dice(BitSet candidate) {
      BitSet both = (BitSet) trueBits.clone();
      both.and(candidate);
      return 2.0 * both.cardinality() / (trueBits.cardinality() + candidate.cardinality());
    }

    /** The mask with all pixels that cannot reach the rim of the slice by 4 unset neighbours. */
    private BitSet filled(BitSet mask) {
      int rows = truth.rows();
      BitSet reached = (BitSet) mask.clone();
      int[] stack = new int[columns * rows];
      int height = 0;
      for (int n = 0; n < columns * rows; n++) {
        boolean rim =
            n < columns || n >= columns * (rows - 1) || n % columns == 0 || (n + 1) % columns == 0;
        if (rim && !reached.get(n)) {
          reached.set(n);
          stack[height++] = n;
        }
      }
      while (height > 0) {
        int at = stack[--height];
        int column = at % columns;
        int[] neighbours = {
          column > 0 ? at - 1 : -1, column < columns - 1 ? at + 1 : -1, at - columns, at + columns
        };
        for (int n : neighbours) {
          if (n >= 0 && n < columns * rows && !reached.get(n)) {
            reached.set(n);
            stack[height++] = n;
          }
        }
      }
      reached.flip(0, columns * rows); // the holes
      reached.or(mask);
      return reached;
    }
  }
}
