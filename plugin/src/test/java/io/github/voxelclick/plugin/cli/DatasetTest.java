package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.fixtures.dicomgen.Modality;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatasetTest {
  @TempDir Path folder;
  private Path cases;
  private Path out;

  @BeforeEach
  void make_folders() throws IOException {
    cases = Files.createDirectory(folder.resolve("cases"));
    out = folder.resolve("Dataset001_Test");
  }

  private CommandLineRun run(Object... more) {
    Object[] words = {"dataset", cases, out};
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandLineRun.of(all);
  }

  /** A case of a series and its masks, beside each other. */
  private Path dicomCase(String name, long seed, String kind) throws IOException {
    Path at = cases.resolve(name);
    Path series = at.resolve("series");
    Samples.series().seed(seed).writeTo(series);
    Path labels =
        LabelSamples.write(Files.createDirectories(folder.resolve(name)).resolve("l.nii"));
    if (kind.equals("nifti")) {
      Files.copy(labels, at.resolve("anything.nii"));
      Files.writeString(at.resolve("labels.tsv"), LabelSamples.NAMES);
    } else {
      CommandLineRun.of(
              "convert", labels, at.resolve("masks.dcm"), "--to", kind, "--reference", series)
          .assertDone();
    }
    return at;
  }

  private JsonObject dataset() throws IOException {
    return JsonParser.parseString(Files.readString(out.resolve("dataset.json"))).getAsJsonObject();
  }

  private Map<String, FileTime> files() throws IOException {
    PathMatcher nifti = FileSystems.getDefault().getPathMatcher("glob:**.nii.gz");
    Map<String, FileTime> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(out)) {
      for (Path path : paths.filter(nifti::matches).toList()) {
        files.put(out.relativize(path).toString(), Files.getLastModifiedTime(path));
      }
    }
    return files;
  }

  @Test
  void segmentations_contours_and_nifti_labels_become_one_data_set() throws Exception {
    dicomCase("a", 1, "seg");
    dicomCase("b", 2, "rtstruct");
    dicomCase("c", 3, "nifti");
    CommandLineRun run = run("--json").assertDone();
    JsonArray results = run.json().getAsJsonArray("cases");
    assertEquals(3, results.size());
    JsonObject dataset = dataset();
    assertEquals(3, dataset.get("numTraining").getAsInt());
    assertEquals(".nii.gz", dataset.get("file_ending").getAsString());
    assertEquals("CT", dataset.getAsJsonObject("channel_names").get("0").getAsString());
    assertEquals(
        "{\"background\":0,\"liver\":1,\"tumour\":2}",
        dataset.getAsJsonObject("labels").toString());
    assertEquals(6, files().size());
    for (var result : results) {
      String id = result.getAsJsonObject().get("id").getAsString();
      assertTrue(Files.exists(out.resolve("imagesTr").resolve(id + "_0000.nii.gz")));
      assertTrue(Files.exists(out.resolve("labelsTr").resolve(id + ".nii.gz")));
    }
  }

  @Test
  void names_of_cases_stay_the_same_wherever_they_lie_and_hold_no_patient_data() throws Exception {
    dicomCase("first", 1, "seg");
    run().assertDone();
    String before = files().keySet().toString();
    Files.move(cases.resolve("first"), cases.resolve("Doe^Jane 1970"));
    out = folder.resolve("other");
    run().assertDone();
    assertEquals(before, files().keySet().toString());
    assertTrue(before.matches(".*case_[0-9a-f]{16}_0000.*"), before);
    for (String file : files().keySet()) {
      byte[] bytes = Files.readAllBytes(out.resolve(file));
      String plain =
          new String(
              new GZIPInputStream(new ByteArrayInputStream(bytes)).readNBytes(352),
              StandardCharsets.ISO_8859_1);
      assertFalse(plain.contains("Doe") || plain.contains("first"), file);
    }
    assertFalse(Files.readString(out.resolve("dataset.json")).contains("Doe"));
  }

  @Test
  void a_second_run_keeps_what_is_there_and_adds_what_is_new() throws Exception {
    dicomCase("a", 1, "nifti");
    run().assertDone();
    Map<String, FileTime> before = files();
    Path b = dicomCase("b", 2, "nifti");
    Files.writeString(b.resolve("labels.tsv"), "2\tkidney\n7\tTumour\n");
    run().assertDone();
    Map<String, FileTime> after = files();
    before.forEach((file, time) -> assertEquals(time, after.get(file), file));
    assertEquals(
        "{\"background\":0,\"liver\":1,\"tumour\":2,\"kidney\":3}",
        dataset().getAsJsonObject("labels").toString());
    assertEquals(2, dataset().get("numTraining").getAsInt());
    run("--overwrite").assertDone();
    before.forEach(
        (file, time) -> {
          try {
            assertNotEquals(time, files().get(file), file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void a_case_that_was_half_written_is_written_again() throws Exception {
    dicomCase("a", 1, "seg");
    run().assertDone();
    String label = files().keySet().stream().filter(f -> f.startsWith("labels")).findFirst().get();
    Files.delete(out.resolve(label));
    CommandLineRun again = run("--json").assertDone();
    assertEquals(
        "added",
        again.json().getAsJsonArray("cases").get(0).getAsJsonObject().get("outcome").getAsString());
    assertTrue(files().containsKey(label));
  }

  @Test
  void cases_that_fail_are_told_and_left_out_and_the_others_stay() throws Exception {
    dicomCase("a-good", 1, "seg");
    Samples.series().seed(2).writeTo(cases.resolve("b-no-masks"));
    Files.createDirectories(cases.resolve("c-empty"));
    Path two = dicomCase("d-two-masks", 3, "seg");
    Files.copy(two.resolve("masks.dcm"), two.resolve("masks2.dcm"));
    Path same = cases.resolve("e-same-series");
    Samples.series().seed(1).writeTo(same.resolve("series"));
    Files.copy(cases.resolve("a-good/masks.dcm"), same.resolve("masks.dcm"));
    Path cut = dicomCase("f-cut", 4, "seg");
    byte[] whole = Files.readAllBytes(cut.resolve("masks.dcm"));
    Files.write(cut.resolve("masks.dcm"), Arrays.copyOf(whole, whole.length - 700));
    Path mr = cases.resolve("g-mr");
    Samples.series().seed(9).modality(Modality.MR).writeTo(mr);
    LabelSamples.write(mr.resolve("l.nii"));
    Files.writeString(cases.resolve("notes.txt"), "no case");

    CommandLineRun run = run("--json");
    assertEquals(1, run.exit());
    TreeMap<String, String> reasons = new TreeMap<>();
    run.json()
        .getAsJsonArray("cases")
        .forEach(
            c ->
                reasons.put(
                    Path.of(c.getAsJsonObject().get("source").getAsString())
                        .getFileName()
                        .toString(),
                    c.getAsJsonObject().get("reason").getAsString()));
    assertEquals(7, reasons.size());
    assertEquals("", reasons.get("a-good"));
    assertTrue(reasons.get("b-no-masks").contains("0 files of masks"), reasons.toString());
    assertTrue(reasons.get("c-empty").contains("no file"), reasons.toString());
    assertTrue(reasons.get("d-two-masks").contains("2 files of masks"), reasons.toString());
    assertTrue(reasons.get("e-same-series").contains("same series as a-good"));
    assertFalse(reasons.get("f-cut").isEmpty());
    assertTrue(reasons.get("g-mr").contains("MRI"), reasons.toString());
    assertEquals(2, files().size());
    assertEquals(1, dataset().get("numTraining").getAsInt());
  }

  @Test
  void chosen_labels_have_the_values_that_were_asked_for() throws Exception {
    dicomCase("a", 1, "nifti");
    run("--labels", "Tumour, spleen").assertDone();
    assertEquals(
        "{\"background\":0,\"Tumour\":1,\"spleen\":2}",
        dataset().getAsJsonObject("labels").toString());
    run("--labels", "spleen").assertRefused("asked for were [spleen]");
    run("--channel", "MRI").assertRefused("data set of CT");
  }

  @Test
  void nifti_images_with_labels_are_cases_too() throws Exception {
    Path at = Files.createDirectories(cases.resolve("a"));
    NiftiBuilder.of(Samples.SIZE, Samples.samples())
        .affine(Samples.grid().affineRas())
        .writeTo(at.resolve("image.nii.gz"));
    LabelSamples.writeTurned(at.resolve("label.nii.gz"));
    run().assertDone();
    assertEquals(2, files().size());
    assertEquals("image", dataset().getAsJsonObject("channel_names").get("0").getAsString());
  }

  @Test
  void a_folder_that_is_no_data_set_of_ours_is_not_touched() throws Exception {
    dicomCase("a", 1, "nifti");
    Files.createDirectory(out);
    for (String json :
        List.of(
            "[]", "{}", "nonsense", "{\"channel_names\":{\"0\":\"CT\"},\"labels\":{\"a\":1}}")) {
      Files.writeString(out.resolve("dataset.json"), json);
      run().assertRefused("nnU-Net data set");
      assertEquals(json, Files.readString(out.resolve("dataset.json")));
    }
  }

  @Test
  void a_folder_without_cases_is_refused() {
    run().assertRefused("one for each case");
    CommandLineRun.of("dataset", folder.resolve("gone"), out).assertRefused("Check the path");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** Real cases, and nnU-Net's own rules by nibabel. */
  @Test
  @Tag("peer")
  void others_find_no_fault_with_a_data_set_of_real_cases() throws Exception {
    String data = System.getenv("VOXELCLICK_TEST_DATA");
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(data != null && python != null, "no real cases, or no peers to check them");
    for (String name : List.of("ct-sarcoma-sts002", "ct-lung-tumour-pat2")) {
      copy(Path.of(data, "dicom", name), Files.createDirectory(cases.resolve(name)));
    }
    dicomCase("phantom", 4, "rtstruct");
    run().assertDone();
    Process process =
        new ProcessBuilder(python, "src/test/python/verify_nnunet.py", out.toString())
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), answer);
    JsonObject found = JsonParser.parseString(answer).getAsJsonObject();
    assertEquals(3, found.get("cases").getAsInt());
    TreeSet<Integer> used = new TreeSet<>();
    found.getAsJsonArray("values").forEach(v -> used.add(v.getAsInt()));
    assertEquals(found.getAsJsonObject("labels").size(), used.size(), answer);
  }
}
