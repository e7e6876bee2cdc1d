package io.github.voxelclick.plugin.batch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.voxelclick.dicom.derived.SafeFile;
import io.github.voxelclick.plugin.batch.JobOutcome.Status;
import io.github.voxelclick.plugin.task.Complaint;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What became of all jobs of a run. Immutable.
 *
 * @param outcomes in the order of the jobs
 * @param modelSha256 of the model's ONNX file
 * @param seconds wall time of the whole run, opening the model included
 */
public record BatchSummary(List<JobOutcome> outcomes, String modelSha256, double seconds) {
  /** Name in the out folder. */
  public static final String FILE = "summary.json";

  private static final String FORMAT = "voxelclick-batch-summary";
  private static final int VERSION = 1;

  /** Copies the list. */
  public BatchSummary {
    outcomes = List.copyOf(outcomes);
  }

  /** How many jobs ended so. */
  public long count(Status status) {
    return outcomes.stream().filter(o -> o.status() == status).count();
  }

  /** Whether every mask is there. */
  public boolean isDone() {
    return outcomes.stream().allMatch(JobOutcome::isDone);
  }

  /** Whether running the same again may make a mask that is missing. */
  public boolean isWorthRepeating() {
    return outcomes.stream().anyMatch(JobOutcome::isWorthRepeating);
  }

  /** Images that were segmented in this run a minute of it. */
  public double imagesPerMinute() {
    return seconds > 0 ? Math.rint(count(Status.DONE) * 600 / seconds) / 10 : 0;
  }

  /** The summary as JSON; its keys are an interface: add, do not change. */
  public String json() {
    Gson gson = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
    return gson.toJson(toJson());
  }

  /** As {@link #json}. */
  public JsonObject toJson() {
    JsonObject all = new JsonObject();
    all.addProperty("format", FORMAT);
    all.addProperty("version", VERSION);
    all.addProperty("voxelclick", Version.text());
    all.addProperty("modelSha256", modelSha256);
    all.addProperty("jobs", outcomes.size());
    for (Status status : Status.values()) {
      all.addProperty(status.word(), count(status));
    }
    all.addProperty("seconds", Math.rint(seconds * 10) / 10);
    all.addProperty("imagesPerMinute", imagesPerMinute());
    JsonArray missing = new JsonArray();
    outcomes.stream().filter(o -> !o.isDone()).forEach(o -> missing.add(o.json(false)));
    all.add("notDone", missing);
    return all;
  }

  /** The summary for people, one line. */
  public String sentence() {
    StringBuilder text = new StringBuilder();
    text.append(outcomes.size()).append(outcomes.size() == 1 ? " job: " : " jobs: ");
    text.append(count(Status.DONE)).append(" done, ");
    text.append(count(Status.ALREADY_DONE)).append(" done before, ");
    text.append(count(Status.FAILED) + count(Status.FAILED_BEFORE)).append(" failed");
    append(text, Status.REFUSED, "refused");
    append(text, Status.BUSY, "done by another process");
    append(text, Status.CANCELLED, "not begun or broken off");
    text.append(
        String.format(Locale.ROOT, "; %.1f s, %.1f images per minute", seconds, imagesPerMinute()));
    return text.toString();
  }

  private void append(StringBuilder text, Status status, String words) {
    if (count(status) > 0) {
      text.append(", ").append(count(status)).append(' ').append(words);
    }
  }

  /**
   * Writes {@link #json} to {@code summary.json} in the out folder.
   *
   * @throws JobException when the disk refuses
   */
  public void writeInto(Path out) throws JobException {
    try {
      write(out.resolve(FILE));
    } catch (IOException e) {
      throw new JobException(
          FILE
              + " cannot be written: "
              + Complaint.about(e)
              + " What became of each job is in its result file.",
          e);
    }
  }

  /**
   * Writes {@link #json} to a file, whole or not at all.
   *
   * @param file replaced if it is there
   * @throws IOException when the disk refuses
   */
  public void write(Path file) throws IOException {
    try (SafeFile whole = SafeFile.beside(file)) {
      Files.writeString(whole.temporary(), json() + "\n");
      whole.moveToTarget();
    }
  }
}
