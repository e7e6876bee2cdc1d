package io.github.voxelclick.dicom.seg;

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
import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.derived.Codes;
import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.dicom.derived.SafeFile;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.dicom.seg.SegWriteOptions.Extra;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segment.Algorithm;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DicomSegWriterTest {
  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void chooseTarget() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    target = out.resolve("seg.dcm");
  }

  private SegWriteResult write(SourceFixture series, Segmentation segmentation)
      throws SegWriteException {
    return write(series, segmentation, SourceFixture.OPTIONS);
  }

  private SegWriteResult write(
      SourceFixture series, Segmentation segmentation, SegWriteOptions options)
      throws SegWriteException {
    return SourceFixture.writer()
        .write(segmentation, series.source(), options, target, Progress.none());
  }

  private static Attributes dataset(Path file) throws Exception {
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      Attributes dataset = in.readDataset();
      assertEquals(List.of(), in.getWarnings());
      return dataset;
    }
  }

  private static Sequence frames(Attributes seg) {
    return seg.getSequence(Tag.PerFrameFunctionalGroupsSequence);
  }

  private static List<String> codes(List<ReadWarning> warnings) {
    return warnings.stream().map(ReadWarning::code).toList();
  }

  private void assertOnlyTarget() throws IOException {
    try (Stream<Path> files = Files.list(target.getParent())) {
      assertEquals(List.of(target), files.toList());
    }
  }

  @Nested
  class Round_trip {
    @ParameterizedTest
    @EnumSource(Stacks.class)
    void gives_the_same_voxels_on_every_kind_of_stack(Stacks stack) throws Exception {
      SourceFixture series = stack.writeTo(folder.resolve("series"));
      int last = series.geometry().size().k() - 1;
      Mask gaps = series.noise(7, 0, last);
      Segmentation segmentation = series.segmentation(series.noise(6), gaps);
      write(series, segmentation);
      SegReading reading = DicomSegReader.read(target, series.source(), series.geometry());
      assertEquals(segmentation.entries(), reading.segmentation().entries());
      assertEquals(List.of(), reading.warnings());
      assertOnlyTarget();
    }

    @Test
    void gives_the_same_voxels_for_a_large_odd_slice_and_overlaps() throws Exception {
      SourceFixture series =
          SourceFixture.of(
              folder.resolve("series"),
              PhantomGrid.axial(
                  new int[] {255, 257, 3}, new double[] {0.7, 1.1, 2.5}, new double[] {1, 2, 3}));
      Segmentation segmentation =
          series.segmentation(series.noise(1), series.noise(2, 1), series.noise(3, 0, 2));
      write(series, segmentation);
      SegReading reading = DicomSegReader.read(target, series.source(), series.geometry());
      assertEquals(segmentation.entries(), reading.segmentation().entries());
      assertEquals("YES", dataset(target).getString(Tag.SegmentsOverlap));
    }

    @Test
    void gives_the_same_voxels_for_three_hundred_segments() throws Exception {
      SourceFixture series = Stacks.OBLIQUE.writeTo(folder.resolve("series"));
      Mask[] masks = new Mask[300];
      for (int n = 0; n < masks.length; n++) {
        masks[n] = series.noise(n, n % 7, (n * 3 + 1) % 7);
      }
      Segmentation segmentation = series.segmentation(masks);
      write(series, segmentation);
      SegReading reading = DicomSegReader.read(target, series.source(), series.geometry());
      assertEquals(segmentation.entries(), reading.segmentation().entries());
    }

    @Test
    void keeps_the_order_along_the_normal_when_slices_are_counted_against_it() throws Exception {
      SourceFixture up = Stacks.AXIAL.writeTo(folder.resolve("series"));
      List<SourceImage> images = new ArrayList<>(up.source().images());
      Collections.reverse(images);
      List<WorldPoint> places = new ArrayList<>();
      for (int k = 5; k >= 0; k--) {
        places.add(up.geometry().slicePosition(k));
      }
      VolumeGeometry geometry =
          VolumeGeometry.ofSlices(
              up.geometry().size(),
              up.geometry().indexToLps().step(0),
              up.geometry().indexToLps().step(1),
              places,
              up.geometry().frameOfReferenceUid());
      SourceFixture down =
          new SourceFixture(
              up.folder(), new SourceSeries(up.source().firstImage(), images, false, 0), geometry);
      Segmentation segmentation = down.segmentation(down.noise(4, 1, 2, 5));
      write(down, segmentation);
      Attributes seg = dataset(target);
      List<Double> z = new ArrayList<>();
      for (Attributes frame : frames(seg)) {
        z.add(
            frame
                .getNestedDataset(Tag.PlanePositionSequence)
                .getDouble(Tag.ImagePositionPatient, 2, Double.NaN));
      }
      assertEquals(z.stream().sorted().toList(), z);
      assertEquals(
          segmentation.entries(),
          DicomSegReader.read(target, down.source(), geometry).segmentation().entries());
    }
  }

  @Nested
  class Content {
    @Test
    void repeats_the_decimals_of_the_source_and_names_its_images() throws Exception {
      SourceFixture series = Stacks.OBLIQUE.writeTo(folder.resolve("series"));
      write(series, series.segmentation(series.noise(1, 2, 5)));
      Attributes seg = dataset(target);
      int[] slices = {2, 5};
      for (int f = 0; f < 2; f++) {
        SourceImage image = series.source().images().get(slices[f]);
        Attributes frame = frames(seg).get(f);
        assertArrayEquals(
            image.imagePosition().toArray(),
            frame.getNestedDataset(Tag.PlanePositionSequence).getStrings(Tag.ImagePositionPatient));
        Attributes reference =
            frame
                .getNestedDataset(Tag.DerivationImageSequence)
                .getNestedDataset(Tag.SourceImageSequence);
        assertEquals(image.sopInstanceUid(), reference.getString(Tag.ReferencedSOPInstanceUID));
        assertEquals(UID.CTImageStorage, reference.getString(Tag.ReferencedSOPClassUID));
        assertEquals("YES", reference.getString(Tag.SpatialLocationsPreserved));
        assertArrayEquals(
            new int[] {1, f + 1},
            frame.getNestedDataset(Tag.FrameContentSequence).getInts(Tag.DimensionIndexValues));
      }
      Attributes measures =
          seg.getNestedDataset(Tag.SharedFunctionalGroupsSequence)
              .getNestedDataset(Tag.PixelMeasuresSequence);
      assertArrayEquals(new String[] {"1.1", "0.7"}, measures.getStrings(Tag.PixelSpacing));
      assertEquals(2.5, measures.getDouble(Tag.SpacingBetweenSlices, 0), 1e-6);
      assertEquals(
          7,
          seg.getNestedDataset(Tag.ReferencedSeriesSequence)
              .getSequence(Tag.ReferencedInstanceSequence)
              .size());
    }

    @Test
    void says_who_made_it_with_which_model() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      write(series, series.segmentation(series.noise(1)));
      Attributes seg = dataset(target);
      assertEquals("VoxelClick", seg.getString(Tag.Manufacturer));
      assertEquals("test-installation", seg.getString(Tag.DeviceSerialNumber));
      Attributes equipment = seg.getNestedDataset(Tag.ContributingEquipmentSequence);
      String description = equipment.getString(Tag.ContributionDescription);
      assertTrue(description.contains("seednet-v0.onnx"), description);
      assertTrue(description.contains("0a".repeat(32)), description);
      assertEquals("20261122131415", equipment.getString(Tag.ContributionDateTime));
      Attributes segment = seg.getNestedDataset(Tag.SegmentSequence);
      Attributes algorithm =
          segment.getNestedDataset(Tag.SegmentationAlgorithmIdentificationSequence);
      assertEquals("SeedNet", algorithm.getString(Tag.AlgorithmName));
      assertEquals("v0", algorithm.getString(Tag.AlgorithmVersion));
      assertTrue(algorithm.getString(Tag.AlgorithmParameters).contains("0a".repeat(32)));
      assertEquals(
          Codes.ARTIFICIAL_INTELLIGENCE,
          Codes.get(algorithm, Tag.AlgorithmFamilyCodeSequence).orElseThrow());
      assertArrayEquals(
          new int[] {41661, 41167, 40792}, segment.getInts(Tag.RecommendedDisplayCIELabValue));
    }

    @Test
    void a_segment_drawn_by_hand_names_no_algorithm() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segment byHand =
          new Segment(
              1,
              "Cyst",
              CodedConcept.TISSUE,
              CodedConcept.TISSUE,
              new Rgb(1, 2, 3),
              Algorithm.MANUAL,
              "",
              "");
      SegWriteOptions options = SegWriteOptions.of(new Producer("1", "x", "", ""));
      write(
          series,
          new Segmentation(
              series.geometry(), List.of(new Segmentation.Entry(byHand, series.noise(1)))),
          options);
      Attributes segment = dataset(target).getNestedDataset(Tag.SegmentSequence);
      assertFalse(segment.contains(Tag.SegmentAlgorithmName));
      assertFalse(segment.contains(Tag.SegmentationAlgorithmIdentificationSequence));
    }

    @Test
    void leaves_empty_frames_out_unless_asked_for() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation segmentation = series.segmentation(series.noise(1, 1, 4), series.noise(2, 2));
      assertEquals(3, write(series, segmentation).frames());
      SegWriteResult full =
          write(series, segmentation, SourceFixture.OPTIONS.with(Extra.EMPTY_FRAMES));
      assertEquals(12, full.frames());
      SegReading reading = DicomSegReader.read(target, series.source(), series.geometry());
      assertEquals(segmentation.entries(), reading.segmentation().entries());
      assertEquals(12 * 35 / 8 + 1 + 1, dataset(target).getBytes(Tag.PixelData).length);
    }

    @Test
    void segments_without_a_voxel_are_left_out_and_the_others_renumbered() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation segmentation =
          new Segmentation(
              series.geometry(),
              List.of(
                  new Segmentation.Entry(SourceFixture.segment(9, "Nine"), series.noise(9, 3)),
                  new Segmentation.Entry(
                      SourceFixture.segment(4, "Four"), Mask.empty(series.geometry().size())),
                  new Segmentation.Entry(SourceFixture.segment(2, "Two"), series.noise(2, 1))));
      SegWriteResult result = write(series, segmentation);
      assertEquals(Map.of(2, 1, 9, 2), result.writtenNumbers());
      assertEquals(List.of("empty-segments"), codes(result.warnings()));
      Segmentation read =
          DicomSegReader.read(target, series.source(), series.geometry()).segmentation();
      assertEquals("Two", read.entries().get(0).segment().label());
      assertEquals(series.noise(2, 1), read.entries().get(0).mask());
      assertEquals(series.noise(9, 3), read.entries().get(1).mask());
    }

    @Test
    @org.junit.jupiter.api.Tag("D5.3")
    void a_tracking_uid_stays_with_its_structure() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segment named = SourceFixture.segment(1, "Named");
      Segment fresh = named.withNumber(2).withDetails(SegmentDetails.NONE);
      SegWriteResult result =
          write(
              series,
              new Segmentation(
                  series.geometry(),
                  List.of(
                      new Segmentation.Entry(named, series.noise(1)),
                      new Segmentation.Entry(fresh, series.noise(2)))));
      assertEquals(named.details().tracking(), Optional.of(result.tracking().get(1)));
      assertEquals("Named 2", result.tracking().get(2).id());
      assertTrue(UIDUtils.isValid(result.tracking().get(2).uid()));
      SegReading reading = DicomSegReader.read(target, series.source(), series.geometry());
      assertEquals(
          List.copyOf(new TreeMap<>(result.tracking()).values()),
          reading.segmentation().entries().stream()
              .map(e -> e.segment().details().tracking().orElseThrow())
              .toList());
    }

    @Test
    @org.junit.jupiter.api.Tag("D5.2")
    void side_region_and_description_come_back() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      CodedConcept right = new CodedConcept("24028007", "SCT", "Right");
      CodedConcept local = new CodedConcept("a-code-of-more-than-16-characters", "99LOCAL", "x");
      Segment segment =
          SourceFixture.segment(1, "Cyst")
              .withDetails(
                  SegmentDetails.NONE
                      .withTracking("Cyst", "2.25.77")
                      .withTypeModifiers(right)
                      .withRegion(new CodedConcept("64033007", "SCT", "Kidney"), right, local)
                      .withDescription("Upper pole, \\ simple"));
      write(
          series,
          new Segmentation(
              series.geometry(), List.of(new Segmentation.Entry(segment, series.noise(1)))));
      assertEquals(
          segment,
          DicomSegReader.read(target, series.source(), series.geometry())
              .segmentation()
              .entries()
              .get(0)
              .segment());
    }

    @Test
    void texts_of_the_source_are_written_in_utf_8() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Attributes first = series.source().firstImage();
      first.setSpecificCharacterSet("ISO_IR 100");
      first.setBytes(Tag.PatientName, VR.PN, new byte[] {'B', (byte) 0xE4, 'r', '^', 'J'});
      Attributes other = new Attributes();
      other.setSpecificCharacterSet("ISO_IR 144");
      other.setBytes(Tag.PatientID, VR.LO, new byte[] {(byte) 0xB6});
      first.newSequence(Tag.OtherPatientIDsSequence, 1).add(other);
      write(series, series.segmentation(series.noise(1)));
      Attributes seg = dataset(target);
      assertEquals("ISO_IR 192", seg.getString(Tag.SpecificCharacterSet));
      assertEquals("Bär^J", seg.getString(Tag.PatientName));
      assertEquals("Ж", seg.getNestedDataset(Tag.OtherPatientIDsSequence).getString(Tag.PatientID));
    }

    @Test
    void takes_over_neither_acquisition_nor_private_elements() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Attributes first = series.source().firstImage();
      first.setString(0x00090010, VR.LO, "ACME");
      first.setString(0x00091001, VR.LO, "secret");
      write(series, series.segmentation(series.noise(1)));
      Attributes seg = dataset(target);
      for (int tag : seg.tags()) {
        assertFalse(Tag.isPrivate(tag));
      }
      assertFalse(seg.contains(Tag.RescaleSlope));
      assertFalse(seg.contains(Tag.PatientPosition));
      assertFalse(seg.contains(Tag.KVP));
      assertEquals(first.getString(Tag.StudyDescription), seg.getString(Tag.StudyDescription));
      assertEquals(first.getString(Tag.BodyPartExamined), seg.getString(Tag.BodyPartExamined));
    }

    @Test
    void a_lossy_source_makes_a_lossy_segmentation() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Attributes first = series.source().firstImage();
      first.setString(Tag.LossyImageCompressionRatio, VR.DS, "12.5");
      first.setString(Tag.LossyImageCompressionMethod, VR.CS, "ISO_15444_1");
      SourceSeries lossy = new SourceSeries(first, series.source().images(), true, 0);
      SourceFixture fixture = new SourceFixture(folder, lossy, series.geometry());
      write(fixture, series.segmentation(series.noise(1)));
      Attributes seg = dataset(target);
      assertEquals("01", seg.getString(Tag.LossyImageCompression));
      assertEquals("12.5", seg.getString(Tag.LossyImageCompressionRatio));
      assertEquals("ISO_15444_1", seg.getString(Tag.LossyImageCompressionMethod));
    }

    @Test
    void a_source_without_frame_of_reference_or_patient_id_is_enough() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Attributes first = series.source().firstImage();
      first.remove(Tag.FrameOfReferenceUID);
      first.remove(Tag.PatientID);
      first.remove(Tag.StudyID);
      VolumeGeometry noFrame =
          VolumeGeometry.regular(
              series.geometry().size(), series.geometry().indexToLps(), Optional.empty());
      SourceFixture fixture = new SourceFixture(folder, series.source(), noFrame);
      Segmentation segmentation = fixture.segmentation(fixture.noise(1));
      write(fixture, segmentation);
      Attributes seg = dataset(target);
      assertFalse(seg.contains(Tag.FrameOfReferenceUID));
      assertFalse(seg.contains(Tag.PositionReferenceIndicator));
      assertTrue(seg.contains(Tag.PatientID));
      assertEquals(
          segmentation.entries(),
          DicomSegReader.read(target, series.source(), noFrame).segmentation().entries());
    }

    @Test
    void the_series_number_follows_the_study() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      Segmentation segmentation = series.segmentation(series.noise(1));
      write(series, segmentation);
      assertEquals(900, dataset(target).getInt(Tag.SeriesNumber, 0));
      SourceSeries busy =
          new SourceSeries(series.source().firstImage(), series.source().images(), false, 1204);
      write(new SourceFixture(folder, busy, series.geometry()), segmentation);
      assertEquals(1205, dataset(target).getInt(Tag.SeriesNumber, 0));
    }

    @Test
    void the_same_clock_and_uids_give_the_same_bytes() throws Exception {
      SourceFixture series = Stacks.SAGITTAL.writeTo(folder.resolve("series"));
      Segmentation segmentation = series.segmentation(series.noise(1), series.noise(2));
      write(series, segmentation);
      byte[] once = Files.readAllBytes(target);
      write(series, segmentation);
      assertArrayEquals(once, Files.readAllBytes(target));
      new DicomSegWriter()
          .write(segmentation, series.source(), SourceFixture.OPTIONS, target, Progress.none());
      assertFalse(Arrays.equals(once, Files.readAllBytes(target)));
    }

    @Test
    void labels_are_made_fit_for_the_file() throws Exception {
      SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      String label = "  Tumor " + "ü".repeat(50) + "\t x ";
      Segmentation segmentation =
          new Segmentation(
              series.geometry(),
              List.of(new Segmentation.Entry(SourceFixture.segment(1, label), series.noise(1))));
      write(series, segmentation);
      assertEquals(
          "Tumor " + "ü".repeat(50) + "  x",
          dataset(target).getNestedDataset(Tag.SegmentSequence).getString(Tag.SegmentLabel));
    }

    @Test
    void warns_of_stacks_that_other_programs_distort() throws Exception {
      SourceFixture tilted = Stacks.TILTED.writeTo(folder.resolve("tilted"));
      assertEquals(
          List.of("tilted-slices"),
          codes(write(tilted, tilted.segmentation(tilted.noise(1))).warnings()));
      SourceFixture uneven = Stacks.NON_UNIFORM.writeTo(folder.resolve("uneven"));
      assertEquals(
          List.of("non-uniform-slices"),
          codes(write(uneven, uneven.segmentation(uneven.noise(1))).warnings()));
      SourceFixture plain = Stacks.OBLIQUE.writeTo(folder.resolve("plain"));
      assertEquals(List.of(), codes(write(plain, plain.segmentation(plain.noise(1))).warnings()));
    }
  }

  @Nested
  class Failure {
    private SourceFixture series;
    private Segmentation segmentation;

    @BeforeEach
    void existingTarget() throws Exception {
      series = Stacks.AXIAL.writeTo(folder.resolve("series"));
      segmentation = series.segmentation(series.noise(1));
      Files.writeString(target, "precious");
    }

    private void assertRefused(String expectedWords, SourceFixture source, Segmentation what)
        throws IOException {
      SegWriteException refusal = assertThrows(SegWriteException.class, () -> write(source, what));
      assertTrue(refusal.getMessage().contains(expectedWords), refusal.getMessage());
      assertEquals("precious", Files.readString(target));
      assertOnlyTarget();
    }

    @Test
    void nothing_segmented_is_refused() throws Exception {
      assertRefused(
          "nothing is segmented",
          series,
          series.segmentation(Mask.empty(series.geometry().size())));
    }

    @Test
    void a_series_of_another_size_is_refused() throws Exception {
      SourceFixture other = Stacks.CORONAL.writeTo(folder.resolve("other"));
      assertRefused("5x7x6 voxels", other, segmentation);
    }

    @Test
    void a_series_in_another_order_is_refused() throws Exception {
      List<SourceImage> reversed = new ArrayList<>(series.source().images());
      Collections.reverse(reversed);
      SourceSeries wrong = new SourceSeries(series.source().firstImage(), reversed, false, 0);
      assertRefused(
          "is not slice 0", new SourceFixture(folder, wrong, series.geometry()), segmentation);
    }

    @Test
    void a_series_half_a_pixel_aside_is_refused() throws Exception {
      VolumeGeometry shifted =
          VolumeGeometry.regular(
              series.geometry().size(),
              series
                  .geometry()
                  .indexToLps()
                  .withOrigin(
                      series.geometry().indexToLps().origin().plus(new WorldPoint(0.35, 0, 0))),
              series.geometry().frameOfReferenceUid());
      SourceFixture aside = new SourceFixture(folder, series.source(), shifted);
      assertRefused("is not slice 0", aside, aside.segmentation(series.noise(1)));
    }

    @Test
    void a_series_of_another_frame_of_reference_is_refused() throws Exception {
      series.source().firstImage().setString(Tag.FrameOfReferenceUID, VR.UI, "1.2.3");
      assertRefused("frame of reference", series, segmentation);
    }

    @Test
    void a_file_that_comes_out_wrong_never_reaches_the_target() throws Exception {
      // A UID source that repeats a UID of the source series: only the check afterwards sees it.
      String taken = series.source().images().get(0).sopInstanceUid();
      SegWriteException refusal =
          assertThrows(
              SegWriteException.class,
              () ->
                  new DicomSegWriter(Clock.systemUTC(), () -> taken)
                      .write(
                          segmentation,
                          series.source(),
                          SourceFixture.OPTIONS,
                          target,
                          Progress.none()));
      assertTrue(refusal.getMessage().contains("IDENTIFIERS"), refusal.getMessage());
      assertEquals("precious", Files.readString(target));
      assertOnlyTarget();
    }

    @Test
    void cancelling_leaves_nothing_behind() throws Exception {
      Progress cancelled =
          new Progress() {
            private int done;

            @Override
            public void update(int steps, int total) {
              done = steps;
            }

            @Override
            public boolean isCancelled() {
              return done >= 2;
            }
          };
      assertThrows(
          CancellationException.class,
          () ->
              SourceFixture.writer()
                  .write(segmentation, series.source(), SourceFixture.OPTIONS, target, cancelled));
      assertEquals("precious", Files.readString(target));
      assertOnlyTarget();
    }

    @Test
    void an_image_of_the_source_is_never_overwritten() throws Exception {
      Path image = series.source().images().get(3).file();
      byte[] before = Files.readAllBytes(image);
      target = image;
      SegWriteException refusal =
          assertThrows(SegWriteException.class, () -> write(series, segmentation));
      assertTrue(refusal.getMessage().contains("one of the images"), refusal.getMessage());
      assertArrayEquals(before, Files.readAllBytes(image));
    }

    @Test
    void a_target_that_cannot_be_written_is_told_in_one_sentence() throws Exception {
      Path out = target.getParent();
      for (Path bad :
          List.of(
              out,
              out.resolve("missing").resolve("seg.dcm"),
              target.resolve("seg.dcm"),
              Path.of("/dev/null"))) {
        SegWriteException refusal =
            assertThrows(
                SegWriteException.class,
                () ->
                    SourceFixture.writer()
                        .write(
                            segmentation,
                            series.source(),
                            SourceFixture.OPTIONS,
                            bad,
                            Progress.none()),
                bad.toString());
        assertTrue(refusal.getMessage().startsWith("Cannot save to " + bad), refusal.getMessage());
      }
      assertEquals("precious", Files.readString(target));
      assertOnlyTarget();
    }

    @Test
    void what_the_file_system_says_is_put_into_words() {
      Path place = Path.of("out.dcm");
      assertEquals(
          "Cannot save to out.dcm: no permission to write there. Choose another place or name.",
          SafeFile.cannotWrite(place, new AccessDeniedException("out.dcm")).getMessage());
      assertEquals(
          "Cannot save to out.dcm: No space left on device. Choose another place or name.",
          SafeFile.cannotWrite(place, new IOException("No space left on device")).getMessage());
      assertEquals(
          "Cannot save to out.dcm: Read-only file system. Choose another place or name.",
          SafeFile.cannotWrite(
                  place, new FileSystemException("out.dcm", null, "Read-only file system"))
              .getMessage());
      assertEquals(
          "Cannot save to out.dcm: EOFException. Choose another place or name.",
          SafeFile.cannotWrite(place, new EOFException()).getMessage());
    }

    @Test
    void an_existing_file_is_replaced_when_all_is_well() throws Exception {
      write(series, segmentation);
      assertNotEquals("pre", Files.readString(target, StandardCharsets.ISO_8859_1).substring(0, 3));
      assertOnlyTarget();
    }

    @Test
    void more_than_four_gibibytes_are_refused_before_anything_is_written() throws Exception {
      // 46000 x 46000 pixels: two frames need 529 MB, seventeen 4.5 GB.
      FramePlan plan =
          new FramePlan(
              PixelForm.binary(),
              List.of(),
              Collections.nCopies(17, new SegOriginal.FrameKey(1, 0)),
              Map.of(0, 1));
      long bytes = new PixelWriter(plan, new GridSize(46000, 46000, 1)).length();
      SegWriteException refusal =
          assertThrows(SegWriteException.class, () -> DicomSegWriter.checkLength(bytes, 17));
      assertTrue(refusal.getMessage().contains("4496500000"), refusal.getMessage());
    }
  }
}
