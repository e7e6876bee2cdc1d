package io.github.voxelclick.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.TestData;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens every file of the test data alone, and has {@code corpus_oracle.py} compare samples and
 * places with pydicom, SimpleITK, GDCM and nibabel. What is refused must be refused for a reason
 * that {@link KnownRefusals} states, or be unreadable to the others too.
 */
@org.junit.jupiter.api.Tag("peer")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CorpusReportTest {
  private static final Path REPORT = Path.of("target", "corpus-report.md");

  /** The volume that a segmentation lies on, where it is not the folder image beside it. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "seg/dcmqi-ct-3slice", "dicom/ct-3slice-dcmqi",
          "seg/highdicom-ct/seg_image_cr_binary.dcm", "dicom/dicomdir-tree/77654033/CR1",
          "seg/highdicom-ct/seg_image_ct_binary_single_frame.dcm",
              "seg/highdicom-ct/image_for_single_frame",
          "seg/other-patient-no-images", "seg/pet-headneck-qin024/image");

  @TempDir private Path work;

  private final List<String> requests = new ArrayList<>();
  private int dumps;

  /** What the oracle said of one file. */
  private record Verdict(String file, String verdict, String readers, String detail) {
    static Verdict of(String line, Path root) {
      String[] parts = line.split("\t", -1);
      return new Verdict(
          root.relativize(Path.of(parts[0])).toString(), parts[1], parts[2], parts[3]);
    }

    int readerCount() {
      return readers.isEmpty() ? 0 : readers.split(", ").length;
    }

    boolean isRight() {
      return switch (verdict) {
        case "equal", "close" -> true;
        case "refused", "nothing" -> readerCount() < 2 || KnownRefusals.explain(file, detail);
        default -> false;
      };
    }

    String row() {
      return "| " + String.join(" | ", file, verdict, readers, detail) + " |";
    }
  }

  @Test
  void every_file_is_read_as_other_programs_read_it_or_refused_for_a_reason() throws Exception {
    Path root = TestData.folder("dicom").getParent();
    for (Path file : files(root.resolve("dicom"))) {
      image("dicom", file);
    }
    for (Path file : files(root.resolve("nifti"))) {
      if (!file.toString().endsWith(".tsv")) {
        image("nifti", file);
      }
    }
    for (Path file : files(root.resolve("seg"))) {
      if (isSegmentation(file)) {
        segmentation(root, file);
      } else if (!file.toString().endsWith(".nrrd")) {
        image("dicom", file);
      }
    }
    List<Verdict> verdicts = ask().stream().map(line -> Verdict.of(line, root)).toList();
    write(verdicts);
    List<String> wrong = verdicts.stream().filter(v -> !v.isRight()).map(Verdict::row).toList();
    assertEquals(List.of(), wrong, () -> "see " + REPORT.toAbsolutePath());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void image(String kind, Path file) throws IOException {
    try {
      VolumeCatalog catalog = VolumeCatalog.of(file, Progress.none());
      if (catalog.entries().isEmpty()) {
        request(kind, file, catalog.refused().get(0).reason());
        return;
      }
      List<OpenedVolume> volumes = new ArrayList<>();
      for (VolumeEntry entry : catalog.entries()) {
        volumes.add(entry.load(Progress.none()));
      }
      request(kind, file, "");
      for (OpenedVolume opened : volumes) {
        Volume volume = opened.volume();
        Path dump = work.resolve("dump-" + dumps++);
        Dump.volume(dump, volume);
        boolean placed = volume.geometry().relation() == SliceRelation.SPATIAL;
        add("volume", dump, volume, Dump.channels(volume), placed ? 1 : 0);
      }
    } catch (VolumeException e) {
      request(kind, file, e.getMessage());
    }
  }

  private void add(String what, Path dump, Volume volume, Object... more) {
    StringBuilder line = new StringBuilder(what + "\t" + dump);
    line.append('\t').append(volume.size().i());
    line.append('\t').append(volume.size().j());
    line.append('\t').append(volume.size().k());
    for (Object o : more) {
      line.append('\t').append(o);
    }
    requests.add(line.toString());
  }

  private void segmentation(Path root, Path file) throws IOException {
    Path source = source(root, file);
    try {
      OpenedVolume volume =
          VolumeCatalog.of(source, Progress.none()).choose(Optional.empty()).load(Progress.none());
      Segmentation read =
          DicomSegReader.read(file, volume.dicomSource().orElseThrow(), volume.volume().geometry())
              .segmentation();
      request("seg", file, "");
      for (Segmentation.Entry entry : read.entries()) {
        Path dump = work.resolve("dump-" + dumps++);
        Dump.mask(dump, entry.mask(), read.geometry());
        add("segment", dump, volume.volume(), entry.segment().number());
      }
    } catch (VolumeException e) {
      request("seg", file, e.getMessage());
    }
  }

  private static boolean isSegmentation(Path file) throws IOException {
    try {
      return DicomFile.read(file).dataset().getString(Tag.Modality, "").equals("SEG");
    } catch (DicomReadException e) {
      return false;
    }
  }

  private static Path source(Path root, Path file) {
    Path folder = file.getParent();
    for (Path known : new Path[] {file, folder}) {
      String source = SOURCES.get(root.relativize(known).toString());
      if (source != null) {
        return root.resolve(source);
      }
    }
    return folder.resolve("image");
  }

  private void request(String kind, Path file, String reason) {
    requests.add(String.join("\t", "file", kind, file.toString(), reason.replaceAll("\\s", " ")));
  }

  private List<String> ask() throws IOException, InterruptedException {
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: no peers to compare with");
    Path request = Files.write(work.resolve("requests.tsv"), requests);
    Path answers = work.resolve("answers.tsv");
    Path complaints = work.resolve("complaints.txt");
    int status =
        new ProcessBuilder(python, "src/test/python/corpus_oracle.py", request.toString())
            .redirectOutput(answers.toFile())
            .redirectError(complaints.toFile())
            .start()
            .waitFor();
    assertEquals(0, status, Files.readString(complaints));
    return Files.readAllLines(answers);
  }

  private static void write(List<Verdict> verdicts) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    verdicts.forEach(v -> counts.merge(v.verdict(), 1, Integer::sum));
    List<String> lines = new ArrayList<>();
    lines.add("# Every file of the test data, opened alone");
    lines.add("");
    counts.forEach((verdict, count) -> lines.add("- " + verdict + ": " + count));
    lines.add("");
    lines.add("| file | verdict | read by | detail |");
    lines.add("|---|---|---|---|");
    verdicts.forEach(v -> lines.add(v.row()));
    Files.write(REPORT, lines);
  }
}
