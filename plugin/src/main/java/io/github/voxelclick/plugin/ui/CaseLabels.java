package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.plugin.convert.LabelLoader;
import io.github.voxelclick.plugin.convert.OtherGridException;
import io.github.voxelclick.plugin.convert.ReadSettings;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.volume.VolumeException;
import java.awt.EventQueue;
import java.awt.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Lays masks of files on one image, and works on the first of them. */
final class CaseLabels {
  private final OpenedVolume opened;
  private final SegmentationSession session;
  private final CaseRecorder recorder;
  private final Case subject;
  private final QuestionWindow question = new QuestionWindow();

  /** The image's jobs and windows. */
  interface Case {
    /** As of {@link CaseCommands.Jobs}. */
    <T> void submit(String what, LatestJobRunner.Job<T> job);

    /** As of {@link CaseJobs}. */
    <T> void submitAndWait(String what, LatestJobRunner.Job<T> job) throws VolumeException;

    /** What questions belong to. */
    Window owner();

    /** Works on another segment, one that is there; on any thread but the event thread. */
    void work(int number);
  }

  CaseLabels(
      OpenedVolume opened, SegmentationSession session, CaseRecorder recorder, Case subject) {
    this.opened = opened;
    this.session = session;
    this.recorder = recorder;
    this.subject = subject;
  }

  /** Loads a file; asks whether to resample masks of another grid. */
  void load(Path file) {
    LatestJobRunner.Job<List<Integer>> plain = loading(file, false);
    subject.submit(
        Texts.get("case.job.loading"),
        progress -> {
          try {
            return plain.run(progress);
          } catch (OtherGridException e) {
            EventQueue.invokeLater(() -> askToResample(file, e));
            throw (CancellationException) new CancellationException("on another grid").initCause(e);
          }
        });
  }

  private void askToResample(Path file, OtherGridException other) {
    question.show(
        subject.owner(),
        Texts.get("grid.ask", other.difference()),
        List.of(Texts.get("grid.resample"), Texts.get("grid.cancel")),
        answer -> {
          if (answer == 0) {
            subject.submit(Texts.get("case.job.loading"), loading(file, true));
          }
        });
  }

  /**
   * Loads a file and waits for the end; for the thread of a command.
   *
   * @param resample whether masks of another grid are put onto that of the image
   * @throws OtherGridException when they lie on another and are not to be
   */
  void loadAndWait(Path file, boolean resample) throws VolumeException {
    subject.submitAndWait(Texts.get("case.job.loading"), loading(file, resample));
  }

  private LatestJobRunner.Job<List<Integer>> loading(Path file, boolean resample) {
    return progress -> {
      LabelLoader.Labels labels =
          LabelLoader.read(opened, file, ReadSettings.PLAIN.withResample(resample), progress);
      List<Integer> numbers =
          recorder.as(
              MacroLine.of(MacroCommand.LOAD)
                  .with("path", file.toAbsolutePath())
                  .withFlag("resample", resample),
              () -> LabelLoader.enter(session, labels));
      Messages.warnings(labels.warnings());
      if (!numbers.isEmpty()) {
        subject.work(numbers.get(0)); // who loads a mask wants to see to it
      }
      return numbers;
    };
  }

  /** The image is closed. On the event thread. */
  void dispose() {
    question.dispose();
  }
}
