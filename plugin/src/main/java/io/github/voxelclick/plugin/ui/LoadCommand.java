package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import ij.gui.GenericDialog;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.volume.VolumeException;
import java.util.Optional;

/** Asks for a file of masks and lays it on the image in front. Runs on a command's thread. */
final class LoadCommand {
  private static final String LAST = "voxelclick.load.path";

  private final SegmentationController controller;

  LoadCommand(SegmentationController controller) {
    this.controller = controller;
  }

  /** As the options say, or as a person does. */
  void run(Optional<MacroOptions> options) throws VolumeException {
    if (options.isPresent()) {
      controller.loadAndWait(options.get().path("path"));
      return;
    }
    GenericDialog dialog = new GenericDialog("Load Segments");
    PathField.addExisting(dialog, "Path", Prefs.get(LAST, ""));
    dialog.addMessage("A DICOM SEG, an RT Structure Set, or NIfTI labels of this image.");
    dialog.showDialog();
    if (!dialog.wasCanceled()) {
      String text = dialog.getNextString();
      Prefs.set(LAST, text);
      controller.loadAndWait(InputPath.of(text));
    }
  }
}
