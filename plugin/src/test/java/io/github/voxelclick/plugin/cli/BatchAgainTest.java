package io.github.voxelclick.plugin.cli;

import static io.github.voxelclick.plugin.cli.BatchFolder.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.journal.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code job} and {@code batch} called again, or by several: which jobs are run, which are not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchAgainTest {
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
  void what_is_done_is_not_done_again_and_needs_no_image() throws Exception {
    Path image = folder.resolve("image");
    Studies.writeDicom(Studies.AXIAL, image);
    Path job = work.jobFile("liver.json", image, Studies.AXIAL.clickFirst(), "liver.dcm");
    CommandLineRun.of("job", job, "--out", work.out()).assertDone();
    byte[] mask = Files.readAllBytes(work.out().resolve("liver.dcm"));
    String result = Files.readString(work.out().resolve("liver.result.json"));
    Files.move(image, folder.resolve("elsewhere"));
    CommandLineRun again = CommandLineRun.of("job", job, "--out", work.out()).assertDone();
    assertTrue(again.out().startsWith("liver.dcm: done before"), again.out());
    assertArrayEquals(mask, Files.readAllBytes(work.out().resolve("liver.dcm")));
    assertEquals(result, Files.readString(work.out().resolve("liver.result.json")));
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
    work.batch(first).assertDone();
    byte[] mask = Files.readAllBytes(work.out().resolve("case1.dcm"));
    CommandLineRun refused = work.batch(second);
    assertEquals(CommandLineProgram.FAILED, refused.exit());
    assertTrue(refused.out().contains("an image in another place"), refused.out());
    assertArrayEquals(mask, Files.readAllBytes(work.out().resolve("case1.dcm")));
    assertTrue(work.batch(first).assertDone().out().contains("0 done, 1 done before"));
  }

  @Test
  void a_changed_job_or_another_model_is_run_again() throws Exception {
    CommandLineRun first = work.batch(work.table(work.obliqueRow("liver.dcm"))).assertDone();
    assertTrue(first.out().contains("1 done, 0 done before"), first.out());
    byte[] before = Files.readAllBytes(work.out().resolve("liver.dcm"));
    Path changed =
        work.table(
            row(
                shared.resolve("oblique"),
                "",
                "",
                "Liver",
                Studies.OBLIQUE.clickSecond(),
                "liver.dcm"));
    assertTrue(work.batch(changed).assertDone().out().contains("1 done, 0 done before"));
    assertFalse(Arrays.equals(before, Files.readAllBytes(work.out().resolve("liver.dcm"))));
    assertTrue(work.batch(changed).assertDone().out().contains("0 done, 1 done before"));

    Path file = work.out().resolve("liver.result.json");
    String model = work.result("liver").getAsJsonObject("model").get("sha256").getAsString();
    Files.writeString(file, Files.readString(file).replace(model, "0".repeat(64)));
    assertTrue(work.batch(changed).assertDone().out().contains("1 done, 0 done before"));
    assertEquals(model, work.result("liver").getAsJsonObject("model").get("sha256").getAsString());
  }

  @Test
  void lost_and_cut_masks_are_made_again_and_edited_ones_are_kept() throws Exception {
    Path table =
        work.table(
            work.obliqueRow("liver.dcm"),
            row(
                shared.resolve("tall/image.nii.gz"),
                "CT",
                "",
                "",
                Studies.TALL.clickFirst(),
                "tall.nii.gz"));
    work.batch(table).assertDone();
    Path seg = work.out().resolve("liver.dcm");
    Path nifti = work.out().resolve("tall.nii.gz");

    Files.delete(seg);
    byte[] whole = Files.readAllBytes(nifti);
    Files.write(nifti, Arrays.copyOf(whole, whole.length / 2));
    assertTrue(work.batch(table).assertDone().out().contains("2 jobs: 2 done"));
    assertArrayEquals(whole, Files.readAllBytes(nifti));
    try (Stream<Path> aside = Files.list(work.out())) {
      List<Path> kept = aside.filter(f -> f.toString().contains(".nii.gz.damaged-")).toList();
      assertEquals(1, kept.size());
      assertEquals(whole.length / 2, Files.size(kept.get(0)));
    }

    byte[] good = Files.readAllBytes(seg);
    Files.write(seg, Arrays.copyOf(good, 700));
    Files.write(nifti, new byte[0]);
    assertTrue(work.batch(table).assertDone().out().contains("2 jobs: 2 done"));

    Path other =
        work.segmented(
            "other.nii.gz",
            shared.resolve("tall/image.nii.gz"),
            "--modality",
            "CT",
            "--prompt",
            Studies.TALL.clickSecond());
    byte[] edited = Files.readAllBytes(other);
    Files.write(nifti, edited);
    String result = Files.readString(work.out().resolve("tall.result.json"));
    CommandLineRun run = work.batch(table);
    assertEquals(1, run.exit(), run.err());
    assertTrue(
        run.out().contains("tall.nii.gz was changed or damaged since this job made it"), run.out());
    assertArrayEquals(edited, Files.readAllBytes(nifti));
    assertEquals(result, Files.readString(work.out().resolve("tall.result.json")));

    work.batch(table, "--overwrite").assertDone();
    assertArrayEquals(whole, Files.readAllBytes(nifti));
    assertTrue(work.batch(table).assertDone().out().contains("0 done, 2 done before"));
  }

  @Test
  void a_job_that_another_process_is_at_is_left_to_it_and_a_dead_ones_lock_is_not()
      throws Exception {
    Files.createDirectories(work.out());
    Path table = work.table(work.obliqueRow("liver.dcm"), work.obliqueRow("other.dcm"));
    Path lock = work.out().resolve(".liver.job.lock");
    Optional<ProcessLock> held = ProcessLock.tryAcquire(lock);
    try {
      CommandLineRun run = work.batch(table);
      assertEquals(4, run.exit(), run.out());
      assertTrue(run.out().contains("Another process is at this job"), run.out());
      assertTrue(
          run.out().contains("1 done, 0 done before, 0 failed, 1 done by another"), run.out());
    } finally {
      held.orElseThrow().close();
    }
    assertTrue(Files.exists(lock), "as a killed process leaves it");
    work.batch(table).assertDone();
    assertFalse(Files.exists(lock));
  }

  @Test
  void shards_share_no_job_and_leave_none_out() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      rows.add(work.obliqueRow("mask" + n + ".dcm"));
    }
    Path table = work.table(rows.toArray(String[]::new));
    for (int n = 1; n <= 3; n++) {
      CommandLineRun run = work.batch(table, "--shard", n + "/3").assertDone();
      assertTrue(run.out().contains((n == 3 ? "1 job" : "2 jobs") + ": "), run.out());
      assertTrue(run.out().contains(", 0 done before"), run.out());
    }
    assertTrue(Files.exists(work.out().resolve("summary-2-of-3.json")));
    assertTrue(work.batch(table).assertDone().out().contains("0 done, 5 done before"));
    work.batch(table, "--shard", "9/9").assertDone();
    for (String wrong : List.of("0/3", "4/3", "1", "a/b", "1/0", "-1/2")) {
      CommandLineRun run = work.batch(table, "--shard=" + wrong).assertRefused("--shard");
      assertEquals(2, run.exit());
    }
  }

  @Test
  void a_table_and_a_job_file_that_say_the_same_are_the_same_job() throws Exception {
    Path job =
        work.jobFile(
            "x.json", shared.resolve("oblique"), Studies.OBLIQUE.clickFirst(), "liver.dcm");
    CommandLineRun.of("job", job, "--out", work.out()).assertDone();
    assertTrue(
        work.batch(work.table(work.obliqueRow("liver.dcm")))
            .assertDone()
            .out()
            .contains("0 done, 1 done before"));
  }
}
