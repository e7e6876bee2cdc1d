package io.github.voxelclick.plugin.ui;

import ij.IJ;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.plugin.message.ErrorDialog;
import io.github.voxelclick.plugin.task.Complaint;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.ReadWarning;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** The only place that talks through ImageJ's status line, log and error dialog. Stateless. */
final class Messages {
  static final String TITLE = "VoxelClick";

  private Messages() {}

  static void status(String text) {
    IJ.showStatus(text);
  }

  static void progress(int done, int total) {
    IJ.showProgress(done, total);
  }

  static void warnings(List<ReadWarning> warnings) {
    for (ReadWarning w : warnings) {
      IJ.log("VoxelClick: " + w.message());
    }
  }

  static void log(String text) {
    IJ.log(text);
  }

  /** Tells of a failure in one sentence; what was cancelled needs none. */
  static void failure(Throwable failure) {
    IJ.showProgress(1.0);
    if (failure instanceof CancellationException) {
      IJ.showStatus(Texts.get("case.cancelled"));
      return;
    }
    System.getLogger(Messages.class.getName()).log(Level.DEBUG, "command failed", failure);
    if (IJ.isMacro()) {
      IJ.error(TITLE, Complaint.about(failure)); // ends the macro, too
      return;
    }
    Optional<SegmentationModel> model = Workbench.INSTANCE.model().map(LoadedModel::model);
    Window front = KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow();
    EventQueue.invokeLater(
        () ->
            ErrorDialog.show(
                front,
                failure,
                model.map(SegmentationModel::device),
                model.map(m -> m.profile().family())));
  }
}
