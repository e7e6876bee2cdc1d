package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.PetSeries.assertFactor;
import static io.github.voxelclick.dicom.series.PetSeries.assertNone;
import static io.github.voxelclick.dicom.series.PetSeries.decayed;
import static io.github.voxelclick.dicom.series.PetSeries.text;
import static io.github.voxelclick.dicom.series.PetSeries.unit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.PetUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which units of a series become SUV, those of the scanner makers among them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuvUnitsTest {
  private static final String PHILIPS = "Philips PET Private Group";

  @TempDir Path folder;

  @Nested
  class Units {
    @ParameterizedTest
    @ValueSource(strings = {"", "BW"})
    void of_suv_by_body_weight_are_taken_as_they_are(String type) throws Exception {
      PetUnit unit =
          unit(
              folder,
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
              folder,
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
      PetUnit unit = unit(folder, d -> text(d, Tag.Units, VR.CS, units));
      assertNone(reason, unit);
      assertEquals(name, unit.name());
    }
  }

  @Nested
  class Counts {
    private PetUnit counts(Consumer<Attributes> more) throws IOException {
      return unit(
          folder,
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
}
