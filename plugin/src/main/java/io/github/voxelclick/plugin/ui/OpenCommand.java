package io.github.voxelclick.plugin.ui;

import ij.IJ;
import ij.macro.Interpreter;
import ij.plugin.frame.Recorder;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.ij.ClickTool;
import io.github.voxelclick.plugin.ij.ImportedImage;
import io.github.voxelclick.plugin.ij.VolumeView;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.WorkingSession;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.VolumeException;
import java.awt.EventQueue;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Opens volumes: from the browser, for a macro, or of the image in front. */
final class OpenCommand {
  private final Workbench workbench;

  OpenCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  /**
   * Shows the browser, or opens what a macro says.
   *
   * @param options of the macro line, if there are any
   */
  void run(Optional<MacroOptions> options) throws VolumeException {
    if (options.isEmpty()) {
      workbench.firstWindow().prepareBrowser();
      boolean person = !IJ.isMacro();
      EventQueue.invokeLater(
          () -> {
            workbench.browse();
            if (person) {
              workbench.browser().ifPresent(b -> workbench.firstSteps().greet(b.frame()));
            }
          });
      return;
    }
    MacroOptions o = options.get();
    if (Interpreter.isBatchMode()) {
      throw o.failed(
          "in batch mode images have no windows, and this command opens one. Call"
              + " setBatchMode(false) first, or use the command line.");
    }
    Path path = o.path("path");
    Progress progress = new EscapeProgress();
    Messages.status(Texts.get("case.scanning"));
    VolumeCatalog catalog = VolumeCatalog.of(path, progress);
    catalog
        .refused()
        .forEach(r -> Messages.log("VoxelClick: refused " + r.path() + ": " + r.reason()));
    VolumeEntry entry = catalog.choose(o.text("series").map(String::strip));
    Optional<SegmentationController> there = workbench.find(OpenedFrom.of(entry, path));
    if (there.isPresent() && !o.flag("new")) {
      onEventThread(
          () -> {
            there.get().toFront();
            return there.get();
          });
      Messages.log(Texts.get("opened.macro"));
      return;
    }
    Messages.status(Texts.get("case.loading"));
    show(opening(entry, path, o.flag("named")).anew(o.flag("new")), entry.load(progress), progress);
  }

  /** Opens the image in front as a volume. */
  void runOnImageInFront() throws VolumeException {
    OpenedVolume opened = ImportedImage.ofCurrent();
    show(
        new Opening(
            VolumeView.freeTitle(Texts.get("case.imported")),
            Optional.empty(),
            Optional.empty(),
            false),
        opened,
        new EscapeProgress());
  }

  /** The macro line that opens the same. */
  private static MacroLine line(VolumeEntry entry, Path place) {
    return MacroLine.of(MacroCommand.OPEN)
        .with("path", place.toAbsolutePath())
        .with("series", entry.id());
  }

  /**
   * How an entry of a place is opened.
   *
   * @param named whether its windows may tell the place, which may tell the patient
   */
  static Opening opening(VolumeEntry entry, Path place, boolean named) {
    return new Opening(
        VolumeView.freeTitle(named ? OpenedFrom.title(entry, place) : OpenedFrom.title(entry)),
        Optional.of(OpenedFrom.of(entry, place)),
        Optional.of(line(entry, place).withFlag("named", named)),
        false);
  }

  /**
   * How a volume is opened.
   *
   * @param title of its windows
   * @param from where it lies, if in a file
   * @param line that opens it in a macro, where there is one
   * @param anew whether to begin without earlier work, and to keep nothing
   */
  record Opening(String title, Optional<OpenedFrom> from, Optional<MacroLine> line, boolean anew) {
    /** The same, begun anew or not. */
    Opening anew(boolean begun) {
      return new Opening(title, from, line, begun);
    }
  }

  /**
   * Shows a volume that a person chose in windows of its own. Not for the event thread.
   *
   * @param progress told of nothing, but asked before the windows come
   */
  SegmentationController show(Opening opening, OpenedVolume opened, Progress progress)
      throws VolumeException {
    Messages.warnings(opened.warnings());
    LoadedModel model = workbench.acquire();
    SegmentationController controller;
    try {
      progress.checkCancelled();
      workbench.awaitClosed();
      Segment first = SegmentationController.describe("", "", model);
      WorkingSession work =
          opening.anew()
              ? WorkingSession.begin(opened.volume(), model.model(), first)
              : WorkingSession.open(opened.volume(), model.model(), first);
      // The log may open a window, which takes the focus and would keep the event thread for long:
      // before the image's, and only for what is wrong.
      work.warnings().forEach(message -> Messages.log("VoxelClick: " + message));
      controller = show(opening, opened, model, work);
    } catch (VolumeException | RuntimeException | Error e) {
      workbench.release();
      throw e;
    }
    onEventThread(
        () -> {
          ClickTool.choose();
          return controller;
        });
    return controller;
  }

  private SegmentationController show(
      Opening opening, OpenedVolume opened, LoadedModel model, WorkingSession work)
      throws VolumeException {
    try {
      workbench.firstWindow().prepare(work.session(), model.model());
      return onEventThread(() -> showAndRecord(opening, opened, model, work));
    } catch (VolumeException | RuntimeException | Error e) {
      work.close();
      throw e;
    }
  }

  /** Where someone records, ImageJ writes which window is new; the line that opens it says so. */
  private SegmentationController showAndRecord(
      Opening opening, OpenedVolume opened, LoadedModel model, WorkingSession work) {
    boolean recorded = opening.line().isPresent() && workbench.script().isRecording();
    boolean hushed = recorded && !Recorder.scriptMode();
    if (hushed) {
      Recorder.setCommand(MacroCommand.OPEN.label()); // ImageJ is silent while a command runs
    }
    SegmentationController controller;
    try {
      controller =
          SegmentationController.show(
              opening.title(), opening.from(), opened, model, work, workbench);
    } finally {
      if (hushed) {
        Recorder.disableCommandRecording();
      }
    }
    if (recorded) {
      controller
          .recorder()
          .opened(opening.line().orElseThrow().withFlag("new", !work.isReopened()));
    }
    controller.resume();
    return controller;
  }

  private interface Action {
    SegmentationController run() throws VolumeException;
  }

  private static SegmentationController onEventThread(Action action) throws VolumeException {
    SegmentationController[] made = new SegmentationController[1];
    VolumeException[] failure = new VolumeException[1];
    try {
      EventQueue.invokeAndWait(
          () -> {
            try {
              made[0] = action.run();
            } catch (VolumeException e) {
              failure[0] = e;
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the volume was shown");
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("could not show the volume", e.getCause());
    }
    if (failure[0] != null) {
      throw failure[0];
    }
    return made[0];
  }
}
