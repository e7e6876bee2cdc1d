package io.github.voxelclick.session;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.volume.GridSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps that give, take back and move prompts; none of them runs the model. Errors and threads
 * as of {@link SegmentationSession}.
 */
final class PromptSteps {
  private final Timeline timeline;
  private final GridSize size;
  private final SegmentationModel model;

  /**
   * For a session.
   *
   * @param size of its volume
   * @param model says which prompts it takes
   */
  PromptSteps(Timeline timeline, GridSize size, SegmentationModel model) {
    this.timeline = timeline;
    this.size = size;
    this.model = model;
  }

  /** As {@link SegmentationSession#addPrompt(int, Prompt, Overlap)}. */
  void add(int segment, Prompt prompt, Overlap overlap) throws PromptException, SessionException {
    prompt.requireWithin(size);
    timeline.<PromptException>step(
        ActionKind.ADD_PROMPT,
        segment,
        describe(prompt),
        (now, id) -> {
          SegmentState s = Transitions.unlocked(now, segment);
          requireTaken(s.sliceOrUnknown(prompt.plane()).livePrompts(), prompt);
          return now.with(Transitions.prompted(s, new GivenPrompt(id, prompt, overlap)));
        });
  }

  /** As {@link SegmentationSession#removePrompt}. */
  void remove(int segment, long prompt) throws SessionException {
    timeline.step(
        ActionKind.REMOVE_PROMPT,
        segment,
        Map.of(),
        (now, id) -> {
          SegmentState s = Transitions.unlocked(now, segment);
          SliceState slice = Transitions.sliceOf(s, prompt);
          return Transitions.replaced(now, s, slice, prompt, Optional.empty());
        });
  }

  /** As {@link SegmentationSession#movePrompt}. */
  void move(int segment, long prompt, Prompt replacement) throws PromptException, SessionException {
    replacement.requireWithin(size);
    timeline.<PromptException>step(
        ActionKind.MOVE_PROMPT,
        segment,
        describe(replacement),
        (now, id) -> {
          SegmentState s = Transitions.unlocked(now, segment);
          SliceState slice = Transitions.sliceOf(s, prompt);
          if (!slice.plane().equals(replacement.plane())) {
            throw new PromptException(
                "Cannot move a prompt to another slice. Take it back and give a new one there.");
          }
          GivenPrompt old =
              slice.live().stream().filter(p -> p.id() == prompt).findFirst().orElseThrow();
          requireTaken(
              slice.live().stream().filter(p -> p.id() != prompt).map(GivenPrompt::prompt).toList(),
              replacement);
          GivenPrompt next = new GivenPrompt(id, replacement, old.overlap());
          return Transitions.replaced(now, s, slice, prompt, Optional.of(next));
        });
  }

  private void requireTaken(List<Prompt> given, Prompt prompt) throws PromptException {
    Optional<String> refusal = model.prompts().refusal(model.profile().name(), given, prompt);
    if (refusal.isPresent()) {
      throw new PromptException("Cannot use this prompt: " + refusal.get());
    }
  }

  private static Map<String, String> describe(Prompt prompt) {
    return Map.of(
        Action.PLANE,
        Action.text(prompt.plane()),
        "prompt",
        prompt.kind(),
        "positive",
        Boolean.toString(prompt.positive()));
  }
}
