package io.github.voxelclick.dicom.rtstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.series.DicomVolume;
import io.github.voxelclick.dicom.series.DicomVolumeLoader;
import io.github.voxelclick.dicom.series.SeriesScan;
import io.github.voxelclick.dicom.series.SeriesScanner;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.open.TestData;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Structure sets of treatment planning systems. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("D9.2")
class RealStructureSetsTest {
  private static DicomVolume load(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      SeriesScan scan = SeriesScanner.scan(files.sorted().toList(), Progress.none());
      assertEquals(1, scan.series().size());
      return DicomVolumeLoader.load(scan.series().get(0), Progress.none());
    }
  }

  private static Mask label(Path file) throws Exception {
    Volume labels = NiftiReader.read(file, Progress.none()).volume();
    GridSize size = labels.size();
    Mask mask = Mask.empty(size);
    for (int k = 0; k < size.k(); k++) {
      float[] slice = labels.slice(SlicePlane.k(k));
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(size.i(), size.j(), (i, j) -> slice[j * size.i() + i] == 1));
    }
    return mask;
  }

  /** The labels were made from the contours by the pixel-centre rule, with other programs. */
  @ParameterizedTest
  @CsvSource({
    "ct-sarcoma-sts002, RS.dcm, 17090",
    "mr-t1-sarcoma-sts002, RS.dcm, 17090",
    "pet-sarcoma-sts002, RS.dcm, 555",
    "mr-t1-sarcoma-sts008, RS.dcm, 8862",
    "pet-sarcoma-sts008, RS.dcm, 388",
    "ct-lung-tumour-pat2, DCM_RS_00041.dcm, 2256"
  })
  void contours_give_the_published_mask_voxel_for_voxel(String name, String file, long voxels)
      throws Exception {
    Path folder = TestData.folder("dicom").resolve(name);
    DicomVolume series = load(folder);
    RtStructureSet structures = RtStructureSet.read(folder.resolve(file));

    VolumeGeometry grid = series.volume().geometry();
    RtStructReading reading =
        structures.onto(series.source(), grid, ForeignFrames.REFUSE, Progress.none());

    assertEquals(List.of(), reading.skipped());
    assertEquals(List.of(), reading.warnings());
    Mask mask = reading.segmentation().entries().get(0).mask();
    Mask expected = label(TestData.folder("labelled").resolve(name).resolve("label.nii.gz"));
    assertEquals(expected, mask);
    assertEquals(voxels, mask.count());
  }

  /** Its images are not here: a grid that covers its contours, 3 mm apart as they are. */
  private static VolumeGeometry breastGrid() throws Exception {
    return VolumeGeometry.regular(
        new GridSize(512, 500, 100),
        Affine.ofRowMajor(1, 0, 0, -256, 0, 1, 0, -450, 0, 0, 3, -125.44),
        Optional.empty());
  }

  @Test
  void ten_regions_of_1_9_megabytes_are_read_in_a_second() throws Exception {
    Path file = TestData.folder("dicom/rtstruct-multi-roi-breast").resolve("rtss.dcm");
    RtStructReading reading =
        Assertions.assertTimeout(
            Duration.ofSeconds(5),
            () ->
                RtStructureSet.read(file)
                    .onto(breastGrid(), ForeignFrames.REFUSE, Progress.none()));

    assertEquals(List.of(), reading.skipped());
    assertEquals(
        List.of("frame-of-reference-unknown", "no-contours"),
        reading.warnings().stream().map(ReadWarning::code).distinct().sorted().toList());
    List<String> names =
        reading.segmentation().entries().stream().map(e -> e.segment().label()).toList();
    assertEquals(
        List.of(
            "BODY",
            "Areola",
            "Borders",
            "Breast",
            "Heart",
            "Lt Lung",
            "Nodes",
            "Scar",
            "Tumor Bed",
            "Tumor Bed Block"),
        names);
    Mask body = reading.segmentation().entries().get(0).mask();
    Mask heart = reading.segmentation().entries().get(4).mask();
    assertEquals(heart.count(), overlap(body, heart), "the heart lies in the body");
    double ml = heart.millilitres(breastGrid());
    assertTrue(ml > 300 && ml < 1000, ml + " ml");
  }

  private static long overlap(Mask a, Mask b) {
    long both = 0;
    for (int k : b.occupiedSlices()) {
      both += a.slice(SlicePlane.k(k)).and(b.slice(SlicePlane.k(k))).count();
    }
    return both;
  }
}
