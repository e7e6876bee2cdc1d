package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.onnx.DeviceException;
import io.github.voxelclick.plugin.batch.BatchJobs;
import io.github.voxelclick.plugin.batch.BatchListener;
import io.github.voxelclick.plugin.batch.BatchModel;
import io.github.voxelclick.plugin.batch.BatchOptions;
import io.github.voxelclick.plugin.batch.BatchRunner;
import io.github.voxelclick.plugin.batch.BatchSummary;
import io.github.voxelclick.plugin.batch.JobOutcome;
import io.github.voxelclick.plugin.batch.JobRefusedException;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.Interruption;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch JOBS}: many studies with one model load. */
@Command(
    name = "batch",
    description = {
      "Do many jobs with one model load: a table, or a folder of job files. What is done is not",
      "done again, so that a run may be ended, killed and repeated. Exit codes: 0 all done, 1 a"
          + " job",
      "failed because of its data, 2 misspelt, 4 a job was not done for a reason outside of the",
      "data; repeat the run then. See docs/batch.md."
    })
final class BatchCommand implements Callable<Integer> {
  private static final Pattern SHARD = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  private final Console console;

  @Parameters(paramLabel = "JOBS", description = "JOBS.csv, JOBS.tsv, or a folder of *.json.")
  private String jobs = "";

  @Mixin private JobOptions common = new JobOptions();

  @Option(
      names = "--shard",
      paramLabel = "N/M",
      description = "Only every M-th job, from the N-th; N is 1 to M.")
  private Optional<String> shard = Optional.empty();

  @Option(
      names = "--retry-failed",
      description = "Try jobs again that failed because of their data.")
  private boolean retryFailed;

  BatchCommand(Console console) {
    this.console = console;
  }

  /** Which of several processes this is. */
  private record Shard(int number, int of) {}

  @Override
  public Integer call() throws VolumeException {
    Optional<Shard> part = shard();
    BatchJobs all = BatchJobs.read(InputPath.of(jobs));
    BatchJobs mine = part.map(s -> all.shard(s.number(), s.of())).orElse(all);
    Path out = common.out();
    BatchOptions options = common.options(retryFailed);
    try (Interruption interruption = Interruption.watch();
        BatchModel model = common.model(console)) {
      BatchSummary summary = BatchRunner.run(mine, out, model, options, new Lines(), interruption);
      String name =
          part.map(s -> "summary-" + s.number() + "-of-" + s.of() + ".json")
              .orElse(BatchSummary.FILE);
      boolean written = write(summary, out.resolve(name));
      console.out().println(common.json() ? summary.json() : summary.sentence());
      return written ? exitCode(summary) : CommandLineProgram.TEMPORARY;
    }
  }

  private boolean write(BatchSummary summary, Path file) {
    try {
      summary.write(file);
      return true;
    } catch (IOException e) {
      console
          .err()
          .println(
              "voxelclick: "
                  + file.getFileName()
                  + " cannot be written: "
                  + e.getMessage()
                  + ". What became of each job is in its result file.");
      return false;
    }
  }

  /** What a scheduler is told when no job could be begun. */
  static int exitCode(Exception failure) {
    if (failure instanceof JobRefusedException || failure instanceof JobException) {
      return CommandLineProgram.MISSPELT;
    }
    // What is not on this computer may be on another.
    return failure instanceof DeviceException
        ? CommandLineProgram.TEMPORARY
        : CommandLineProgram.FAILED;
  }

  /** What a scheduler is told. */
  static int exitCode(BatchSummary summary) {
    if (summary.isDone()) {
      return CommandLineProgram.DONE;
    }
    return summary.isWorthRepeating() ? CommandLineProgram.TEMPORARY : CommandLineProgram.FAILED;
  }

  private Optional<Shard> shard() throws JobRefusedException {
    if (shard.isEmpty()) {
      return Optional.empty();
    }
    Matcher m = SHARD.matcher(shard.get().strip());
    if (m.matches()) {
      int number = Integer.parseInt(m.group(1));
      int of = Integer.parseInt(m.group(2));
      if (number >= 1 && number <= of) {
        return Optional.of(new Shard(number, of));
      }
    }
    throw new JobRefusedException(
        "Cannot read --shard \"" + shard.get() + "\": expected N/M with N from 1 to M, as in 2/8.");
  }

  /** One line for each job, and none with {@code --json}. */
  private final class Lines implements BatchListener {
    @Override
    public void ended(JobOutcome outcome, int number, int of) {
      if (!common.json()) {
        console.out().println("[" + number + "/" + of + "] " + JobOptions.line(outcome));
      }
    }
  }
}
