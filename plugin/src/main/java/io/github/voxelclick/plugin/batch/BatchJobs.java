package io.github.voxelclick.plugin.batch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Jobs that may run one after the other or side by side: no two write the same files. Immutable.
 *
 * @param jobs in the order of the table, or of the files' names
 */
public record BatchJobs(List<BatchJob> jobs) {
  /** Jobs of one table or folder. */
  static final int MOST = 200_000;

  /** Ours, beside job files when they share a folder with the masks. */
  private static final Pattern NO_JOB =
      Pattern.compile(".*\\.result\\.json|.*\\.provenance\\.json|summary(-\\d+-of-\\d+)?\\.json");

  /** Copies the list; {@link #of} checks it. */
  public BatchJobs {
    jobs = List.copyOf(jobs);
  }

  /**
   * Jobs that were made by a program.
   *
   * @throws JobRefusedException when two have the same target
   */
  public static BatchJobs of(List<BatchJob> jobs) throws JobRefusedException {
    Map<String, BatchJob> targets = new HashMap<>();
    for (BatchJob job : jobs) {
      BatchJob other = targets.putIfAbsent(job.output().key(), job);
      if (other != null) {
        throw new JobRefusedException(
            "Two jobs have the same target: \""
                + other.out()
                + "\" and \""
                + job.out()
                + "\" would share the files beside the mask; expected names that differ in more"
                + " than ending and case. Change one.");
      }
    }
    return new BatchJobs(jobs);
  }

  /**
   * Reads jobs.
   *
   * @param path a table ({@code .csv}, {@code .tsv}), one job file ({@code .json}), or a folder of
   *     job files; the folders in it are not looked at
   * @throws JobRefusedException when something in it is misspelt or would do harm
   */
  public static BatchJobs read(Path path) throws JobRefusedException {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    if (Files.isDirectory(path)) {
      return of(readFolder(path));
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return of(JobTable.read(path));
    }
    if (name.endsWith(".json")) {
      return readJob(path);
    }
    throw new JobRefusedException(
        "Cannot tell what jobs "
            + path.getFileName()
            + " holds: expected a table that ends in .csv or .tsv, a job file that ends in .json,"
            + " or a folder of job files. Give one.");
  }

  /**
   * Reads one job file.
   *
   * @throws JobRefusedException when it is misspelt or would do harm
   */
  public static BatchJobs readJob(Path file) throws JobRefusedException {
    return of(List.of(JobReader.read(file)));
  }

  private static List<BatchJob> readFolder(Path folder) throws JobRefusedException {
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, BatchJobs::isJobFile)) {
      for (Path file : all) {
        files.add(file);
        if (files.size() > MOST) {
          throw tooMany(name);
        }
      }
    } catch (IOException e) {
      throw new JobRefusedException(
          "Cannot look into the folder " + name + ". Check its permissions.", e);
    }
    if (files.isEmpty()) {
      throw new JobRefusedException(
          "The folder " + name + " holds no job: expected files that end in .json. Give another.");
    }
    files.sort(null);
    List<BatchJob> jobs = new ArrayList<>();
    for (Path file : files) {
      jobs.add(JobReader.read(file));
    }
    return jobs;
  }

  private static boolean isJobFile(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".json") && !name.startsWith(".") && !NO_JOB.matcher(name).matches();
  }

  static JobRefusedException tooMany(String name) {
    return new JobRefusedException(
        name + ": it has more than " + MOST + " jobs. Divide it into several.");
  }

  /**
   * Every {@code of}-th job, so that the shards of one list share no job and leave none out.
   *
   * @param number of the shard, 1 to {@code of}
   * @param of how many shards there are
   * @throws IllegalArgumentException when there is no such shard
   */
  public BatchJobs shard(int number, int of) {
    if (number < 1 || number > of) {
      throw new IllegalArgumentException("no shard " + number + " of " + of);
    }
    return new BatchJobs(
        IntStream.range(0, jobs.size())
            .filter(n -> n % of == number - 1)
            .mapToObj(jobs::get)
            .toList());
  }
}
