package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.propagate.Propagation.StopReason;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where propagation ended by itself and why, as the reader is told: whether the structure ends
 * there or the model was lost is for a person to see. Stateless.
 */
public final class PropagationEnds {
  /** More than these are too long for a line; between two slices there can be as many as slices. */
  private static final int MOST_TOLD = 4;

  private PropagationEnds() {}

  /**
   * The ends of a propagation, as "slice 4 (gone), slice 24 (unsure)".
   *
   * @param axis of the slices that it went over
   * @param names of the slices; each is the first one that was left out
   * @return empty where it went through its whole range
   */
  public static String of(Propagation done, SliceAxis axis, SliceNames names) {
    List<String> ends = new ArrayList<>();
    for (Map.Entry<Integer, StopReason> stop : done.stops().entrySet()) {
      if (ends.size() == MOST_TOLD) {
        ends.add("…");
        break;
      }
      String slice = names.of(new SlicePlane(axis, stop.getKey()));
      ends.add(Texts.get("case.end", slice, Texts.get(key(stop.getValue()))));
    }
    return String.join(", ", ends);
  }

  private static String key(StopReason why) {
    return "case.end." + why.name().toLowerCase(Locale.ROOT);
  }
}
