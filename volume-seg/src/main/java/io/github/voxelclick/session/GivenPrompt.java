package io.github.voxelclick.session;

import io.github.voxelclick.prompt.Prompt;
import java.util.Objects;

/**
 * A prompt in a session.
 *
 * @param id of the action that gave it its present form; unique in the session and growing, so that
 *     prompts are answered in the order in which they were given
 * @param prompt what was given
 * @param overlap what becomes of voxels that other segments hold when it is answered
 */
public record GivenPrompt(long id, Prompt prompt, Overlap overlap) {
  /** Checks that nothing is missing. */
  public GivenPrompt {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(overlap, "overlap");
  }
}
