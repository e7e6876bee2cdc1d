package io.github.voxelclick.plugin.ui;

import ij.IJ;
import ij.Prefs;
import ij.gui.GenericDialog;
import ij.gui.YesNoCancelDialog;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.SurfaceSaver;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.surface.MeshWriter;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks where to save the surfaces of all segments and how. Runs on a command's thread. */
final class SaveSurfacesCommand {
  private static final String LAST_FOLDER = "voxelclick.save.folder";

  private final SegmentationController controller;

  SaveSurfacesCommand(SegmentationController controller) {
    this.controller = controller;
  }

  void run() throws VolumeException {
    GenericDialog dialog = new GenericDialog("Save Surfaces");
    Path folder = Path.of(Prefs.get(LAST_FOLDER, System.getProperty("user.home")));
    PathField.addTarget(dialog, "Path", folder.resolve("surfaces.stl").toString());
    dialog.addCheckbox("Smooth", false);
    dialog.addCheckbox("RAS coordinates as 3D Slicer has them, instead of DICOM's LPS", false);
    dialog.addMessage("All segments: a name that ends in .stl, or .obj with colours.");
    dialog.showDialog();
    if (dialog.wasCanceled()) {
      return;
    }
    Path target = InputPath.of(dialog.getNextString());
    boolean smooth = dialog.getNextBoolean();
    MeshWriter.Space space = dialog.getNextBoolean() ? MeshWriter.Space.RAS : MeshWriter.Space.LPS;
    if (mayReplace(SurfaceSaver.check(target))) {
      save(target, new SurfaceSaver.Options(smooth, space));
    }
  }

  /** Asks a person; a macro means what it says. */
  private static boolean mayReplace(List<Path> files) {
    List<String> there =
        files.stream().filter(Files::exists).map(f -> String.valueOf(f.getFileName())).toList();
    if (there.isEmpty() || IJ.isMacro()) {
      return true;
    }
    String question = Texts.get("case.replace", String.join(", ", there));
    return new YesNoCancelDialog(IJ.getInstance(), Messages.TITLE, question).yesPressed();
  }

  private void save(Path target, SurfaceSaver.Options options) {
    controller.submitAndWait(
        Texts.get("case.job.saving", target.getFileName()),
        progress -> {
          controller.session().answerPending(progress);
          List<Segmentation.Entry> entries = new ArrayList<>();
          for (SegmentState s : controller.session().state().segments()) {
            entries.add(new Segmentation.Entry(s.segment(), s.mask()));
          }
          Messages.warnings(
              SurfaceSaver.save(
                  entries, controller.session().volume().geometry(), options, target, progress));
          return target;
        });
  }
}
