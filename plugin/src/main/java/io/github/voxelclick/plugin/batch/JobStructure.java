package io.github.voxelclick.plugin.batch;

import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.PropagationRange;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.prompt.PromptParser;
import io.github.voxelclick.volume.GridSize;
import java.util.List;

/**
 * One structure of a study: what it is and where it is prompted. Immutable.
 *
 * @param label what viewers list; may be empty
 * @param code type as {@code SCT:10200004}; may be empty
 * @param prompts as {@link PromptParser} reads them, at least one, in the order in which they are
 *     given
 * @param propagate as {@link PropagationRange#parse} reads it
 * @param crossGaps whether propagation goes on where slices are missing
 */
public record JobStructure(
    String label, String code, List<String> prompts, String propagate, boolean crossGaps) {
  /** What a structure's slices are where nobody said it. */
  public static final String ALL_SLICES = "all";

  /** More clicks than a person gives. */
  static final int MOST_PROMPTS = 1000;

  /** A scribble over a whole slice is shorter. */
  static final int LONGEST_PROMPT = 100_000;

  /** Prompts are looked at before the image is known: what is refused here fits none. */
  private static final GridSize LARGEST = new GridSize(46_340, 46_340, Integer.MAX_VALUE);

  /** Strips the texts and copies the list. */
  public JobStructure {
    label = label.strip();
    code = code.strip();
    prompts = prompts.stream().map(String::strip).toList();
    propagate = propagate.strip();
  }

  /**
   * Finds out what can be known without the image.
   *
   * @param place what messages call it
   * @throws JobRefusedException when a text is misspelt or too long
   */
  void check(String place) throws JobRefusedException {
    if (prompts.isEmpty() || prompts.size() > MOST_PROMPTS) {
      throw new JobRefusedException(
          place
              + ": "
              + prompts.size()
              + " prompts, expected 1 to "
              + MOST_PROMPTS
              + ". Say where the structure is, as in point:+:20,24,4.");
    }
    for (String prompt : prompts) {
      if (prompt.length() > LONGEST_PROMPT) {
        throw new JobRefusedException(
            place
                + ": a prompt of "
                + prompt.length()
                + " characters, expected at most "
                + LONGEST_PROMPT
                + ". Give several shorter ones.");
      }
    }
    try {
      for (String prompt : prompts) {
        PromptParser.parse(prompt, LARGEST);
      }
      PropagationRange.parse(propagate, Integer.MAX_VALUE, crossGaps);
      SegmentNaming.describe(code, label, "model", "version");
    } catch (PromptException | JobException e) {
      throw new JobRefusedException(place + ": " + e.getMessage(), e);
    }
  }
}
