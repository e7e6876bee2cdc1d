package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.ij.LabelImages;
import io.github.voxelclick.plugin.ij.MeasurementResults;
import io.github.voxelclick.plugin.ij.SegmentRois;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.save.SaveDialog;
import io.github.voxelclick.plugin.save.SaveLines;
import io.github.voxelclick.plugin.save.SaveRequest;
import io.github.voxelclick.plugin.save.SaveSubject;
import io.github.voxelclick.plugin.task.MaskSaver;
import io.github.voxelclick.plugin.task.MeasuredSegment;
import io.github.voxelclick.plugin.task.Reader;
import io.github.voxelclick.plugin.task.SessionSaver;
import io.github.voxelclick.plugin.task.Settled;
import io.github.voxelclick.plugin.task.UnconfirmedSlices;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SessionStory;
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

  /** As the options say, or as a person does. */
  void run(Optional<MacroOptions> options) throws VolumeException {
    SaveSubject subject = subject();
    if (options.isPresent()) {
      carryOut(SaveLines.read(options.get(), subject));
      return;
    }
    Optional<SaveRequest> request = ask(subject);
    if (request.isPresent()) {
      controller.recorder().write(SaveLines.write(request.get()), () -> carryOut(request.get()));
    }
  }

  private SaveSubject subject() throws VolumeException {
    AtomicReference<Optional<SaveSubject>> subject = new AtomicReference<>(Optional.empty());
    controller.submitAndWait(
        Texts.get("case.job.segmenting"),
        progress -> {
          SaveSubject all =
              SaveSubject.of(
                  Settled.state(session(), progress),
                  session().volume().geometry(),
                  controller.opened().dicomSource().isPresent());
          subject.set(Optional.of(controller.isMeasured() ? all : all.unmeasured()));
          return subject;
        });
    return subject.get().orElseThrow();
  }

  private SegmentationSession session() {
    return controller.session();
  }

  private Optional<SaveRequest> ask(SaveSubject subject) throws VolumeException {
    Optional<String> reader = Reader.name(Optional.empty());
    AtomicReference<Optional<SaveRequest>> answer = new AtomicReference<>(Optional.empty());
    onEventThread(
        () ->
            answer.set(
                SaveDialog.ask(controller.panel().frame(), subject, new PrefsMemory(), reader)));
    return answer.get();
  }

  /** The state that was saved or shown. */
  private SessionState carryOut(SaveRequest request) throws VolumeException {
    AtomicReference<Runnable> show = new AtomicReference<>(() -> {});
    AtomicReference<Optional<SessionState>> saved = new AtomicReference<>(Optional.empty());
    if (request.file().isPresent()) {
      Path file = request.file().get();
      controller.saveAndWait(
          file,
          progress -> {
            saved.set(Optional.of(saveFile(request, file, progress)));
            return request;
          });
      return saved.get().orElseThrow();
    }
    controller.submitAndWait(
        Texts.get("case.job.saving", "").strip(),
        progress -> {
          SessionState state = Settled.state(session(), progress);
          show.set(shownInImageJ(request, state, progress));
          saved.set(Optional.of(state));
          return request;
        });
    onEventThread(show.get()); // before a macro goes on
    return saved.get().orElseThrow();
  }

  private static void onEventThread(Runnable action) {
    try {
      EventQueue.invokeAndWait(action);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("a window failed", e.getCause());
    }
  }

  private SessionState saveFile(SaveRequest request, Path file, Progress progress)
      throws VolumeException {
    SessionStory story = Settled.story(session(), progress);
    request.requireStillFree(); // after the wait: files may come in it
    SessionState state = story.state();
    Messages.warnings(UnconfirmedSlices.warnings(state, request.segments()));
    SessionSaver saver =
        new SessionSaver(
            new MaskSaver(controller.opened(), request.reference()),
            controller.model(),
            request.reader(),
            request.provenance(),
            true);
    Messages.warnings(
        saver.save(
            story,
            request.described(state),
            file,
            request.target().file().orElseThrow(),
            progress));
    controller.closing().saved().add(state, request.segments());
    return state;
  }

  private Runnable shownInImageJ(SaveRequest request, SessionState state, Progress progress)
      throws VolumeException {
    Segmentation segments = request.segmentation(state, session().volume().geometry());
    return switch (request.target()) {
      case LABEL_IMAGE -> {
        LabelImages images =
            LabelImages.of(segments, session().volume(), Texts.get("case.labels.title"), progress);
        yield images::show;
      }
      case ROI_MANAGER -> {
        SegmentRois rois = SegmentRois.of(segments, progress);
        yield rois::addToManager;
      }
      default -> {
        List<MeasuredSegment> rows = MeasuredSegment.of(segments, session().volume(), progress);
        yield () -> MeasurementResults.show(rows);
      }
    };
  }
}
