package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.batch.BatchJobs;
import io.github.voxelclick.plugin.batch.BatchListener;
import io.github.voxelclick.plugin.batch.BatchModel;
import io.github.voxelclick.plugin.batch.BatchOptions;
import io.github.voxelclick.plugin.batch.BatchRunner;
import io.github.voxelclick.plugin.batch.BatchSummary;
import io.github.voxelclick.plugin.batch.JobOutcome;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.Interruption;
import io.github.voxelclick.volume.VolumeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code job JOB.json}: one study, for schedulers. */
@Command(
    name = "job",
    description = {
      "Do one job: segment the structures that JOB.json lists, in one mask, with a result beside.",
      "A job that is done is not done again. Exit codes: 0 done, 1 failed because of its data,",
      "2 misspelt, 4 not done for a reason outside of the data; repeat it then. See docs/batch.md."
    })
final class JobCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "JOB.json", description = "A job file.")
  private String job = "";

  @Mixin private JobOptions common = new JobOptions();

  JobCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    BatchJobs jobs = BatchJobs.readJob(InputPath.of(job));
    BatchOptions options = common.options(true); // whoever names one job wants it tried
    try (Interruption interruption = Interruption.watch();
        BatchModel model = common.model(console)) {
      List<JobOutcome> whole = new ArrayList<>();
      BatchListener listener =
          new BatchListener() {
            @Override
            public void ended(JobOutcome outcome, int number, int of) {
              whole.add(outcome);
            }
          };
      BatchSummary summary =
          BatchRunner.run(jobs, common.out(), model, options, listener, interruption);
      JobOutcome outcome = whole.isEmpty() ? summary.outcomes().get(0) : whole.get(0);
      if (common.json()) {
        console.json(outcome.json(true));
      } else {
        (outcome.isDone() ? console.out() : console.err()).println(JobOptions.line(outcome));
      }
      return BatchCommand.exitCode(summary);
    }
  }
}
