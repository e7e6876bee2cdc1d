package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.VolumeGeometry;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;

/** Builds the data set of a BINARY SEG (PS3.3 A.51.3), all but Pixel Data. */
final class SegDataset {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);

  /** Where numbers of derived series begin, so that they sort behind the acquired ones. */
  private static final int FIRST_SERIES_NUMBER = 900;

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
    Attributes seg = new Attributes(96);
    seg.setSpecificCharacterSet("ISO_IR 192");
    SourceFacts.copy(source.firstImage(), seg);
    addInstance(seg);
    addSeries(seg);
    addEquipment(seg);
    addImage(seg);
    addSegmentation(seg, segmentsOverlap);
    addReferencedSeries(seg);
    new FunctionalGroups(source, geometry, plan).addTo(seg, uids.get());
    return seg;
  }

  private void addInstance(Attributes seg) {
    seg.setString(Tag.SOPClassUID, VR.UI, UID.SegmentationStorage);
    seg.setString(Tag.SOPInstanceUID, VR.UI, uids.get());
    seg.setString(Tag.InstanceCreationDate, VR.DA, DATE.format(now));
    seg.setString(Tag.InstanceCreationTime, VR.TM, TIME.format(now));
    seg.setInt(Tag.InstanceNumber, VR.IS, 1);
    seg.setString(Tag.ContentDate, VR.DA, DATE.format(now));
    seg.setString(Tag.ContentTime, VR.TM, TIME.format(now));
  }

  private void addSeries(Attributes seg) {
    seg.setString(Tag.Modality, VR.CS, "SEG");
    seg.setString(Tag.SeriesInstanceUID, VR.UI, uids.get());
    seg.setInt(Tag.SeriesNumber, VR.IS, seriesNumber());
    seg.setString(Tag.SeriesDescription, VR.LO, Texts.longString(options.seriesDescription()));
    seg.setString(Tag.SeriesDate, VR.DA, DATE.format(now));
    seg.setString(Tag.SeriesTime, VR.TM, TIME.format(now));
    source
        .frameOfReferenceUid()
        .ifPresent(
            uid -> {
              seg.setString(Tag.FrameOfReferenceUID, VR.UI, uid);
              seg.setNull(Tag.PositionReferenceIndicator, VR.LO);
              SourceFacts.copy(source.firstImage(), seg, Tag.PositionReferenceIndicator);
            });
  }

  private int seriesNumber() {
    if (options.seriesNumber() != SegWriteOptions.NEXT_SERIES_NUMBER) {
      return options.seriesNumber();
    }
    int highest = source.highestSeriesNumber();
    return highest == Integer.MAX_VALUE
        ? FIRST_SERIES_NUMBER
        : Math.max(FIRST_SERIES_NUMBER, highest + 1);
  }

  private void addEquipment(Attributes seg) {
    SegProducer producer = options.producer();
    addMaker(seg, producer);
    seg.setString(Tag.DeviceSerialNumber, VR.LO, Texts.longString(producer.installationId()));
    SourceFacts.copy(source.firstImage(), seg, Tag.ContributingEquipmentSequence);
    Attributes item = new Attributes(6);
    Codes.set(item, Tag.PurposeOfReferenceCodeSequence, Codes.PROCESSING_EQUIPMENT);
    addMaker(item, producer);
    item.setString(Tag.ContributionDateTime, VR.DT, DATE.format(now) + TIME.format(now));
    String model = producer.modelText();
    item.setString(
        Tag.ContributionDescription,
        VR.ST,
        "Segmentation by VoxelClick "
            + producer.softwareVersion()
            + (model.isEmpty() ? "" : " with model " + model));
    Sequence equipment = seg.ensureSequence(Tag.ContributingEquipmentSequence, 1);
    equipment.add(item);
  }

  private static void addMaker(Attributes target, SegProducer producer) {
    target.setString(Tag.Manufacturer, VR.LO, SegProducer.MANUFACTURER);
    target.setString(Tag.ManufacturerModelName, VR.LO, SegProducer.MANUFACTURER);
    target.setString(Tag.SoftwareVersions, VR.LO, Texts.longString(producer.softwareVersion()));
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
      instances.add(FunctionalGroups.reference(image));
    }
    seg.newSequence(Tag.ReferencedSeriesSequence, 1).add(series);
  }
}
