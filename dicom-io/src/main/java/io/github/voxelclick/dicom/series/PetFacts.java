package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the header of a PET image says that SUV depends on (PS3.3 C.8.9.1, C.8.9.2 and C.8.9.4).
 * Never shown. Texts are as in the file and empty where they are missing; numbers that are missing
 * or not readable are NaN.
 *
 * @param common what all images of a series have to agree in
 * @param acquisitionDate (0008,0022)
 * @param acquisitionTime (0008,0032)
 * @param frameReferenceMs (0054,1300), from the moment to which decay was corrected to that of the
 *     mean count rate
 * @param durationMs (0018,1242)
 */
record PetFacts(
    Common common,
    String acquisitionDate,
    String acquisitionTime,
    double frameReferenceMs,
    double durationMs) {

  /**
   * What does not differ within a series.
   *
   * @param enhanced whether it is an Enhanced PET image
   * @param units (0054,1001)
   * @param suvType (0054,1006)
   * @param corrected values of Corrected Image (0028,0051)
   * @param decayCorrection (0054,1102)
   * @param weightKg (0010,1030)
   * @param seriesDate (0008,0021)
   * @param seriesTime (0008,0031)
   * @param zone (0008,0201), for all dates and times that have none of their own
   * @param dose what was given
   * @param vendor elements of vendors
   */
  record Common(
      boolean enhanced,
      String units,
      String suvType,
      List<String> corrected,
      String decayCorrection,
      double weightKg,
      String seriesDate,
      String seriesTime,
      String zone,
      Dose dose,
      Vendor vendor) {}

  /**
   * The first item of the Radiopharmaceutical Information Sequence (0054,0016).
   *
   * @param items how many items there are
   * @param becquerel (0018,1074)
   * @param halfLifeSeconds (0018,1075)
   * @param startDateTime (0018,1078)
   * @param startTime (0018,1072)
   */
  record Dose(
      int items,
      double becquerel,
      double halfLifeSeconds,
      String startDateTime,
      String startTime) {}

  /**
   * Private elements, as the vendors' conformance statements name them.
   *
   * @param philipsSuv SUV Scale Factor, SUV per modality value
   * @param philipsActivity Activity Concentration Scale Factor, Bq/ml per modality value
   * @param geScanDateTime when the scan of a post-processed series began
   */
  record Vendor(double philipsSuv, double philipsActivity, String geScanDateTime) {}

  private static final String PHILIPS = "Philips PET Private Group";
  private static final int PHILIPS_SUV = 0x70530000;
  private static final int PHILIPS_ACTIVITY = 0x70530009;
  private static final String GE = "GEMS_PETD_01";
  private static final int GE_SCAN_DATE_TIME = 0x0009000D;

  /**
   * Reads what is there; never fails.
   *
   * @param d data set, in which what the frame's functional groups say goes before the root
   * @return empty for an image that is not of PET
   */
  static Optional<PetFacts> in(Attributes d) {
    if (!text(d, Tag.Modality).equals("PT")) {
      return Optional.empty();
    }
    String[] corrected = d.getStrings(Tag.CorrectedImage);
    Common common =
        new Common(
            text(d, Tag.SOPClassUID).equals(UID.EnhancedPETImageStorage),
            text(d, Tag.Units),
            text(d, Tag.SUVType),
            corrected == null ? List.of() : List.of(corrected),
            text(d, Tag.DecayCorrection),
            number(d, Tag.PatientWeight),
            text(d, Tag.SeriesDate),
            text(d, Tag.SeriesTime),
            text(d, Tag.TimezoneOffsetFromUTC),
            dose(d),
            vendor(d));
    return Optional.of(
        new PetFacts(
            common,
            text(d, Tag.AcquisitionDate),
            text(d, Tag.AcquisitionTime),
            number(d, Tag.FrameReferenceTime),
            number(d, Tag.ActualFrameDuration)));
  }

  private static Dose dose(Attributes d) {
    List<Attributes> items = d.getSequence(Tag.RadiopharmaceuticalInformationSequence);
    if (items == null || items.isEmpty()) {
      return new Dose(0, Double.NaN, Double.NaN, "", "");
    }
    Attributes item = items.get(0);
    return new Dose(
        items.size(),
        number(item, Tag.RadionuclideTotalDose),
        number(item, Tag.RadionuclideHalfLife),
        text(item, Tag.RadiopharmaceuticalStartDateTime),
        text(item, Tag.RadiopharmaceuticalStartTime));
  }

  private static Vendor vendor(Attributes d) {
    OptionalInt suv = ownTag(d, PHILIPS, PHILIPS_SUV);
    OptionalInt activity = ownTag(d, PHILIPS, PHILIPS_ACTIVITY);
    OptionalInt scan = ownTag(d, GE, GE_SCAN_DATE_TIME);
    return new Vendor(
        suv.isPresent() ? number(d, suv.getAsInt()) : Double.NaN,
        activity.isPresent() ? number(d, activity.getAsInt()) : Double.NaN,
        scan.isPresent() ? text(d, scan.getAsInt()) : "");
  }

  /**
   * Where a private element stands in this data set, if its creator has a block there.
   *
   * @param element with 00 in place of its block
   */
  private static OptionalInt ownTag(Attributes d, String creator, int element) {
    int group = element & 0xFFFF0000;
    for (int block = 0x10; block <= 0xFF; block++) {
      if (text(d, group | block).equals(creator)) {
        return OptionalInt.of(group | block << 8 | (element & 0xFF));
      }
    }
    return OptionalInt.empty();
  }

  private static String text(Attributes d, int tag) {
    String text = d.getString(tag, "");
    return text == null ? "" : text.strip();
  }

  private static double number(Attributes d, int tag) {
    try {
      return d.getDouble(tag, Double.NaN);
    } catch (DicomValueException e) {
      return Double.NaN;
    }
  }
}
