package io.github.voxelclick.dicom.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.PetUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Series of PET on the disk, and what is said of their unit. */
final class PetSeries {
  static final double HALF_LIFE_S = 6586.2;

  private static final double WEIGHT_KG = 72.5;
  private static final double DOSE_BQ = 3.1e8;

  /** SUV per Bq/ml at the moment of administration. */
  static final double AT_ADMINISTRATION = WEIGHT_KG * 1000 / DOSE_BQ;

  private PetSeries() {}

  /** Administration at 13:05:10.5, scan from 14:10 on, three beds of one minute. */
  static void pet(int k, Attributes d) {
    SliceFiles.shorts(d, 10 * k, 1, 2, 3, 4, 5);
    d.setString(Tag.SOPClassUID, VR.UI, UID.PositronEmissionTomographyImageStorage);
    d.setDouble(Tag.RescaleSlope, VR.DS, 0.5 + 0.25 * k);
    d.setDouble(Tag.RescaleIntercept, VR.DS, 0);
    text(d, Tag.Units, VR.CS, "BQML");
    d.setString(Tag.CorrectedImage, VR.CS, "NORM", "ATTN", "SCAT", "DECY");
    text(d, Tag.DecayCorrection, VR.CS, "START");
    text(d, Tag.PatientWeight, VR.DS, "72.5");
    text(d, Tag.SeriesDate, VR.DA, "20240305");
    text(d, Tag.SeriesTime, VR.TM, "141000");
    text(d, Tag.AcquisitionDate, VR.DA, "20240305");
    text(d, Tag.AcquisitionTime, VR.TM, "141" + (2 - k) + "00.25");
    Attributes dose = new Attributes();
    d.newSequence(Tag.RadiopharmaceuticalInformationSequence, 1).add(dose);
    text(dose, Tag.RadionuclideTotalDose, VR.DS, "3.1E8");
    text(dose, Tag.RadionuclideHalfLife, VR.DS, "6586.2");
    text(dose, Tag.RadiopharmaceuticalStartDateTime, VR.DT, "20240305130510.5");
    text(dose, Tag.RadiopharmaceuticalStartTime, VR.TM, "130510.5");
  }

  static void text(Attributes d, int tag, VR vr, String value) {
    if (value.isEmpty()) {
      d.setNull(tag, vr);
    } else {
      d.setString(tag, vr, value);
    }
  }

  static Attributes dose(Attributes d) {
    return d.getSequence(Tag.RadiopharmaceuticalInformationSequence).get(0);
  }

  /** Writes and scans three slices, each changed, into a folder. */
  static DicomSeries series(Path folder, BiConsumer<Integer, Attributes> change)
      throws IOException {
    return new SliceFiles(folder, "PT")
        .write(3, ((BiConsumer<Integer, Attributes>) PetSeries::pet).andThen(change));
  }

  /** The unit of such a series. */
  static PetUnit unit(Path folder, Consumer<Attributes> change) throws IOException {
    return series(folder, (k, d) -> change.accept(d)).petUnit().orElseThrow();
  }

  /** The factor of a scan so many seconds after the administration. */
  static double decayed(double seconds) {
    return AT_ADMINISTRATION * Math.exp(Math.log(2) * seconds / HALF_LIFE_S);
  }

  static void assertFactor(double expected, PetUnit unit) {
    assertEquals("", unit.reason());
    assertEquals(expected, unit.suvFactor().orElseThrow(), 1e-12 * expected);
  }

  static void assertNone(String reason, PetUnit unit) {
    assertTrue(unit.suvFactor().isEmpty(), () -> unit.toString());
    assertTrue(unit.reason().contains(reason), unit.reason());
    assertTrue(unit.reason().endsWith("."), unit.reason());
    String words = unit.reason().replaceAll("\\([0-9a-f]{4},[0-9a-fx]{4}\\)", "");
    assertFalse(words.matches(".*[0-9].*") && !words.contains("1 MBq"), words);
  }
}
