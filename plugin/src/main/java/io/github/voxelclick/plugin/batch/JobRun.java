package io.github.voxelclick.plugin.batch;

import io.github.voxelclick.dicom.rtstruct.RtStructureSet;
import io.github.voxelclick.dicom.seg.SegSummary;
import io.github.voxelclick.journal.LocksUnavailableException;
import io.github.voxelclick.journal.ProcessLock;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.batch.JobOutcome.Status;
import io.github.voxelclick.plugin.task.Complaint;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.task.OutputPath;
import io.github.voxelclick.plugin.task.ProvenanceBeside;
import io.github.voxelclick.plugin.task.Stopwatch;
import io.github.voxelclick.plugin.task.Version;
import io.github.voxelclick.volume.MemoryShortageException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * One job in an out folder: decides whether there is anything to do, does it, and leaves either
 * what was there or mask, provenance and result that belong together. Not thread-safe.
 */
final class JobRun {
  private final Path out;
  private final BatchModel model;
  private final BatchOptions options;
  private final Progress progress;
  private final Locks locks;

  /** Takes the lock of a job. */
  @FunctionalInterface
  interface Locks {
    /** As {@link ProcessLock#tryAcquire}. */
    Optional<ProcessLock> tryAcquire(Path file) throws IOException;
  }

  JobRun(Path out, BatchModel model, BatchOptions options, Progress progress) {
    this(out, model, options, progress, ProcessLock::tryAcquire);
  }

  JobRun(Path out, BatchModel model, BatchOptions options, Progress progress, Locks locks) {
    this.locks = locks;
    this.out = out;
    this.model = model;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Does a job.
   *
   * @return what became of it, its failure included
   * @throws VolumeException when the model cannot be opened, so that no job can be done
   */
  JobOutcome run(BatchJob job) throws VolumeException {
    Stopwatch watch = new Stopwatch();
    try {
      Path mask = job.output().in(out);
      Files.createDirectories(mask.toAbsolutePath().getParent());
      job.output().in(out); // again, now that all folders are there
      JobFiles files = new JobFiles(mask, job.output().stem());
      if (!options.locks()) {
        return locked(job, files, watch);
      }
      Optional<ProcessLock> lock = locks.tryAcquire(files.lock());
      if (lock.isEmpty()) {
        return JobOutcome.not(
            job,
            Status.BUSY,
            FailureKind.TEMPORARY,
            "Another process is at this job. Wait for it, or give the processes different shards.",
            Optional.empty(),
            watch.lapMs());
      }
      try {
        return locked(job, files, watch);
      } finally {
        lock.get().closeAndRemove();
      }
    } catch (JobRefusedException e) {
      return refused(job, e.getMessage(), Optional.empty(), watch);
    } catch (LocksUnavailableException e) {
      return failed(job, new JobException(noLocks(e), e), FailureKind.TEMPORARY, watch);
    } catch (IOException | MemoryShortageException e) {
      return failed(job, e, FailureKind.TEMPORARY, watch);
    } catch (CancellationException e) {
      return cancelled(job, watch);
    } catch (RuntimeException | OutOfMemoryError e) {
      return failed(job, e, FailureKind.of(e, false), watch); // the jobs after it are to be tried
    }
  }

  private static String noLocks(LocksUnavailableException e) {
    return "Cannot lock the job in the out folder: "
        + e.getMessage()
        + ", so that another process at the same job would not be noticed. Choose an out folder on"
        + " another disk, have locks switched on (Lustre: mount option flock; NFS: its lock"
        + " service), or give --no-lock where no other process can be at the same job.";
  }

  private static JobOutcome failed(
      BatchJob job, Throwable cause, FailureKind kind, Stopwatch watch) {
    return JobOutcome.not(
        job,
        Status.FAILED,
        kind,
        Sentences.without(job, Complaint.about(cause)),
        Optional.empty(),
        watch.lapMs());
  }

  private JobOutcome locked(BatchJob job, JobFiles files, Stopwatch watch)
      throws VolumeException, IOException {
    Optional<Path> unfinished = files.recover();
    if (unfinished.isPresent()) { // even to overwrite
      return refused(
          job,
          files.mask().getFileName()
              + " would share its files with "
              + unfinished.get().getFileName()
              + ", which is made and whose job was broken off before all was in its place. Run that"
              + " job again, and choose a name that differs in more than the ending, or another out"
              + " folder.",
          Optional.empty(),
          watch);
    }
    Optional<JobResult> before = ResultJson.read(files.result());
    Optional<String> lying = JobFiles.sha256(files.mask());
    if (before.isEmpty()
        && Files.exists(files.result(), LinkOption.NOFOLLOW_LINKS)
        && !options.overwrite()) {
      return refused(
          job,
          files.result().getFileName()
              + " is there and is no result of a job that can be read. Move it away, or give"
              + " --overwrite.",
          before,
          watch);
    }
    Optional<Path> other =
        before.isPresent() ? files.otherOf(before.get()) : Optional.empty(); // even to overwrite
    if (other.isPresent()) {
      return refused(job, wouldShare(files, files.result(), other.get()), before, watch);
    }
    if (lying.isPresent()
        && before.filter(r -> !r.placeSha256().equals(job.placeSha256())).isPresent()
        && !options.overwrite()) {
      return refused(
          job,
          files.mask().getFileName()
              + " is the mask of an image in another place; another list of jobs made it. Choose"
              + " another out folder, or give --overwrite if the image was moved.",
          before,
          watch);
    }
    boolean same = before.filter(r -> isOf(r, job)).isPresent();
    if (same && before.get().isDone() && lying.equals(before.get().lyingMask())) {
      return JobOutcome.done(job, Status.ALREADY_DONE, before.get(), watch.lapMs());
    }
    if (same && !options.retryFailed() && failedForGood(before.get())) {
      JobResult.Failure error = before.get().error().orElseThrow();
      return JobOutcome.not(
          job, Status.FAILED_BEFORE, error.kind(), error.sentence(), before, watch.lapMs());
    }
    requireApart(job, files);
    Optional<String> own = before.flatMap(JobResult::lyingMask);
    if (own.isEmpty()
        && !options.overwrite()
        && Files.exists(files.provenance())
        && !files.otherEndings().isEmpty()) {
      return refused(
          job, wouldShare(files, files.provenance(), files.otherEndings().get(0)), before, watch);
    }
    if (lying.isPresent() && !lying.equals(own) && !options.overwrite()) {
      if (own.isEmpty()) {
        return refused(
            job,
            files.mask().getFileName()
                + " is there already, and no result tells that this job made it. Choose another"
                + " output, or give --overwrite.",
            before,
            watch);
      }
      if (isReadable(files.mask(), job)) {
        return refused(
            job,
            files.mask().getFileName()
                + " was changed or damaged since this job made it. Keep it under another name, or"
                + " give --overwrite.",
            before,
            watch);
      }
      putAside(files.mask(), lying.get());
      return made(job, files, new Lying(Optional.empty(), own), watch);
    }
    return made(job, files, new Lying(lying, own), watch);
  }

  private static String wouldShare(JobFiles files, Path shared, Path other) {
    return files.mask().getFileName()
        + " would share "
        + shared.getFileName()
        + " with "
        + other.getFileName()
        + ", which is there. Choose a name that differs in more than the ending, or another out"
        + " folder.";
  }

  /** What cannot be read as a mask may be somebody's all the same. An empty file is nobody's. */
  private static void putAside(Path mask, String sha256) throws IOException {
    if (Files.size(mask) == 0) {
      Files.delete(mask);
    } else {
      Path aside = mask.resolveSibling(mask.getFileName() + ".damaged-" + sha256.substring(0, 8));
      Files.move(mask, aside, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The mask in its place, and the one that a job made there last. */
  private record Lying(Optional<String> found, Optional<String> own) {}

  private boolean isOf(JobResult result, BatchJob job) {
    return result.jobSha256().equals(job.sha256())
        && result.placeSha256().equals(job.placeSha256())
        && result.model().sha256().equals(model.sha256());
  }

  private static boolean failedForGood(JobResult result) {
    FailureKind kind = result.error().map(JobResult.Failure::kind).orElse(FailureKind.TEMPORARY);
    return switch (kind) {
      case TEMPORARY -> false;
      case DATA -> true;
      case FAULT -> result.software().equals(Version.text()); // another may have it mended
    };
  }

  private static JobOutcome refused(
      BatchJob job, String sentence, Optional<JobResult> before, Stopwatch watch) {
    return JobOutcome.not(job, Status.REFUSED, FailureKind.DATA, sentence, before, watch.lapMs());
  }

  /**
   * An edit leaves a mask; a cut or emptied file is none, and nobody wants to keep it. Of a DICOM
   * object the headers are read: what is damaged behind them cannot be told from an edit, and is
   * kept.
   *
   * @throws MemoryShortageException when that cannot be told now
   */
  private static boolean isReadable(Path mask, BatchJob job) throws MemoryShortageException {
    try {
      switch (job.format()) {
        case SEG -> SegSummary.read(mask);
        case RTSTRUCT -> RtStructureSet.read(mask);
        case NIFTI -> NiftiReader.read(mask, Progress.none());
      }
      return true;
    } catch (MemoryShortageException e) {
      throw e;
    } catch (VolumeException e) {
      return false;
    }
  }

  private JobOutcome made(BatchJob job, JobFiles files, Lying lying, Stopwatch watch)
      throws VolumeException, IOException {
    if (progress.isCancelled()) {
      return cancelled(job, watch);
    }
    LoadedModel opened = model.open();
    files.begin();
    StudyRun study = new StudyRun(job, opened, options, progress);
    JobResult result;
    try {
      OutputPath.check(files.mask());
      if (job.format() == MaskFileFormat.NIFTI) {
        OutputPath.check(files.table());
      }
      boolean keepsProvenance = keepsProvenance(files);
      result = study.run(files.stagedMask(), lying.found());
      if (keepsProvenance) {
        result =
            result.withWarning(
                files.provenance().getFileName()
                    + " beside the mask is not of this mask and was left as it is. Remove it, or"
                    + " save with provenance.");
      }
      files.finish(result, keepsProvenance);
    } catch (CancellationException e) {
      files.clear();
      return cancelled(job, watch);
    } catch (VolumeException | IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      return failed(job, files, lying, e, study.isSaving(), watch);
    }
    if (!JobFiles.sha256(files.mask()).equals(lying.found())) {
      files.clear();
      return refused(
          job,
          files.mask().getFileName()
              + " was put there or changed while this job ran, and was left as it is. Move it away"
              + " and run the job again.",
          Optional.empty(),
          watch);
    }
    if (!options.overwrite() && files.wouldReplaceTable()) {
      files.clear();
      return refused(
          job,
          files.table().getFileName()
              + " is there and tells something else of the mask's values than this job's would."
              + " Move it away, or give --overwrite.",
          Optional.empty(),
          watch);
    }
    files.publish();
    return JobOutcome.done(job, Status.DONE, result, watch.lapMs());
  }

  private boolean keepsProvenance(JobFiles files) {
    return Files.exists(files.provenance(), LinkOption.NOFOLLOW_LINKS)
        && (!options.provenance() || !ProvenanceBeside.replaces(files.mask()));
  }

  private JobOutcome failed(
      BatchJob job, JobFiles files, Lying lying, Throwable failure, boolean saving, Stopwatch watch)
      throws IOException {
    FailureKind kind = FailureKind.of(failure, saving);
    String mask = String.valueOf(files.mask().getFileName());
    String told = Complaint.about(failure).replace(files.stagedMask().toString(), mask);
    String sentence = Sentences.without(job, told);
    JobResult result =
        new JobResult(
            job.sha256(),
            job.placeSha256(),
            Version.text(),
            new JobResult.Model("", model.sha256(), ""),
            Optional.empty(),
            lying.own(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(new JobResult.Failure(kind, sentence)));
    try {
      files.begin();
      files.finish(result, true);
      files.publish();
    } catch (IOException e) {
      files.clear(); // a full disk has no room for the failure either: it is tried again unasked
    }
    return JobOutcome.not(job, Status.FAILED, kind, sentence, Optional.of(result), watch.lapMs());
  }

  private static JobOutcome cancelled(BatchJob job, Stopwatch watch) {
    return JobOutcome.not(
        job,
        Status.CANCELLED,
        FailureKind.TEMPORARY,
        "The run was ended before this job was done. Run it again.",
        Optional.empty(),
        watch.lapMs());
  }

  /**
   * An image must never be replaced by its mask, not even where replacing is wanted: neither by its
   * name nor where a link among the images leads to the output.
   */
  private void requireApart(BatchJob job, JobFiles files) throws IOException, JobRefusedException {
    Path mask = files.mask();
    Path folder = mask.toAbsolutePath().getParent().toRealPath();
    Path place = folder.resolve(mask.getFileName());
    for (Path input : Stream.concat(Stream.of(job.image()), job.reference().stream()).toList()) {
      if (!Files.exists(input)) {
        continue; // told when it is opened
      }
      Path real = input.toRealPath();
      boolean within = Files.isDirectory(real) ? place.startsWith(real) : place.equals(real);
      if (within || replacesOneOf(files, input)) {
        throw new JobRefusedException(
            "The output "
                + mask.getFileName()
                + " lies where the image is; expected a place apart from it, so that no image is"
                + " replaced and no mask read as an image. Choose another out folder.");
      }
    }
  }

  private boolean replacesOneOf(JobFiles files, Path input) throws IOException {
    List<Path> replaced = files.inPlace();
    if (replaced.isEmpty()) {
      return false;
    }
    try {
      for (Path image : VolumeCatalog.filesOf(input, progress)) {
        for (Path target : replaced) {
          if (Files.exists(image) && Files.isSameFile(image, target)) {
            return true;
          }
        }
      }
      return false;
    } catch (VolumeException e) {
      return false; // told when it is opened
    }
  }
}
