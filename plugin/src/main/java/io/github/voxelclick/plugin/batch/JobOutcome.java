package io.github.voxelclick.plugin.batch;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * What became of one job in a run.
 *
 * @param out the mask's name within the out folder
 * @param status what was done
 * @param kind whether to repeat it; empty for one that is done
 * @param sentence why it is not done, without patient data; empty for one that is done
 * @param result what its result file says now, for the listener; empty where it says nothing or was
 *     not looked at, and in a {@link BatchSummary}
 * @param ms wall time in this run
 */
public record JobOutcome(
    String out,
    Status status,
    Optional<FailureKind> kind,
    String sentence,
    Optional<JobResult> result,
    double ms) {
  /** What a run did with a job. */
  public enum Status {
    /** The mask was made. */
    DONE,
    /** An earlier run made the mask, from the same job and model, and nobody touched it. */
    ALREADY_DONE,
    /** It was tried and failed; the result file says why. */
    FAILED,
    /** An earlier run failed because of the data, and it was not to be tried again. */
    FAILED_BEFORE,
    /** It was not begun, since that would have replaced what it did not make. */
    REFUSED,
    /** Another process is at it. */
    BUSY,
    /** The run was ended first. */
    CANCELLED;

    /** The word for it in JSON. */
    public String word() {
      return switch (this) {
        case DONE -> "done";
        case ALREADY_DONE -> "alreadyDone";
        case FAILED -> "failed";
        case FAILED_BEFORE -> "failedBefore";
        case REFUSED -> "refused";
        case BUSY -> "busy";
        case CANCELLED -> "cancelled";
      };
    }
  }

  static JobOutcome done(BatchJob job, Status status, JobResult result, double ms) {
    return new JobOutcome(job.out(), status, Optional.empty(), "", Optional.of(result), ms);
  }

  static JobOutcome not(
      BatchJob job,
      Status status,
      FailureKind kind,
      String sentence,
      Optional<JobResult> result,
      double ms) {
    return new JobOutcome(job.out(), status, Optional.of(kind), sentence, result, ms);
  }

  /** What a summary needs; results of many jobs with many slices do not fit into memory. */
  JobOutcome withoutResult() {
    return new JobOutcome(out, status, kind, sentence, Optional.empty(), ms);
  }

  /** Whether the mask is there. */
  public boolean isDone() {
    return status == Status.DONE || status == Status.ALREADY_DONE;
  }

  /** Whether the same job may do at another time or place. */
  public boolean isWorthRepeating() {
    return kind.filter(k -> k == FailureKind.TEMPORARY).isPresent();
  }

  /** As JSON: {@code out}, {@code status}, {@code ms}, and what there is of the others. */
  public JsonObject json(boolean withResult) {
    JsonObject all = new JsonObject();
    all.addProperty("out", out);
    all.addProperty("status", status.word());
    kind.ifPresent(k -> all.addProperty("kind", k.word()));
    if (!sentence.isEmpty()) {
      all.addProperty("sentence", sentence);
    }
    all.addProperty("ms", ms);
    if (withResult) {
      result.ifPresent(r -> all.add("result", ResultJson.json(r)));
    }
    return all;
  }
}
