package io.github.voxelclick.dicom.rtstruct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.dicom.rtstruct.ContouredSeries.Stack;
import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.dicom.seg.DicomSegWriter;
import io.github.voxelclick.dicom.seg.SegWriteOptions;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.WorldPoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RtStructWriterTest {
  @TempDir Path folder;

  private Path write(ContouredSeries series, Segmentation segmentation) throws SegWriteException {
    Path target = folder.resolve("rs.dcm");
    ContouredSeries.writer()
        .write(segmentation, series.source(), ContouredSeries.OPTIONS, target, Progress.none());
    return target;
  }

  private static RtStructReading read(Path file, ContouredSeries series) throws Exception {
    return RtStructureSet.read(file)
        .onto(series.source(), series.grid(), ForeignFrames.REFUSE, Progress.none());
  }

  private static Attributes dataset(Path file) throws Exception {
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      return in.readDataset();
    }
  }

  private ContouredSeries series(Stack stack) throws Exception {
    return stack.writeTo(folder.resolve("series"));
  }

  @Nested
  @org.junit.jupiter.api.Tag("D9.3")
  class RoundTrip {
    @ParameterizedTest
    @EnumSource(Stack.class)
    void masks_come_back_voxel_for_voxel_on_every_stack(Stack stack) throws Exception {
      ContouredSeries series = series(stack);
      Segmentation written =
          series.segmentation(series.noise(1), series.ring(), series.mask((i, j, k) -> k != 2));
      RtStructReading reading = read(write(series, written), series);
      assertEquals(List.of(), reading.skipped());
      for (int n = 0; n < 3; n++) {
        Segmentation.Entry expected = written.entries().get(n);
        Segmentation.Entry found = reading.segmentation().entries().get(n);
        assertEquals(expected.mask(), found.mask());
        assertEquals(expected.segment(), found.segment());
      }
    }

    /** SEG → RTSTRUCT → SEG. */
    @ParameterizedTest
    @EnumSource(
        value = Stack.class,
        names = {"AXIAL", "OBLIQUE", "TILTED"})
    void a_segmentation_object_made_of_contours_made_of_one_is_identical(Stack stack)
        throws Exception {
      ContouredSeries series = series(stack);
      Segmentation first = series.segmentation(series.noise(4), series.ring());
      SegWriteOptions options = SegWriteOptions.of(ContouredSeries.OPTIONS.producer());
      Path segBefore = folder.resolve("before.dcm");
      Path segAfter = folder.resolve("after.dcm");
      new DicomSegWriter().write(first, series.source(), options, segBefore, Progress.none());
      Segmentation stored =
          DicomSegReader.read(segBefore, series.source(), series.grid()).segmentation();
      RtStructReading drawn = read(write(series, stored), series);
      new DicomSegWriter()
          .write(drawn.segmentation(), series.source(), options, segAfter, Progress.none());
      Segmentation again =
          DicomSegReader.read(segAfter, series.source(), series.grid()).segmentation();
      assertArrayEquals(
          dataset(segBefore).getBytes(Tag.PixelData), dataset(segAfter).getBytes(Tag.PixelData));
      for (int n = 0; n < first.entries().size(); n++) {
        assertEquals(first.entries().get(n).mask(), again.entries().get(n).mask());
        assertEquals(
            stored.entries().get(n).segment().type(), again.entries().get(n).segment().type());
        assertEquals(
            stored.entries().get(n).segment().category(),
            again.entries().get(n).segment().category());
      }
    }

    /** Hundreds of teeth: more than 64 kB of coordinates in one contour. */
    @Test
    void a_contour_too_long_for_16_bit_lengths_is_written_in_implicit_vr() throws Exception {
      PhantomGrid grid =
          PhantomGrid.oblique(
              new int[] {901, 9, 2},
              new double[] {0.7, 1.1, 2.5},
              new double[] {-1012.25, 31.5, -140.75},
              PhantomGrid.rotatedAxis(0, 10, -20, 35),
              PhantomGrid.rotatedAxis(1, 10, -20, 35));
      ContouredSeries series =
          ContouredSeries.of(folder.resolve("series"), grid, builder -> builder);
      Mask comb =
          series.mask((i, j, k) -> k == 0 && (j == 4 || (j % 2 == 1 ? i % 2 == 0 : i % 4 == 0)));
      Path file = write(series, series.segmentation(comb));
      Attributes rt = dataset(file);
      int longest = 0;
      for (Attributes contour :
          rt.getNestedDataset(Tag.ROIContourSequence).getSequence(Tag.ContourSequence)) {
        longest = Math.max(longest, contour.getBytes(Tag.ContourData).length);
      }
      assertTrue(longest > 65534, "only " + longest);
      try (DicomInputStream in = new DicomInputStream(file.toFile())) {
        in.readDataset();
        assertEquals(UID.ImplicitVRLittleEndian, in.getTransferSyntax());
      }
      assertEquals(comb, read(file, series).segmentation().entries().get(0).mask());
    }

    @Test
    void coordinates_have_at_most_16_characters_and_lie_on_their_slice() throws Exception {
      ContouredSeries series = series(Stack.OBLIQUE);
      Attributes rt = dataset(write(series, series.segmentation(series.noise(3))));
      WorldPoint normal = series.grid().normal();
      Sequence contours =
          rt.getNestedDataset(Tag.ROIContourSequence).getSequence(Tag.ContourSequence);
      for (Attributes contour : contours) {
        String uid =
            contour
                .getNestedDataset(Tag.ContourImageSequence)
                .getString(Tag.ReferencedSOPInstanceUID);
        int k =
            series.source().images().stream().map(i -> i.sopInstanceUid()).toList().indexOf(uid);
        String text = new String(contour.getBytes(Tag.ContourData), StandardCharsets.US_ASCII);
        String[] numbers = text.strip().split("\\\\");
        assertTrue(Arrays.stream(numbers).allMatch(t -> t.length() <= 16), text);
        assertEquals(numbers.length, 3 * contour.getInt(Tag.NumberOfContourPoints, 0));
        for (int at = 0; at < numbers.length; at += 3) {
          WorldPoint p =
              new WorldPoint(
                  Double.parseDouble(numbers[at]),
                  Double.parseDouble(numbers[at + 1]),
                  Double.parseDouble(numbers[at + 2]));
          double off = p.minus(series.grid().slicePosition(k)).dot(normal);
          assertEquals(0, off, 1e-4);
        }
      }
    }

    @Test
    void z_of_an_axial_slice_is_that_of_its_image_to_the_last_digit() throws Exception {
      ContouredSeries series = series(Stack.AXIAL);
      Attributes rt = dataset(write(series, series.segmentation(series.ring())));
      Attributes contour =
          rt.getNestedDataset(Tag.ROIContourSequence).getNestedDataset(Tag.ContourSequence);
      String z = series.source().images().get(1).imagePosition().get(2);
      String[] numbers = contour.getStrings(Tag.ContourData);
      for (int at = 2; at < numbers.length; at += 3) {
        assertEquals(Double.parseDouble(z), Double.parseDouble(numbers[at]));
      }
    }
  }

  @Nested
  @org.junit.jupiter.api.Tag("D9.1")
  class Modules {
    @Test
    void patient_study_and_frame_of_reference_are_those_of_the_images() throws Exception {
      ContouredSeries series = series(Stack.AXIAL);
      Attributes image = series.source().firstImage();
      Attributes rt = dataset(write(series, series.segmentation(series.ring())));
      for (int tag :
          new int[] {
            Tag.PatientName, Tag.PatientID, Tag.StudyInstanceUID, Tag.FrameOfReferenceUID
          }) {
        assertEquals(image.getString(tag), rt.getString(tag));
      }
      assertNotEquals(image.getString(Tag.SeriesInstanceUID), rt.getString(Tag.SeriesInstanceUID));
      assertEquals("RTSTRUCT", rt.getString(Tag.Modality));
      assertEquals("UNAPPROVED", rt.getString(Tag.ApprovalStatus));
      assertEquals("20261122", rt.getString(Tag.StructureSetDate));
      assertEquals("CONTOURS", rt.getString(Tag.StructureSetLabel));
      assertFalse(rt.contains(Tag.Rows));
    }

    @Test
    void all_images_of_the_series_are_referenced_and_every_contour_names_its_slice()
        throws Exception {
      ContouredSeries series = series(Stack.AXIAL);
      Attributes rt = dataset(write(series, series.segmentation(series.ring())));
      Attributes frame = rt.getNestedDataset(Tag.ReferencedFrameOfReferenceSequence);
      Attributes study = frame.getNestedDataset(Tag.RTReferencedStudySequence);
      Attributes of = study.getNestedDataset(Tag.RTReferencedSeriesSequence);
      assertEquals(
          series.source().studyInstanceUid(), study.getString(Tag.ReferencedSOPInstanceUID));
      assertEquals(series.source().seriesInstanceUid(), of.getString(Tag.SeriesInstanceUID));
      assertEquals(
          series.source().images().stream().map(i -> i.sopInstanceUid()).toList(),
          of.getSequence(Tag.ContourImageSequence).stream()
              .map(i -> i.getString(Tag.ReferencedSOPInstanceUID))
              .toList());
      Sequence contours =
          rt.getNestedDataset(Tag.ROIContourSequence).getSequence(Tag.ContourSequence);
      assertEquals(10, contours.size()); // ring and island on slices 1 to 5
      for (Attributes contour : contours) {
        assertEquals("CLOSED_PLANAR", contour.getString(Tag.ContourGeometricType));
      }
    }

    @Test
    void codes_colours_and_algorithm_are_written() throws Exception {
      ContouredSeries series = series(Stack.AXIAL);
      Attributes rt = dataset(write(series, series.segmentation(series.ring())));
      Attributes roi = rt.getNestedDataset(Tag.StructureSetROISequence);
      assertEquals("Structure 1", roi.getString(Tag.ROIName));
      assertEquals("SEMIAUTOMATIC", roi.getString(Tag.ROIGenerationAlgorithm));
      Attributes contour = rt.getNestedDataset(Tag.ROIContourSequence);
      assertArrayEquals(new int[] {10, 130, 101}, contour.getInts(Tag.ROIDisplayColor));
      Attributes observation = rt.getNestedDataset(Tag.RTROIObservationsSequence);
      assertEquals("ORGAN", observation.getString(Tag.RTROIInterpretedType));
      assertEquals(
          "64033007",
          observation
              .getNestedDataset(Tag.RTROIIdentificationCodeSequence)
              .getString(Tag.CodeValue));
    }
  }

  @Nested
  @org.junit.jupiter.api.Tag("D9.1")
  class Refusing {
    @Test
    void nothing_segmented_is_refused_and_an_existing_file_stays() throws Exception {
      ContouredSeries series = series(Stack.AXIAL);
      Path target = Files.writeString(folder.resolve("rs.dcm"), "before");
      Segmentation nothing = series.segmentation(Mask.empty(series.grid().size()));
      assertThrows(SegWriteException.class, () -> write(series, nothing));
      assertEquals("before", Files.readString(target));
    }

    @Test
    void a_segment_without_a_voxel_is_left_out_with_a_warning() throws Exception {
      ContouredSeries series = series(Stack.AXIAL);
      Segmentation some = series.segmentation(Mask.empty(series.grid().size()), series.ring());
      RtStructWriteResult result =
          ContouredSeries.writer()
              .write(
                  some,
                  series.source(),
                  ContouredSeries.OPTIONS,
                  folder.resolve("rs.dcm"),
                  Progress.none());
      assertEquals(
          List.of("empty-segments"), result.warnings().stream().map(ReadWarning::code).toList());
      assertEquals(10, result.contours());
      assertEquals(
          2, read(result.file(), series).segmentation().entries().get(0).segment().number());
    }

    @Test
    void another_series_is_refused() throws Exception {
      ContouredSeries axial = series(Stack.AXIAL);
      ContouredSeries other = Stack.OBLIQUE.writeTo(folder.resolve("other"));
      Segmentation ring = axial.segmentation(axial.ring());
      assertThrows(
          SegWriteException.class,
          () ->
              ContouredSeries.writer()
                  .write(
                      ring,
                      other.source(),
                      ContouredSeries.OPTIONS,
                      folder.resolve("rs.dcm"),
                      Progress.none()));
    }

    @Test
    void an_image_is_never_overwritten_and_nothing_is_left_behind() throws Exception {
      ContouredSeries series = series(Stack.AXIAL);
      Path image = series.source().images().get(0).file();
      Segmentation ring = series.segmentation(series.ring());
      assertThrows(
          SegWriteException.class,
          () ->
              ContouredSeries.writer()
                  .write(ring, series.source(), ContouredSeries.OPTIONS, image, Progress.none()));
      try (Stream<Path> files = Files.list(series.folder())) {
        assertEquals(6, files.filter(f -> f.toString().endsWith(".dcm")).count());
      }
    }

    @Test
    void settings_that_dicom_does_not_allow_are_a_fault_of_the_caller() {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new RtStructWriteOptions(
                  ContouredSeries.OPTIONS.producer(), "", "longer than 16 characters", 0));
      assertThrows(
          IllegalArgumentException.class,
          () -> new RtStructWriteOptions(ContouredSeries.OPTIONS.producer(), "", "OK", -1));
    }
  }
}
