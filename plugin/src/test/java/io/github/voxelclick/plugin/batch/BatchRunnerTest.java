package io.github.voxelclick.plugin.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.journal.LocksUnavailableException;
import io.github.voxelclick.plugin.batch.JobOutcome.Status;
import io.github.voxelclick.plugin.task.LabelTable;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run as programs call it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BatchRunnerTest {
  private static final int[] SIZE = {30, 26, 6};

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void write_an_image() throws IOException {
    out = folder.resolve("out");
    short[] hu = new short[SIZE[0] * SIZE[1] * SIZE[2]];
    for (int n = 0; n < hu.length; n++) {
      double x = (n % SIZE[0] - 12) / 6.0;
      double y = (n / SIZE[0] % SIZE[1] - 15) / 5.0;
      double z = (n / (SIZE[0] * SIZE[1]) - 3) / 2.4;
      hu[n] = (short) (x * x + y * y + z * z < 1 ? 140 : -60);
    }
    NiftiBuilder.of(SIZE, hu)
        .affine(
            PhantomGrid.axial(SIZE, new double[] {0.8, 1.1, 2.5}, new double[] {5, -9, 40})
                .affineRas())
        .writeTo(folder.resolve("image.nii"));
  }

  private BatchJobs jobs(String... outs) throws JobRefusedException {
    List<BatchJob> jobs = new ArrayList<>();
    for (String name : outs) {
      jobs.add(
          new BatchJob.Builder(name, folder)
              .image("image.nii")
              .modality("CT")
              .build(
                  List.of(new JobStructure("Liver", "", List.of("point:+:12,15,3"), "all", false)),
                  name));
    }
    return BatchJobs.of(jobs);
  }

  private static BatchModel counted(AtomicInteger opened) throws VolumeException {
    return BatchModel.lazily(
        LoadedModel.sha256(Optional.empty()),
        () -> {
          opened.incrementAndGet();
          return LoadedModel.open(Optional.empty());
        });
  }

  @Test
  void the_model_is_opened_once_and_not_at_all_when_all_is_done() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    for (int run = 0; run < 2; run++) {
      try (BatchModel model = counted(opened)) {
        BatchSummary summary =
            BatchRunner.run(
                jobs("a.nii", "b.nii"),
                out,
                model,
                BatchOptions.defaults(),
                BatchListener.NONE,
                Progress.none());
        assertTrue(summary.isDone());
        assertEquals(2, summary.count(run == 0 ? Status.DONE : Status.ALREADY_DONE));
      }
      assertEquals(1, opened.get());
    }
    assertEquals(-1, Files.mismatch(out.resolve("a.nii"), out.resolve("b.nii")));
  }

  @Test
  void the_hash_that_is_known_before_is_the_models() throws Exception {
    try (LoadedModel model = LoadedModel.open(Optional.empty())) {
      assertEquals(model.model().sha256(), LoadedModel.sha256(Optional.empty()));
    }
  }

  @Test
  void a_script_gives_its_open_model_and_keeps_it() throws Exception {
    List<String> told = new ArrayList<>();
    BatchListener listener =
        new BatchListener() {
          @Override
          public void started(String name, int number, int of) {
            told.add("started " + name + " " + number + "/" + of);
          }

          @Override
          public void ended(JobOutcome outcome, int number, int of) {
            told.add(outcome.status() + " " + outcome.out() + " " + number + "/" + of);
          }
        };
    try (LoadedModel model = LoadedModel.open(Optional.empty())) {
      BatchRunner.run(jobs("a.nii"), out, model, BatchOptions.defaults(), listener);
      BatchSummary second =
          BatchRunner.run(jobs("b.nii.gz"), out, model, BatchOptions.defaults(), listener);
      assertTrue(second.isDone(), "the model is still open");
      assertFalse(second.isWorthRepeating());
    }
    assertEquals(
        List.of("started a.nii 1/1", "DONE a.nii 1/1", "started b.nii.gz 1/1", "DONE b.nii.gz 1/1"),
        told);
  }

  @Test
  void a_cancelled_run_leaves_whole_jobs_only_and_goes_on_later() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    int afterFirst;
    try (BatchModel model = counted(new AtomicInteger())) {
      BatchRunner.run(
          jobs("first.nii"),
          out,
          model,
          BatchOptions.defaults(),
          BatchListener.NONE,
          cancelledAt(looks, Integer.MAX_VALUE));
      afterFirst = looks.get();
    }
    for (int at : new int[] {0, 1, afterFirst / 2, afterFirst, afterFirst + afterFirst / 2}) {
      try (BatchModel model = counted(new AtomicInteger())) {
        looks.set(0);
        BatchSummary summary =
            BatchRunner.run(
                jobs("a" + at + ".nii", "b" + at + ".nii", "c" + at + ".nii"),
                out,
                model,
                BatchOptions.defaults(),
                BatchListener.NONE,
                cancelledAt(looks, at));
        long done = summary.count(Status.DONE);
        assertEquals(3 - done, summary.count(Status.CANCELLED));
        assertTrue(done < 3 && summary.isWorthRepeating());
        assertEquals(done, files("[abc]" + at + "\\.nii"));
        assertEquals(done, files("[abc]" + at + "\\.result\\.json"));
        assertEquals(0, files("\\..*"), "nothing hidden is left");
      }
    }
    try (BatchModel model = counted(new AtomicInteger())) {
      assertTrue(
          BatchRunner.run(
                  jobs("a1.nii", "b1.nii", "c1.nii"),
                  out,
                  model,
                  BatchOptions.defaults(),
                  BatchListener.NONE,
                  Progress.none())
              .isDone());
    }
  }

  private long files(String pattern) throws IOException {
    if (!Files.exists(out)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(out)) {
      return all.filter(f -> f.getFileName().toString().matches(pattern)).count();
    }
  }

  private static Progress cancelledAt(AtomicInteger looks, int at) {
    return new Progress() {
      @Override
      public void update(int done, int total) {}

      @Override
      public boolean isCancelled() {
        return looks.getAndIncrement() >= at;
      }
    };
  }

  @Test
  void the_summary_keeps_no_results_and_the_listener_gets_them() throws Exception {
    List<JobOutcome> told = new ArrayList<>();
    BatchListener listener =
        new BatchListener() {
          @Override
          public void ended(JobOutcome outcome, int number, int of) {
            told.add(outcome);
          }
        };
    try (BatchModel model = counted(new AtomicInteger())) {
      BatchSummary summary =
          BatchRunner.run(
              jobs("a.nii", "b.nii"),
              out,
              model,
              BatchOptions.defaults(),
              listener,
              Progress.none());
      assertTrue(summary.isDone());
      assertTrue(summary.outcomes().stream().allMatch(o -> o.result().isEmpty()));
    }
    assertEquals(5, told.get(1).result().orElseThrow().structures().get(0).confidence().size());
  }

  @Test
  void a_disk_without_locks_is_told_and_done_without_them_only_when_asked() throws Exception {
    Files.createDirectories(out);
    BatchJob job = jobs("a.nii").jobs().get(0);
    JobRun.Locks none =
        file -> {
          throw new LocksUnavailableException(new IOException("No locks available"));
        };
    try (BatchModel model = counted(new AtomicInteger())) {
      JobOutcome refused =
          new JobRun(out, model, BatchOptions.defaults(), Progress.none(), none).run(job);
      assertEquals(Status.FAILED, refused.status());
      assertTrue(refused.isWorthRepeating());
      assertTrue(refused.sentence().contains("No locks available"), refused.sentence());
      assertTrue(refused.sentence().contains("--no-lock"), refused.sentence());
      assertFalse(Files.exists(out.resolve("a.nii")));
      JobOutcome done =
          new JobRun(out, model, BatchOptions.defaults().withLocks(false), Progress.none(), none)
              .run(job);
      assertEquals(Status.DONE, done.status(), done.sentence());
    }
  }

  private static JobOutcome only(JobOutcome[] told, BatchSummary summary) {
    assertEquals(1, summary.count(told[0].status()), summary.json());
    return told[0];
  }

  private JobOutcome run(String name, BatchOptions options) throws Exception {
    JobOutcome[] told = new JobOutcome[1];
    BatchListener listener =
        new BatchListener() {
          @Override
          public void started(String job, int number, int of) {}

          @Override
          public void ended(JobOutcome outcome, int number, int of) {
            told[0] = outcome;
          }
        };
    try (BatchModel model = counted(new AtomicInteger())) {
      return only(
          told, BatchRunner.run(jobs(name), out, model, options, listener, Progress.none()));
    }
  }

  @Test
  void an_earlier_table_of_labels_names_no_new_mask() throws Exception {
    Path table = Files.createDirectories(out).resolve("a.labels.tsv");
    Files.writeString(table, "value\tname\n1\tSpleen\n");
    JobOutcome refused = run("a.nii.gz", BatchOptions.defaults());
    assertEquals(Status.REFUSED, refused.status());
    assertTrue(
        refused.sentence().contains("a.labels.tsv is there and tells something else"),
        refused.sentence());
    assertEquals(1, files(".*"), "nothing else is left");
    assertEquals(
        Status.DONE, run("a.nii.gz", BatchOptions.defaults().withOverwrite(true)).status());
    assertEquals("Liver", LabelTable.read(out.resolve("a.nii.gz")).segment(1).label());
    Files.delete(out.resolve("a.nii.gz"));
    assertEquals(
        Status.DONE, run("a.nii.gz", BatchOptions.defaults()).status(), "the table is its own");
    Files.delete(out.resolve("a.nii.gz"));
    Files.delete(out.resolve("a.result.json"));
    assertEquals(
        Status.DONE, run("a.nii.gz", BatchOptions.defaults()).status(), "done anew, as advised");
    Files.writeString(table, Files.readString(table).replace("Liver", "Liver, by Ann"));
    Files.delete(out.resolve("a.nii.gz"));
    assertEquals(Status.REFUSED, run("a.nii.gz", BatchOptions.defaults()).status(), "an edit");
    assertTrue(Files.readString(table).contains("Ann"));
  }

  @Test
  void what_a_killed_job_made_is_not_thrown_away_by_a_job_for_another_ending() throws Exception {
    assertEquals(Status.DONE, run("a.nii", BatchOptions.defaults()).status());
    Path work = Files.createDirectory(out.resolve(".a.job"));
    Files.move(out.resolve("a.nii"), work.resolve("a.nii"));
    Files.move(out.resolve("a.result.json"), work.resolve("result.json"));
    JobOutcome refused = run("a.nii.gz", BatchOptions.defaults().withOverwrite(true));
    assertEquals(Status.REFUSED, refused.status(), refused.sentence());
    assertTrue(refused.sentence().contains("share its files with a.nii"), refused.sentence());
    assertEquals(Status.ALREADY_DONE, run("a.nii", BatchOptions.defaults()).status());
  }

  @Test
  void a_mask_that_comes_while_the_job_runs_is_not_replaced() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    Progress somebody =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            if (looks.incrementAndGet() == 5) {
              try {
                Files.writeString(out.resolve("a.nii"), "somebody's");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            return false;
          }
        };
    try (BatchModel model = counted(new AtomicInteger())) {
      BatchSummary summary =
          BatchRunner.run(
              jobs("a.nii"), out, model, BatchOptions.defaults(), BatchListener.NONE, somebody);
      assertEquals(1, summary.count(Status.REFUSED), summary.json());
    }
    assertTrue(looks.get() > 5, "the job was under way");
    assertEquals("somebody's", Files.readString(out.resolve("a.nii")));
    assertEquals(1, files(".*"), "nothing else is left");
  }

  @Test
  void a_model_that_fails_in_the_middle_is_worth_repeating_and_is_repeated_unasked()
      throws Exception {
    LoadedModel open = LoadedModel.open(Optional.empty());
    open.close(); // its runs fail from now on
    try (BatchModel broken = BatchModel.lazily(open.model().sha256(), () -> open)) {
      BatchSummary summary =
          BatchRunner.run(
              jobs("a.nii"),
              out,
              broken,
              BatchOptions.defaults(),
              BatchListener.NONE,
              Progress.none());
      assertEquals(1, summary.count(Status.FAILED));
      assertTrue(summary.isWorthRepeating(), summary.json());
    }
    assertFalse(Files.exists(out.resolve("a.nii")));
    try (LoadedModel model = LoadedModel.open(Optional.empty())) {
      BatchSummary summary =
          BatchRunner.run(jobs("a.nii"), out, model, BatchOptions.defaults(), BatchListener.NONE);
      assertEquals(1, summary.count(Status.DONE), summary.json());
    }
  }

  @Test
  void a_model_that_cannot_be_opened_ends_the_run_without_blaming_a_job() throws Exception {
    try (BatchModel none =
        BatchModel.lazily(
            "0".repeat(64),
            () -> {
              throw new ModelException("There is none.");
            })) {
      assertThrows(
          ModelException.class,
          () ->
              BatchRunner.run(
                  jobs("a.nii"),
                  out,
                  none,
                  BatchOptions.defaults(),
                  BatchListener.NONE,
                  Progress.none()));
    }
    assertEquals(0, files(".*"));
  }
}
