package io.github.voxelclick.session;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a session is written down, if it is, and what is written there that is no step. Threads as
 * of {@link Timeline}.
 */
final class SessionRecord {
  private final Timeline timeline;
  private final Mask nothing;
  private final SegmentationModel model;
  private final SessionOptions options;
  private volatile Optional<EntrySource> entries = Optional.empty();

  /**
   * A record that is kept nowhere so far.
   *
   * @param nothing a mask without voxels of the session's grid
   * @param model with which work goes on
   * @param options of the session; also say in which window, if one was chosen
   */
  SessionRecord(Timeline timeline, Mask nothing, SegmentationModel model, SessionOptions options) {
    this.timeline = timeline;
    this.nothing = nothing;
    this.model = model;
    this.options = options;
  }

  /**
   * From now on everything is written down before it counts; to begin with the first segment, if
   * there is one, and with which model and in which window work goes on.
   *
   * @param log where
   * @param source the same, to read it again
   * @param first the segment to begin with, if the session is new
   * @throws SessionException when it cannot be written down; the session is of no use then
   */
  void keepIn(SessionLog log, EntrySource source, Optional<Segment> first) throws SessionException {
    timeline.logTo(log);
    if (first.isPresent()) {
      begin(first.get());
    }
    note(ActionKind.OPEN, opening());
    entries = Optional.of(source);
  }

  /** Adds the segment to begin with; no step. */
  void begin(Segment first) throws SessionException {
    timeline.step(
        ActionKind.SETTLE,
        first.number(),
        Map.of(),
        (now, id) -> Transitions.added(now, first, nothing));
  }

  /** Writes down what changes nothing. */
  void note(ActionKind kind, Map<String, String> details) throws SessionException {
    timeline.step(kind, 0, details, (now, id) -> now);
  }

  private Map<String, String> opening() {
    Map<String, String> details = new TreeMap<>();
    details.put(Action.MODEL, model.profile().name());
    details.put(Action.FAMILY, model.profile().family());
    details.put(Action.SHA256, model.sha256());
    options
        .window()
        .ifPresent(
            w -> {
              details.put(Action.WINDOW_LOW, Double.toString(w.low()));
              details.put(Action.WINDOW_HIGH, Double.toString(w.high()));
            });
    return details;
  }

  /** Where everything is written down; empty when nowhere. */
  Optional<EntrySource> entries() {
    return entries;
  }
}
