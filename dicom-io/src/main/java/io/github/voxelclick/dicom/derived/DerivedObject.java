package io.github.voxelclick.dicom.derived;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The modules that every object made from images has: patient and study as in the source, SOP
 * Common, General Series, Frame of Reference, equipment (PS3.3 C.7, C.12.1).
 *
 * @param source images that the object is made from
 * @param producer program and model
 * @param now when it is made
 * @param uids gives a new UID at each call
 */
public record DerivedObject(
    SourceSeries source, Producer producer, ZonedDateTime now, Supplier<String> uids) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);

  /** Where numbers of derived series begin, so that they sort behind the acquired ones. */
  private static final int FIRST_SERIES_NUMBER = 900;

  /** One more than the highest Series Number known in the study, but not below 900. */
  public static final int NEXT_SERIES_NUMBER = 0;

  /** The date as VR DA. */
  public String date() {
    return DATE.format(now);
  }

  /** The time of day as VR TM. */
  public String time() {
    return TIME.format(now);
  }

  /**
   * Starts the data set, as the only instance of a new series.
   *
   * @param sopClassUid (0008,0016)
   * @param modality (0008,0060)
   * @param seriesDescription (0008,103E), cut where too long
   * @param seriesNumber (0020,0011) or {@link #NEXT_SERIES_NUMBER}
   */
  public Attributes create(
      String sopClassUid, String modality, String seriesDescription, int seriesNumber) {
    Attributes object = new Attributes(96);
    object.setSpecificCharacterSet("ISO_IR 192");
    SourceFacts.copy(source.firstImage(), object);
    object.setString(Tag.SOPClassUID, VR.UI, sopClassUid);
    object.setString(Tag.SOPInstanceUID, VR.UI, uids.get());
    object.setString(Tag.InstanceCreationDate, VR.DA, date());
    object.setString(Tag.InstanceCreationTime, VR.TM, time());
    object.setInt(Tag.InstanceNumber, VR.IS, 1);
    object.setString(Tag.Modality, VR.CS, modality);
    object.setString(Tag.SeriesInstanceUID, VR.UI, uids.get());
    object.setInt(
        Tag.SeriesNumber,
        VR.IS,
        seriesNumber == NEXT_SERIES_NUMBER ? nextSeriesNumber() : seriesNumber);
    object.setString(Tag.SeriesDescription, VR.LO, Texts.longString(seriesDescription));
    object.setString(Tag.SeriesDate, VR.DA, date());
    object.setString(Tag.SeriesTime, VR.TM, time());
    source
        .frameOfReferenceUid()
        .ifPresent(
            uid -> {
              object.setString(Tag.FrameOfReferenceUID, VR.UI, uid);
              object.setNull(Tag.PositionReferenceIndicator, VR.LO);
              SourceFacts.copy(source.firstImage(), object, Tag.PositionReferenceIndicator);
            });
    addEquipment(object);
    return object;
  }

  private int nextSeriesNumber() {
    int highest = source.highestSeriesNumber();
    return highest == Integer.MAX_VALUE
        ? FIRST_SERIES_NUMBER
        : Math.max(FIRST_SERIES_NUMBER, highest + 1);
  }

  private void addEquipment(Attributes object) {
    addMaker(object);
    object.setString(Tag.DeviceSerialNumber, VR.LO, Texts.longString(producer.installationId()));
    SourceFacts.copy(source.firstImage(), object, Tag.ContributingEquipmentSequence);
    Attributes item = new Attributes(6);
    Codes.set(item, Tag.PurposeOfReferenceCodeSequence, Codes.PROCESSING_EQUIPMENT);
    addMaker(item);
    item.setString(Tag.ContributionDateTime, VR.DT, date() + time());
    String model = producer.modelText();
    item.setString(
        Tag.ContributionDescription,
        VR.ST,
        "Segmentation by VoxelClick "
            + producer.softwareVersion()
            + (model.isEmpty() ? "" : " with model " + model));
    if (!producer.reader().isEmpty()) {
      item.setString(Tag.OperatorsName, VR.PN, producer.reader());
    }
    object.ensureSequence(Tag.ContributingEquipmentSequence, 1).add(item);
  }

  private void addMaker(Attributes target) {
    target.setString(Tag.Manufacturer, VR.LO, Producer.MANUFACTURER);
    target.setString(Tag.ManufacturerModelName, VR.LO, Producer.MANUFACTURER);
    target.setString(Tag.SoftwareVersions, VR.LO, Texts.longString(producer.softwareVersion()));
  }

  /** An item that names an image: its class and instance (PS3.3 table 10-11). */
  public static Attributes reference(SourceImage image) {
    Attributes item = new Attributes(4);
    item.setString(Tag.ReferencedSOPClassUID, VR.UI, image.sopClassUid());
    item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, image.sopInstanceUid());
    return item;
  }

  /** An item that names an image and, of a multi-frame image, the frame (PS3.3 table 10-3). */
  public static Attributes frameReference(SourceImage image) {
    Attributes item = reference(image);
    image.frameNumber().ifPresent(number -> item.setInt(Tag.ReferencedFrameNumber, VR.IS, number));
    return item;
  }
}
