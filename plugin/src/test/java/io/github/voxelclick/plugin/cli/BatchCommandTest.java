package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.journal.ProcessLock;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.VoxelClick;
import io.github.voxelclick.provenance.MaskHash;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code job} and {@code batch} on good and bad studies, done once and again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchCommandTest {
  @TempDir static Path shared;

  @TempDir Path folder;

  @BeforeAll
  static void write_studies() throws IOException {
    Studies.writeDicom(Studies.OBLIQUE, shared.resolve("oblique"));
    Studies.writeDicom(Studies.AXIAL, shared.resolve("axial"));
    Studies.writeNifti(Studies.TALL, shared.resolve("tall/image.nii.gz"));
    Studies.writeNifti(Studies.AXIAL, shared.resolve("converted/image.nii"));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  /** Writes a table: image, modality, reference, label, code, prompt, propagate, out. */
  private Path table(String... rows) throws IOException {
    Path file = folder.resolve("jobs.csv");
    Files.writeString(
        file,
        "image,modality,reference,label,code,prompt,propagate,out\r\n"
            + String.join("\r\n", rows)
            + "\r\n");
    return file;
  }

  private static String row(
      Path image, String modality, String reference, String label, String prompt, String out) {
    return String.join(
        ",", quoted(image.toString()), modality, reference, label, "", quoted(prompt), "", out);
  }

  private static String obliqueRow(String out) {
    return row(shared.resolve("oblique"), "", "", "Liver", Studies.OBLIQUE.clickFirst(), out);
  }

  private Path jobFile(String name, Path image, String prompt, String out) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(
        file,
        "{\"image\": %s, \"structures\": [{\"label\": \"Liver\", \"prompts\": [\"%s\"]}], \"out\": \"%s\"}"
            .formatted(JsonParser.parseString(quoted(image.toString())), prompt, out));
    return file;
  }

  private CommandLineRun batch(Path jobs, Object... more) {
    List<Object> words = new ArrayList<>(List.of("batch", jobs, "--out", out()));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray());
  }

  private Path out() {
    return folder.resolve("out");
  }

  private JsonObject result(String name) throws IOException {
    return JsonParser.parseString(Files.readString(out().resolve(name + ".result.json")))
        .getAsJsonObject();
  }

  private static List<String> maskHashes(JsonObject result) {
    List<String> hashes = new ArrayList<>();
    result
        .getAsJsonArray("structures")
        .forEach(s -> hashes.add(s.getAsJsonObject().get("maskSha256").getAsString()));
    return hashes;
  }

  /** The masks of a SEG on its series, in the order of its segments. */
  private static Segmentation seg(Path file, Path series) throws Exception {
    OpenedVolume opened =
        VolumeCatalog.of(series, Progress.none()).choose(Optional.empty()).load(Progress.none());
    return DicomSegReader.read(file, opened.dicomSource().orElseThrow(), opened.volume().geometry())
        .segmentation();
  }

  private Path segmented(String name, Object... words) {
    Path file = folder.resolve(name);
    List<Object> all = new ArrayList<>(List.of("segment"));
    all.addAll(List.of(words));
    all.addAll(List.of("--out", file));
    CommandLineRun.of(all.toArray()).assertDone();
    return file;
  }

  private Set<String> outFiles() throws IOException {
    try (Stream<Path> all = Files.walk(out())) {
      return all.filter(Files::isRegularFile)
          .map(f -> out().relativize(f).toString().replace('\\', '/'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void a_batch_gives_the_masks_of_segment() throws Exception {
    Path oblique = shared.resolve("oblique");
    Path axial = shared.resolve("axial");
    Path tall = shared.resolve("tall/image.nii.gz");
    Path converted = shared.resolve("converted/image.nii");
    String box = "box:3:4,31,20,45";
    Path table =
        table(
            row(oblique, "", "", "Liver", Studies.OBLIQUE.clickFirst(), "a/oblique.dcm"),
            row(oblique, "", "", "Spleen", Studies.OBLIQUE.clickSecond(), "a/oblique.dcm"),
            row(axial, "", "", "Liver", box + "|point:-:30,20,3", "axial.nii.gz"),
            row(tall, "CT", "", "", Studies.TALL.clickFirst(), "tall.nii"),
            row(
                converted,
                "CT",
                quoted(axial.toString()),
                "Cyst",
                Studies.AXIAL.clickSecond(),
                "converted.dcm"));
    CommandLineRun run = batch(table).assertDone();
    assertEquals(5, run.out().lines().count(), run.out());
    assertTrue(run.out().contains("[1/4] a/oblique.dcm: done, Liver "), run.out());
    assertTrue(run.out().contains("4 jobs: 4 done, 0 done before, 0 failed;"), run.out());

    Segmentation both = seg(out().resolve("a/oblique.dcm"), oblique);
    Path liver = segmented("liver.dcm", oblique, "--prompt", Studies.OBLIQUE.clickFirst());
    Path spleen = segmented("spleen.dcm", oblique, "--prompt", Studies.OBLIQUE.clickSecond());
    assertEquals(2, both.entries().size());
    assertEquals("Spleen", both.entries().get(1).segment().label());
    assertEquals(seg(liver, oblique).entries().get(0).mask(), both.entries().get(0).mask());
    assertEquals(seg(spleen, oblique).entries().get(0).mask(), both.entries().get(1).mask());
    assertEquals(
        both.entries().stream().map(e -> MaskHash.of(e.mask())).toList(),
        maskHashes(result("a/oblique")));

    Path labels = segmented("axial.nii.gz", axial, "--prompt", box, "--prompt", "point:-:30,20,3");
    assertEquals(-1, Files.mismatch(labels, out().resolve("axial.nii.gz")));
    Path tallAlone =
        segmented("tall.nii", tall, "--modality", "ct", "--prompt", Studies.TALL.clickFirst());
    assertEquals(-1, Files.mismatch(tallAlone, out().resolve("tall.nii")));
    Path cyst =
        segmented(
            "cyst.dcm",
            converted,
            "--modality",
            "CT",
            "--reference",
            axial,
            "--prompt",
            Studies.AXIAL.clickSecond());
    assertEquals(
        seg(cyst, axial).entries().get(0).mask(),
        seg(out().resolve("converted.dcm"), axial).entries().get(0).mask());

    assertEquals(
        Set.of(
            "a/oblique.dcm",
            "a/oblique.provenance.json",
            "a/oblique.result.json",
            "axial.labels.tsv",
            "axial.nii.gz",
            "axial.provenance.json",
            "axial.result.json",
            "tall.labels.tsv",
            "tall.nii",
            "tall.provenance.json",
            "tall.result.json",
            "converted.dcm",
            "converted.provenance.json",
            "converted.result.json",
            "summary.json"),
        outFiles());
    CommandLineRun.of("verify", out().resolve("a/oblique.dcm"), "--image", oblique).assertDone();
  }

  @Test
  void a_script_does_the_same_and_knows_what_the_command_line_did() throws Exception {
    Path oblique = shared.resolve("oblique");
    Path tall = shared.resolve("tall/image.nii.gz");
    Path table =
        table(
            row(oblique, "", "", "Liver", Studies.OBLIQUE.clickFirst(), "oblique.dcm"),
            row(tall, "CT", "", "", Studies.TALL.clickFirst(), "tall.nii"),
            row(tall, "CT", "", "", "point:+:99,2,3", "outside.nii"));
    Path scripted = folder.resolve("scripted");
    try (VoxelClick vc = VoxelClick.start("seednet-v1", "cpu")) {
      Map<String, Object> first = vc.batch(table, scripted);
      assertEquals(2, ((Number) first.get("done")).intValue());
      assertEquals(1, ((Number) first.get("failed")).intValue());
      assertTrue(first.get("notDone").toString().contains("outside.nii"), first.toString());
      assertEquals(CommandLineProgram.FAILED, batch(table).exit());
      assertEquals(-1, Files.mismatch(out().resolve("tall.nii"), scripted.resolve("tall.nii")));
      assertEquals(
          seg(out().resolve("oblique.dcm"), oblique).entries().get(0).mask(),
          seg(scripted.resolve("oblique.dcm"), oblique).entries().get(0).mask());
      Map<String, Object> again = vc.batch(table.toString(), out().toFile());
      assertEquals(2, ((Number) again.get("alreadyDone")).intValue());
      assertEquals(1, ((Number) again.get("failedBefore")).intValue());
      assertTrue(Files.exists(out().resolve("summary.json")));
      Map<String, Object> retried = vc.batch(table, scripted, true);
      assertEquals(1, ((Number) retried.get("failed")).intValue());
    }
  }

  @Test
  void a_result_says_what_its_keys_promise() throws Exception {
    Path job =
        jobFile("liver.json", shared.resolve("axial"), Studies.AXIAL.clickFirst(), "liver.dcm");
    CommandLineRun run = CommandLineRun.of("job", job, "--out", out(), "--json").assertDone();
    JsonObject result = result("liver");
    assertEquals(
        Set.of(
            "format",
            "version",
            "status",
            "jobSha256",
            "placeSha256",
            "voxelclick",
            "model",
            "mask",
            "structures",
            "warnings",
            "ms"),
        result.keySet());
    assertEquals("done", result.get("status").getAsString());
    assertEquals(Set.of("id", "sha256", "device"), result.getAsJsonObject("model").keySet());
    JsonObject mask = result.getAsJsonObject("mask");
    assertEquals(Files.size(out().resolve("liver.dcm")), mask.get("bytes").getAsLong());
    assertEquals("SEG", mask.get("format").getAsString());
    JsonObject structure = result.getAsJsonArray("structures").get(0).getAsJsonObject();
    assertEquals(
        Set.of("number", "label", "code", "voxels", "ml", "slices", "confidence", "maskSha256"),
        structure.keySet());
    assertEquals("SCT:10200004", structure.get("code").getAsString());
    double mm3 = 1.2 * 0.8 * 3;
    assertEquals(
        structure.get("voxels").getAsLong() * mm3 / 1000, structure.get("ml").getAsDouble(), 1e-6);
    assertEquals(
        Set.of("open", "encode", "click", "propagate", "save"),
        result.getAsJsonObject("ms").keySet());
    assertEquals("done", run.json().get("status").getAsString());
    assertEquals(result, run.json().getAsJsonObject("result"));
  }

  @Test
  void what_is_done_is_not_done_again_and_needs_no_image() throws Exception {
    Path image = folder.resolve("image");
    Studies.writeDicom(Studies.AXIAL, image);
    Path job = jobFile("liver.json", image, Studies.AXIAL.clickFirst(), "liver.dcm");
    CommandLineRun.of("job", job, "--out", out()).assertDone();
    byte[] mask = Files.readAllBytes(out().resolve("liver.dcm"));
    String result = Files.readString(out().resolve("liver.result.json"));
    Files.move(image, folder.resolve("elsewhere"));
    CommandLineRun again = CommandLineRun.of("job", job, "--out", out()).assertDone();
    assertTrue(again.out().startsWith("liver.dcm: done before"), again.out());
    assertArrayEquals(mask, Files.readAllBytes(out().resolve("liver.dcm")));
    assertEquals(result, Files.readString(out().resolve("liver.result.json")));
  }

  @Test
  void the_same_words_in_another_folder_are_another_image() throws Exception {
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
    Studies.writeDicom(Studies.AXIAL, folder.resolve("a/ct"));
    Studies.writeDicom(Studies.OBLIQUE, folder.resolve("b/ct"));
    String text =
        """
        image,prompt,out
        ct,"%s",case1.dcm
        """
            .formatted(Studies.AXIAL.clickFirst());
    Path first = Files.writeString(folder.resolve("a/jobs.csv"), text);
    Path second = Files.writeString(folder.resolve("b/jobs.csv"), text);
    batch(first).assertDone();
    byte[] mask = Files.readAllBytes(out().resolve("case1.dcm"));
    CommandLineRun refused = batch(second);
    assertEquals(CommandLineProgram.FAILED, refused.exit());
    assertTrue(refused.out().contains("an image in another place"), refused.out());
    assertArrayEquals(mask, Files.readAllBytes(out().resolve("case1.dcm")));
    assertTrue(batch(first).assertDone().out().contains("0 done, 1 done before"));
  }

  @Test
  void a_changed_job_or_another_model_is_run_again() throws Exception {
    CommandLineRun first = batch(table(obliqueRow("liver.dcm"))).assertDone();
    assertTrue(first.out().contains("1 done, 0 done before"), first.out());
    byte[] before = Files.readAllBytes(out().resolve("liver.dcm"));
    Path changed =
        table(
            row(
                shared.resolve("oblique"),
                "",
                "",
                "Liver",
                Studies.OBLIQUE.clickSecond(),
                "liver.dcm"));
    assertTrue(batch(changed).assertDone().out().contains("1 done, 0 done before"));
    assertFalse(Arrays.equals(before, Files.readAllBytes(out().resolve("liver.dcm"))));
    assertTrue(batch(changed).assertDone().out().contains("0 done, 1 done before"));

    Path file = out().resolve("liver.result.json");
    String model = result("liver").getAsJsonObject("model").get("sha256").getAsString();
    Files.writeString(file, Files.readString(file).replace(model, "0".repeat(64)));
    assertTrue(batch(changed).assertDone().out().contains("1 done, 0 done before"));
    assertEquals(model, result("liver").getAsJsonObject("model").get("sha256").getAsString());
  }

  @Test
  void lost_and_cut_masks_are_made_again_and_edited_ones_are_kept() throws Exception {
    Path table =
        table(
            obliqueRow("liver.dcm"),
            row(
                shared.resolve("tall/image.nii.gz"),
                "CT",
                "",
                "",
                Studies.TALL.clickFirst(),
                "tall.nii.gz"));
    batch(table).assertDone();
    Path seg = out().resolve("liver.dcm");
    Path nifti = out().resolve("tall.nii.gz");

    Files.delete(seg);
    byte[] whole = Files.readAllBytes(nifti);
    Files.write(nifti, Arrays.copyOf(whole, whole.length / 2));
    assertTrue(batch(table).assertDone().out().contains("2 jobs: 2 done"));
    assertArrayEquals(whole, Files.readAllBytes(nifti));
    try (Stream<Path> aside = Files.list(out())) {
      List<Path> kept = aside.filter(f -> f.toString().contains(".nii.gz.damaged-")).toList();
      assertEquals(1, kept.size());
      assertEquals(whole.length / 2, Files.size(kept.get(0)));
    }

    byte[] good = Files.readAllBytes(seg);
    Files.write(seg, Arrays.copyOf(good, 700));
    Files.write(nifti, new byte[0]);
    assertTrue(batch(table).assertDone().out().contains("2 jobs: 2 done"));

    Path other =
        segmented(
            "other.nii.gz",
            shared.resolve("tall/image.nii.gz"),
            "--modality",
            "CT",
            "--prompt",
            Studies.TALL.clickSecond());
    byte[] edited = Files.readAllBytes(other);
    Files.write(nifti, edited);
    String result = Files.readString(out().resolve("tall.result.json"));
    CommandLineRun run = batch(table);
    assertEquals(1, run.exit(), run.err());
    assertTrue(
        run.out().contains("tall.nii.gz was changed or damaged since this job made it"), run.out());
    assertArrayEquals(edited, Files.readAllBytes(nifti));
    assertEquals(result, Files.readString(out().resolve("tall.result.json")));

    batch(table, "--overwrite").assertDone();
    assertArrayEquals(whole, Files.readAllBytes(nifti));
    assertTrue(batch(table).assertDone().out().contains("0 done, 2 done before"));
  }

  @Test
  void masks_and_results_of_others_are_not_replaced_unasked() throws Exception {
    Files.createDirectories(out());
    Path table = table(obliqueRow("liver.dcm"));
    Files.writeString(out().resolve("liver.dcm"), "somebody's");
    CommandLineRun run = batch(table);
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("no result tells that this job made it"), run.out());
    assertEquals("somebody's", Files.readString(out().resolve("liver.dcm")));
    assertFalse(Files.exists(out().resolve("liver.result.json")));

    Files.delete(out().resolve("liver.dcm"));
    Files.writeString(out().resolve("liver.result.json"), "{\"format\": \"mine\"}");
    CommandLineRun second = batch(table);
    assertEquals(1, second.exit());
    assertTrue(second.out().contains("is no result of a job"), second.out());
    assertEquals("{\"format\": \"mine\"}", Files.readString(out().resolve("liver.result.json")));
    batch(table, "--overwrite").assertDone();
    assertEquals("done", result("liver").get("status").getAsString());
  }

  @Test
  void a_failed_job_stops_no_other_and_is_not_repeated_unasked() throws Exception {
    Path image = folder.resolve("Doe^Jane/ct");
    Path table =
        table(
            row(image, "", "", "Liver", Studies.AXIAL.clickFirst(), "first.dcm"),
            obliqueRow("second.dcm"));
    CommandLineRun run = batch(table);
    assertEquals(1, run.exit(), run.err());
    assertTrue(run.out().contains("2 jobs: 1 done, 0 done before, 1 failed"), run.out());
    JsonObject result = result("first");
    assertEquals("failed", result.get("status").getAsString());
    JsonObject error = result.getAsJsonObject("error");
    assertEquals("data", error.get("kind").getAsString());
    assertFalse(result.toString().contains("Doe"), result.toString());
    assertFalse(run.out().contains("Doe") || run.err().contains("Doe"), run.out() + run.err());
    assertFalse(Files.exists(out().resolve("first.dcm")));

    Studies.writeDicom(Studies.AXIAL, image);
    CommandLineRun again = batch(table, "--json");
    assertEquals(1, again.exit());
    JsonObject summary = again.json();
    assertEquals(1, summary.get("failedBefore").getAsInt());
    assertEquals(1, summary.get("alreadyDone").getAsInt());
    assertEquals(
        "first.dcm",
        summary.getAsJsonArray("notDone").get(0).getAsJsonObject().get("out").getAsString());
    assertEquals(summary, JsonParser.parseString(Files.readString(out().resolve("summary.json"))));
    batch(table, "--retry-failed").assertDone();
    assertEquals("done", result("first").get("status").getAsString());
  }

  private static Path first(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().findFirst().orElseThrow();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void an_image_with_files_that_cannot_be_read_now_is_not_segmented_without_them()
      throws Exception {
    Path image = Studies.writeDicom(Studies.AXIAL, folder.resolve("Doe^Jane/ct"));
    Path slice = first(image);
    Path kept = Files.move(slice, folder.resolve("kept"));
    Files.createSymbolicLink(slice, Path.of("/proc/self/mem")); // an input/output error
    Files.createSymbolicLink(image.resolve("away"), folder.resolve("not mounted"));
    Path table = table(row(image, "", "", "Liver", Studies.AXIAL.clickFirst(), "liver.dcm"));
    CommandLineRun run = batch(table);
    assertEquals(4, run.exit(), run.out() + run.err());
    assertTrue(run.out().contains("2 files of the image cannot be read now"), run.out());
    assertFalse(run.out().contains("Doe"), run.out());
    assertFalse(Files.exists(out().resolve("liver.dcm")));
    JsonObject error = result("liver").getAsJsonObject("error");
    assertEquals("temporary", error.get("kind").getAsString());

    Files.delete(image.resolve("away"));
    Files.delete(slice);
    Files.move(kept, slice);
    assertTrue(batch(table).assertDone().out().contains("1 job: 1 done"));
    assertEquals("[]", result("liver").getAsJsonArray("warnings").toString());
  }

  @Test
  void a_damaged_file_with_the_image_is_told_in_the_result() throws Exception {
    Path image = Studies.writeDicom(Studies.AXIAL, folder.resolve("ct"));
    Path slice = first(image);
    Path apart = Files.createDirectory(image.resolve("more")).resolve(slice.getFileName());
    Files.write(apart, Arrays.copyOf(Files.readAllBytes(slice), 400));
    Files.delete(slice);
    batch(table(row(image, "", "", "Liver", Studies.AXIAL.clickFirst(), "liver.dcm"))).assertDone();
    String warnings = result("liver").getAsJsonArray("warnings").toString();
    assertTrue(warnings.contains("Not all that is with the image could be used"), warnings);
    assertTrue(warnings.contains(slice.getFileName().toString()), warnings);
  }

  @Test
  void prompts_outside_the_image_and_where_nothing_is_fail_with_a_sentence() throws Exception {
    CommandLineRun outside =
        batch(table(row(shared.resolve("axial"), "", "", "", "point:+:12,38,7", "a.dcm")));
    assertEquals(1, outside.exit());
    assertTrue(result("a").toString().contains("point:+:12,38,7"), result("a").toString());
    CommandLineRun range =
        batch(
            table(
                quoted(shared.resolve("axial").toString())
                    + ",,,Liver,,\"point:+:12,38,3\",2..9,b.dcm"));
    assertEquals(1, range.exit());
    assertTrue(result("b").toString().contains("0..6"), result("b").toString());
  }

  @Test
  void a_changed_job_that_fails_leaves_the_earlier_mask_and_knows_it() throws Exception {
    batch(table(obliqueRow("liver.dcm"))).assertDone();
    byte[] mask = Files.readAllBytes(out().resolve("liver.dcm"));
    Path wrong = table(row(shared.resolve("oblique"), "", "", "", "point:+:47,39,99", "liver.dcm"));
    assertEquals(1, batch(wrong).exit());
    assertArrayEquals(mask, Files.readAllBytes(out().resolve("liver.dcm")));
    assertTrue(result("liver").has("earlierMaskSha256"));
    assertTrue(batch(table(obliqueRow("liver.dcm"))).assertDone().out().contains("1 done"));
    assertNotEquals(
        -1, Files.mismatch(out().resolve("liver.dcm"), Files.write(folder.resolve("x"), mask)));
  }

  @Test
  void what_the_disk_refuses_is_worth_repeating() throws Exception {
    Files.createDirectories(out());
    Path inTheWay = Files.writeString(out().resolve(".liver.job"), "no folder");
    Path table = table(obliqueRow("liver.dcm"));
    CommandLineRun run = batch(table);
    assertEquals(4, run.exit(), run.out() + run.err());
    assertEquals(Set.of(".liver.job", "summary.json"), outFiles());
    Files.delete(inTheWay);
    batch(table).assertDone();
  }

  @Test
  void a_job_that_another_process_is_at_is_left_to_it_and_a_dead_ones_lock_is_not()
      throws Exception {
    Files.createDirectories(out());
    Path table = table(obliqueRow("liver.dcm"), obliqueRow("other.dcm"));
    Path lock = out().resolve(".liver.job.lock");
    Optional<ProcessLock> held = ProcessLock.tryAcquire(lock);
    try {
      CommandLineRun run = batch(table);
      assertEquals(4, run.exit(), run.out());
      assertTrue(run.out().contains("Another process is at this job"), run.out());
      assertTrue(
          run.out().contains("1 done, 0 done before, 0 failed, 1 done by another"), run.out());
    } finally {
      held.orElseThrow().close();
    }
    assertTrue(Files.exists(lock), "as a killed process leaves it");
    batch(table).assertDone();
    assertFalse(Files.exists(lock));
  }

  @Test
  void shards_share_no_job_and_leave_none_out() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      rows.add(obliqueRow("mask" + n + ".dcm"));
    }
    Path table = table(rows.toArray(String[]::new));
    for (int n = 1; n <= 3; n++) {
      CommandLineRun run = batch(table, "--shard", n + "/3").assertDone();
      assertTrue(run.out().contains((n == 3 ? "1 job" : "2 jobs") + ": "), run.out());
      assertTrue(run.out().contains(", 0 done before"), run.out());
    }
    assertTrue(Files.exists(out().resolve("summary-2-of-3.json")));
    assertTrue(batch(table).assertDone().out().contains("0 done, 5 done before"));
    batch(table, "--shard", "9/9").assertDone();
    for (String wrong : List.of("0/3", "4/3", "1", "a/b", "1/0", "-1/2")) {
      CommandLineRun run = batch(table, "--shard=" + wrong).assertRefused("--shard");
      assertEquals(2, run.exit());
    }
  }

  @Test
  void a_mask_goes_never_where_its_image_is() throws Exception {
    Path image = Studies.writeNifti(Studies.TALL, out().resolve("image.nii.gz"));
    byte[] bytes = Files.readAllBytes(image);
    Path series = Studies.writeDicom(Studies.AXIAL, out().resolve("series"));
    Path table =
        table(
            row(image, "CT", "", "", Studies.TALL.clickFirst(), "image.nii.gz"),
            row(series, "", "", "", Studies.AXIAL.clickFirst(), "series/mask.dcm"));
    CommandLineRun run = batch(table, "--overwrite");
    assertEquals(1, run.exit());
    assertEquals(2, run.out().split("lies where the image is", -1).length - 1, run.out());
    assertArrayEquals(bytes, Files.readAllBytes(image));
    assertFalse(Files.exists(series.resolve("mask.dcm")));
  }

  @Test
  void an_image_that_lies_in_the_outputs_place_by_a_link_is_not_replaced() throws Exception {
    Path linked = Studies.writeDicom(Studies.AXIAL, folder.resolve("linked"));
    Path moved = Files.createDirectories(out()).resolve("linked.dcm");
    Files.move(first(linked), moved);
    Files.createSymbolicLink(linked.resolve("a"), moved);
    Path hard = Studies.writeDicom(Studies.OBLIQUE, folder.resolve("hard"));
    Path second = Files.createLink(out().resolve("hard.dcm"), first(hard));
    Path series = Studies.writeDicom(Studies.AXIAL, folder.resolve("series"));
    Path third = Files.createLink(out().resolve("reference.dcm"), first(series));
    List<byte[]> before = new ArrayList<>();
    for (Path file : List.of(moved, second, third)) {
      before.add(Files.readAllBytes(file));
    }
    CommandLineRun run =
        batch(
            table(
                row(linked, "", "", "", Studies.AXIAL.clickFirst(), "linked.dcm"),
                row(hard, "", "", "", Studies.OBLIQUE.clickFirst(), "hard.dcm"),
                row(
                    shared.resolve("converted/image.nii"),
                    "CT",
                    quoted(series.toString()),
                    "",
                    Studies.AXIAL.clickFirst(),
                    "reference.dcm")),
            "--overwrite");
    assertEquals(1, run.exit());
    assertEquals(3, run.out().split("lies where the image is", -1).length - 1, run.out());
    for (Path file : List.of(third, second, moved)) {
      assertArrayEquals(before.remove(before.size() - 1), Files.readAllBytes(file));
    }
  }

  @Test
  void masks_of_one_name_and_two_endings_never_share_their_files() throws Exception {
    Path tall = shared.resolve("tall/image.nii.gz");
    Path dicom = table(obliqueRow("liver.dcm"));
    batch(dicom).assertDone();
    byte[] mask = Files.readAllBytes(out().resolve("liver.dcm"));
    byte[] story = Files.readAllBytes(out().resolve("liver.provenance.json"));
    String result = Files.readString(out().resolve("liver.result.json"));
    String[] niftis = {
      row(tall, "CT", "", "", Studies.TALL.clickFirst(), "liver.nii.gz"),
      row(tall, "CT", "", "", Studies.TALL.clickFirst(), "liver.nii")
    };
    for (String row : niftis) {
      CommandLineRun run = batch(table(row), "--overwrite");
      assertEquals(1, run.exit(), run.out());
      assertTrue(run.out().contains("would share liver.result.json with liver.dcm"), run.out());
    }
    assertArrayEquals(mask, Files.readAllBytes(out().resolve("liver.dcm")));
    assertArrayEquals(story, Files.readAllBytes(out().resolve("liver.provenance.json")));
    assertEquals(result, Files.readString(out().resolve("liver.result.json")));
    assertTrue(batch(table(obliqueRow("liver.dcm"))).assertDone().out().contains("1 done before"));

    batch(table(row(shared.resolve("oblique"), "", "", "", "point:+:47,39,99", "liver.dcm")));
    CommandLineRun afterFailure = batch(table(niftis[0]));
    assertTrue(afterFailure.out().contains("with liver.dcm"), afterFailure.out());
    Files.delete(out().resolve("liver.dcm"));
    assertTrue(batch(table(niftis[0])).assertDone().out().contains("1 job: 1 done"));
  }

  @Test
  void the_provenance_of_a_mask_with_another_ending_is_not_replaced_unasked() throws Exception {
    Files.createDirectories(out());
    CommandLineRun.of(
            "segment",
            shared.resolve("tall/image.nii.gz"),
            "--modality",
            "CT",
            "--prompt",
            Studies.TALL.clickFirst(),
            "--out",
            out().resolve("liver.nii.gz"))
        .assertDone();
    byte[] story = Files.readAllBytes(out().resolve("liver.provenance.json"));
    CommandLineRun run = batch(table(obliqueRow("liver.dcm")));
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.out().contains("liver.provenance.json with liver.nii.gz"), run.out());
    assertArrayEquals(story, Files.readAllBytes(out().resolve("liver.provenance.json")));
    batch(table(obliqueRow("liver.dcm")), "--overwrite").assertDone();
  }

  @Test
  void links_do_not_lead_out_of_the_out_folder() throws Exception {
    Files.createDirectories(out());
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(out().resolve("sub"), outside);
    CommandLineRun run = batch(table(obliqueRow("sub/liver.dcm")));
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("by a link"), run.out());
    try (Stream<Path> files = Files.list(outside)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void misuse_is_told_before_anything_runs() throws Exception {
    Path good = table(obliqueRow("liver.dcm"));
    Path bad = table(obliqueRow("liver.dcm"), obliqueRow("../liver.dcm"));
    assertEquals(2, batch(bad).assertRefused("jobs.csv, line 3", "leads out").exit());
    assertFalse(Files.exists(out()));
    assertEquals(2, batch(folder.resolve("no.csv")).assertRefused("no.csv").exit());
    assertEquals(2, batch(folder.resolve("no.txt")).assertRefused(".csv").exit());
    table(obliqueRow("liver.dcm"));
    assertEquals(2, batch(good, "--device", "a toaster").assertRefused("device").exit());
    assertEquals(2, batch(good, "--reader", "x".repeat(65)).assertRefused("64").exit());
    assertEquals(
        1, batch(good, "--model", folder.resolve("no.onnx")).assertRefused("no.onnx").exit());
    assertEquals(2, CommandLineRun.of("batch", good).assertRefused("--out").exit());
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertEquals(2, CommandLineRun.of("batch", good, "--out", file).assertRefused("file").exit());
    assertFalse(Files.exists(out()));
  }

  @Test
  void a_folder_of_job_files_is_a_batch() throws Exception {
    Path jobs = Files.createDirectory(folder.resolve("jobs"));
    Files.move(
        jobFile("b.json", shared.resolve("axial"), Studies.AXIAL.clickFirst(), "b.nii.gz"),
        jobs.resolve("b.json"));
    Files.move(
        jobFile("a.json", shared.resolve("oblique"), Studies.OBLIQUE.clickFirst(), "a.dcm"),
        jobs.resolve("a.json"));
    Files.writeString(jobs.resolve("notes.txt"), "no job");
    CommandLineRun run = CommandLineRun.of("batch", jobs, "--out", jobs).assertDone();
    assertTrue(run.out().startsWith("[1/2] a.dcm: done"), run.out());
    CommandLineRun again = CommandLineRun.of("batch", jobs, "--out", jobs).assertDone();
    assertTrue(again.out().contains("0 done, 2 done before"), again.out());
    Files.write(jobs.resolve("a.dcm"), new byte[1], StandardOpenOption.TRUNCATE_EXISTING);
    assertTrue(
        CommandLineRun.of("batch", jobs, "--out", jobs).assertDone().out().contains("1 done, 1"));
  }

  @Test
  void propagation_ends_at_missing_slices_unless_told_to_cross_them() throws Exception {
    Path gappy = Files.createDirectory(folder.resolve("gappy"));
    Samples.series().fault(SeriesFault.missingSlice(5)).writeTo(gappy);
    Path table =
        Files.writeString(
            folder.resolve("gaps.tsv"),
            "image\tprompt\tcrossGaps\tout\n"
                + ("gappy\t" + Samples.CLICK + "\tno\tends.dcm\n")
                + ("gappy\t" + Samples.CLICK + "\tyes\tcrosses.dcm\n"));
    batch(table).assertDone();
    String ends = result("ends").getAsJsonArray("warnings").toString();
    assertTrue(ends.contains("missing next to slice 5") && ends.contains("crossGaps"), ends);
    assertFalse(result("crosses").toString().contains("missing next to slice"));
    assertTrue(voxels("crosses") > voxels("ends"));
  }

  private long voxels(String name) throws IOException {
    return result(name)
        .getAsJsonArray("structures")
        .get(0)
        .getAsJsonObject()
        .get("voxels")
        .getAsLong();
  }

  @Test
  void a_table_and_a_job_file_that_say_the_same_are_the_same_job() throws Exception {
    Path job =
        jobFile("x.json", shared.resolve("oblique"), Studies.OBLIQUE.clickFirst(), "liver.dcm");
    CommandLineRun.of("job", job, "--out", out()).assertDone();
    assertTrue(
        batch(table(obliqueRow("liver.dcm"))).assertDone().out().contains("0 done, 1 done before"));
  }

  @Test
  void a_nifti_image_without_dicom_cannot_become_a_seg() throws Exception {
    Path job =
        jobFile("x.json", shared.resolve("tall/image.nii.gz"), Studies.TALL.clickFirst(), "x.dcm");
    CommandLineRun run = CommandLineRun.of("job", job, "--out", out(), "--json");
    assertEquals(1, run.exit());
    assertEquals("data", run.json().get("kind").getAsString());
  }
}
