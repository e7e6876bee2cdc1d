package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Term;
import java.awt.Component;
import java.util.Optional;

/** What the {@link SegmentsTable} asks a person. Each waits for the answer. */
public interface SegmentDialogs {
  /** Another colour for a segment, if one is chosen. */
  Optional<Segment.Rgb> colour(Component parent, SegmentRow row);

  /** What a segment is, if that is chosen. */
  Optional<Term> code(Component parent, SegmentRow row);

  /** Whether a segment that has voxels is to go. */
  boolean remove(Component parent, SegmentRow row);
}
