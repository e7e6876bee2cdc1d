package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Finds where each frame of a SEG lies on a source volume: by its plane (per frame, else shared,
 * else of the whole object), and only without a plane by the image it derives from. Not
 * thread-safe.
 */
final class SegPlanes {
  private final Attributes seg;
  private final SourceSeries source;
  private final VolumeGeometry geometry;
  private final Sequence perFrame;
  private final Attributes shared;

  /** Frames of all segments share few planes. */
  private final Map<List<Double>, PlaneFit> known = new HashMap<>();

  /**
   * @throws DicomReadException when the number of per-frame items is not that of the frames
   */
  SegPlanes(Attributes seg, SourceSeries source, VolumeGeometry geometry)
      throws DicomReadException {
    this.seg = seg;
    this.source = source;
    this.geometry = geometry;
    Sequence items = seg.getSequence(Tag.PerFrameFunctionalGroupsSequence);
    int frames = SegPixels.frames(seg);
    if (items == null || items.size() != frames) {
      throw new DicomReadException(
          "Cannot read the segmentation: it has "
              + frames
              + " frames but describes "
              + (items == null ? 0 : items.size())
              + " (5200,9230).");
    }
    perFrame = items;
    Attributes sharedItem = seg.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    shared = sharedItem == null ? new Attributes() : sharedItem;
  }

  /**
   * The segment of a frame.
   *
   * @param frame from 0
   * @param onlyOne number of the only segment there is, 0 when there are several
   * @throws DicomReadException when the file does not say
   */
  int segmentOf(int frame, int onlyOne) throws DicomReadException {
    Attributes item = group(frame, Tag.SegmentIdentificationSequence).orElse(new Attributes());
    int number = item.getInt(Tag.ReferencedSegmentNumber, onlyOne);
    if (number == 0) {
      throw new DicomReadException(
          "Cannot read the segmentation: frame "
              + (frame + 1)
              + " does not say which segment it shows (0062,000B).");
    }
    return number;
  }

  /**
   * Where a frame lies.
   *
   * @param frame from 0
   * @throws DicomReadException when the file does not say
   * @throws GeometryException when it does not lie on the grid of the volume
   */
  PlaneFit fit(int frame) throws DicomReadException, GeometryException {
    double[] position = values(frame, Tag.PlanePositionSequence, Tag.ImagePositionPatient, 3);
    double[] orientation =
        values(frame, Tag.PlaneOrientationSequence, Tag.ImageOrientationPatient, 6);
    double[] spacing = values(frame, Tag.PixelMeasuresSequence, Tag.PixelSpacing, 2);
    if (position.length == 0 || orientation.length == 0 || spacing.length == 0) {
      return fitByReference(frame);
    }
    List<Double> key =
        DoubleStream.concat(
                DoubleStream.of(position),
                DoubleStream.concat(DoubleStream.of(orientation), DoubleStream.of(spacing)))
            .boxed()
            .toList();
    PlaneFit fit = known.get(key);
    if (fit == null) {
      fit =
          PlaneFit.of(
              geometry,
              new WorldPoint(position[0], position[1], position[2]),
              new WorldPoint(orientation[0], orientation[1], orientation[2]).times(spacing[1]),
              new WorldPoint(orientation[3], orientation[4], orientation[5]).times(spacing[0]));
      known.put(key, fit);
    }
    return fit;
  }

  private PlaneFit fitByReference(int frame) throws DicomReadException {
    Attributes derivation = group(frame, Tag.DerivationImageSequence).orElse(new Attributes());
    Attributes reference = derivation.getNestedDataset(Tag.SourceImageSequence);
    if (reference != null && !"NO".equals(reference.getString(Tag.SpatialLocationsPreserved))) {
      String uid = reference.getString(Tag.ReferencedSOPInstanceUID, "");
      for (int k = 0; k < source.images().size(); k++) {
        if (source.images().get(k).sopInstanceUid().equals(uid)) {
          return PlaneFit.identity(k);
        }
      }
    }
    throw new DicomReadException(
        "Cannot place the segmentation: frame "
            + (frame + 1)
            + " has no complete plane (position, orientation, pixel spacing) and derives from no"
            + " image of the open series.");
  }

  /** Numbers of a macro, of the whole object where it has but one frame; empty when incomplete. */
  private double[] values(int frame, int macro, int tag, int count) {
    Optional<Attributes> item = group(frame, macro);
    if (item.isEmpty() && perFrame.size() == 1) {
      item = Optional.of(seg);
    }
    double[] values = item.map(a -> a.getDoubles(tag)).orElse(null);
    return values == null || values.length != count ? new double[0] : values;
  }

  private Optional<Attributes> group(int frame, int macro) {
    Attributes own = perFrame.get(frame).getNestedDataset(macro);
    return Optional.ofNullable(own == null ? shared.getNestedDataset(macro) : own);
  }
}
