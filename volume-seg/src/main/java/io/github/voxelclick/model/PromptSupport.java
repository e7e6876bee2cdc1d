package io.github.voxelclick.model;

import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which prompts a model takes. What it cannot take is refused with a sentence, never dropped.
 *
 * @param positiveClicks clicks on the structure
 * @param negativeClicks clicks on what is not of it
 * @param boxes boxes round it; of several on a slice the last counts
 * @param masks whether it starts from a mask, drawn or carried there. A mask given as a prompt is
 *     taken as it is by every model; without this, the next prompt begins anew
 * @param mostTokens how many numbers of prompts it takes on a slice at most: a click counts 1, a
 *     box 2, a scribble as many as the clicks sampled from it
 */
public record PromptSupport(
    boolean positiveClicks, boolean negativeClicks, boolean boxes, boolean masks, int mostTokens) {
  /** Corners of a box. */
  private static final int BOX_TOKENS = 2;

  /** Takes everything, as SeedNet does. */
  public static PromptSupport all() {
    return new PromptSupport(true, true, true, true, Integer.MAX_VALUE);
  }

  /**
   * Why the model cannot take one more prompt.
   *
   * @param model what people call the model
   * @param given the prompts that the slice has already
   * @param next the prompt
   * @return a sentence that says what to do instead; empty when it can
   */
  public Optional<String> refusal(String model, List<Prompt> given, Prompt next) {
    if (next instanceof MaskPrompt) {
      return Optional.empty();
    }
    boolean takes =
        next instanceof BoxPrompt ? boxes : next.positive() ? positiveClicks : negativeClicks;
    if (!takes) {
      return Optional.of(
          model
              + " takes no "
              + nameOf(next)
              + ", but "
              + this
              + ". Give one of those or choose another model.");
    }
    List<Prompt> all = new ArrayList<>(given);
    all.add(next);
    int tokens = tokens(all);
    return tokens <= mostTokens
        ? Optional.empty()
        : Optional.of(
            model
                + " takes at most "
                + mostTokens
                + " points on a slice (a box counts two), this prompt would make "
                + tokens
                + ". Undo an earlier prompt or choose another model.");
  }

  private static int tokens(List<Prompt> prompts) {
    int clicks = 0;
    int box = 0;
    for (Prompt p : prompts) {
      if (p instanceof MaskPrompt) {
        clicks = 0;
        box = 0;
      } else if (p instanceof BoxPrompt) {
        box = BOX_TOKENS;
      } else if (p instanceof ScribblePrompt s) {
        clicks += ScribbleClicks.of(s).size();
      } else {
        clicks++;
      }
    }
    return clicks + box;
  }

  private static String nameOf(Prompt prompt) {
    String sign = prompt.positive() ? "positive " : "negative ";
    if (prompt instanceof BoxPrompt) {
      return "box";
    }
    return sign + (prompt instanceof PointPrompt ? "click" : "scribble");
  }

  /** What it takes, in words. */
  @Override
  public String toString() {
    List<String> kinds = new ArrayList<>();
    if (positiveClicks && negativeClicks) {
      kinds.add("positive and negative clicks and scribbles");
    } else if (positiveClicks) {
      kinds.add("positive clicks and scribbles");
    } else if (negativeClicks) {
      kinds.add("negative clicks and scribbles");
    }
    if (boxes) {
      kinds.add("boxes");
    }
    return String.join(" and ", kinds);
  }
}
