package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import ij.gui.GenericDialog;
import io.github.voxelclick.plugin.batch.BatchJobs;
import io.github.voxelclick.plugin.batch.BatchListener;
import io.github.voxelclick.plugin.batch.BatchModel;
import io.github.voxelclick.plugin.batch.BatchOptions;
import io.github.voxelclick.plugin.batch.BatchRunner;
import io.github.voxelclick.plugin.batch.BatchSummary;
import io.github.voxelclick.plugin.batch.JobOutcome;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.Reader;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Does a table or a folder of jobs with the model that images are opened with. Runs on a command's
 * thread; Escape ends it after the step under way, and what is done stays done.
 */
final class BatchCommand {
  private static final String LAST_JOBS = "voxelclick.batch.jobs";
  private static final String LAST_OUT = "voxelclick.batch.out";

  private final Workbench workbench;

  BatchCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  /**
   * As the options say, or as a person does.
   *
   * @throws JobException when a job is not done; the others are
   */
  void run(Optional<MacroOptions> options) throws VolumeException {
    if (options.isPresent()) {
      MacroOptions o = options.get();
      carryOut(o.path("jobs"), o.path("out"), o.flag("retry_failed"), o.flag("overwrite"));
      return;
    }
    GenericDialog dialog = new GenericDialog("VoxelClick Batch");
    PathField.addExisting(dialog, "Jobs", Prefs.get(LAST_JOBS, ""));
    PathField.addExisting(dialog, "Out", Prefs.get(LAST_OUT, ""));
    dialog.addCheckbox("Retry_failed", false);
    dialog.addCheckbox("Overwrite", false);
    dialog.addMessage(Texts.get("batch.what"));
    dialog.showDialog();
    if (dialog.wasCanceled()) {
      return;
    }
    Path jobs = InputPath.of(dialog.getNextString());
    Path out = InputPath.of(dialog.getNextString());
    boolean retryFailed = dialog.getNextBoolean();
    boolean overwrite = dialog.getNextBoolean();
    Prefs.set(LAST_JOBS, jobs.toString());
    Prefs.set(LAST_OUT, out.toString());
    if (workbench.script().isRecording()) {
      workbench
          .script()
          .write(
              MacroLine.of(MacroCommand.BATCH)
                  .with("jobs", jobs.toAbsolutePath())
                  .with("out", out.toAbsolutePath())
                  .withFlag("retry_failed", retryFailed)
                  .withFlag("overwrite", overwrite));
    }
    carryOut(jobs, out, retryFailed, overwrite);
  }

  private void carryOut(Path jobs, Path out, boolean retryFailed, boolean overwrite)
      throws VolumeException {
    BatchJobs all = BatchJobs.read(jobs);
    BatchOptions options =
        new BatchOptions(Reader.name(Optional.empty()), true, retryFailed, overwrite);
    Progress progress = new EscapeProgress();
    LoadedModel model = workbench.acquire();
    BatchSummary summary;
    try {
      summary =
          BatchRunner.run(all, out, BatchModel.of(model), options, new StatusLines(), progress);
    } finally {
      workbench.release();
      Messages.progress(1, 1);
    }
    summary.writeInto(out);
    if (!summary.isDone()) {
      throw new JobException(
          summary.sentence()
              + ". The first that is not done: "
              + summary.outcomes().stream()
                  .filter(o -> !o.isDone())
                  .findFirst()
                  .map(JobOutcome::sentence)
                  .orElse("")
              + " "
              + BatchSummary.FILE
              + " in the out folder has them all.");
    }
    Messages.log("VoxelClick: " + summary.sentence());
  }

  /** What is being done now. */
  private static final class StatusLines implements BatchListener {
    @Override
    public void started(String out, int number, int of) {
      Messages.status(Texts.get("batch.job", out, number, of));
    }
  }
}
