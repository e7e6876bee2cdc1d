package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SlicePlane;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real SEGs as pydicom and highdicom read them, voxel by voxel. */
@Tag("peer")
class RealSegPeerTest {
  /** The last column: whether highdicom reads the file, too. */
  @ParameterizedTest
  @CsvSource({
    "dcmqi-ct-3slice/liver.dcm, dicom/ct-3slice-dcmqi, true",
    "dcmqi-ct-3slice/partial_overlaps.dcm, dicom/ct-3slice-dcmqi, true",
    "dcmqi-phantom-23x38x3/label.seg.dcm, seg/dcmqi-phantom-23x38x3/image, true",
    "dcmqi-phantom-24x38x3/label.seg.dcm, seg/dcmqi-phantom-24x38x3/image, true",
    "dcmqi-phantom-24x38x3/sparse-labelmap-noppv.dcm, seg/dcmqi-phantom-24x38x3/image, true",
    "highdicom-ct/seg_image_ct_binary.dcm, seg/highdicom-ct/image, true",
    "highdicom-ct/seg_image_ct_binary_overlap.dcm, seg/highdicom-ct/image, true",
    "highdicom-ct/seg_image_ct_binary_fractional.dcm, seg/highdicom-ct/image, true",
    "highdicom-ct/seg_image_ct_true_fractional.dcm, seg/highdicom-ct/image, true",
    "highdicom-ct/seg_image_ct_binary_single_frame.dcm,"
        + " seg/highdicom-ct/image_for_single_frame, true",
    "mr-breast-ucsf-br-06/seg.dcm, seg/mr-breast-ucsf-br-06/image, false",
    "pet-headneck-qin024/seg_iowa2dicom_2segments.dcm, seg/pet-headneck-qin024/image, true"
  })
  void have_the_same_voxels(String seg, String images, boolean highdicom, @TempDir Path folder)
      throws Exception {
    String data = System.getenv("VOXELCLICK_TEST_DATA");
    assumeTrue(data != null, "VOXELCLICK_TEST_DATA is not set");
    Path file = Path.of(data, "seg").resolve(seg);
    SourceFixture source = SourceFixture.ofFolder(Path.of(data).resolve(images));
    List<String> command =
        new ArrayList<>(
            List.of(
                SegPeerTest.python(),
                "src/test/python/read_seg.py",
                file.toString(),
                folder.toString()));
    for (SourceImage image : source.source().images()) {
      command.add(image.file().toString());
    }
    SegPeerTest.Run run = SegPeerTest.Run.of(command);
    assertEquals(0, run.exit(), run.output());
    assertEquals(highdicom, run.output().contains("\"highdicom\": \"equal\""), run.output());

    SegReading reading = DicomSegReader.read(file, source.source(), source.geometry());
    for (Segmentation.Entry entry : reading.segmentation().entries()) {
      int number = entry.segment().number();
      boolean fractional = reading.original().type() == SegType.FRACTIONAL;
      SegmentFractions steps =
          reading
              .fractions()
              .getOrDefault(number, SegmentFractions.of(entry.mask(), fractional ? 255 : 1));
      ByteArrayOutputStream found = new ByteArrayOutputStream();
      for (int k = 0; k < entry.mask().size().k(); k++) {
        found.writeBytes(steps.slice(k));
        assertEquals(
            entry.mask().slice(SlicePlane.k(k)),
            steps.atLeast(0.5).slice(SlicePlane.k(k)),
            "slice " + k);
      }
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(number + ".raw")),
          found.toByteArray(),
          "segment " + number);
      assertTrue(entry.mask().count() > 0);
    }
  }
}
