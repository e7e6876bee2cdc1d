package io.github.voxelclick.plugin.task;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.RecordedSession;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionException;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.JournalException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Volume;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The session of an open image. It is recorded where that is possible; where it is not, work goes
 * on without, and a message says so.
 *
 * @param session the session
 * @param record keeps it, if anything does
 * @param messages for the person at the screen, in the language of the windows
 */
public record WorkingSession(
    SegmentationSession session, Optional<RecordedSession> record, List<String> messages)
    implements AutoCloseable {
  /** Copies the list. */
  public WorkingSession {
    messages = List.copyOf(messages);
  }

  /**
   * Opens the session of a volume, the one kept of earlier work if there is any. Takes a moment;
   * not for the event thread.
   *
   * @param first the segment to begin with
   */
  public static WorkingSession open(Volume volume, SegmentationModel model, Segment first) {
    try {
      RecordedSession record =
          RecordedSession.open(
              Journals.folder(Optional.empty()),
              volume,
              model,
              ModelCatalog.propagatorFor(model),
              SessionOptions.defaults(),
              first);
      Stream<String> found =
          record.isReopened() ? Stream.of(Texts.get("session.back")) : Stream.of();
      Stream<String> warnings = record.warnings().stream().map(ReadWarning::message);
      return new WorkingSession(
          record.session(), Optional.of(record), Stream.concat(found, warnings).toList());
    } catch (JournalException | SessionException e) {
      SegmentationSession session = kept(volume, model, first);
      return new WorkingSession(
          session, Optional.empty(), List.of(Texts.get("session.notKept", e.getMessage())));
    }
  }

  /**
   * Begins anew, whatever was done on the volume before: that stays where it is kept, and of this
   * session nothing is.
   *
   * @param first the segment to begin with
   */
  public static WorkingSession begin(Volume volume, SegmentationModel model, Segment first) {
    return new WorkingSession(kept(volume, model, first), Optional.empty(), List.of());
  }

  private static SegmentationSession kept(Volume volume, SegmentationModel model, Segment first) {
    try {
      return SegmentationSession.kept(
          volume, model, ModelCatalog.propagatorFor(model), SessionOptions.defaults(), first);
    } catch (SessionException e) {
      throw new IllegalStateException("memory refuses no entry", e);
    }
  }

  /** Whether the session goes on from earlier work. */
  public boolean isReopened() {
    return record.isPresent() && record.get().isReopened();
  }

  /** Those of the {@link #messages} that say that something is wrong. */
  public List<String> warnings() {
    return isReopened() ? messages.subList(1, messages.size()) : messages;
  }

  /**
   * Writes the record anew where that makes it smaller; for when nothing else is to do.
   *
   * @return whether it was
   * @throws JournalException when the disk fails; the record is as it was
   */
  public boolean compact() throws JournalException {
    return record.isPresent() && record.get().compact();
  }

  /**
   * Ends the session; what is still under way is dropped.
   *
   * @throws JournalException when its file cannot be closed
   */
  @Override
  public void close() throws JournalException {
    if (record.isPresent()) {
      record.get().close();
    }
  }
}
