package io.github.voxelclick.plugin.ui;

import ij.Macro;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.ij.ClickTool;
import io.github.voxelclick.plugin.ij.ImportedImage;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.WorkingSession;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Progress;
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

  /** Shows the browser, or opens what a macro says. */
  void run() throws VolumeException {
    if (Macro.getOptions() == null) {
      Recorder.disableCommandRecording(); // what is opened is recorded once it is chosen
      workbench.firstWindow().prepareBrowser();
      EventQueue.invokeLater(workbench::browse);
      return;
    }
    GenericDialog dialog = new GenericDialog("Open Volume");
    dialog.addStringField("Path", "");
    dialog.addStringField("Series", "");
    dialog.showDialog();
    Path path = InputPath.of(dialog.getNextString());
    String series = dialog.getNextString().strip();
    Progress progress = new EscapeProgress();
    Messages.status(Texts.get("case.scanning"));
    VolumeCatalog catalog = VolumeCatalog.of(path, progress);
    catalog
        .refused()
        .forEach(r -> Messages.log("VoxelClick: refused " + r.path() + ": " + r.reason()));
    VolumeEntry entry = catalog.choose(series.isEmpty() ? Optional.empty() : Optional.of(series));
    Messages.status(Texts.get("case.loading"));
    show(title(entry, path), entry.load(progress), progress);
  }

  /** Opens the image in front as a volume. */
  void runOnImageInFront() throws VolumeException {
    OpenedVolume opened = ImportedImage.ofCurrent();
    show(Texts.get("case.imported"), opened, new EscapeProgress());
  }

  /** What a window is called. */
  static String title(VolumeEntry entry, Path place) {
    return place.getFileName() + " (" + entry.id() + ")";
  }

  /** Writes a choice down as the macro line that repeats it. */
  static void record(VolumeEntry entry, Path place) {
    if (Recorder.record) {
      String path = place.toString().replace("\\", "\\\\");
      Recorder.recordString(
          "run(\"Open Volume...\", \"path=[" + path + "] series=" + entry.id() + "\");\n");
    }
  }

  /**
   * Shows a volume in windows of its own. Not for the event thread.
   *
   * @param progress told of nothing, but asked before the windows come
   */
  SegmentationController show(String title, OpenedVolume opened, Progress progress)
      throws VolumeException {
    Messages.warnings(opened.warnings());
    LoadedModel model = workbench.acquire();
    SegmentationController controller;
    try {
      progress.checkCancelled();
      controller =
          show(
              title,
              opened,
              model,
              WorkingSession.open(
                  opened.volume(), model.model(), SegmentationController.describe("", "", model)));
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
      String title, OpenedVolume opened, LoadedModel model, WorkingSession work)
      throws VolumeException {
    try {
      workbench.firstWindow().prepare(work.session(), model.model());
      return onEventThread(
          () -> SegmentationController.show(title, opened, model, work, workbench));
    } catch (VolumeException | RuntimeException | Error e) {
      work.close();
      throw e;
    }
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
