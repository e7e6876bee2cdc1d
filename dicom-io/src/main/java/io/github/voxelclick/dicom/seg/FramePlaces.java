package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds where each frame of a segmentation lies on a volume: by its plane, without a plane by the
 * image it derives from, without both by its order, where that was agreed to. Not thread-safe.
 */
final class FramePlaces {
  private final SegObject seg;
  private final SourceSeries source;
  private final VolumeGeometry geometry;
  private final SegReadOptions options;
  private final List<ReadWarning> warnings;

  /** Whether slices are told apart by where they lie. */
  private final boolean byPlane;

  /** Frames of all segments share few planes. */
  private final Map<FramePlane, FramePlace> known = new HashMap<>();

  /** Slice by instance and frame number, 0 for the whole of an image with one slice only. */
  private final Map<Reference, Integer> sliceOf = new HashMap<>();

  private Optional<FrameOrder> order = Optional.empty();

  /** An image, or a frame of one. */
  private record Reference(String uid, int frame) {}

  FramePlaces(
      SegObject seg,
      SourceSeries source,
      VolumeGeometry geometry,
      SegReadOptions options,
      List<ReadWarning> warnings) {
    this.seg = seg;
    this.source = source;
    this.geometry = geometry;
    this.options = options;
    this.warnings = warnings;
    byPlane =
        geometry.relation() == SliceRelation.SPATIAL
            && source.images().stream().allMatch(SourceImage::hasPlane);
    for (int k = 0; k < source.images().size(); k++) {
      SourceImage image = source.images().get(k);
      sliceOf.put(new Reference(image.sopInstanceUid(), image.frameNumber().orElse(0)), k);
    }
    if (source.images().size() == 1) {
      sliceOf.put(new Reference(source.images().get(0).sopInstanceUid(), 0), 0);
    }
  }

  /**
   * Where a frame lies.
   *
   * @param frame from 0
   * @throws DicomReadException when the file does not say
   */
  FramePlace place(int frame) throws DicomReadException {
    Optional<FramePlane> plane = byPlane ? FramePlane.of(seg, frame) : Optional.empty();
    if (plane.isPresent()) {
      return known.computeIfAbsent(plane.get(), p -> PlaneFit.of(geometry, p));
    }
    boolean sameSize = seg.columns() == geometry.size().i() && seg.rows() == geometry.size().j();
    if (sameSize) {
      Optional<Integer> slice = sliceByReference(frame);
      if (slice.isPresent()) {
        return PlaneFit.identity(slice.get());
      }
      if (order.isEmpty()) {
        order = Optional.of(FrameOrder.of(seg, source));
      }
      Optional<Integer> byOrder = order.get().slice(frame);
      if (byOrder.isPresent()) {
        return byOrder(byOrder.get());
      }
    }
    throw unplaced(
        frame,
        " and derives from no image of the open series. Open the series that it was made on.");
  }

  private FramePlace byOrder(int slice) throws DicomReadException {
    if (!options.placeByOrder()) {
      throw unplaced(
          0,
          " and names no image, but it has one for each slice. If you know that they are in order,"
              + " allow placing by order.");
    }
    ReadWarning warning =
        new ReadWarning(
            "placed-by-order",
            "The frames do not say where they lie; they were laid onto the slices in their order.");
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
    return PlaneFit.identity(slice);
  }

  private static DicomReadException unplaced(int frame, String rest) {
    return new DicomReadException(
        "Cannot place the segmentation: frame "
            + (frame + 1)
            + " has no complete plane (position, orientation, pixel spacing)"
            + rest);
  }

  /** The only slice of the source that a frame derives from pixel by pixel. */
  private Optional<Integer> sliceByReference(int frame) {
    Set<Integer> slices = new HashSet<>();
    Sequence derivations =
        seg.perFrame().get(frame).contains(Tag.DerivationImageSequence)
            ? seg.perFrame().get(frame).getSequence(Tag.DerivationImageSequence)
            : seg.shared().getSequence(Tag.DerivationImageSequence);
    if (derivations != null) {
      for (Attributes derivation : derivations) {
        Sequence references = derivation.getSequence(Tag.SourceImageSequence);
        if (references != null) {
          references.forEach(reference -> addSlices(reference, slices));
        }
      }
    }
    return slices.size() == 1 ? Optional.of(slices.iterator().next()) : Optional.empty();
  }

  private void addSlices(Attributes reference, Set<Integer> slices) {
    if ("NO".equals(reference.getString(Tag.SpatialLocationsPreserved))) {
      return;
    }
    String uid = reference.getString(Tag.ReferencedSOPInstanceUID, "");
    int[] numbers = reference.getInts(Tag.ReferencedFrameNumber);
    for (int number : numbers == null || numbers.length == 0 ? new int[] {0} : numbers) {
      Integer slice = sliceOf.get(new Reference(uid, number));
      if (slice == null && number == 1) {
        slice = sliceOf.get(new Reference(uid, 0)); // a single-frame image has a frame 1
      }
      if (slice != null) {
        slices.add(slice);
      }
    }
  }

  /** Whether some frame names an image of the source. */
  boolean refersToSource() {
    for (int f = 0; f < seg.frames(); f++) {
      if (sliceByReference(f).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
