package io.github.voxelclick.dicom.rtstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.dicom.rtstruct.ContouredSeries.Stack;
import io.github.voxelclick.open.TestData;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VoxelIndex;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Our structure sets judged by dicom3tools, dcmtk, pydicom and scikit-image. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("peer")
class RtStructPeerTest {
  @TempDir Path folder;

  /** What a program printed and how it ended. */
  private record Run(int exit, String output) {
    static Run of(List<String> command) throws Exception {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> String.join(" ", command));
      return new Run(process.exitValue(), output);
    }
  }

  private Path write(ContouredSeries series, Segmentation segmentation) throws Exception {
    Path target = folder.resolve("rs.dcm");
    new RtStructWriter()
        .write(segmentation, series.source(), ContouredSeries.OPTIONS, target, Progress.none());
    return target;
  }

  /** No error, and none but the warnings named in the contract as harmless. */
  private static void assertValid(Path file) throws Exception {
    Run iod = Run.of(List.of("dciodvfy", "-new", file.toString()));
    assertEquals(0, iod.exit(), iod.output());
    assertTrue(iod.output().lines().anyMatch("RTStructureSet"::equals), iod.output());
    assertFalse(iod.output().lines().anyMatch(l -> l.startsWith("Error")), iod.output());
    Run parsed = Run.of(List.of("dcmdump", "-q", file.toString()));
    assertEquals(0, parsed.exit(), parsed.output());
  }

  /** dcentvfy's complaints about the file beside its images. */
  private static List<String> differences(Path file, ContouredSeries series) throws Exception {
    List<String> command = new ArrayList<>(List.of("dcentvfy", file.toString()));
    series.source().images().forEach(image -> command.add(image.file().toString()));
    Run run = Run.of(command);
    assertEquals(0, run.exit(), run.output());
    return run.output().lines().toList();
  }

  private void assertOthersReadTheSame(Path file, ContouredSeries series, Segmentation segmentation)
      throws Exception {
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: no peers to compare with");
    assumeTrue(
        Run.of(List.of(python, "-c", "import skimage")).exit() == 0,
        "scikit-image is not installed");
    Path truth = Files.createDirectories(folder.resolve("truth"));
    List<String> segments = new ArrayList<>();
    for (Segmentation.Entry entry : segmentation.entries()) {
      int number = entry.segment().number();
      Files.write(truth.resolve(number + ".raw"), bytes(entry.mask()));
      segments.add("{\"number\": " + number + ", \"file\": \"" + number + ".raw\"}");
    }
    GridSize size = segmentation.geometry().size();
    String uids =
        series.source().images().stream()
            .map(image -> '"' + image.sopInstanceUid() + '"')
            .collect(Collectors.joining(", "));
    String json =
        "{\"size\": ["
            + size.i()
            + ", "
            + size.j()
            + ", "
            + size.k()
            + "], \"sopInstanceUids\": ["
            + uids
            + "], \"segments\": ["
            + String.join(", ", segments)
            + "]}";
    Path request = Files.writeString(truth.resolve("truth.json"), json);
    Run run =
        Run.of(
            List.of(
                python,
                "src/test/python/verify_rtstruct.py",
                file.toString(),
                series.folder().toString(),
                request.toString()));
    assertEquals(0, run.exit(), run.output());
    assertTrue(run.output().contains("\"equal\": true, \"minDice\": 1.0"), run.output());
  }

  private static byte[] bytes(Mask mask) {
    GridSize size = mask.size();
    byte[] bytes = new byte[Math.toIntExact(size.voxels())];
    int at = 0;
    for (int k = 0; k < size.k(); k++) {
      for (int j = 0; j < size.j(); j++) {
        for (int i = 0; i < size.i(); i++) {
          bytes[at++] = (byte) (mask.get(new VoxelIndex(i, j, k)) ? 1 : 0);
        }
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(Stack.class)
  @Tag("D9.1")
  @Tag("D9.3")
  void others_accept_our_files_and_rasterise_the_same_voxels(Stack stack) throws Exception {
    ContouredSeries series = stack.writeTo(folder.resolve("series"));
    Segmentation segmentation =
        series.segmentation(series.noise(1), series.ring(), series.mask((i, j, k) -> k != 2));
    Path file = write(series, segmentation);
    assertValid(file);
    assertEquals(List.of(), differences(file, series));
    assertOthersReadTheSame(file, series, segmentation);
  }

  /**
   * The contours of a planning system, made masks and contours again. What the source has illegal
   * is left out, which dcentvfy mentions as a warning.
   */
  @ParameterizedTest
  @CsvSource({
    "ct-sarcoma-sts002, RS.dcm, 1",
    "pet-sarcoma-sts008, RS.dcm, 1",
    "ct-lung-tumour-pat2, DCM_RS_00041.dcm, 0"
  })
  @Tag("D9.1")
  @Tag("D9.3")
  void real_regions_stay_the_same_for_others_when_written_again(
      String name, String rs, int differences) throws Exception {
    Path real = TestData.folder("dicom").resolve(name);
    ContouredSeries series = ContouredSeries.load(real);
    Segmentation segmentation =
        RtStructureSet.read(real.resolve(rs))
            .onto(series.source(), series.grid(), ForeignFrames.REFUSE, Progress.none())
            .segmentation();
    Path file = write(series, segmentation);
    assertValid(file);
    List<String> found = differences(file, series);
    assertEquals(differences, found.size(), found.toString());
    assertTrue(found.stream().allMatch(line -> line.startsWith("Warning")), found.toString());
    assertOthersReadTheSame(file, series, segmentation);
  }

  @Test
  @Tag("D9.1")
  void the_comparison_notices_a_shift_by_one_voxel() throws Exception {
    ContouredSeries series = Stack.AXIAL.writeTo(folder.resolve("series"));
    Path file = write(series, series.segmentation(series.mask((i, j, k) -> i > 3 && j < 6)));
    Segmentation shifted = series.segmentation(series.mask((i, j, k) -> i > 4 && j < 6));
    org.junit.jupiter.api.Assertions.assertThrows(
        AssertionError.class, () -> assertOthersReadTheSame(file, series, shifted));
  }
}
