package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.PetSeries.AT_ADMINISTRATION;
import static io.github.voxelclick.dicom.series.PetSeries.assertFactor;
import static io.github.voxelclick.dicom.series.PetSeries.assertNone;
import static io.github.voxelclick.dicom.series.PetSeries.decayed;
import static io.github.voxelclick.dicom.series.PetSeries.dose;
import static io.github.voxelclick.dicom.series.PetSeries.pet;
import static io.github.voxelclick.dicom.series.PetSeries.series;
import static io.github.voxelclick.dicom.series.PetSeries.text;
import static io.github.voxelclick.dicom.series.PetSeries.unit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SUV factors of whole series on the disk, and every way in which their activity gives none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuvScaleTest {
  @TempDir Path folder;

  @Nested
  class A_volume {
    @Test
    void keeps_its_samples_and_has_the_factor_for_its_modality_values() throws Exception {
      DicomSeries series = series(folder, (k, d) -> {});
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
      DicomSeries series = new SliceFiles(folder, "NM").write(3, PetSeries::pet);
      assertEquals(Optional.empty(), series.petUnit());
      assertEquals(
          Optional.empty(), DicomVolumeLoader.load(series, Progress.none()).volume().pet());
    }

    @Test
    void in_colour_has_no_unit_of_pet() throws Exception {
      DicomSeries series =
          series(folder, (k, d) -> SliceFiles.colours(d, "RGB", new int[3 * SliceFiles.PIXELS]));
      assertEquals(Optional.empty(), series.petUnit());
    }

    @Test
    void loses_its_unit_with_its_modality() throws Exception {
      Volume volume =
          DicomVolumeLoader.load(series(folder, (k, d) -> {}), Progress.none()).volume();
      assertEquals(volume.pet(), volume.withModality("PT").pet());
      assertEquals(Optional.empty(), volume.withModality("CT").pet());
    }

    @Test
    void of_images_that_contradict_each_other_has_no_factor() throws Exception {
      DicomSeries series =
          series(folder, (k, d) -> text(d, Tag.PatientWeight, VR.DS, k == 2 ? "70" : "71"));
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
              folder,
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
              folder,
              d -> {
                d.setString(Tag.CorrectedImage, VR.CS, corrected.split("\\\\", -1));
                text(d, Tag.DecayCorrection, VR.CS, decay);
              }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-72", "72500", "heavy", "NaN"})
    void without_a_weight_has_no_factor(String weight) throws Exception {
      assertNone("Patient's Weight", unit(folder, d -> text(d, Tag.PatientWeight, VR.DS, weight)));
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
      assertNone(reason, unit(folder, d -> text(dose(d), Tag.RadionuclideTotalDose, VR.DS, dose)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-6586.2", "109 min"})
    void without_a_half_life_has_no_factor(String halfLife) throws Exception {
      assertNone(
          "Half Life", unit(folder, d -> text(dose(d), Tag.RadionuclideHalfLife, VR.DS, halfLife)));
    }

    @Test
    void of_no_or_several_radiopharmaceuticals_has_no_factor() throws Exception {
      assertNone(
          "several items",
          unit(
              folder,
              d -> {
                Sequence items = d.getSequence(Tag.RadiopharmaceuticalInformationSequence);
                items.add(new Attributes(dose(d)));
              }));
      assertNone(
          "(0054,0016) is missing",
          unit(folder, d -> d.newSequence(Tag.RadiopharmaceuticalInformationSequence, 1)));
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
