package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.volume.Segment;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A line of the {@link SegmentsTable}. Immutable.
 *
 * @param number of the segment, from 1
 * @param name what it is called, 1 to 64 characters
 * @param type what it is coded as, in words, side included
 * @param code the same as {@code scheme:value}
 * @param colour what it is drawn in
 * @param locked whether nothing may change it
 * @param visible whether it is drawn
 * @param voxels how many it has, at least 0
 * @param millilitres its volume, at least 0; empty where that is not known
 * @param confirmedSlices how many slices with voxels a person found right
 * @param maskSlices how many slices have voxels
 */
public record SegmentRow(
    int number,
    String name,
    String type,
    String code,
    Segment.Rgb colour,
    boolean locked,
    boolean visible,
    long voxels,
    OptionalDouble millilitres,
    int confirmedSlices,
    int maskSlices) {
  /** Checks that nothing is missing and that the counts fit. */
  public SegmentRow {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(colour, "colour");
    if (confirmedSlices < 0 || confirmedSlices > maskSlices) {
      throw new IllegalArgumentException(
          confirmedSlices + " of " + maskSlices + " slices are confirmed");
    }
  }

  /** Whether it has voxels. */
  public boolean hasMask() {
    return maskSlices > 0;
  }
}
