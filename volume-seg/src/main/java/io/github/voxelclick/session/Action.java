package io.github.voxelclick.session;

import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry of a session's history. Immutable.
 *
 * @param id unique among steps, prompts and answers of the session, later ones larger
 * @param kind what was done
 * @param segment number of the segment, 0 when none
 * @param details its parameters and what there is to know of it, for people and for repeating it;
 *     no patient data
 * @param at when it was done
 */
public record Action(
    long id, ActionKind kind, int segment, SortedMap<String, String> details, Instant at) {
  /** Key of the slice that an action concerns, such as {@code K:17}. */
  static final String PLANE = "plane";

  /** Key of the number of a model's answers that a step includes without telling them apart. */
  static final String ANSWERS = "answers";

  /** Keys of what is known of an opening: the model, and the window if one was chosen. */
  static final String MODEL = "model";

  static final String FAMILY = "family";
  static final String SHA256 = "sha256";
  static final String WINDOW_LOW = "windowLow";
  static final String WINDOW_HIGH = "windowHigh";

  /** Key of what a step was that is only noted any more. */
  static final String KIND = "kind";

  /** Key of how many steps a propagation had done when it was cancelled. */
  public static final String STEPS = "steps";

  /**
   * Key that is there when other segments changed while a propagation ran that heeded their voxels:
   * the same propagation afterwards may give another mask.
   */
  public static final String MEANWHILE = "meanwhile";

  /** Key of what an action follows from, without anyone having asked for it by itself. */
  static final String FOLLOWS = "follows";

  /** Takes the map as it is at this moment. */
  public Action {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(at, "at");
    details = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) details));
  }

  /**
   * Whether it is a step that followed from the one before without anyone having asked for it, as
   * masks are carried anew after a correction. Who takes it back wants to take back both.
   */
  public boolean followsFromLast() {
    return details.containsKey(FOLLOWS);
  }

  /** The same with one more parameter. */
  Action with(String key, String value) {
    SortedMap<String, String> more = new TreeMap<>((Map<String, String>) details);
    more.put(key, value);
    return new Action(id, kind, segment, more, at);
  }

  /** The same without a parameter. */
  Action without(String key) {
    if (!details.containsKey(key)) {
      return this;
    }
    SortedMap<String, String> fewer = new TreeMap<>((Map<String, String>) details);
    fewer.remove(key);
    return new Action(id, kind, segment, fewer, at);
  }

  /** The same as another kind of entry. */
  Action as(ActionKind other) {
    return new Action(id, other, segment, details, at);
  }

  /** How a slice is written. */
  static String text(SlicePlane plane) {
    return plane.axis().name() + ":" + plane.index();
  }

  /** A parameter that is a whole number, if it is there and one. */
  OptionalInt number(String key) {
    try {
      return OptionalInt.of(Integer.parseInt(details.getOrDefault(key, "")));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * The slice that the action concerns, if it is one.
   *
   * @throws IllegalArgumentException when it is not written as {@link #text} does
   */
  public Optional<SlicePlane> plane() {
    String text = details.get(PLANE);
    if (text == null) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("slice \"" + text + "\"");
    }
    return Optional.of(
        new SlicePlane(
            SliceAxis.valueOf(text.substring(0, colon)),
            Integer.parseInt(text.substring(colon + 1))));
  }
}
