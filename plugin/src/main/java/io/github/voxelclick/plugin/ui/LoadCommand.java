package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import ij.gui.GenericDialog;
import io.github.voxelclick.plugin.convert.OtherGridException;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
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
      controller.labels().loadAndWait(options.get().path("path"), options.get().flag("resample"));
      return;
    }
    GenericDialog dialog = new GenericDialog("Load Segments");
    PathField.addExisting(dialog, "Path", Prefs.get(LAST, ""));
    dialog.addCheckbox("Resample labels of another grid by the nearest voxel", false);
    dialog.addMessage(Texts.get("grid.what"));
    dialog.showDialog();
    if (!dialog.wasCanceled()) {
      String text = dialog.getNextString();
      Prefs.set(LAST, text);
      load(InputPath.of(text), dialog.getNextBoolean());
    }
  }

  private void load(Path file, boolean resample) throws VolumeException {
    try {
      controller.labels().loadAndWait(file, resample);
    } catch (OtherGridException e) {
      if (resample || !Messages.agrees(Texts.get("grid.ask", e.difference()), "grid.resample")) {
        throw e;
      }
      controller.labels().loadAndWait(file, true);
    }
  }
}
