package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.PetSeries.AT_ADMINISTRATION;
import static io.github.voxelclick.dicom.series.PetSeries.HALF_LIFE_S;
import static io.github.voxelclick.dicom.series.PetSeries.assertFactor;
import static io.github.voxelclick.dicom.series.PetSeries.assertNone;
import static io.github.voxelclick.dicom.series.PetSeries.decayed;
import static io.github.voxelclick.dicom.series.PetSeries.dose;
import static io.github.voxelclick.dicom.series.PetSeries.series;
import static io.github.voxelclick.dicom.series.PetSeries.text;
import static io.github.voxelclick.dicom.series.PetSeries.unit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.PetUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time between the administration and the scan, and every way in which it is not known. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuvTimesTest {
  @TempDir Path folder;

  @Nested
  class Times {
    private PetUnit given(String dateTime, String time) throws IOException {
      return unit(
          folder,
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
              folder,
              zirconium.andThen(
                  d ->
                      text(
                          dose(d), Tag.RadiopharmaceuticalStartDateTime, VR.DT, "20240304141000")));
      assertFactor(AT_ADMINISTRATION * Math.exp(Math.log(2) * 86_400 / 282_276), unit);
      assertNone(
          "more than a day",
          unit(
              folder,
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
              folder,
              zirconium.andThen(
                  d -> text(dose(d), Tag.RadiopharmaceuticalStartDateTime, VR.DT, ""))));
    }

    @ParameterizedTest
    @CsvSource({"20240304233000, ''", "'', 233000"})
    void cross_midnight(String dateTime, String time) throws Exception {
      PetUnit unit =
          unit(
              folder,
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
              folder,
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
              folder,
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
              folder,
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
      assertFactor(decayed(3889.75), unit(folder, this::later));
    }

    @Test
    void without_a_series_time_began_with_its_earliest_image() throws Exception {
      assertFactor(decayed(3889.75), unit(folder, d -> text(d, Tag.SeriesTime, VR.TM, "")));
    }

    @Test
    void began_when_the_private_element_of_ge_says() throws Exception {
      Consumer<Attributes> ge =
          d -> {
            later(d);
            d.setString(0x00090011, VR.LO, "GEMS_PETD_01");
            d.setString(0x0009110D, VR.DT, "20240305140850.00");
          };
      assertFactor(decayed(3819.5), unit(folder, ge));
      // Of another creator it means nothing.
      assertFactor(
          decayed(3889.75), unit(folder, ge.andThen(d -> d.setString(0x00090011, VR.LO, "OTHER"))));
    }

    @Test
    void began_as_long_before_an_image_as_its_frame_reference_time_says() throws Exception {
      PetUnit unit =
          unit(
              folder,
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
              folder,
              d -> {
                later(d);
                text(d, Tag.FrameReferenceTime, VR.DS, "1e300");
                text(d, Tag.ActualFrameDuration, VR.IS, "120000");
              }));
    }

    @Test
    void in_phases_needs_a_frame_reference_time() throws Exception {
      List<PetFacts> images =
          series(folder, (k, d) -> later(d)).images().stream()
              .flatMap(i -> i.pet().stream())
              .toList();
      assertFactor(decayed(3889.75), SuvScale.of(images, false));
      assertNone("first phase", SuvScale.of(images, true));
    }
  }
}
