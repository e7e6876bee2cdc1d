package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.dicom.io.DicomOutputStream;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segment.Algorithm;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DicomSegReaderTest {
  /** Two segments on slices 1, 2, 4 and 2, 5 of a sagittal stack of 9×7 pixels. */
  private SourceFixture series;

  private Segmentation segmentation;
  private Attributes good;
  private Path file;

  @BeforeAll
  void writeOne(@TempDir Path folder) throws Exception {
    series = Stacks.SAGITTAL.writeTo(folder.resolve("series"));
    segmentation = series.segmentation(series.noise(1, 1, 2, 4), series.noise(2, 0, 2));
    file = folder.resolve("seg.dcm");
    SourceFixture.writer()
        .write(segmentation, series.source(), SourceFixture.OPTIONS, file, Progress.none());
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      good = in.readDataset();
    }
  }

  private SegReading read(Attributes seg) throws Exception {
    return read(seg, SegReadOptions.DEFAULT);
  }

  private SegReading read(Attributes seg, SegReadOptions options) throws Exception {
    return DicomSegReader.read(
        SourceFixture.file(seg), series.source(), series.geometry(), options);
  }

  private static List<String> codes(SegReading reading) {
    return reading.warnings().stream().map(ReadWarning::code).toList();
  }

  @Test
  void segments_come_back_as_they_were() throws Exception {
    SegReading reading = DicomSegReader.read(file, series.source(), series.geometry());
    assertEquals(segmentation.entries(), reading.segmentation().entries());
  }

  @Nested
  class Tolerates {
    @Test
    @org.junit.jupiter.api.Tag("E2")
    void frames_that_begin_on_bytes() throws Exception {
      Attributes seg = new Attributes(good);
      byte[] bits = seg.getBytes(Tag.PixelData);
      byte[] aligned = new byte[5 * 8];
      for (int bit = 0; bit < 5 * 63; bit++) {
        if ((bits[bit / 8] >> bit % 8 & 1) != 0) {
          aligned[bit / 63 * 8 + bit % 63 / 8] |= (byte) (1 << bit % 63 % 8);
        }
      }
      // 5 × 63 bits take 40 bytes either way: with the frames repeated the lengths differ.
      assertEquals(bits.length, aligned.length);
      Attributes manyFrames = repeatFrames(seg, 9);
      manyFrames.setBytes(Tag.PixelData, VR.OB, Arrays.copyOf(repeat(aligned, 9), 45 * 8));
      SegReading reading = read(manyFrames);
      assertEquals(segmentation.entries(), reading.segmentation().entries());
      assertEquals(List.of("frames-on-bytes"), codes(reading));
    }

    private byte[] repeat(byte[] bytes, int times) {
      byte[] all = new byte[bytes.length * times];
      for (int n = 0; n < times; n++) {
        System.arraycopy(bytes, 0, all, n * bytes.length, bytes.length);
      }
      return all;
    }

    private Attributes repeatFrames(Attributes seg, int times) {
      Attributes copy = new Attributes(seg);
      for (int n = 1; n < times; n++) {
        for (Attributes item : seg.getSequence(Tag.PerFrameFunctionalGroupsSequence)) {
          copy.getSequence(Tag.PerFrameFunctionalGroupsSequence).add(new Attributes(item));
        }
      }
      copy.setInt(Tag.NumberOfFrames, VR.IS, 5 * times);
      return copy;
    }

    @Test
    @org.junit.jupiter.api.Tag("E2")
    void a_byte_per_pixel() throws Exception {
      Attributes seg = new Attributes(good);
      byte[] bits = seg.getBytes(Tag.PixelData);
      byte[] bytes = new byte[5 * 63];
      for (int n = 0; n < bytes.length; n++) {
        bytes[n] = (byte) ((bits[n / 8] >> n % 8 & 1) * 255);
      }
      seg.setInt(Tag.BitsAllocated, VR.US, 8);
      seg.setBytes(Tag.PixelData, VR.OB, bytes);
      SegReading reading = read(seg);
      assertEquals(segmentation.entries(), reading.segmentation().entries());
      assertEquals(List.of("binary-in-bytes"), codes(reading));
    }

    @Test
    @org.junit.jupiter.api.Tag("E1")
    void implicit_little_endian_and_a_missing_segmentation_type(@TempDir Path folder)
        throws Exception {
      Attributes seg = new Attributes(good);
      seg.remove(Tag.SegmentationType);
      Path implicit = folder.resolve("implicit.dcm");
      try (DicomOutputStream out = new DicomOutputStream(implicit.toFile())) {
        out.writeDataset(seg.createFileMetaInformation(UID.ImplicitVRLittleEndian), seg);
      }
      SegReading reading = DicomSegReader.read(implicit, series.source(), series.geometry());
      assertEquals(segmentation.entries(), reading.segmentation().entries());
    }

    @Test
    void frames_that_only_name_their_image() throws Exception {
      Attributes seg = new Attributes(good);
      for (Attributes item : seg.getSequence(Tag.PerFrameFunctionalGroupsSequence)) {
        item.remove(Tag.PlanePositionSequence);
      }
      assertEquals(segmentation.entries(), read(seg).segmentation().entries());
    }

    @Test
    void other_images_on_the_same_planes_with_a_warning() throws Exception {
      Attributes seg = new Attributes(good);
      seg.getNestedDataset(Tag.ReferencedSeriesSequence)
          .setString(Tag.SeriesInstanceUID, VR.UI, "1.2.3");
      assertEquals(List.of("other-series"), codes(read(seg)));
    }

    @Test
    @org.junit.jupiter.api.Tag("E11")
    void segments_that_lack_what_viewers_want() throws Exception {
      Attributes seg = new Attributes(good);
      Attributes item = seg.getNestedDataset(Tag.SegmentSequence);
      item.remove(Tag.SegmentLabel);
      item.remove(Tag.SegmentAlgorithmType);
      item.remove(Tag.SegmentAlgorithmName);
      item.remove(Tag.RecommendedDisplayCIELabValue);
      item.remove(Tag.TrackingUID);
      item.getNestedDataset(Tag.SegmentedPropertyTypeCodeSequence).remove(Tag.CodeValue);
      SegReading reading = read(seg);
      Segment segment = reading.segmentation().entries().get(0).segment();
      assertEquals("Segment 1", segment.label());
      assertEquals(CodedConcept.TISSUE, segment.type());
      assertEquals(Algorithm.SEMIAUTOMATIC, segment.algorithm());
      assertEquals(Optional.empty(), segment.details().tracking());
      assertEquals(
          List.of("segment-label", "segment-algorithm", "segment-code", "tracking"),
          codes(reading));
    }

    @Test
    void an_overlap_that_is_denied_with_a_warning() throws Exception {
      Attributes seg = new Attributes(good);
      seg.setString(Tag.SegmentsOverlap, VR.CS, "NO");
      assertEquals(List.of("segments-overlap"), codes(read(seg)));
    }
  }

  @Nested
  class Refuses {
    private void assertRefused(
        Class<? extends VolumeException> type, String words, Attributes seg) {
      VolumeException refusal = assertThrows(type, () -> read(seg));
      assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }

    @Test
    @org.junit.jupiter.api.Tag("E1")
    void other_objects_and_other_kinds_of_segmentation() {
      Attributes image = new Attributes(good);
      image.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
      assertRefused(DicomReadException.class, UID.CTImageStorage, image);
      Attributes surface = new Attributes(good);
      surface.setString(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.66.5");
      assertRefused(DicomReadException.class, "surface segmentation", surface);
      Attributes unknown = new Attributes(good);
      unknown.setString(Tag.SegmentationType, VR.CS, "OTHER");
      assertRefused(DicomReadException.class, "\"OTHER\"", unknown);
    }

    @Test
    @org.junit.jupiter.api.Tag("E14")
    void tiled_slides() {
      Attributes tiled = new Attributes(good);
      tiled.setString(Tag.DimensionOrganizationType, VR.CS, "TILED_FULL");
      assertRefused(DicomReadException.class, "tiled slide", tiled);
      Attributes sparse = new Attributes(good);
      sparse
          .getNestedDataset(Tag.PerFrameFunctionalGroupsSequence)
          .newSequence(Tag.PlanePositionSlideSequence, 1)
          .add(new Attributes());
      assertRefused(DicomReadException.class, "tiled slide", sparse);
    }

    @Test
    @org.junit.jupiter.api.Tag("E8")
    void another_frame_of_reference() {
      Attributes seg = new Attributes(good);
      seg.setString(Tag.FrameOfReferenceUID, VR.UI, "1.2.3");
      assertRefused(GeometryException.class, "frame of reference", seg);
    }

    @Test
    void segmentations_of_which_no_plane_meets_the_volume() {
      Attributes seg = new Attributes(good);
      for (Attributes item : seg.getSequence(Tag.PerFrameFunctionalGroupsSequence)) {
        item.getNestedDataset(Tag.PlanePositionSequence)
            .setDouble(Tag.ImagePositionPatient, VR.DS, 500, 0, 0);
      }
      assertRefused(GeometryException.class, "outside of the volume", seg);
    }

    @Test
    @org.junit.jupiter.api.Tag("E2")
    void sizes_that_the_pixel_data_do_not_have() {
      Attributes seg = new Attributes(good);
      seg.setInt(Tag.Rows, VR.US, 65535);
      seg.setInt(Tag.Columns, VR.US, 65535);
      assertRefused(DicomReadException.class, "65535x65535", seg);
      seg.setInt(Tag.Rows, VR.US, 40000);
      seg.setInt(Tag.Columns, VR.US, 40000);
      assertRefused(DicomReadException.class, "40 bytes", seg);
      seg.setInt(Tag.Rows, VR.US, 0);
      assertRefused(DicomReadException.class, "40000x0", seg);
    }

    @Test
    void frames_without_description_or_of_unknown_segments() {
      Attributes seg = new Attributes(good);
      seg.getSequence(Tag.PerFrameFunctionalGroupsSequence).remove(0);
      assertRefused(DicomReadException.class, "5 frames but describes 4", seg);
      Attributes unknown = new Attributes(good);
      unknown
          .getNestedDataset(Tag.PerFrameFunctionalGroupsSequence, 0)
          .getNestedDataset(Tag.SegmentIdentificationSequence)
          .setInt(Tag.ReferencedSegmentNumber, VR.US, 7);
      assertRefused(DicomReadException.class, "segment 7", unknown);
      Attributes twice = new Attributes(good);
      twice.getNestedDataset(Tag.SegmentSequence, 1).setInt(Tag.SegmentNumber, VR.US, 1);
      assertRefused(DicomReadException.class, "two segments", twice);
      Attributes none = new Attributes(good);
      none.remove(Tag.SegmentSequence);
      assertRefused(DicomReadException.class, "no segment", none);
    }

    @Test
    void numbers_that_are_none() {
      Attributes seg = new Attributes(good);
      seg.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence, 2)
          .getNestedDataset(Tag.PlanePositionSequence)
          .setString(Tag.ImagePositionPatient, VR.DS, "1,5", "2", "3");
      assertRefused(DicomReadException.class, "ImagePositionPatient", seg);
    }

    @Test
    void a_missing_file() {
      assertThrows(
          DicomReadException.class,
          () -> DicomSegReader.read(Path.of("missing.dcm"), series.source(), series.geometry()));
    }

    @Test
    void damaged_files_without_any_other_exception(@TempDir Path folder) throws Exception {
      byte[] bytes = Files.readAllBytes(file);
      SplittableRandom random = new SplittableRandom(5);
      Path damaged = folder.resolve("damaged.dcm");
      int refused = 0;
      for (int n = 0; n < 400; n++) {
        byte[] copy =
            n % 4 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
        for (int flips = 0; flips < n % 4 && copy.length > 0; flips++) {
          copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        Files.write(damaged, copy);
        try {
          DicomSegReader.read(damaged, series.source(), series.geometry());
        } catch (DicomReadException | GeometryException e) {
          refused++;
        }
      }
      assertTrue(refused > 100, refused + " of 400 refused");
    }
  }
}
