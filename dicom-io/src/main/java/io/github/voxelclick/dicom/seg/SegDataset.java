package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.derived.DerivedObject;
import io.github.voxelclick.dicom.derived.SourceFacts;
import io.github.voxelclick.dicom.derived.Texts;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.HashSet;
import java.util.Set;

/** Builds the data set of a SEG (PS3.3 A.51.3, A.51.4), all but Pixel Data. */
final class SegDataset {
  private final DerivedObject object;
  private final VolumeGeometry geometry;
  private final FramePlan plan;
  private final SegWriteOptions options;

  SegDataset(
      DerivedObject object, VolumeGeometry geometry, FramePlan plan, SegWriteOptions options) {
    this.object = object;
    this.geometry = geometry;
    this.plan = plan;
    this.options = options;
  }

  /** Builds the data set; every call draws new UIDs. */
  Attributes build() {
    Attributes seg =
        object.create(
            plan.form().type().sopClassUid(),
            "SEG",
            options.seriesDescription(),
            options.seriesNumber());
    seg.setString(Tag.ContentDate, VR.DA, object.date());
    seg.setString(Tag.ContentTime, VR.TM, object.time());
    addImage(seg);
    addSegmentation(seg);
    addReferencedSeries(seg);
    new FunctionalGroups(object.source(), geometry, plan).addTo(seg, object.uids().get());
    return seg;
  }

  private void addImage(Attributes seg) {
    int bits = plan.form().bits();
    if (!object.source().images().get(0).hasPlane()) {
      seg.setNull(Tag.PatientOrientation, VR.CS); // Type 2C where no plane tells it
      SourceFacts.copy(object.source().firstImage(), seg, Tag.PatientOrientation);
    }
    seg.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY");
    seg.setInt(Tag.SamplesPerPixel, VR.US, 1);
    seg.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    seg.setInt(Tag.NumberOfFrames, VR.IS, plan.frames().size());
    seg.setInt(Tag.Rows, VR.US, geometry.size().j());
    seg.setInt(Tag.Columns, VR.US, geometry.size().i());
    seg.setInt(Tag.BitsAllocated, VR.US, bits);
    seg.setInt(Tag.BitsStored, VR.US, bits);
    seg.setInt(Tag.HighBit, VR.US, bits - 1);
    seg.setInt(Tag.PixelRepresentation, VR.US, 0);
    seg.setString(Tag.BurnedInAnnotation, VR.CS, "NO");
    seg.setString(Tag.PresentationLUTShape, VR.CS, "IDENTITY");
    seg.setString(Tag.LossyImageCompression, VR.CS, object.source().lossy() ? "01" : "00");
    if (object.source().lossy()) {
      SourceFacts.copy(
          object.source().firstImage(),
          seg,
          Tag.LossyImageCompressionRatio,
          Tag.LossyImageCompressionMethod);
    }
  }

  private void addSegmentation(Attributes seg) {
    PixelForm form = plan.form();
    seg.setString(Tag.SegmentationType, VR.CS, form.type().name());
    seg.setString(Tag.SegmentsOverlap, VR.CS, plan.overlaps(geometry) ? "YES" : "NO");
    seg.setString(Tag.ContentLabel, VR.CS, options.contentLabel());
    seg.setString(Tag.ContentDescription, VR.LO, Texts.longString(options.contentDescription()));
    seg.setString(Tag.ContentCreatorName, VR.PN, Texts.longString(options.contentCreator()));
    SegmentItems items = new SegmentItems(options.producer(), options.algorithms(), object.uids());
    items.addTo(seg, plan.segments());
    if (form.type() == SegType.FRACTIONAL) {
      seg.setString(Tag.SegmentationFractionalType, VR.CS, "PROBABILITY");
      seg.setInt(Tag.MaximumFractionalValue, VR.US, form.maximum());
    }
    if (form.type() == SegType.LABELMAP && plan.showsBackground(geometry.size())) {
      seg.getSequence(Tag.SegmentSequence).add(0, SegmentItems.background(form.background()));
      seg.setInt(Tag.PixelPaddingValue, VR.US, form.background());
    }
  }

  /** Each image once, however many of its frames are slices. */
  private void addReferencedSeries(Attributes seg) {
    Attributes series = new Attributes(2);
    series.setString(Tag.SeriesInstanceUID, VR.UI, object.source().seriesInstanceUid());
    Sequence instances =
        series.newSequence(Tag.ReferencedInstanceSequence, object.source().images().size());
    Set<String> named = new HashSet<>();
    for (SourceImage image : object.source().images()) {
      if (named.add(image.sopInstanceUid())) {
        instances.add(DerivedObject.reference(image));
      }
    }
    seg.newSequence(Tag.ReferencedSeriesSequence, 1).add(series);
  }
}
