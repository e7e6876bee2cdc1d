package io.github.voxelclick.provenance;

import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.SliceAxis;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How one segment came about.
 *
 * @param number 1 to 65535, unique in the document
 * @param label as typed
 * @param code what it is, where known
 * @param trackingUid its identity in a DICOM SEG (PS3.3 C.8.20.2, Tracking UID); empty elsewhere
 * @param trackingId likewise (Tracking ID)
 * @param voxels of the saved mask
 * @param volumeMl of the saved mask, ml
 * @param maskSha256 SHA-256 of the saved mask's voxels, 64 lower-case hexadecimal digits
 * @param seconds of work: the pauses between deeds on the segment, those up to 60 s, added up
 * @param began when the first deed was done, where known; whole seconds
 * @param ended when the last one was done, likewise
 * @param interactions what the person did
 * @param slices those that anything is known of, each at most once
 * @param rejected results of models (answers, propagations) that were undone, or whose prompt was
 *     removed
 */
public record SegmentProvenance(
    int number,
    String label,
    Optional<CodedConcept> code,
    Optional<String> trackingUid,
    Optional<String> trackingId,
    long voxels,
    double volumeMl,
    String maskSha256,
    double seconds,
    Optional<Instant> began,
    Optional<Instant> ended,
    Interactions interactions,
    List<SliceProvenance> slices,
    int rejected) {

  /** Checks ranges; cuts times to seconds. */
  public SegmentProvenance {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(interactions, "interactions");
    if (number < 1 || number > Limits.SEGMENT) {
      throw new IllegalArgumentException("segment number " + number + " is not in 1..65535");
    }
    Limits.text("label", label);
    Limits.text("trackingUid", trackingUid);
    Limits.text("trackingId", trackingId);
    Limits.count("voxels", voxels, Limits.VOXELS);
    Limits.amount("volumeMl", volumeMl);
    Limits.sha256("maskSha256", maskSha256);
    Limits.amount("seconds", seconds);
    Limits.count("rejected", rejected, Limits.COUNT);
    began = began.map(t -> t.truncatedTo(ChronoUnit.SECONDS));
    ended = ended.map(t -> t.truncatedTo(ChronoUnit.SECONDS));
    began.ifPresent(t -> Limits.time("began", t));
    ended.ifPresent(t -> Limits.time("ended", t));
    if (began.isPresent() && ended.isPresent() && ended.get().isBefore(began.get())) {
      throw new IllegalArgumentException("the work ended before it began");
    }
    slices = List.copyOf(slices);
    Map<SliceAxis, BitSet> seen = new EnumMap<>(SliceAxis.class);
    for (SliceProvenance slice : slices) {
      BitSet indices = seen.computeIfAbsent(slice.axis(), a -> new BitSet());
      if (indices.get(slice.index())) {
        throw new IllegalArgumentException(
            "slice " + slice.axis() + " " + slice.index() + " is there twice");
      }
      indices.set(slice.index());
    }
  }
}
