package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VoxelIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Our files judged by dicom3tools, dcmtk, pydicom and highdicom. */
@Tag("peer")
class SegPeerTest {
  /** What a program printed and how it ended. */
  record Run(int exit, String output) {
    static Run of(String... command) throws IOException, InterruptedException {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> String.join(" ", command));
      return new Run(process.exitValue(), output);
    }

    static Run of(List<String> command) throws IOException, InterruptedException {
      return of(command.toArray(String[]::new));
    }
  }

  @TempDir Path folder;

  private Path write(SourceFixture series, Segmentation segmentation) throws Exception {
    Path target = folder.resolve("seg.dcm");
    new DicomSegWriter()
        .write(segmentation, series.source(), SourceFixture.OPTIONS, target, Progress.none());
    return target;
  }

  private static Segmentation twoSegments(SourceFixture series) {
    int last = series.geometry().size().k() - 1;
    return series.segmentation(series.noise(11), series.noise(12, 0, last));
  }

  static void assertValid(Path seg) throws Exception {
    Run iod = Run.of("dciodvfy", "-new", seg.toString());
    assertEquals(0, iod.exit(), iod.output());
    assertTrue(iod.output().lines().anyMatch("Segmentation"::equals), iod.output());
    assertFalse(iod.output().lines().anyMatch(l -> l.startsWith("Error")), iod.output());
    Run parsed = Run.of("dcmdump", "-q", seg.toString());
    assertEquals(0, parsed.exit(), parsed.output());
    assertTrue(Run.of("dcmftest", seg.toString()).output().startsWith("yes:"));
  }

  /** dcentvfy's complaints about the SEG beside its source. */
  static List<String> differences(Path seg, SourceFixture series) throws Exception {
    List<String> command = new ArrayList<>(List.of("dcentvfy", seg.toString()));
    series.source().images().stream()
        .map(image -> image.file().toString())
        .distinct()
        .forEach(command::add);
    Run run = Run.of(command);
    assertEquals(0, run.exit(), run.output());
    return run.output().lines().toList();
  }

  /** Writes the masks beside the SEG and lets the Python script compare. */
  private void assertOthersReadTheSame(Path seg, SourceFixture series, Segmentation segmentation)
      throws Exception {
    GridSize size = series.geometry().size();
    List<String> items = new ArrayList<>();
    for (Segmentation.Entry entry : segmentation.entries()) {
      int number = entry.segment().number();
      Files.write(folder.resolve(number + ".raw"), bytes(entry.mask()));
      items.add("{\"number\": " + number + ", \"file\": \"" + number + ".raw\"}");
    }
    String uids =
        series.source().images().stream()
            .map(image -> '"' + image.sopInstanceUid() + '"')
            .collect(Collectors.joining(", "));
    Path truth = folder.resolve("truth.json");
    Files.writeString(
        truth,
        "{\"size\": ["
            + size.i()
            + ", "
            + size.j()
            + ", "
            + size.k()
            + "], \"sopInstanceUids\": ["
            + uids
            + "], \"segments\": ["
            + String.join(", ", items)
            + "]}");
    Run run =
        Run.of(
            python(), "src/test/python/verify_seg.py", seg.toString(), "--truth", truth.toString());
    assertEquals(0, run.exit(), run.output());
    assertTrue(run.output().contains("\"equal\": true, \"minDice\": 1.0"), run.output());
  }

  private static byte[] bytes(Mask mask) {
    GridSize size = mask.size();
    byte[] bytes = new byte[Math.toIntExact(size.voxels())];
    for (int k = 0; k < size.k(); k++) {
      SliceMask slice = mask.slice(SlicePlane.k(k));
      for (int j = 0; j < size.j(); j++) {
        for (int i = 0; i < size.i(); i++) {
          bytes[(k * size.j() + j) * size.i() + i] = (byte) (slice.get(i, j) ? 1 : 0);
        }
      }
    }
    return bytes;
  }

  /** All that is told of an algorithm and of a reader, in a file that dciodvfy finds right. */
  @Test
  void algorithms_and_a_readers_name_are_right_to_dicom3tools_and_pydicom() throws Exception {
    SourceFixture series = Stacks.OBLIQUE.writeTo(folder.resolve("series"));
    Segmentation segmentation = twoSegments(series);
    SegWriteOptions options =
        SegWriteOptions.of(SourceFixture.OPTIONS.producer().withReader("Müller^Jo"))
            .withAlgorithms(
                Map.of(
                    1, SegmentAlgorithm.learned("model SHA-256 " + "ab".repeat(32)),
                    2, SegmentAlgorithm.ofShapes("interpolations 1")));
    Path target = folder.resolve("told.dcm");
    new DicomSegWriter().write(segmentation, series.source(), options, target, Progress.none());
    assertValid(target);
    Run run =
        Run.of(
            python(),
            "-c",
            "import pydicom, sys\n"
                + "d = pydicom.dcmread(sys.argv[1])\n"
                + "a = [s.SegmentationAlgorithmIdentificationSequence[0] for s in"
                + " d.SegmentSequence]\n"
                + "print(a[0].AlgorithmFamilyCodeSequence[0].CodeValue,"
                + " a[1].AlgorithmFamilyCodeSequence[0].CodeMeaning,"
                + " d.ContentCreatorName == d.ContributingEquipmentSequence[-1].OperatorsName,"
                + " ascii(str(d.ContentCreatorName)))",
            target.toString());
    assertEquals("123110 Morphological Operations True 'M\\xfcller^Jo'", run.output().strip());
    assertOthersReadTheSame(target, series, segmentation);
  }

  static String python() {
    return System.getenv().getOrDefault("VOXELCLICK_PYTHON", "python3");
  }

  @ParameterizedTest
  @EnumSource(Stacks.class)
  void others_accept_and_read_the_same_on_every_kind_of_stack(Stacks stack) throws Exception {
    SourceFixture series = stack.writeTo(folder.resolve("series"));
    Segmentation segmentation = twoSegments(series);
    Path seg = write(series, segmentation);
    assertValid(seg);
    assertEquals(List.of(), differences(seg, series));
    assertOthersReadTheSame(seg, series, segmentation);
  }

  @Test
  void others_read_the_same_from_three_hundred_segments() throws Exception {
    SourceFixture series = Stacks.OBLIQUE.writeTo(folder.resolve("series"));
    Mask[] masks =
        IntStream.range(0, 300)
            .mapToObj(n -> series.noise(n, n % 7, (n * 3 + 1) % 7))
            .toArray(Mask[]::new);
    Segmentation segmentation = series.segmentation(masks);
    Path seg = write(series, segmentation);
    assertValid(seg);
    assertOthersReadTheSame(seg, series, segmentation);
  }

  @Test
  void the_script_notices_one_voxel() throws Exception {
    SourceFixture series = Stacks.SAGITTAL.writeTo(folder.resolve("series"));
    Path seg = write(series, series.segmentation(series.noise(1)));
    Mask other =
        series
            .noise(1)
            .withSlice(
                SlicePlane.k(2),
                series
                    .noise(1)
                    .slice(SlicePlane.k(2))
                    .andNot(SliceMask.of(9, 7, (c, r) -> c == 0 && r == 1)));
    assertThrows(
        AssertionError.class,
        () -> assertOthersReadTheSame(seg, series, series.segmentation(other)));
  }

  /** A label file that covers a part of the volume: what lies outside does not count. */
  @Test
  void the_script_compares_with_a_nifti_label_in_world_space() throws Exception {
    PhantomGrid grid =
        PhantomGrid.oblique(
            new int[] {11, 9, 6},
            new double[] {0.7, 1.1, 2.5},
            new double[] {-12.25, 31.5, -140.75},
            PhantomGrid.rotatedAxis(0, 10, -20, 35),
            PhantomGrid.rotatedAxis(1, 10, -20, 35));
    SourceFixture series = SourceFixture.of(folder.resolve("series"), grid);
    Mask mask = series.noise(3, 1, 2, 4);
    Path seg = write(series, series.segmentation(mask));

    Path whole = folder.resolve("whole.nii.gz");
    NiftiBuilder.of(new int[] {11, 9, 6}, label(mask, new int[3], new int[] {11, 9, 6}))
        .affine(grid.affineRas())
        .writeTo(whole);
    String same = "\"equal\": true, \"minDice\": 1.0";
    assertTrue(compare(seg, whole, "1").output().contains(same));

    int[] corner = {2, 1, 1};
    double[] cropped = grid.affineRas();
    for (int axis = 0; axis < 3; axis++) {
      for (int step = 0; step < 3; step++) {
        cropped[4 * axis + 3] += grid.affineRas()[4 * axis + step] * corner[step];
      }
    }
    Path part = folder.resolve("part.nii");
    NiftiBuilder.of(new int[] {8, 7, 4}, label(mask, corner, new int[] {8, 7, 4}))
        .affine(cropped)
        .writeTo(part);
    Run inCrop = compare(seg, part, "1");
    assertEquals(0, inCrop.exit(), inCrop.output());
    assertTrue(inCrop.output().contains("\"equal\": false, \"minDice\": 1.0"), inCrop.output());

    Path shifted = folder.resolve("shifted.nii");
    NiftiBuilder.of(new int[] {8, 7, 4}, label(mask, corner, new int[] {8, 7, 4}))
        .affine(grid.affineRas())
        .writeTo(shifted);
    assertEquals(1, compare(seg, shifted, "0.9").exit());
  }

  private static boolean[] label(Mask mask, int[] corner, int[] size) {
    boolean[] label = new boolean[size[0] * size[1] * size[2]];
    for (int n = 0; n < label.length; n++) {
      label[n] =
          mask.get(
              new VoxelIndex(
                  corner[0] + n % size[0],
                  corner[1] + n / size[0] % size[1],
                  corner[2] + n / (size[0] * size[1])));
    }
    return label;
  }

  private static Run compare(Path seg, Path label, String minDice) throws Exception {
    return Run.of(
        python(),
        "src/test/python/verify_seg.py",
        seg.toString(),
        "--truth",
        label.toString(),
        "--min-dice",
        minDice);
  }

  /**
   * Real series. Values that the source has wrong (a Study ID of more than 16 characters) or not at
   * all are written empty; dcentvfy mentions that, as a warning only.
   */
  @ParameterizedTest
  @CsvSource({
    "ct-3slice-dcmqi, 0",
    "ct-sarcoma-sts002, 1",
    "mr-t1-sarcoma-sts002, 1",
    "pet-sarcoma-sts002, 1",
    "mr-series-reencoded/explicit-le, 1",
    "mr-series-reencoded/rle, 1",
    "mr-series-reencoded/j2k-lossy, 1",
    "ct-head-64x64-93slices, 0",
    "mr-missing-slice, 1",
    "ct-head-ge-tilt-variable-spacing, 4",
    "ct-gantry-tilt-siemens, 2"
  })
  void others_accept_and_read_the_same_on_real_series(String name, int differences)
      throws Exception {
    SourceFixture series = real(name);
    Segmentation segmentation = twoSegments(series);
    Path seg = write(series, segmentation);
    assertValid(seg);
    List<String> found = differences(seg, series);
    assertEquals(differences, found.size(), found.toString());
    assertTrue(found.stream().allMatch(line -> line.startsWith("Warning")), found.toString());
    assertOthersReadTheSame(seg, series, segmentation);
  }

  @Test
  void images_without_study_and_series_uid_still_give_a_valid_object() throws Exception {
    SourceFixture series = real("ct-siemens-j2k-organs");
    Segmentation segmentation = twoSegments(series);
    Path seg = write(series, segmentation);
    assertValid(seg);
    assertOthersReadTheSame(seg, series, segmentation);
  }

  private static SourceFixture real(String name) throws Exception {
    String data = System.getenv("VOXELCLICK_TEST_DATA");
    assumeTrue(data != null, "VOXELCLICK_TEST_DATA is not set");
    return SourceFixture.load(Path.of(data, "dicom").resolve(name));
  }
}
