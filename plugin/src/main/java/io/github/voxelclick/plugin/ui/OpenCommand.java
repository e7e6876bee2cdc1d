package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import ij.gui.GenericDialog;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.ij.ClickTool;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.WorkingSession;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.awt.EventQueue;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks for a file or folder, loads a volume and shows it. Runs on a command's thread. */
final class OpenCommand {
  private static final String LAST_PATH = "voxelclick.path";

  private final Workbench workbench;

  OpenCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  void run() throws VolumeException {
    GenericDialog dialog = new GenericDialog("Open Volume");
    PathField.addExisting(dialog, "Path", Prefs.get(LAST_PATH, ""));
    dialog.addMessage("A folder of DICOM slices, a DICOM file, or a NIfTI file (.nii, .nii.gz).");
    dialog.showDialog();
    if (dialog.wasCanceled()) {
      return;
    }
    String text = dialog.getNextString();
    Path path = InputPath.of(text);
    Progress progress = new EscapeProgress();
    Messages.status(Texts.get("case.scanning"));
    VolumeCatalog catalog = VolumeCatalog.of(path, progress);
    catalog
        .refused()
        .forEach(r -> Messages.log("VoxelClick: refused " + r.path() + ": " + r.reason()));
    Optional<VolumeEntry> entry = choose(catalog);
    if (entry.isEmpty()) {
      return;
    }
    Prefs.set(LAST_PATH, text);
    Messages.status(Texts.get("case.loading"));
    OpenedVolume opened = entry.get().load(progress);
    Messages.warnings(opened.warnings());
    show(path.getFileName() + " (" + entry.get().id() + ")", opened);
  }

  /** The only volume, or the one that the user points at. */
  private static Optional<VolumeEntry> choose(VolumeCatalog catalog) throws VolumeException {
    List<VolumeEntry> entries = catalog.entries();
    if (entries.size() < 2) {
      return Optional.of(catalog.choose(Optional.empty()));
    }
    String[] lines = entries.stream().map(OpenCommand::line).toArray(String[]::new);
    GenericDialog dialog = new GenericDialog("Choose a Volume");
    dialog.addChoice("Series", lines, lines[0]);
    dialog.showDialog();
    return dialog.wasCanceled()
        ? Optional.empty()
        : Optional.of(entries.get(dialog.getNextChoiceIndex()));
  }

  private static String line(VolumeEntry e) {
    return (e.id() + ": " + e.modality() + " " + e.geometry().size() + " " + e.description())
        .strip();
  }

  private void show(String title, OpenedVolume opened) throws VolumeException {
    LoadedModel model = workbench.acquire();
    try {
      show(
          title,
          opened,
          model,
          WorkingSession.open(
              opened.volume(), model.model(), SegmentationController.describe("", "", model)));
    } catch (VolumeException | RuntimeException e) {
      workbench.release();
      throw e;
    }
    onEventThread(ClickTool::choose);
  }

  private void show(String title, OpenedVolume opened, LoadedModel model, WorkingSession work)
      throws VolumeException {
    try {
      workbench.firstWindow().prepare(work.session(), model.model());
      onEventThread(() -> SegmentationController.show(title, opened, model, work, workbench));
    } catch (VolumeException | RuntimeException e) {
      work.close();
      throw e;
    }
  }

  private interface Action {
    void run() throws VolumeException;
  }

  private static void onEventThread(Action action) throws VolumeException {
    VolumeException[] failure = new VolumeException[1];
    try {
      EventQueue.invokeAndWait(
          () -> {
            try {
              action.run();
            } catch (VolumeException e) {
              failure[0] = e;
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("could not show the volume", e.getCause());
    }
    if (failure[0] != null) {
      throw failure[0];
    }
  }
}
