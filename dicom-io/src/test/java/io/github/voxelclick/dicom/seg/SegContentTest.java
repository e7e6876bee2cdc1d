package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.github.voxelclick.dicom.seg.SegWriteOptions.Extra;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segment.Algorithm;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a file says beside its voxels. */
class SegContentTest extends SegWriting {
  @Test
  @org.junit.jupiter.api.Tag("D2.3")
  @org.junit.jupiter.api.Tag("D2.4")
  @org.junit.jupiter.api.Tag("D3.4")
  @org.junit.jupiter.api.Tag("D8.1")
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
  @org.junit.jupiter.api.Tag("D2.2")
  @org.junit.jupiter.api.Tag("D5.1")
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
  @org.junit.jupiter.api.Tag("D5.1")
  void says_of_each_segment_how_it_was_calculated() throws Exception {
    SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
    String longText = "x".repeat(20_000);
    SegWriteOptions options =
        SourceFixture.OPTIONS.withAlgorithms(
            Map.of(
                1, SegmentAlgorithm.learned(longText),
                2, SegmentAlgorithm.ofShapes("interpolations 1")));
    write(series, series.segmentation(series.noise(1), series.noise(2), series.noise(3)), options);
    Sequence items = dataset(target).getSequence(Tag.SegmentSequence);
    Attributes first =
        items.get(0).getNestedDataset(Tag.SegmentationAlgorithmIdentificationSequence);
    assertEquals(longText.substring(0, 10_240), first.getString(Tag.AlgorithmParameters));
    assertEquals(
        Codes.ARTIFICIAL_INTELLIGENCE,
        Codes.get(first, Tag.AlgorithmFamilyCodeSequence).orElseThrow());
    Attributes second =
        items.get(1).getNestedDataset(Tag.SegmentationAlgorithmIdentificationSequence);
    assertEquals("interpolations 1", second.getString(Tag.AlgorithmParameters));
    assertEquals(
        Codes.MORPHOLOGICAL_OPERATIONS,
        Codes.get(second, Tag.AlgorithmFamilyCodeSequence).orElseThrow());
    Attributes third =
        items.get(2).getNestedDataset(Tag.SegmentationAlgorithmIdentificationSequence);
    assertTrue(third.getString(Tag.AlgorithmParameters).contains("0a".repeat(32)));
  }

  @Test
  @org.junit.jupiter.api.Tag("D2.2")
  void names_a_reader_only_where_one_is_set() throws Exception {
    SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
    Producer nobody = new Producer("1", "x", "", "");
    write(series, series.segmentation(series.noise(1)), SegWriteOptions.of(nobody));
    Attributes seg = dataset(target);
    assertFalse(seg.containsValue(Tag.ContentCreatorName));
    assertFalse(
        seg.getNestedDataset(Tag.ContributingEquipmentSequence).contains(Tag.OperatorsName));
    SegWriteOptions named = SegWriteOptions.of(nobody.withReader("Müller^Jo^^Dr."));
    write(series, series.segmentation(series.noise(1)), named);
    seg = dataset(target);
    assertEquals("Müller^Jo^^Dr.", seg.getString(Tag.ContentCreatorName));
    assertEquals(
        "Müller^Jo^^Dr.",
        seg.getNestedDataset(Tag.ContributingEquipmentSequence).getString(Tag.OperatorsName));
    for (String wrong : List.of("a\\b", "a=b", "a\nb", " a", "a^b^c^d^e^f", "x".repeat(65))) {
      assertThrows(IllegalArgumentException.class, () -> nobody.withReader(wrong), wrong);
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("D5.1")
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
  @org.junit.jupiter.api.Tag("D3.1")
  @org.junit.jupiter.api.Tag("D3.3")
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
  @org.junit.jupiter.api.Tag("D5.1")
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
  @org.junit.jupiter.api.Tag("D2.1")
  void a_removed_identity_without_its_method_is_not_repeated() throws Exception {
    SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
    Attributes first = series.source().firstImage();
    first.setString(Tag.PatientIdentityRemoved, VR.CS, "YES");
    first.setNull(Tag.DeidentificationMethod, VR.LO);
    SegWriteResult result = write(series, series.segmentation(series.noise(1)));
    assertEquals(List.of("illegal-source-value", "illegal-source-value"), codes(result.warnings()));
    assertFalse(dataset(target).contains(Tag.PatientIdentityRemoved));
    assertFalse(dataset(target).contains(Tag.DeidentificationMethod));

    Attributes method = new Attributes(1);
    method.setString(Tag.CodeValue, VR.SH, "113100");
    first.newSequence(Tag.DeidentificationMethodCodeSequence, 1).add(method);
    result = write(series, series.segmentation(series.noise(1)));
    assertEquals(List.of("illegal-source-value"), codes(result.warnings()));
    assertEquals("YES", dataset(target).getString(Tag.PatientIdentityRemoved));
    assertFalse(dataset(target).contains(Tag.DeidentificationMethod));
  }

  @Test
  @org.junit.jupiter.api.Tag("A25")
  @org.junit.jupiter.api.Tag("D2.1")
  void dates_and_times_of_older_standards_are_written_in_todays_form() throws Exception {
    SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
    Attributes first = series.source().firstImage();
    first.setString(Tag.StudyDate, VR.DA, "1997.04.24");
    first.setString(Tag.StudyTime, VR.TM, "13:45:09.1234567");
    first.setString(Tag.PatientBirthTime, VR.TM, "07:05");
    first.setString(Tag.PatientBirthDate, VR.DA, "1950.02.28");
    SegWriteResult result = write(series, series.segmentation(series.noise(1)));
    assertEquals(List.of(), codes(result.warnings()));
    assertEquals("19970424", dataset(target).getString(Tag.StudyDate));
    assertEquals("134509.123456", dataset(target).getString(Tag.StudyTime));
    assertEquals("0705", dataset(target).getString(Tag.PatientBirthTime));
    // Who the patient is, is repeated as it stands.
    assertEquals("1950.02.28", dataset(target).getString(Tag.PatientBirthDate));

    first.setString(Tag.StudyDate, VR.DA, "1997.02.30");
    result = write(series, series.segmentation(series.noise(1)));
    assertEquals(List.of("illegal-source-value"), codes(result.warnings()));
    assertEquals("", dataset(target).getString(Tag.StudyDate, ""));
  }

  @Test
  @org.junit.jupiter.api.Tag("D2.1")
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
  @org.junit.jupiter.api.Tag("D2.5")
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
  @org.junit.jupiter.api.Tag("D2.2")
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
  @org.junit.jupiter.api.Tag("D2.1")
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
  @org.junit.jupiter.api.Tag("D2.2")
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
  @org.junit.jupiter.api.Tag("D8.1")
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
