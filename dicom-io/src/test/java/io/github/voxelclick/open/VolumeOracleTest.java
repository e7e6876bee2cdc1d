package io.github.voxelclick.open;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.WorldPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Grid, orientation and values of every DICOM volume of the test data, compared with SimpleITK,
 * pydicom and highdicom ({@code src/test/python/volume_oracle.py}).
 */
@Tag("peer")
class VolumeOracleTest {
  private static final double MAX_MM = 1e-3;

  /** Two decoders of a lossy stream may round differently, by this many stored units. */
  private static final double LOSSY_ROUNDING = 2;

  private static final int MIN_VOLUMES = 20;

  private double worstMm;
  private int values;

  @Test
  void every_dicom_volume_lies_and_reads_as_peers_say(@TempDir Path work, TestReporter reporter)
      throws Exception {
    List<Path> folders = new ArrayList<>(subfolders(TestData.folder("dicom")));
    // One image in encodings that pydicom does not know; decoders are compared elsewhere.
    folders.removeIf(folder -> folder.endsWith("transfer-syntaxes-ct"));
    folders.addAll(subfolders(TestData.folder("dicom/mr-series-reencoded")));
    List<VolumeEntry> entries = new ArrayList<>();
    for (Path folder : folders) {
      entries.addAll(entriesOf(folder));
    }
    compare(entries, work, reporter);
  }

  private static List<Path> subfolders(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** The volumes; plain slices and folders without any are not this test's matter. */
  private static List<VolumeEntry> entriesOf(Path folder) {
    try {
      return VolumeCatalog.of(folder, Progress.none()).entries().stream()
          .filter(VolumeEntry::isVolume)
          .toList();
    } catch (VolumeException e) {
      return List.of();
    }
  }

  private void compare(List<VolumeEntry> entries, Path work, TestReporter reporter)
      throws Exception {
    List<OpenedVolume> volumes = new ArrayList<>();
    List<String> requests = new ArrayList<>();
    for (VolumeEntry entry : entries) {
      OpenedVolume opened = entry.load(Progress.none());
      volumes.add(opened);
      requests.add(request(opened.dicomSource().orElseThrow()));
    }
    List<String> answers = Peer.ask("volume_oracle.py", requests, work);
    assertEquals(requests.size(), answers.size(), "volumes that the oracle could read");
    List<Executable> checks = new ArrayList<>();
    for (int n = 0; n < entries.size(); n++) {
      VolumeEntry entry = entries.get(n);
      OpenedVolume volume = volumes.get(n);
      String[] answer = answers.get(n).split("\t", -1);
      checks.add(() -> check(entry, volume, answer));
    }
    assertAll(checks);
    assertTrue(entries.size() >= MIN_VOLUMES, "only " + entries.size() + " volumes were compared");
    reporter.publishEntry(
        entries.size()
            + " volumes, "
            + values
            + " values compared; farthest corner "
            + worstMm
            + " mm off");
  }

  private static String request(SourceSeries source) {
    List<String> files =
        source.images().stream()
            .map(SourceImage::file)
            .map(Path::toString)
            .distinct()
            .sorted() // the oracle shall find the order itself
            .toList();
    boolean multiFrame = source.images().get(0).frameNumber().isPresent();
    return (multiFrame ? "enhanced\t" : "dicom\t") + String.join("\t", files);
  }

  private void check(VolumeEntry entry, OpenedVolume opened, String[] answer) {
    String name = entry.path() + " against " + answer[0];
    String size = answer[1] + "x" + answer[2] + "x" + answer[3];
    assertEquals(size, opened.volume().size().toString(), name);
    List<WorldPoint> corners = opened.volume().geometry().corners();
    for (int c = 0; c < corners.size(); c++) {
      WorldPoint expected =
          new WorldPoint(
              Double.parseDouble(answer[4 + 3 * c]),
              Double.parseDouble(answer[5 + 3 * c]),
              Double.parseDouble(answer[6 + 3 * c]));
      double off = corners.get(c).minus(expected).length();
      worstMm = Math.max(worstMm, off);
      assertTrue(off <= MAX_MM, name + ": corner " + c + " is " + off + " mm off");
    }
    String letters = opened.volume().geometry().orientation().replace('H', 'S').replace('F', 'I');
    assertEquals(answer[28], letters, name);
    for (int n = 29; n < answer.length; n++) {
      checkValue(name, opened, answer[n]);
    }
  }

  private void checkValue(String name, OpenedVolume opened, String sample) {
    String[] parts = sample.split("[,:]", -1);
    VoxelIndex at =
        new VoxelIndex(
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    double found = opened.volume().value(at);
    double expected = number(parts[3]);
    boolean lossy = opened.dicomSource().orElseThrow().lossy();
    double tolerance =
        lossy
            ? LOSSY_ROUNDING * Math.abs(opened.volume().rescale().slope())
            : 1e-6 * Math.max(1, Math.abs(expected));
    values++;
    if (Double.isFinite(expected)) {
      assertEquals(expected, found, tolerance, name + " at " + at);
    } else {
      assertEquals(expected, found, name + " at " + at);
    }
  }

  /** A number as Python prints it. */
  private static double number(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
