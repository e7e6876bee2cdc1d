package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Locale;
import java.util.Optional;

/** Says what an action did, in the language of the windows. Immutable. */
final class ActionSentences {
  private static final String PREFIX = "panel.history.";

  private final SliceNames slices;

  ActionSentences(SliceNames slices) {
    this.slices = slices;
  }

  /** A sentence without a full stop, such as "Click on slice 23". */
  String of(Action action) {
    String where = action.plane().map(slices::of).orElse("");
    return switch (action.kind()) {
      case ADD_PROMPT -> Texts.get(PREFIX + "add_prompt." + prompt(action), where);
      case MOVE_PROMPT -> Texts.get(key(action.kind()), where);
      case CONFIRM -> confirmed(action);
      case UNCONFIRM -> Texts.get(key(action.kind()), number(action, "slices"));
      case POLYGON, FILL, BALL -> Texts.get(key(action.kind()) + paint(action), where);
      case BRUSH, ERASE, ANSWER, LATE_ANSWER -> Texts.get(key(action.kind()), where);
      case PROPAGATE, INTERPOLATE -> carried(action);
      case SMOOTH -> Texts.get(key(action.kind()), decimal(action, "sigmaMm"));
      case GROW, SHRINK -> Texts.get(key(action.kind()), decimal(action, "mm"));
      case THRESHOLD ->
          Texts.get(key(action.kind()), decimal(action, "low"), decimal(action, "high"));
      case COMBINE ->
          Texts.get(
              PREFIX + "combine." + lower(detail(action, "how", "UNION")), number(action, "other"));
      case COPY_SLICE -> Texts.get(key(action.kind()), source(action), where);
      case ADD_SEGMENT, REMOVE_SEGMENT, DESCRIBE, LOCK, UNLOCK, LOAD ->
          Texts.get(key(action.kind()), action.segment());
      case REMOVE_PROMPT, KEEP_LARGEST, FILL_HOLES, OPEN, ABANDONED, SETTLE, UNDO, REDO ->
          Texts.get(key(action.kind()));
    };
  }

  private static String key(ActionKind kind) {
    return PREFIX + lower(kind.name());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String detail(Action action, String key, String otherwise) {
    return action.details().getOrDefault(key, otherwise);
  }

  /** Such as {@code click} or {@code click.not}, if it is a prompt known here. */
  private static String prompt(Action action) {
    String kind = detail(action, "prompt", "");
    return switch (kind) {
      case "click", "scribble" ->
          detail(action, "positive", "true").equals("true") ? kind : kind + ".not";
      case "box", "mask" -> kind;
      default -> "other";
    };
  }

  private static String paint(Action action) {
    return detail(action, "paint", "true").equals("true") ? "" : ".not";
  }

  private static String confirmed(Action action) {
    return detail(action, "slices", "").equals("all")
        ? Texts.get(PREFIX + "confirm.all", action.segment())
        : Texts.get(key(ActionKind.CONFIRM), number(action, "slices"));
  }

  private static String carried(Action action) {
    String cancelled = detail(action, "cancelled", "").equals("true") ? ".cancelled" : "";
    return Texts.get(
        key(action.kind()) + cancelled, number(action, "first"), number(action, "last"));
  }

  private String source(Action action) {
    return action
        .plane()
        .flatMap(to -> index(detail(action, "from", "")).map(n -> new SlicePlane(to.axis(), n)))
        .map(slices::of)
        .orElse("");
  }

  /** Of a slice as actions write it, {@code K:17}. */
  private static Optional<Integer> index(String text) {
    int n = whole(text.substring(text.indexOf(':') + 1));
    return n < 0 ? Optional.empty() : Optional.of(n);
  }

  private static int number(Action action, String key) {
    return Math.max(0, whole(detail(action, key, "0")));
  }

  /** Below 0 when it is no whole number. */
  private static int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static double decimal(Action action, String key) {
    try {
      return Double.parseDouble(detail(action, key, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
