package io.github.voxelclick.provenance;

import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionKind;
import java.util.Optional;

/** What a person does that {@link Interactions} counts. */
enum Deed {
  CLICK_POSITIVE,
  CLICK_NEGATIVE,
  BOX,
  SCRIBBLE,
  PROMPT_REMOVED,
  PROMPT_MOVED,
  EDIT,
  SHAPE_TOOL,
  PROPAGATION,
  INTERPOLATION,
  CONFIRMATION;

  /** Which one an action is, if it is any. */
  static Optional<Deed> of(Action action) {
    return switch (action.kind()) {
      case ADD_PROMPT -> Optional.of(prompt(action));
      case REMOVE_PROMPT -> Optional.of(PROMPT_REMOVED);
      case MOVE_PROMPT -> Optional.of(PROMPT_MOVED);
      case BRUSH, ERASE, POLYGON, FILL, BALL, COPY_SLICE -> Optional.of(EDIT);
      case SMOOTH, KEEP_LARGEST, FILL_HOLES, THRESHOLD, GROW, SHRINK, COMBINE ->
          Optional.of(SHAPE_TOOL);
      case PROPAGATE -> Optional.of(PROPAGATION);
      case INTERPOLATE -> Optional.of(INTERPOLATION);
      case CONFIRM -> Optional.of(CONFIRMATION);
      default -> Optional.empty();
    };
  }

  /** A mask given as a prompt is drawn, as a scribble is. */
  private static Deed prompt(Action action) {
    return switch (action.details().getOrDefault("prompt", "")) {
      case "box" -> BOX;
      case "click" ->
          Boolean.parseBoolean(action.details().get("positive")) ? CLICK_POSITIVE : CLICK_NEGATIVE;
      default -> SCRIBBLE;
    };
  }

  /** Whether a person did an action of this kind; models do the others. */
  static boolean isPersons(ActionKind kind) {
    return kind != ActionKind.ANSWER && kind != ActionKind.LATE_ANSWER;
  }
}
