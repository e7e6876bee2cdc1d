package io.github.voxelclick.dicom.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SUV factors of whole series on the disk, and every way in which there is none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuvScaleTest {
  private static final double WEIGHT_KG = 72.5;
  private static final double DOSE_BQ = 3.1e8;
  private static final double HALF_LIFE_S = 6586.2;

  /** SUV per Bq/ml at the moment of administration. */
  private static final double AT_ADMINISTRATION = WEIGHT_KG * 1000 / DOSE_BQ;

  private static final String PHILIPS = "Philips PET Private Group";

  @TempDir Path folder;

  /** Administration at 13:05:10.5, scan from 14:10 on, three beds of one minute. */
  private static void pet(int k, Attributes d) {
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

  private static void text(Attributes d, int tag, VR vr, String value) {
    if (value.isEmpty()) {
      d.setNull(tag, vr);
    } else {
      d.setString(tag, vr, value);
    }
  }

  private static Attributes dose(Attributes d) {
    return d.getSequence(Tag.RadiopharmaceuticalInformationSequence).get(0);
  }

  private DicomSeries series(BiConsumer<Integer, Attributes> change) throws IOException {
    return new SliceFiles(folder, "PT")
        .write(3, ((BiConsumer<Integer, Attributes>) SuvScaleTest::pet).andThen(change));
  }

  private PetUnit unit(Consumer<Attributes> change) throws IOException {
    return series((k, d) -> change.accept(d)).petUnit().orElseThrow();
  }

  /** The factor of a scan so many seconds after the administration. */
  private static double decayed(double seconds) {
    return AT_ADMINISTRATION * Math.exp(Math.log(2) * seconds / HALF_LIFE_S);
  }

  private static void assertFactor(double expected, PetUnit unit) {
    assertEquals("", unit.reason());
    assertEquals(expected, unit.suvFactor().orElseThrow(), 1e-12 * expected);
  }

  private static void assertNone(String reason, PetUnit unit) {
    assertTrue(unit.suvFactor().isEmpty(), () -> unit.toString());
    assertTrue(unit.reason().contains(reason), unit.reason());
    assertTrue(unit.reason().endsWith("."), unit.reason());
    String words = unit.reason().replaceAll("\\([0-9a-f]{4},[0-9a-fx]{4}\\)", "");
    assertFalse(words.matches(".*[0-9].*") && !words.contains("1 MBq"), words);
  }

  @Nested
  class A_volume {
    @Test
    void keeps_its_samples_and_has_the_factor_for_its_modality_values() throws Exception {
      DicomSeries series = series((k, d) -> {});
      Volume volume = DicomVolumeLoader.load(series, Progress.none()).volume();
      assertEquals(series.petUnit(), volume.pet());
      PetUnit unit = volume.pet().orElseThrow();
      assertEquals("Bq/ml", unit.name());
      assertFactor(decayed(3889.5), unit);
      // Every slice has a slope of its own, which is applied already.
      assertEquals(2 * 0.5, volume.value(new VoxelIndex(2, 0, 0)));
      assertEquals(10 * 0.75, volume.value(new VoxelIndex(0, 0, 1)));
      assertEquals(5 * 1.0, volume.value(new VoxelIndex(2, 1, 2)));
    }

    @Test
    void of_another_modality_has_no_unit_of_pet() throws Exception {
      DicomSeries series = new SliceFiles(folder, "NM").write(3, SuvScaleTest::pet);
      assertEquals(Optional.empty(), series.petUnit());
      assertEquals(
          Optional.empty(), DicomVolumeLoader.load(series, Progress.none()).volume().pet());
    }

    @Test
    void in_colour_has_no_unit_of_pet() throws Exception {
      DicomSeries series =
          series((k, d) -> SliceFiles.colours(d, "RGB", new int[3 * SliceFiles.PIXELS]));
      assertEquals(Optional.empty(), series.petUnit());
    }

    @Test
    void loses_its_unit_with_its_modality() throws Exception {
      Volume volume = DicomVolumeLoader.load(series((k, d) -> {}), Progress.none()).volume();
      assertEquals(volume.pet(), volume.withModality("PT").pet());
      assertEquals(Optional.empty(), volume.withModality("CT").pet());
    }

    @Test
    void of_images_that_contradict_each_other_has_no_factor() throws Exception {
      DicomSeries series =
          series((k, d) -> text(d, Tag.PatientWeight, VR.DS, k == 2 ? "70" : "71"));
      assertNone("differ", series.petUnit().orElseThrow());
    }
  }

  @Nested
  class Activity {
    @Test
    void corrected_to_the_administration_does_not_decay() throws Exception {
      assertFactor(
          AT_ADMINISTRATION,
          unit(
              d -> {
                text(d, Tag.DecayCorrection, VR.CS, "ADMIN");
                text(d, Tag.AcquisitionTime, VR.TM, "");
                text(dose(d), Tag.RadionuclideHalfLife, VR.DS, "");
              }));
    }

    @ParameterizedTest
    @CsvSource({
      "NORM\\DECY, START, ATTN",
      "ATTN\\NORM, START, Decay was not corrected",
      "ATTN\\DECY, NONE, Decay was not corrected",
      "ATTN\\DECY, '', neither START nor ADMIN",
      "ATTN\\DECY, LATER, neither START nor ADMIN",
      "'', START, ATTN"
    })
    void without_corrections_has_no_factor(String corrected, String decay, String reason)
        throws Exception {
      assertNone(
          reason,
          unit(
              d -> {
                d.setString(Tag.CorrectedImage, VR.CS, corrected.split("\\\\", -1));
                text(d, Tag.DecayCorrection, VR.CS, decay);
              }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-72", "72500", "heavy", "NaN"})
    void without_a_weight_has_no_factor(String weight) throws Exception {
      assertNone("Patient's Weight", unit(d -> text(d, Tag.PatientWeight, VR.DS, weight)));
    }

    @ParameterizedTest
    @CsvSource({
      "'', missing or zero",
      "0, missing or zero",
      "-1, missing or zero",
      "1e999, missing or zero",
      "dose, missing or zero",
      "310, below 1 MBq",
      "310000, below 1 MBq"
    })
    void without_a_dose_in_becquerel_has_no_factor(String dose, String reason) throws Exception {
      assertNone(reason, unit(d -> text(dose(d), Tag.RadionuclideTotalDose, VR.DS, dose)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-6586.2", "109 min"})
    void without_a_half_life_has_no_factor(String halfLife) throws Exception {
      assertNone("Half Life", unit(d -> text(dose(d), Tag.RadionuclideHalfLife, VR.DS, halfLife)));
    }

    @Test
    void of_no_or_several_radiopharmaceuticals_has_no_factor() throws Exception {
      assertNone(
          "several items",
          unit(
              d -> {
                Sequence items = d.getSequence(Tag.RadiopharmaceuticalInformationSequence);
                items.add(new Attributes(dose(d)));
              }));
      assertNone(
          "(0054,0016) is missing",
          unit(d -> d.newSequence(Tag.RadiopharmaceuticalInformationSequence, 1)));
    }
  }

  @Nested
  class Times {
    private PetUnit given(String dateTime, String time) throws IOException {
      return unit(
          d -> {
            text(dose(d), Tag.RadiopharmaceuticalStartDateTime, VR.DT, dateTime);
            text(dose(d), Tag.RadiopharmaceuticalStartTime, VR.TM, time);
          });
    }

    private void scan(Attributes d, String date, String time) {
      text(d, Tag.SeriesDate, VR.DA, date);
      text(d, Tag.SeriesTime, VR.TM, time);
      text(d, Tag.AcquisitionDate, VR.DA, date);
      text(d, Tag.AcquisitionTime, VR.TM, time);
    }

    @ParameterizedTest
    @CsvSource({
      "20240305130510.5, '', 3889.5",
      "20240305130510, 120000, 3890", // the date and time go before the time alone
      "202403051305, '', 3900",
      "'', 130510.5, 3889.5",
      "'', 130510, 3890",
      "'', 1305, 3900",
      "'', 13:05:10, 3890",
      "20240305, 130510, 3890", // no time of day
      "20240305141000, '', 0"
    })
    void of_the_administration_are_as_exact_as_they_are(
        String dateTime, String time, double seconds) throws Exception {
      assertFactor(decayed(seconds), given(dateTime, time));
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'', 13", "2024030513, ''", "20240305, ''", "tea, noon"})
    void of_the_administration_that_are_missing_or_hours_alone_give_no_factor(
        String dateTime, String time) throws Exception {
      assertNone("missing or not exact to the minute", given(dateTime, time));
    }

    @ParameterizedTest
    @CsvSource({
      "20240305141001, given after the scan",
      "20240306130510, given after the scan",
      "20240304130510, more than a day",
      "20240304200000, ten half-lives", // 18.2 hours of fluorine are 9.9 half-lives
      "20230305130510, more than a day",
      "00010305130510, more than a day",
      "99990305130510, given after the scan"
    })
    void that_cannot_be_true_give_no_factor(String dateTime, String reason) throws Exception {
      PetUnit unit = given(dateTime, "130510");
      if (dateTime.equals("20240304200000")) {
        assertFactor(decayed(65_400), unit);
        assertNone(reason, given("20240304195000", ""));
      } else {
        assertNone(reason, unit);
      }
    }

    @Test
    void a_nuclide_of_long_life_may_be_imaged_within_a_day_but_not_later() throws Exception {
      Consumer<Attributes> zirconium =
          d -> text(dose(d), Tag.RadionuclideHalfLife, VR.DS, "282276");
      PetUnit unit =
          unit(
              zirconium.andThen(
                  d ->
                      text(
                          dose(d), Tag.RadiopharmaceuticalStartDateTime, VR.DT, "20240304141000")));
      assertFactor(AT_ADMINISTRATION * Math.exp(Math.log(2) * 86_400 / 282_276), unit);
      assertNone(
          "more than a day",
          unit(
              zirconium.andThen(
                  d ->
                      text(
                          dose(d),
                          Tag.RadiopharmaceuticalStartDateTime,
                          VR.DT,
                          "20240304140959"))));
      assertNone(
          "day of the administration",
          unit(
              zirconium.andThen(
                  d -> text(dose(d), Tag.RadiopharmaceuticalStartDateTime, VR.DT, ""))));
    }

    @ParameterizedTest
    @CsvSource({"20240304233000, ''", "'', 233000"})
    void cross_midnight(String dateTime, String time) throws Exception {
      PetUnit unit =
          unit(
              d -> {
                scan(d, "20240305", "003000");
                text(dose(d), Tag.RadiopharmaceuticalStartDateTime, VR.DT, dateTime);
                text(dose(d), Tag.RadiopharmaceuticalStartTime, VR.TM, time);
              });
      assertFactor(decayed(3600), unit);
    }

    @Test
    void cross_the_29th_of_february() throws Exception {
      PetUnit unit =
          unit(
              d -> {
                scan(d, "20240301", "001000.500");
                text(dose(d), Tag.RadiopharmaceuticalStartDateTime, VR.DT, "20240229235000");
              });
      assertFactor(decayed(1200.5), unit);
    }

    @Test
    void a_clock_that_runs_behind_is_not_taken_for_the_day_before() throws Exception {
      assertNone("ten half-lives", given("", "141500"));
    }

    @ParameterizedTest
    @CsvSource({
      // the same moment, written elsewhere; 13:05:10 is 12:05:10 UTC
      "20240305130510+0100, +0100, '', 3890",
      "20240305070510-0500, +0100, '', 3890",
      "20240305173510+0530, +0100, '', 3890",
      "20240304231510-1250, +0100, '', 3890",
      "20240305130510, +0100, '', 3890",
      // with nothing to compare with, the time of day on the clock of the series
      "20240305120510+0000, '', 130510, 3890",
      "20240305120510+0000, CET, 130510, 3890"
    })
    void in_other_time_zones_are_compared_as_moments(
        String dateTime, String zone, String time, double seconds) throws Exception {
      PetUnit unit =
          unit(
              d -> {
                text(d, Tag.TimezoneOffsetFromUTC, VR.SH, zone);
                text(dose(d), Tag.RadiopharmaceuticalStartDateTime, VR.DT, dateTime);
                text(dose(d), Tag.RadiopharmaceuticalStartTime, VR.TM, time);
              });
      assertFactor(decayed(seconds), unit);
    }

    @Test
    void in_a_time_zone_that_nothing_can_be_compared_with_give_no_factor() throws Exception {
      assertNone("offset from UTC", given("20240305120510+0000", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {Tag.AcquisitionDate, Tag.AcquisitionTime})
    void of_the_acquisition_are_needed_of_every_image(int tag) throws Exception {
      DicomSeries series =
          series(
              (k, d) -> {
                if (k == 1) {
                  d.setNull(tag, tag == Tag.AcquisitionDate ? VR.DA : VR.TM);
                }
              });
      assertNone("Acquisition Date (0008,0022)", series.petUnit().orElseThrow());
    }
  }

  @Nested
  class A_series_that_was_processed_later {
    private void later(Attributes d) {
      text(d, Tag.SeriesDate, VR.DA, "20240307");
      text(d, Tag.SeriesTime, VR.TM, "090000");
    }

    @Test
    void began_with_its_earliest_image() throws Exception {
      // slice 2, at 14:10:00.25
      assertFactor(decayed(3889.75), unit(this::later));
    }

    @Test
    void without_a_series_time_began_with_its_earliest_image() throws Exception {
      assertFactor(decayed(3889.75), unit(d -> text(d, Tag.SeriesTime, VR.TM, "")));
    }

    @Test
    void began_when_the_private_element_of_ge_says() throws Exception {
      Consumer<Attributes> ge =
          d -> {
            later(d);
            d.setString(0x00090011, VR.LO, "GEMS_PETD_01");
            d.setString(0x0009110D, VR.DT, "20240305140850.00");
          };
      assertFactor(decayed(3819.5), unit(ge));
      // Of another creator it means nothing.
      assertFactor(
          decayed(3889.75), unit(ge.andThen(d -> d.setString(0x00090011, VR.LO, "OTHER"))));
    }

    @Test
    void began_as_long_before_an_image_as_its_frame_reference_time_says() throws Exception {
      PetUnit unit =
          unit(
              d -> {
                later(d);
                text(d, Tag.FrameReferenceTime, VR.DS, "600000");
                text(d, Tag.ActualFrameDuration, VR.IS, "120000");
              });
      double lambda = Math.log(2) / HALF_LIFE_S;
      double mean = Math.log(lambda * 120 / (1 - Math.exp(-lambda * 120))) / lambda;
      assertEquals(59.9, mean, 0.1); // a little before the middle of two minutes
      double expected = decayed(3889.75 - 600 + mean);
      assertEquals(expected, unit.suvFactor().orElseThrow(), 1e-9 * expected);
    }

    @Test
    void with_a_frame_reference_time_of_days_has_no_factor() throws Exception {
      assertNone(
          "Frame Reference Time",
          unit(
              d -> {
                later(d);
                text(d, Tag.FrameReferenceTime, VR.DS, "1e300");
                text(d, Tag.ActualFrameDuration, VR.IS, "120000");
              }));
    }

    @Test
    void in_phases_needs_a_frame_reference_time() throws Exception {
      List<PetFacts> images =
          series((k, d) -> later(d)).images().stream().flatMap(i -> i.pet().stream()).toList();
      assertFactor(decayed(3889.75), SuvScale.of(images, false));
      assertNone("first phase", SuvScale.of(images, true));
    }
  }

  @Nested
  class Units {
    @ParameterizedTest
    @ValueSource(strings = {"", "BW"})
    void of_suv_by_body_weight_are_taken_as_they_are(String type) throws Exception {
      PetUnit unit =
          unit(
              d -> {
                text(d, Tag.Units, VR.CS, "GML");
                text(d, Tag.SUVType, VR.CS, type);
                text(d, Tag.PatientWeight, VR.DS, "");
                text(d, Tag.DecayCorrection, VR.CS, "ADMIN");
              });
      assertEquals(PetUnit.of("SUVbw", 1), unit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LBM", "LBMJAMES128", "LBMJANMA", "IBW", "BSA", "bw"})
    void of_another_suv_are_not_called_suv_by_body_weight(String type) throws Exception {
      PetUnit unit =
          unit(
              d -> {
                text(d, Tag.Units, VR.CS, "GML");
                text(d, Tag.SUVType, VR.CS, type);
              });
      assertNone("another type than BW", unit);
      assertEquals("g/ml", unit.name());
    }

    @ParameterizedTest
    @CsvSource({
      "CPS, counts/s, neither BQML",
      "PROPCNTS, '', neither BQML",
      "MLMING, ml/min/g, neither BQML",
      "bqml, '', neither BQML",
      "'', '', are missing"
    })
    void of_other_kinds_give_no_factor(String units, String name, String reason) throws Exception {
      PetUnit unit = unit(d -> text(d, Tag.Units, VR.CS, units));
      assertNone(reason, unit);
      assertEquals(name, unit.name());
    }
  }

  @Nested
  class Counts {
    private PetUnit counts(Consumer<Attributes> more) throws IOException {
      return unit(
          d -> {
            text(d, Tag.Units, VR.CS, "CNTS");
            more.accept(d);
          });
    }

    private static void philips(Attributes d, int block, String suv, String activity) {
      d.setString(0x70530000 | block, VR.LO, PHILIPS);
      text(d, 0x70530000 | block << 8, VR.DS, suv);
      text(d, 0x70530009 | block << 8, VR.DS, activity);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x10, 0x2A})
    void of_philips_have_a_factor_in_whatever_block(int block) throws Exception {
      PetUnit unit = counts(d -> philips(d, block, "0.000731", "1.9"));
      assertEquals(PetUnit.of("counts", 0.000731), unit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0"})
    void of_philips_without_one_become_activity_first(String suv) throws Exception {
      assertFactor(1.9 * decayed(3889.5), counts(d -> philips(d, 0x10, suv, "1.9")));
    }

    @ParameterizedTest
    @CsvSource({"1e300, ''", "1e-300, ''", "'', 1e300", "'', 1e-300"})
    void of_philips_whose_factor_cannot_be_true_have_none(String suv, String activity)
        throws Exception {
      assertNone("cannot be true", counts(d -> philips(d, 0x10, suv, activity)));
    }

    @Test
    void of_philips_that_were_not_corrected_have_none() throws Exception {
      assertNone(
          "Decay was not corrected",
          counts(
              d -> {
                philips(d, 0x10, "0.000731", "1.9");
                text(d, Tag.DecayCorrection, VR.CS, "NONE");
              }));
    }

    @Test
    void of_others_have_none() throws Exception {
      assertNone("CNTS", counts(d -> {}));
      assertNone("CNTS", counts(d -> philips(d, 0x10, "0", "")));
      assertNone(
          "CNTS",
          counts(
              d -> {
                philips(d, 0x10, "0.000731", "1.9");
                d.setString(0x70530010, VR.LO, "SOMEBODY ELSE");
              }));
      // The group's length stands where a block that is not there would begin.
      assertNone("CNTS", counts(d -> d.setInt(0x70530000, VR.UL, 66)));
    }
  }

  @Nested
  class Multi_frame_images {
    private static PetUnit of(Attributes dataset) {
      return SuvScale.of(
          List.of(PetFacts.in(new FunctionalGroupReader(dataset).of(0)).orElseThrow()), false);
    }

    @Test
    void of_enhanced_pet_have_no_factor_and_say_why() {
      Attributes d = new Attributes();
      d.setString(Tag.SOPClassUID, VR.UI, UID.EnhancedPETImageStorage);
      d.setString(Tag.Modality, VR.CS, "PT");
      d.newSequence(Tag.SharedFunctionalGroupsSequence, 1).add(new Attributes());
      assertNone("Real World Value Mapping", of(d));
    }

    @Test
    void converted_from_single_ones_have_the_factor_of_these() {
      Attributes single = new Attributes();
      pet(0, single);
      Attributes d = new Attributes();
      d.setString(Tag.SOPClassUID, VR.UI, UID.LegacyConvertedEnhancedPETImageStorage);
      d.setString(Tag.Modality, VR.CS, "PT");
      text(d, Tag.PatientWeight, VR.DS, "72.5");
      Attributes shared = new Attributes();
      d.newSequence(Tag.SharedFunctionalGroupsSequence, 1).add(shared);
      Attributes rest =
          new Attributes(
              single,
              Tag.Units,
              Tag.CorrectedImage,
              Tag.DecayCorrection,
              Tag.SeriesDate,
              Tag.SeriesTime,
              Tag.RadiopharmaceuticalInformationSequence);
      shared.newSequence(Tag.UnassignedSharedConvertedAttributesSequence, 1).add(rest);
      Attributes frame = new Attributes();
      d.newSequence(Tag.PerFrameFunctionalGroupsSequence, 1).add(frame);
      Attributes own = new Attributes(single, Tag.AcquisitionDate, Tag.AcquisitionTime);
      frame.newSequence(Tag.UnassignedPerFrameConvertedAttributesSequence, 1).add(own);
      assertFactor(decayed(3889.5), of(d));
    }
  }
}
