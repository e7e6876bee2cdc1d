package io.github.voxelclick.plugin.cli;

import static io.github.voxelclick.plugin.cli.BatchFolder.first;
import static io.github.voxelclick.plugin.cli.BatchFolder.quoted;
import static io.github.voxelclick.plugin.cli.BatchFolder.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code job} and {@code batch} that fail or are misused: what is told and what stays. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchFailuresTest {
  @TempDir static Path shared;

  @TempDir Path folder;
  private BatchFolder work;

  @BeforeAll
  static void write_studies() throws IOException {
    BatchFolder.writeStudies(shared);
  }

  @BeforeEach
  void begin() {
    work = new BatchFolder(shared, folder);
  }

  @Test
  void a_failed_job_stops_no_other_and_is_not_repeated_unasked() throws Exception {
    Path image = folder.resolve("Doe^Jane/ct");
    Path table =
        work.table(
            row(image, "", "", "Liver", Studies.AXIAL.clickFirst(), "first.dcm"),
            work.obliqueRow("second.dcm"));
    CommandLineRun run = work.batch(table);
    assertEquals(1, run.exit(), run.err());
    assertTrue(run.out().contains("2 jobs: 1 done, 0 done before, 1 failed"), run.out());
    JsonObject result = work.result("first");
    assertEquals("failed", result.get("status").getAsString());
    JsonObject error = result.getAsJsonObject("error");
    assertEquals("data", error.get("kind").getAsString());
    assertFalse(result.toString().contains("Doe"), result.toString());
    assertFalse(run.out().contains("Doe") || run.err().contains("Doe"), run.out() + run.err());
    assertFalse(Files.exists(work.out().resolve("first.dcm")));

    Studies.writeDicom(Studies.AXIAL, image);
    CommandLineRun again = work.batch(table, "--json");
    assertEquals(1, again.exit());
    JsonObject summary = again.json();
    assertEquals(1, summary.get("failedBefore").getAsInt());
    assertEquals(1, summary.get("alreadyDone").getAsInt());
    assertEquals(
        "first.dcm",
        summary.getAsJsonArray("notDone").get(0).getAsJsonObject().get("out").getAsString());
    assertEquals(
        summary, JsonParser.parseString(Files.readString(work.out().resolve("summary.json"))));
    work.batch(table, "--retry-failed").assertDone();
    assertEquals("done", work.result("first").get("status").getAsString());
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
    Path table = work.table(row(image, "", "", "Liver", Studies.AXIAL.clickFirst(), "liver.dcm"));
    CommandLineRun run = work.batch(table);
    assertEquals(4, run.exit(), run.out() + run.err());
    assertTrue(run.out().contains("2 files of the image cannot be read now"), run.out());
    assertFalse(run.out().contains("Doe"), run.out());
    assertFalse(Files.exists(work.out().resolve("liver.dcm")));
    JsonObject error = work.result("liver").getAsJsonObject("error");
    assertEquals("temporary", error.get("kind").getAsString());

    Files.delete(image.resolve("away"));
    Files.delete(slice);
    Files.move(kept, slice);
    assertTrue(work.batch(table).assertDone().out().contains("1 job: 1 done"));
    assertEquals("[]", work.result("liver").getAsJsonArray("warnings").toString());
  }

  @Test
  void a_damaged_file_with_the_image_is_told_in_the_result() throws Exception {
    Path image = Studies.writeDicom(Studies.AXIAL, folder.resolve("ct"));
    Path slice = first(image);
    Path apart = Files.createDirectory(image.resolve("more")).resolve(slice.getFileName());
    Files.write(apart, Arrays.copyOf(Files.readAllBytes(slice), 400));
    Files.delete(slice);
    work.batch(work.table(row(image, "", "", "Liver", Studies.AXIAL.clickFirst(), "liver.dcm")))
        .assertDone();
    String warnings = work.result("liver").getAsJsonArray("warnings").toString();
    assertTrue(warnings.contains("Not all that is with the image could be used"), warnings);
    assertTrue(warnings.contains(slice.getFileName().toString()), warnings);
  }

  @Test
  void prompts_outside_the_image_and_where_nothing_is_fail_with_a_sentence() throws Exception {
    CommandLineRun outside =
        work.batch(
            work.table(row(shared.resolve("axial"), "", "", "", "point:+:12,38,7", "a.dcm")));
    assertEquals(1, outside.exit());
    assertTrue(
        work.result("a").toString().contains("point:+:12,38,7"), work.result("a").toString());
    CommandLineRun range =
        work.batch(
            work.table(
                quoted(shared.resolve("axial").toString())
                    + ",,,Liver,,\"point:+:12,38,3\",2..9,b.dcm"));
    assertEquals(1, range.exit());
    assertTrue(work.result("b").toString().contains("0..6"), work.result("b").toString());
  }

  @Test
  void a_changed_job_that_fails_leaves_the_earlier_mask_and_knows_it() throws Exception {
    work.batch(work.table(work.obliqueRow("liver.dcm"))).assertDone();
    byte[] mask = Files.readAllBytes(work.out().resolve("liver.dcm"));
    Path wrong =
        work.table(row(shared.resolve("oblique"), "", "", "", "point:+:47,39,99", "liver.dcm"));
    assertEquals(1, work.batch(wrong).exit());
    assertArrayEquals(mask, Files.readAllBytes(work.out().resolve("liver.dcm")));
    assertTrue(work.result("liver").has("earlierMaskSha256"));
    assertTrue(
        work.batch(work.table(work.obliqueRow("liver.dcm"))).assertDone().out().contains("1 done"));
    assertNotEquals(
        -1,
        Files.mismatch(work.out().resolve("liver.dcm"), Files.write(folder.resolve("x"), mask)));
  }

  @Test
  void what_the_disk_refuses_is_worth_repeating() throws Exception {
    Files.createDirectories(work.out());
    Path inTheWay = Files.writeString(work.out().resolve(".liver.job"), "no folder");
    Path table = work.table(work.obliqueRow("liver.dcm"));
    CommandLineRun run = work.batch(table);
    assertEquals(4, run.exit(), run.out() + run.err());
    assertEquals(Set.of(".liver.job", "summary.json"), work.outFiles());
    Files.delete(inTheWay);
    work.batch(table).assertDone();
  }

  @Test
  void misuse_is_told_before_anything_runs() throws Exception {
    Path good = work.table(work.obliqueRow("liver.dcm"));
    Path bad = work.table(work.obliqueRow("liver.dcm"), work.obliqueRow("../liver.dcm"));
    assertEquals(2, work.batch(bad).assertRefused("jobs.csv, line 3", "leads out").exit());
    assertFalse(Files.exists(work.out()));
    assertEquals(2, work.batch(folder.resolve("no.csv")).assertRefused("no.csv").exit());
    assertEquals(2, work.batch(folder.resolve("no.txt")).assertRefused(".csv").exit());
    work.table(work.obliqueRow("liver.dcm"));
    assertEquals(2, work.batch(good, "--device", "a toaster").assertRefused("device").exit());
    assertEquals(2, work.batch(good, "--reader", "x".repeat(65)).assertRefused("64").exit());
    assertEquals(
        1, work.batch(good, "--model", folder.resolve("no.onnx")).assertRefused("no.onnx").exit());
    assertEquals(2, CommandLineRun.of("batch", good).assertRefused("--out").exit());
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertEquals(2, CommandLineRun.of("batch", good, "--out", file).assertRefused("file").exit());
    assertFalse(Files.exists(work.out()));
  }

  @Test
  void a_nifti_image_without_dicom_cannot_become_a_seg() throws Exception {
    Path job =
        work.jobFile(
            "x.json", shared.resolve("tall/image.nii.gz"), Studies.TALL.clickFirst(), "x.dcm");
    CommandLineRun run = CommandLineRun.of("job", job, "--out", work.out(), "--json");
    assertEquals(1, run.exit());
    assertEquals("data", run.json().get("kind").getAsString());
  }
}
