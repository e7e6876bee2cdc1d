package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a segmentation file said, kept to save it again after an edit. Opaque and immutable; see
 * {@link DicomSegWriter#writeEdited}.
 */
public final class SegOriginal {
  private final Attributes dataset;
  private final SegType type;
  private final int maximum;
  private final List<FrameKey> frames;
  private final boolean faithful;

  /**
   * Which segment a frame shows, and where.
   *
   * @param number of the segment; 0 in a label map
   * @param k slice of the volume
   */
  record FrameKey(int number, int k) {}

  /**
   * @param seg the file
   * @param frames in the order of the file
   * @param faithful whether the reading holds every voxel as it was
   */
  SegOriginal(SegObject seg, List<FrameKey> frames, boolean faithful) {
    this.dataset = seg.dataset();
    this.type = seg.type();
    this.maximum = seg.maximum();
    this.frames = List.copyOf(frames);
    this.faithful = faithful;
  }

  /** All but the pixel data; not to be changed. */
  Attributes dataset() {
    return dataset;
  }

  /** How the file stores its segments. */
  public SegType type() {
    return type;
  }

  /** Step that stands for a whole voxel. */
  int maximum() {
    return maximum;
  }

  /** Whether the reading holds every voxel as it was: nothing was resampled or cut off. */
  public boolean isFaithful() {
    return faithful;
  }

  /** Slices on which a segment has a frame, with or without a voxel; 0 for a label map. */
  Set<Integer> slicesOf(int number) {
    return frames.stream()
        .filter(frame -> frame.number() == number)
        .map(FrameKey::k)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How a segment was described, if it was. */
  Optional<Attributes> itemOf(int number) {
    Sequence items = dataset.getSequence(Tag.SegmentSequence);
    return items.stream().filter(item -> item.getInt(Tag.SegmentNumber, -1) == number).findFirst();
  }

  /**
   * How the pixels of the file are stored, or as far as a new segment needs it, wider.
   *
   * @param highest largest number of a segment
   */
  PixelForm form(int highest) {
    return switch (type) {
      case BINARY -> PixelForm.binary();
      case FRACTIONAL -> PixelForm.fractional(maximum);
      case LABELMAP ->
          new PixelForm(
              type,
              Math.max(PixelForm.labels(highest).bits(), dataset.getInt(Tag.BitsAllocated, 8)),
              1,
              Math.max(0, dataset.getInt(Tag.PixelPaddingValue, 0)));
    };
  }
}
