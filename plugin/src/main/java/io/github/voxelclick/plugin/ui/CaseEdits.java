package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.task.EditQueue;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * Keeps what is asked of one case in order: edits are entered one after the other, and a job begins
 * once the edits before it are entered. Thread-safe, but for {@link #prompt}.
 */
final class CaseEdits implements CaseCommands.Jobs {
  private final SegmentationSession session;
  private final DisplayState display;
  private final EditQueue queue;
  private final CaseJobs jobs;
  private final CaseWindows windows;
  private final CaseClosing closing;
  private final Corrections corrections = new Corrections();

  /**
   * Nothing is asked for yet.
   *
   * @param queue enters the edits, until the image is closed
   * @param windows drawn anew after each edit
   * @param closing told what it may have waited for
   */
  CaseEdits(
      SegmentationSession session,
      DisplayState display,
      EditQueue queue,
      CaseJobs jobs,
      CaseWindows windows,
      CaseClosing closing) {
    this.session = session;
    this.display = display;
    this.queue = queue;
    this.jobs = jobs;
    this.windows = windows;
    this.closing = closing;
  }

  /** Enters a prompt for the segment in hand, and has it answered. On the event thread. */
  void prompt(Prompt prompt) {
    IntSupplier target = display.target();
    Overlap overlap = display.overlap();
    enter(
        () -> {
          int segment = target.getAsInt();
          session.addPrompt(segment, prompt, overlap);
          corrections.add(segment, prompt.plane());
          return true;
        },
        () ->
            follow(
                Texts.get("case.job.segmenting"),
                progress -> corrections.carry(session, progress)));
  }

  @Override
  public void takenBack() {
    corrections.clear();
  }

  @Override
  public void enter(EditQueue.Edit edit, Runnable then) {
    queue.enter(
        edit,
        new EditQueue.Listener() {
          @Override
          public void entered() {
            if (windows.isOpen()) {
              then.run();
              windows.changed();
            }
            closing.closing().settled(true);
          }

          @Override
          public void unchanged() {
            closing.closing().settled(true);
          }

          @Override
          public void failed(Throwable cause) {
            Messages.failure(cause);
            closing.closing().settled(false);
          }
        });
  }

  @Override
  public <T> void submit(String what, LatestJobRunner.Job<T> job) {
    enter(() -> true, () -> follow(what, job));
  }

  @Override
  public <T> void follow(String what, LatestJobRunner.Job<T> job) {
    jobs.submit(what, job);
  }

  /**
   * As of {@link CaseJobs}, once all edits before it are entered.
   *
   * @throws CancellationException when a person cancels it
   */
  <T> void submitAndWait(String what, LatestJobRunner.Job<T> job) throws VolumeException {
    jobs.submitAndWait(what, afterEdits(job));
  }

  /** As {@link #submitAndWait}, for a job that writes a file: the image stays open meanwhile. */
  <T> void saveAndWait(Path file, LatestJobRunner.Job<T> job) throws VolumeException {
    String name = String.valueOf(file.getFileName());
    AtomicBoolean written = new AtomicBoolean();
    closing.begin(name);
    try {
      submitAndWait(
          Texts.get("case.job.saving", name),
          progress -> {
            T result = job.run(progress);
            written.set(true);
            return result;
          });
    } finally {
      closing.end(name, written.get());
    }
  }

  /** A job builds on what was asked for before it, which may still be on its way to the disk. */
  private <T> LatestJobRunner.Job<T> afterEdits(LatestJobRunner.Job<T> job) {
    EditQueue.Place place = queue.place();
    return progress -> {
      place.pass();
      return job.run(progress);
    };
  }
}
