package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.derived.DerivedObject;
import io.github.voxelclick.dicom.derived.SourceFacts;
import io.github.voxelclick.dicom.derived.Texts;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.VolumeGeometry;
import java.time.ZonedDateTime;
import java.util.function.Supplier;

/** Builds the data set of a BINARY SEG (PS3.3 A.51.3), all but Pixel Data. */
final class SegDataset {
  private final SourceSeries source;
  private final VolumeGeometry geometry;
  private final FramePlan plan;
  private final SegWriteOptions options;
  private final ZonedDateTime now;
  private final Supplier<String> uids;

  SegDataset(
      SourceSeries source,
      VolumeGeometry geometry,
      FramePlan plan,
      SegWriteOptions options,
      ZonedDateTime now,
      Supplier<String> uids) {
    this.source = source;
    this.geometry = geometry;
    this.plan = plan;
    this.options = options;
    this.now = now;
    this.uids = uids;
  }

  /**
   * Builds the data set; every call draws new UIDs.
   *
   * @param segmentsOverlap whether a voxel belongs to several segments
   */
  Attributes build(boolean segmentsOverlap) {
    DerivedObject object = new DerivedObject(source, options.producer(), now, uids);
    Attributes seg =
        object.create(
            UID.SegmentationStorage, "SEG", options.seriesDescription(), options.seriesNumber());
    seg.setString(Tag.ContentDate, VR.DA, object.date());
    seg.setString(Tag.ContentTime, VR.TM, object.time());
    addImage(seg);
    addSegmentation(seg, segmentsOverlap);
    addReferencedSeries(seg);
    new FunctionalGroups(source, geometry, plan).addTo(seg, uids.get());
    return seg;
  }

  private void addImage(Attributes seg) {
    seg.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY");
    seg.setInt(Tag.SamplesPerPixel, VR.US, 1);
    seg.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    seg.setInt(Tag.NumberOfFrames, VR.IS, plan.frames().size());
    seg.setInt(Tag.Rows, VR.US, geometry.size().j());
    seg.setInt(Tag.Columns, VR.US, geometry.size().i());
    seg.setInt(Tag.BitsAllocated, VR.US, 1);
    seg.setInt(Tag.BitsStored, VR.US, 1);
    seg.setInt(Tag.HighBit, VR.US, 0);
    seg.setInt(Tag.PixelRepresentation, VR.US, 0);
    seg.setString(Tag.BurnedInAnnotation, VR.CS, "NO");
    seg.setString(Tag.PresentationLUTShape, VR.CS, "IDENTITY");
    seg.setString(Tag.LossyImageCompression, VR.CS, source.lossy() ? "01" : "00");
    if (source.lossy()) {
      SourceFacts.copy(
          source.firstImage(),
          seg,
          Tag.LossyImageCompressionRatio,
          Tag.LossyImageCompressionMethod);
    }
  }

  private void addSegmentation(Attributes seg, boolean segmentsOverlap) {
    seg.setString(Tag.SegmentationType, VR.CS, "BINARY");
    seg.setString(Tag.SegmentsOverlap, VR.CS, segmentsOverlap ? "YES" : "NO");
    seg.setString(Tag.ContentLabel, VR.CS, options.contentLabel());
    seg.setString(Tag.ContentDescription, VR.LO, Texts.longString(options.contentDescription()));
    seg.setString(Tag.ContentCreatorName, VR.PN, Texts.longString(options.contentCreator()));
    new SegmentItems(options.producer(), uids).addTo(seg, plan.segments());
  }

  private void addReferencedSeries(Attributes seg) {
    Attributes series = new Attributes(2);
    series.setString(Tag.SeriesInstanceUID, VR.UI, source.seriesInstanceUid());
    Sequence instances = series.newSequence(Tag.ReferencedInstanceSequence, source.images().size());
    for (SourceImage image : source.images()) {
      instances.add(DerivedObject.reference(image));
    }
    seg.newSequence(Tag.ReferencedSeriesSequence, 1).add(series);
  }
}
