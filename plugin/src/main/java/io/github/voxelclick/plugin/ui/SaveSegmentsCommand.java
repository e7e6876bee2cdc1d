package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.ij.LabelImages;
import io.github.voxelclick.plugin.ij.MeasurementResults;
import io.github.voxelclick.plugin.ij.SegmentRois;
import io.github.voxelclick.plugin.save.SaveDialog;
import io.github.voxelclick.plugin.save.SaveRequest;
import io.github.voxelclick.plugin.save.SaveSubject;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.task.MaskSaver;
import io.github.voxelclick.plugin.task.MeasuredSegment;
import io.github.voxelclick.plugin.task.Reader;
import io.github.voxelclick.plugin.task.SessionSaver;
import io.github.voxelclick.plugin.task.UnconfirmedSlices;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import java.awt.EventQueue;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Asks which segments to save as what, and saves them. Runs on a command's thread. */
final class SaveSegmentsCommand {
  private final SegmentationController controller;

  SaveSegmentsCommand(SegmentationController controller) {
    this.controller = controller;
  }

  void run() throws VolumeException {
    AtomicReference<Optional<SaveSubject>> subject = new AtomicReference<>(Optional.empty());
    controller.submitAndWait(
        Texts.get("case.job.segmenting"),
        progress -> {
          session().answerPending(progress);
          subject.set(
              Optional.of(
                  SaveSubject.of(
                      session().state(),
                      session().volume().geometry(),
                      controller.opened().dicomSource().isPresent())));
          return subject;
        });
    if (subject.get().isEmpty()) {
      return; // cancelled, or a failure that was told of
    }
    Optional<SaveRequest> request = ask(subject.get().get());
    if (request.isPresent()) {
      carryOut(request.get());
    }
  }

  private SegmentationSession session() {
    return controller.session();
  }

  private Optional<SaveRequest> ask(SaveSubject subject) throws VolumeException {
    Optional<String> reader = Reader.name(Optional.empty());
    AtomicReference<Optional<SaveRequest>> answer = new AtomicReference<>(Optional.empty());
    try {
      EventQueue.invokeAndWait(
          () ->
              answer.set(
                  SaveDialog.ask(controller.panel().frame(), subject, new PrefsMemory(), reader)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the dialog failed", e.getCause());
    }
    return answer.get();
  }

  private void carryOut(SaveRequest request) {
    String what =
        Texts.get(
            "case.job.saving",
            request.file().map(Path::getFileName).map(Path::toString).orElse(""));
    controller.submitAndWait(what.strip(), job(request));
  }

  private LatestJobRunner.Job<SaveRequest> job(SaveRequest request) {
    return progress -> {
      if (request.file().isPresent()) {
        saveFile(request, request.file().get(), progress);
      } else {
        showInImageJ(request, progress);
      }
      return request;
    };
  }

  private void saveFile(SaveRequest request, Path file, Progress progress) throws VolumeException {
    request.requireStillFree();
    Messages.warnings(UnconfirmedSlices.warnings(session().state(), request.segments()));
    SessionSaver saver =
        new SessionSaver(
            new MaskSaver(controller.opened(), request.reference()),
            controller.model(),
            request.reader(),
            request.provenance());
    Messages.warnings(
        saver.save(
            session(),
            request.described(session().state()),
            file,
            request.target().file().orElseThrow(),
            progress));
  }

  private void showInImageJ(SaveRequest request, Progress progress) throws VolumeException {
    Segmentation segments = request.segmentation(session().state(), session().volume().geometry());
    switch (request.target()) {
      case LABEL_IMAGE -> {
        LabelImages images =
            LabelImages.of(segments, session().volume(), Texts.get("case.labels.title"), progress);
        EventQueue.invokeLater(images::show);
      }
      case ROI_MANAGER -> {
        SegmentRois rois = SegmentRois.of(segments, progress);
        EventQueue.invokeLater(rois::addToManager);
      }
      default -> {
        List<MeasuredSegment> rows = MeasuredSegment.of(segments, session().volume(), progress);
        EventQueue.invokeLater(() -> MeasurementResults.show(rows));
      }
    }
  }
}
