package io.github.voxelclick.plugin.save;

import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.MaskFiles;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be saved, as the dialog found it to be possible. Immutable.
 *
 * @param segments numbers in the session, ascending; at least one
 * @param target where to
 * @param file what is written, with its ending; present when the target is a file
 * @param reference the DICOM series that the volume came from, where that is needed
 * @param reader the name to put into the file, only where the person asked for it
 * @param provenance whether the file beside is written; false without a file
 * @param mayReplace whether the person was asked and allowed that files are replaced
 */
public record SaveRequest(
    List<Integer> segments,
    SaveTarget target,
    Optional<Path> file,
    Optional<Path> reference,
    Optional<String> reader,
    boolean provenance,
    boolean mayReplace) {
  /** Copies the list; checks that there is something to save and a file where one is needed. */
  public SaveRequest {
    segments = List.copyOf(segments);
    if (segments.isEmpty() || file.isPresent() != target.file().isPresent()) {
      throw new IllegalArgumentException(segments.size() + " segments to " + target);
    }
  }

  /**
   * To be called right before saving: files may have come since the person was asked.
   *
   * @throws JobException when something lies there now that nobody allowed to replace
   */
  public void requireStillFree() throws JobException {
    if (file.isPresent() && !mayReplace) {
      MaskFiles.requireNone(
          MaskFiles.replaced(file.get(), target.file().orElseThrow(), provenance));
    }
  }

  /**
   * The segments as the session describes them.
   *
   * @throws JobException when one of them has gone since
   */
  public List<Segment> described(SessionState state) throws JobException {
    List<Segment> described = new ArrayList<>();
    for (int number : segments) {
      described.add(find(state, number).segment());
    }
    return described;
  }

  /**
   * The segments with their masks.
   *
   * @throws JobException when one of them has gone since
   */
  public Segmentation segmentation(SessionState state, VolumeGeometry geometry)
      throws JobException {
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (int number : segments) {
      SegmentState segment = find(state, number);
      entries.add(new Segmentation.Entry(segment.segment(), segment.mask()));
    }
    return new Segmentation(geometry, entries);
  }

  private static SegmentState find(SessionState state, int number) throws JobException {
    return state
        .find(number)
        .orElseThrow(
            () ->
                new JobException(
                    "Cannot save: segment " + number + " has been removed meanwhile. Save again."));
  }
}
