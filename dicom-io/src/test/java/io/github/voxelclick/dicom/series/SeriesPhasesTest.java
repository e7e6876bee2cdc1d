package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.SeriesFixture.axial;
import static io.github.voxelclick.dicom.series.SeriesFixture.codes;
import static io.github.voxelclick.dicom.series.SeriesFixture.only;
import static io.github.voxelclick.dicom.series.SeriesFixture.scan;
import static io.github.voxelclick.dicom.series.SeriesFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomDataset;
import io.github.voxelclick.fixtures.dicomgen.DicomSlice;
import io.github.voxelclick.fixtures.dicomgen.Modality;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceRelation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several images at one place: which attribute divides them into volumes. */
@Tag("C2.4")
class SeriesPhasesTest {
  private static final int TEMPORAL_POSITION_IDENTIFIER = 0x00200100;
  private static final int B_VALUE = 0x00189087;
  private static final int TRIGGER_TIME = 0x00181060;

  @TempDir private Path folder;

  /**
   * Repeats every image.
   *
   * @param change given the data set of each copy and its number, from 0
   */
  private static SeriesFault repeated(int times, BiConsumer<DicomDataset, Integer> change) {
    return slices -> {
      int places = slices.size();
      for (int n = 1; n < times; n++) {
        for (int k = 0; k < places; k++) {
          SeriesFault.samePositionTwice(k).inject(slices);
        }
      }
      int[] seen = new int[places];
      for (DicomSlice slice : slices) {
        int n = seen[slice.k()]++;
        slice
            .dataset()
            .text(Tags.SOP_INSTANCE_UID, "UI", "2.25.7" + slice.k() + "00" + n)
            .integer(Tags.INSTANCE_NUMBER, 1 + slice.k() + places * n);
        change.accept(slice.dataset(), n);
      }
    };
  }

  private SeriesScan phases(int slices, SeriesFault fault) throws Exception {
    return scan(folder, series(axial(slices)).modality(Modality.MR).shuffled().fault(fault));
  }

  private static List<String> variants(SeriesScan scan) {
    assertEquals(List.of(), scan.refused());
    return scan.series().stream().map(s -> s.id() + " " + s.variant()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0x00200100,IS,2,10,temporal position 2,temporal position 10",
    "0x00180081,DS,15,85.5,echo time 15,echo time 85.5",
    "0x00180086,IS,1,2,echo number 1,echo number 2",
    "0x00181060,DS,20,400,trigger time 20,trigger time 400",
    "0x00200012,IS,3,4,acquisition 3,acquisition 4",
    "0x00080033,TM,101500,101600.5,content time 1 of 2,content time 2 of 2",
    "0x00181210,SH,B30f,B60f,convolution kernel B30f,convolution kernel B60f",
    "0x00541300,DS,900,1800,frame reference time 900,frame reference time 1800",
  })
  void each_value_of_the_attribute_that_differs_is_a_volume(
      int tag, String vr, String a, String b, String variantA, String variantB) throws Exception {
    SeriesScan scan = phases(4, repeated(2, (d, n) -> d.text(tag, vr, n == 0 ? a : b)));
    assertEquals(List.of("1a " + variantA, "1b " + variantB), variants(scan));
    for (DicomSeries phase : scan.series()) {
      assertEquals("5x7x4", phase.geometry().size().toString());
      assertTrue(phase.geometry().isRegular());
      assertEquals("", phase.plainReason());
    }
  }

  @Test
  void image_types_such_as_magnitude_and_phase_are_volumes() throws Exception {
    SeriesFault types =
        repeated(
            2, (d, n) -> d.text(Tags.IMAGE_TYPE, "CS", "ORIGINAL", "PRIMARY", n == 0 ? "M" : "P"));
    assertEquals(
        List.of("1a image type ORIGINAL/PRIMARY/M", "1b image type ORIGINAL/PRIMARY/P"),
        variants(phases(4, types)));
  }

  @Test
  void a_phase_refers_to_its_own_images_only() throws Exception {
    SeriesScan scan = phases(4, repeated(2, (d, n) -> d.decimals(Tags.ECHO_TIME, 15 + 70 * n)));
    Set<String> uids = null;
    for (DicomSeries phase : scan.series()) {
      SourceSeries source = DicomVolumeLoader.load(phase, Progress.none()).source();
      Set<String> own =
          source.images().stream().map(SourceImage::sopInstanceUid).collect(Collectors.toSet());
      assertEquals(4, own.size());
      if (uids != null) {
        own.retainAll(uids);
        assertEquals(Set.of(), own);
      }
      uids = own;
    }
  }

  @Test
  void an_attribute_that_is_asked_earlier_wins() throws Exception {
    SeriesFault both =
        repeated(
            2,
            (d, n) -> {
              d.integer(TEMPORAL_POSITION_IDENTIFIER, n + 1);
              d.decimals(Tags.ECHO_TIME, 15 + 70 * n);
            });
    assertEquals(
        List.of("1a temporal position 1", "1b temporal position 2"), variants(phases(4, both)));
  }

  @Test
  void an_attribute_without_a_complete_set_for_every_value_is_passed_over() throws Exception {
    SeriesFault both =
        repeated(
            2,
            (d, n) -> {
              String own = d.textOf(Tags.INSTANCE_NUMBER);
              d.text(TEMPORAL_POSITION_IDENTIFIER, "IS", own); // another one for each image
              d.decimals(Tags.ECHO_TIME, 15 + 70 * n);
            });
    assertEquals(List.of("1a echo time 15", "1b echo time 85"), variants(phases(4, both)));
  }

  @Test
  void two_attributes_divide_a_five_dimensional_series() throws Exception {
    SeriesFault both =
        repeated(
            6,
            (d, n) -> {
              d.integer(TEMPORAL_POSITION_IDENTIFIER, n / 2 + 1);
              d.decimals(Tags.ECHO_TIME, n % 2 == 0 ? 15 : 85);
            });
    List<String> found = variants(phases(4, both));
    assertEquals(6, found.size());
    assertEquals("1d temporal position 2, echo time 85", found.get(3));
  }

  @Test
  void diffusion_without_directions_for_b_0_is_divided_by_both() throws Exception {
    double[][] directions = {{1, 0, 0}, {0, 1, 0}, {0, 0.6, 0.8}};
    SeriesFault diffusion =
        repeated(
            4,
            (d, n) -> {
              d.doubles(B_VALUE, n == 0 ? 0 : 1000);
              if (n > 0) {
                d.doubles(0x00189089, directions[n - 1]);
              }
            });
    assertEquals(
        List.of(
            "1a diffusion b-value 0",
            "1b diffusion b-value 1000, diffusion direction 1 of 3",
            "1c diffusion b-value 1000, diffusion direction 2 of 3",
            "1d diffusion b-value 1000, diffusion direction 3 of 3"),
        variants(phases(4, diffusion)).stream().map(v -> v.replace(".0", "")).toList());
  }

  @Test
  void instance_numbers_are_the_last_resort() throws Exception {
    assertEquals(
        List.of("1a image 1 of 2 at each place", "1b image 2 of 2 at each place"),
        variants(phases(4, repeated(2, (d, n) -> {}))));
  }

  @Test
  void a_slice_that_one_echo_lacks_is_a_gap_of_that_echo() throws Exception {
    SeriesFault lacking =
        slices -> {
          repeated(2, (d, n) -> d.decimals(Tags.ECHO_TIME, 15 + 70 * n)).inject(slices);
          slices.remove(2 * 2 + 1); // the second echo of slice 2
        };
    SeriesScan scan = phases(6, lacking);
    assertEquals(List.of("1a echo time 15", "1b echo time 85"), variants(scan));
    assertEquals(6, scan.series().get(0).geometry().size().k());
    assertEquals(5, scan.series().get(1).geometry().size().k());
    assertTrue(scan.series().get(1).geometry().gapAfter(1));
    assertEquals(List.of("missing-slices"), codes(scan.series().get(1).warnings()));
  }

  @Test
  void images_of_one_place_that_differ_in_time_are_a_film() throws Exception {
    SeriesFault cine = repeated(5, (d, n) -> d.decimals(TRIGGER_TIME, (7 * n) % 5 * 31.5));
    DicomSeries film = only(phases(1, cine));
    assertEquals(SliceRelation.TEMPORAL, film.geometry().relation());
    assertEquals(5, film.geometry().size().k());
    assertFalse(film.geometry().gapAfter(0));
    List<Integer> order = film.images().stream().map(i -> i.ids().instanceNumber()).toList();
    assertEquals(List.of(1, 4, 2, 5, 3), order); // 0, 1, 2, 3, 4 × 31.5 ms
  }

  @Test
  void magnitude_and_phase_of_one_place_are_two_films() throws Exception {
    SeriesFault flow =
        repeated(
            6,
            (d, n) -> {
              d.decimals(TRIGGER_TIME, (n / 2) * 40.5);
              d.text(Tags.IMAGE_TYPE, "CS", "ORIGINAL", "PRIMARY", n % 2 == 0 ? "M" : "P");
              d.text(Tags.CONTENT_TIME, "TM", "10150" + n);
            });
    SeriesScan scan = phases(1, flow);
    assertEquals(
        List.of("1a image type ORIGINAL/PRIMARY/M", "1b image type ORIGINAL/PRIMARY/P"),
        variants(scan));
    for (DicomSeries film : scan.series()) {
      assertEquals(SliceRelation.TEMPORAL, film.geometry().relation());
      assertEquals(3, film.geometry().size().k());
    }
  }

  @Test
  void echoes_of_one_place_are_no_film() throws Exception {
    SeriesFault echoes =
        repeated(
            3,
            (d, n) ->
                d.decimals(Tags.ECHO_TIME, 10 + n).text(Tags.CONTENT_TIME, "TM", "10150" + n));
    SeriesScan scan = phases(1, echoes);
    assertEquals(List.of("1a echo time 10", "1b echo time 11", "1c echo time 12"), variants(scan));
    assertEquals("", scan.series().get(2).plainReason());
  }

  @Test
  void images_that_nothing_divides_are_plain_slices() throws Exception {
    SeriesFault chaos =
        slices -> {
          for (int n = 0; n < 2; n++) {
            SeriesFault.samePositionTwice(1).inject(slices);
            SeriesFault.samePositionTwice(2).inject(slices);
          }
          SeriesFault.samePositionTwice(3).inject(slices);
          for (int n = 0; n < slices.size(); n++) {
            slices.get(n).dataset().text(Tags.SOP_INSTANCE_UID, "UI", "2.25.88" + n);
          }
        };
    DicomSeries plain = only(phases(4, chaos));
    assertEquals(SliceRelation.UNRELATED, plain.geometry().relation());
    assertEquals(9, plain.geometry().size().k());
    assertTrue(plain.plainReason().contains("up to 3 images at one of 4"), plain.plainReason());
  }
}
