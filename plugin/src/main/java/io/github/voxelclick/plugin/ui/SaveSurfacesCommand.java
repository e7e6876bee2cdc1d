package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import ij.gui.GenericDialog;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.save.SaveLines;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.MaskFiles;
import io.github.voxelclick.plugin.task.Settled;
import io.github.voxelclick.plugin.task.SurfaceSaver;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.surface.MeshWriter;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Asks where to save the surfaces of all segments and how. Runs on a command's thread. */
final class SaveSurfacesCommand {
  private static final String LAST_FOLDER = SaveCommand.LAST_FOLDER;

  private final SegmentationController controller;

  SaveSurfacesCommand(SegmentationController controller) {
    this.controller = controller;
  }

  /** As the options say, or as a person does. */
  void run(Optional<MacroOptions> given) throws VolumeException {
    if (given.isPresent()) {
      MacroOptions o = given.get();
      Path target = o.path("path");
      SaveLines.requireMayReplace(o, SaveCommand.names(replaced(target)));
      save(
          target,
          new SurfaceSaver.Options(o.flag("smooth"), space(o.flag("ras"))),
          o.flag("overwrite"));
      return;
    }
    GenericDialog dialog = new GenericDialog("Save Surfaces");
    Path folder = Path.of(Prefs.get(LAST_FOLDER, System.getProperty("user.home")));
    PathField.addTarget(dialog, "Path", folder.resolve("surfaces.stl").toString());
    dialog.addCheckbox("Smooth", false);
    dialog.addCheckbox("RAS coordinates as 3D Slicer has them, instead of DICOM's LPS", false);
    dialog.addMessage(Texts.get("save.surfaces.name"));
    dialog.showDialog();
    if (dialog.wasCanceled()) {
      return;
    }
    Path target = InputPath.of(dialog.getNextString());
    boolean smooth = dialog.getNextBoolean();
    MeshWriter.Space space = space(dialog.getNextBoolean());
    List<String> replaced = SaveCommand.names(replaced(target));
    if (Messages.mayReplace(replaced)) {
      boolean mayReplace = !replaced.isEmpty();
      Prefs.set(LAST_FOLDER, String.valueOf(target.toAbsolutePath().getParent()));
      controller
          .recorder()
          .write(
              MacroLine.of(MacroCommand.SAVE_SURFACES)
                  .with("path", target.toAbsolutePath())
                  .withFlag("smooth", smooth)
                  .withFlag("ras", space == MeshWriter.Space.RAS)
                  .withFlag("overwrite", mayReplace),
              () -> save(target, new SurfaceSaver.Options(smooth, space), mayReplace));
    }
  }

  private static MeshWriter.Space space(boolean ras) {
    return ras ? MeshWriter.Space.RAS : MeshWriter.Space.LPS;
  }

  private static List<Path> replaced(Path target) throws VolumeException {
    return MaskFiles.present(SurfaceSaver.check(target));
  }

  /** The state whose surfaces were saved. */
  private SessionState save(Path target, SurfaceSaver.Options options, boolean mayReplace)
      throws VolumeException {
    AtomicReference<Optional<SessionState>> saved = new AtomicReference<>(Optional.empty());
    controller.saveAndWait(
        target,
        progress -> {
          SessionState state = Settled.state(controller.session(), progress);
          if (!mayReplace) {
            MaskFiles.requireNone(replaced(target)); // after the wait: files may come in it
          }
          List<Segmentation.Entry> entries = new ArrayList<>();
          for (SegmentState s : state.segments()) {
            entries.add(new Segmentation.Entry(s.segment(), s.mask()));
          }
          Messages.warnings(
              SurfaceSaver.save(
                  entries, controller.session().volume().geometry(), options, target, progress));
          saved.set(Optional.of(state));
          return target;
        });
    return saved.get().orElseThrow();
  }
}
