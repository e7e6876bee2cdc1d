package io.github.voxelclick.plugin.batch;

import io.github.voxelclick.plugin.batch.JobOutcome.Status;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs jobs one after the other with one model. Beside each mask {@code NAME.dcm} or {@code
 * NAME.nii.gz} lies {@code NAME.result.json}; a job whose result and mask are those of the same job
 * and model is not done again. It may be broken off or killed at any moment and run again, and
 * several may share an out folder: no two work on one job. Stateless.
 */
public final class BatchRunner {
  private BatchRunner() {}

  /**
   * Runs all jobs with a model that is open, in the way of a script.
   *
   * @param jobs what to do
   * @param out folder for the masks, made if it is not there
   * @param model open, and left open
   * @param options how
   * @param listener told of each job, on this thread
   * @return what became of each, without its result; failures of jobs are in it and not thrown
   * @throws VolumeException when the out folder cannot be made
   */
  public static BatchSummary run(
      BatchJobs jobs, Path out, LoadedModel model, BatchOptions options, BatchListener listener)
      throws VolumeException {
    return run(jobs, out, BatchModel.of(model), options, listener, Progress.none());
  }

  /**
   * Runs all jobs with a model that is opened when the first job needs it.
   *
   * @param model not closed here
   * @param progress asked between slices whether to go on; the job under way is then left undone,
   *     as are those after it
   * @throws VolumeException also when the model cannot be opened; jobs done before stay done
   */
  public static BatchSummary run(
      BatchJobs jobs,
      Path out,
      BatchModel model,
      BatchOptions options,
      BatchListener listener,
      Progress progress)
      throws VolumeException {
    long start = System.nanoTime();
    prepare(out);
    JobRun run = new JobRun(out, model, options, progress);
    List<JobOutcome> outcomes = new ArrayList<>();
    int of = jobs.jobs().size();
    for (BatchJob job : jobs.jobs()) {
      int number = outcomes.size() + 1;
      if (progress.isCancelled()) {
        outcomes.add(notBegun(job));
        continue;
      }
      listener.started(job.out(), number, of);
      JobOutcome outcome = run.run(job);
      outcomes.add(outcome.withoutResult());
      listener.ended(outcome, number, of);
      progress.update(number, of);
    }
    return new BatchSummary(outcomes, model.sha256(), (System.nanoTime() - start) / 1e9);
  }

  private static JobOutcome notBegun(BatchJob job) {
    return JobOutcome.not(
        job,
        Status.CANCELLED,
        FailureKind.TEMPORARY,
        "The run was ended before this job was begun. Run it again.",
        Optional.empty(),
        0);
  }

  private static void prepare(Path out) throws JobRefusedException {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new JobRefusedException(
          "Cannot make the out folder "
              + out.getFileName()
              + ": a file of that name is there, or there is no permission. Choose another.",
          e);
    }
  }
}
