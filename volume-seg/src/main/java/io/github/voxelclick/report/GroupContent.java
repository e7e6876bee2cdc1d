package io.github.voxelclick.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The segments and slices of one group, while they are collected. Segments go to the model that
 * made most of their slices, slices to the one that made them. Not thread-safe.
 */
final class GroupContent {
  private final List<CaseSegment> segments = new ArrayList<>();
  private final List<Slice> slices = new ArrayList<>();

  /**
   * A slice with its segment.
   *
   * @param segment whose mask it is
   * @param made what was made there
   */
  record Slice(CaseSegment segment, MadeSlice made) {}

  void add(CaseSegment segment) {
    segments.add(segment);
  }

  void add(Slice slice) {
    slices.add(slice);
  }

  List<CaseSegment> segments() {
    return segments;
  }

  List<Slice> slices() {
    return slices;
  }

  List<CaseSegment> worked() {
    return segments.stream().filter(CaseSegment::isWorked).toList();
  }

  int cases() {
    Set<String> volumes = new HashSet<>();
    segments.forEach(s -> volumes.add(s.fingerprint()));
    slices.forEach(s -> volumes.add(s.segment().fingerprint()));
    return volumes.size();
  }
}
