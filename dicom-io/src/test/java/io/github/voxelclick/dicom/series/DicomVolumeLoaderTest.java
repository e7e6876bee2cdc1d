package io.github.voxelclick.dicom.series;

import static io.github.voxelclick.dicom.series.SeriesFixture.axial;
import static io.github.voxelclick.dicom.series.SeriesFixture.codes;
import static io.github.voxelclick.dicom.series.SeriesFixture.only;
import static io.github.voxelclick.dicom.series.SeriesFixture.scan;
import static io.github.voxelclick.dicom.series.SeriesFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.Modality;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.fixtures.dicomgen.TransferSyntax;
import io.github.voxelclick.fixtures.dicomgen.WrittenSeries;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DicomVolumeLoaderTest {
  private static final int LOSSY_IMAGE_COMPRESSION = 0x00282110;
  private static final PhantomGrid GRID = GlyphPhantom.smallObliqueGrid();

  @TempDir private Path folder;

  private DicomVolume load(DicomSeriesBuilder series) throws Exception {
    return DicomVolumeLoader.load(only(scan(folder, series)), Progress.none());
  }

  private static DicomSeriesBuilder stored(PixelFormat format, short[] samples) {
    return DicomSeriesBuilder.of(GRID, format, samples).shuffled();
  }

  private static short[] spread() {
    short[] samples = new short[GRID.voxelCount()];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (short) (n * 1237 - 30000);
    }
    return samples;
  }

  /** Every voxel in its place: value = slope · sample + intercept. */
  private static void assertSamples(short[] samples, int mask, Volume volume) {
    for (int n = 0; n < samples.length; n++) {
      int[] v = GRID.voxel(n);
      int sample = mask == 0 ? samples[n] : samples[n] & mask;
      assertEquals(
          volume.rescale().apply(sample),
          volume.value(new VoxelIndex(v[0], v[1], v[2])),
          1e-9,
          Arrays.toString(v));
    }
  }

  @Nested
  class Samples {
    @ParameterizedTest
    @EnumSource(TransferSyntax.class)
    @org.junit.jupiter.api.Tag("B9")
    void of_every_transfer_syntax_are_in_their_place(TransferSyntax syntax) throws Exception {
      short[] samples = spread();
      // Encoders may change the rescale: what counts is what the compressed file says.
      Rescale own = new Rescale(syntax.name().length(), -1024);
      DicomSeriesBuilder series =
          stored(PixelFormat.SIGNED_16, samples).rescale(own.slope(), own.intercept());
      Volume volume = load(series.encodeAs(syntax)).volume();
      assertEquals("s16", volume.data().typeName());
      assertEquals(own, volume.rescale());
      assertSamples(samples, 0, volume);
    }

    @Test
    void without_sign_stay_so() throws Exception {
      short[] samples = spread();
      Volume volume = load(stored(PixelFormat.UNSIGNED_16, samples)).volume();
      assertEquals("u16", volume.data().typeName());
      assertSamples(samples, 0xffff, volume);
    }

    @Test
    void of_8_bits_stay_so() throws Exception {
      short[] samples = spread();
      for (int n = 0; n < samples.length; n++) {
        samples[n] &= 0xff;
      }
      Volume volume = load(stored(PixelFormat.UNSIGNED_8, samples).modality(Modality.MR)).volume();
      assertEquals("u8", volume.data().typeName());
      assertSamples(samples, 0xff, volume);
    }

    @Test
    void keep_one_rescale_for_all_whole_or_not() throws Exception {
      Volume volume = load(stored(PixelFormat.SIGNED_16, spread()).rescale(0.25, 3)).volume();
      assertEquals("s16", volume.data().typeName());
      assertEquals(new Rescale(0.25, 3), volume.rescale());
    }

    @Test
    void with_a_rescale_of_each_slice_become_values() throws Exception {
      double[] slopes = {0.5, 0.001, 3};
      double[] intercepts = {0, 0, 0};
      short[] samples = spread();
      Volume volume =
          load(stored(PixelFormat.SIGNED_16, samples)
                  .modality(Modality.PT)
                  .rescalePerSlice(slopes, intercepts))
              .volume();
      assertEquals("f32", volume.data().typeName());
      assertEquals(Rescale.IDENTITY, volume.rescale());
      assertEquals("PT", volume.modality());
      for (int n = 0; n < samples.length; n++) {
        int[] v = GRID.voxel(n);
        assertEquals(
            (float) (slopes[v[2]] * samples[n]), volume.value(new VoxelIndex(v[0], v[1], v[2])));
      }
    }

    @Test
    void of_slices_with_and_without_sign_become_values() throws Exception {
      SeriesFault one =
          SeriesFault.at(1, s -> s.dataset().shorts(Tags.PIXEL_REPRESENTATION, "US", 0));
      short[] samples = new short[GRID.voxelCount()];
      Arrays.fill(samples, (short) -1);
      Volume volume = load(stored(PixelFormat.SIGNED_16, samples).fault(one)).volume();
      assertEquals(-1, volume.value(new VoxelIndex(4, 6, 0)));
      assertEquals(65535, volume.value(new VoxelIndex(4, 6, 1)));
    }

    @Test
    void count_slices_against_the_order_of_files_that_count_down() throws Exception {
      double[] down = GRID.affineLps();
      for (int row = 0; row < 3; row++) {
        down[4 * row + 2] = -down[4 * row + 2];
      }
      PhantomGrid grid = PhantomGrid.ofAffine(GRID.size(), down);
      Volume volume = load(series(grid)).volume();
      assertEquals(204, volume.value(new VoxelIndex(4, 0, 0)));
      assertEquals(4, volume.value(new VoxelIndex(4, 0, 2)));
    }
  }

  @Nested
  class Windows {
    @Test
    void come_from_centre_and_width_and_leave_out_senseless_ones() throws Exception {
      SeriesFault two =
          SeriesFault.everywhere(
              s ->
                  s.dataset()
                      .decimals(Tags.WINDOW_CENTER, 40, 7, -600)
                      .decimals(Tags.WINDOW_WIDTH, 400, 0, 1500));
      Volume volume = load(series(axial(3)).fault(two)).volume();
      assertEquals(List.of(new Window(-160, 239), new Window(-1350, 149)), volume.windows());
    }

    @Test
    void that_are_no_numbers_are_left_out() throws Exception {
      SeriesFault text =
          SeriesFault.everywhere(s -> s.dataset().text(Tags.WINDOW_CENTER, "DS", "soft"));
      assertEquals(List.of(), load(series(axial(3)).fault(text)).volume().windows());
    }
  }

  @Nested
  class Source {
    @Test
    void names_the_image_under_each_slice_with_the_texts_of_the_file() throws Exception {
      SeriesFault text =
          SeriesFault.at(
              1,
              s -> {
                double[] p = s.position();
                s.dataset()
                    .text(
                        Tags.IMAGE_POSITION_PATIENT,
                        "DS",
                        p[0] + "00",
                        "+" + Math.abs(p[1]),
                        Double.toString(p[2]));
              });
      WrittenSeries written = series(axial(3)).shuffled().fault(text).writeTo(folder);
      SourceSeries source = DicomVolumeLoader.load(only(scan(folder)), Progress.none()).source();
      assertEquals(written.studyUid(), source.studyInstanceUid());
      assertEquals(written.seriesUid(), source.seriesInstanceUid());
      assertEquals(written.frameOfReferenceUid(), source.frameOfReferenceUid().orElseThrow());
      for (WrittenSeries.Image image : written.images()) {
        SourceImage found = source.images().get(image.k());
        assertEquals(image.sopInstanceUid(), found.sopInstanceUid());
        assertEquals(image.file(), found.file());
        assertEquals(Modality.CT.sopClassUid(), found.sopClassUid());
      }
      assertEquals(List.of("-12.000", "+31.0", "-137.5"), source.images().get(1).imagePosition());
      assertEquals(List.of("1.1", "0.7"), source.images().get(1).pixelSpacing());
      assertFalse(source.lossy());
    }

    @Test
    void holds_the_first_data_set_without_its_pixels() throws Exception {
      SourceSeries source = load(series(axial(3)).patient("A^B", "7").seriesNumber(4)).source();
      assertEquals("A^B", source.firstImage().getString(Tag.PatientName));
      assertFalse(source.firstImage().contains(Tag.PixelData));
      assertEquals(
          source.images().get(0).sopInstanceUid(),
          source.firstImage().getString(Tag.SOPInstanceUID));
    }

    @Test
    void knows_the_highest_series_number_of_its_study() throws Exception {
      SeriesFault same =
          SeriesFault.everywhere(s -> s.dataset().text(Tags.STUDY_INSTANCE_UID, "UI", "1.2.3"));
      series(axial(2)).seriesNumber(31).seed(2).fault(same).writeTo(folder.resolve("other"));
      series(axial(3)).seriesNumber(4).fault(same).writeTo(folder.resolve("this"));
      series(axial(2)).seriesNumber(99).seed(3).writeTo(folder.resolve("other study"));
      DicomSeries first = scan(folder).series().get(0);
      assertEquals(3, first.geometry().size().k());
      assertEquals(
          31, DicomVolumeLoader.load(first, Progress.none()).source().highestSeriesNumber());
    }

    @Test
    void is_lossy_where_one_image_is() throws Exception {
      SeriesFault lossy =
          SeriesFault.at(2, s -> s.dataset().text(LOSSY_IMAGE_COMPRESSION, "CS", "01"));
      assertTrue(load(series(axial(3)).fault(lossy)).source().lossy());
    }

    @Test
    void gets_derived_uids_where_an_anonymiser_emptied_them() throws Exception {
      SeriesFault emptied =
          SeriesFault.everywhere(
              s ->
                  s.dataset()
                      .empty(Tags.STUDY_INSTANCE_UID, "UI")
                      .empty(Tags.SERIES_INSTANCE_UID, "UI"));
      series(axial(3)).fault(emptied).writeTo(folder);
      DicomVolume once = DicomVolumeLoader.load(only(scan(folder)), Progress.none());
      DicomVolume again = DicomVolumeLoader.load(only(scan(folder)), Progress.none());
      assertEquals(List.of("missing-uids"), codes(once.warnings()));
      assertTrue(once.source().studyInstanceUid().matches("2\\.25\\.[1-9][0-9]{20,38}"));
      assertEquals(once.source().studyInstanceUid(), again.source().studyInstanceUid());
      assertEquals(once.source().seriesInstanceUid(), again.source().seriesInstanceUid());
      assertFalse(once.source().seriesInstanceUid().equals(once.source().studyInstanceUid()));
      assertEquals(VR.UI, once.source().firstImage().getVR(Tag.SeriesInstanceUID));
    }
  }

  @Nested
  class Failure {
    @Test
    void names_the_file_that_is_gone() throws Exception {
      DicomSeries series = only(scan(folder, series(axial(3))));
      Files.delete(series.files().get(1));
      assertNames(series, series.files().get(1));
    }

    @Test
    void names_the_file_that_became_another_image() throws Exception {
      DicomSeries series = only(scan(folder, series(axial(3))));
      Path other = Files.createDirectory(folder.resolve("other"));
      PhantomGrid larger =
          PhantomGrid.axial(new int[] {6, 8, 1}, new double[] {1, 1, 1}, new double[] {0, 0, 0});
      Path file = series(larger).writeTo(other).images().get(0).file();
      Files.copy(file, series.files().get(0), StandardCopyOption.REPLACE_EXISTING);
      assertNames(series, series.files().get(0));
    }

    @Test
    void of_several_names_the_lowest_slice() throws Exception {
      DicomSeries series = only(scan(folder, series(axial(24)).shuffled()));
      for (int k : new int[] {23, 7, 11}) {
        Files.delete(series.files().get(k));
      }
      for (int again = 0; again < 5; again++) {
        assertNames(series, series.files().get(7));
      }
    }

    private void assertNames(DicomSeries series, Path file) {
      DicomReadException e =
          assertThrows(
              DicomReadException.class, () -> DicomVolumeLoader.load(series, Progress.none()));
      assertTrue(e.getMessage().startsWith(file.getFileName().toString()), e.getMessage());
    }
  }

  @Nested
  class Caller {
    @Test
    @org.junit.jupiter.api.Tag("B10")
    void is_told_each_number_once_and_by_one_thread_at_a_time() throws Exception {
      DicomSeries series = only(scan(folder, series(axial(60)).shuffled()));
      List<Integer> told = Collections.synchronizedList(new ArrayList<>());
      AtomicInteger inside = new AtomicInteger();
      Progress progress =
          new Progress() {
            @Override
            public void update(int done, int total) {
              assertEquals(1, inside.incrementAndGet());
              LockSupport.parkNanos(100_000);
              told.add(done);
              inside.decrementAndGet();
            }

            @Override
            public boolean isCancelled() {
              return false;
            }
          };
      Volume volume = DicomVolumeLoader.load(series, progress).volume();
      assertEquals(IntStream.rangeClosed(1, 60).boxed().toList(), told);
      for (int k = 0; k < 60; k++) {
        assertEquals(100 * k + 10 * 6 + 4, volume.value(new VoxelIndex(4, 6, k)));
      }
    }

    @Test
    void is_told_after_each_slice_and_can_cancel() throws Exception {
      DicomSeries series = only(scan(folder, series(axial(4))));
      List<Integer> told = new ArrayList<>();
      Progress twice =
          new Progress() {
            @Override
            public void update(int done, int total) {
              told.add(done);
              assertEquals(4, total);
            }

            @Override
            public boolean isCancelled() {
              return told.size() == 2;
            }
          };
      assertThrows(CancellationException.class, () -> DicomVolumeLoader.load(series, twice));
      assertEquals(List.of(1, 2), told);
    }
  }
}
