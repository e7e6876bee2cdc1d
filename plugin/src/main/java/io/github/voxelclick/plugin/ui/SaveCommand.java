package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import ij.gui.GenericDialog;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.save.SaveLines;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.task.MaskFiles;
import io.github.voxelclick.plugin.task.MaskSaver;
import io.github.voxelclick.plugin.task.Reader;
import io.github.voxelclick.plugin.task.SessionSaver;
import io.github.voxelclick.plugin.task.Settled;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SessionStory;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Asks where to save the mask and as what, and saves it. Runs on a command's thread. */
final class SaveCommand {
  /** Shared with the other dialogs that save. */
  static final String LAST_FOLDER = "voxelclick.save.folder";

  private final SegmentationController controller;

  SaveCommand(SegmentationController controller) {
    this.controller = controller;
  }

  /** As the options say, or as a person does. */
  void run(Optional<MacroOptions> options) throws VolumeException {
    if (options.isPresent()) {
      MacroOptions o = options.get();
      Path target = o.path("path");
      MaskSaver saver =
          new MaskSaver(controller.opened(), reference(o.text("reference").orElse("")));
      saver.check(target);
      SaveLines.requireMayReplace(o, names(replaced(target)));
      save(
          named(o.text("label").orElse(""), o.text("code").orElse("")),
          saver,
          target,
          o.flag("overwrite"));
      return;
    }
    boolean dicom = controller.opened().dicomSource().isPresent();
    GenericDialog dialog = new GenericDialog("Save Mask");
    Path folder = Path.of(Prefs.get(LAST_FOLDER, System.getProperty("user.home")));
    Path proposal = folder.resolve(dicom ? "segmentation.dcm" : "segmentation.nii.gz");
    PathField.addTarget(dialog, "Path", proposal.toString());
    dialog.addStringField("Label", "", 24);
    dialog.addStringField("Code", "", 24);
    dialog.addMessage(Texts.get("save.mask.code"));
    if (!dicom) {
      PathField.addExisting(dialog, "Reference", "");
      dialog.addMessage(Texts.get("save.mask.reference"));
    }
    dialog.showDialog();
    if (dialog.wasCanceled()) {
      return;
    }
    Path target = InputPath.of(dialog.getNextString());
    String label = dialog.getNextString();
    String code = dialog.getNextString();
    Named named = named(label, code);
    Optional<Path> reference = dicom ? Optional.empty() : reference(dialog.getNextString());
    MaskSaver saver = new MaskSaver(controller.opened(), reference);
    saver.check(target);
    List<String> replaced = names(replaced(target));
    if (!Messages.mayReplace(replaced)) {
      return;
    }
    Path chosenFolder = target.toAbsolutePath().getParent();
    Prefs.set(LAST_FOLDER, String.valueOf(chosenFolder));
    MacroLine line = MacroLine.of(MacroCommand.SAVE).with("path", target.toAbsolutePath());
    line = label.isBlank() ? line : line.with("label", label.strip());
    line = code.isBlank() ? line : line.with("code", code.strip());
    MacroLine whole =
        reference.isPresent() ? line.with("reference", reference.get().toAbsolutePath()) : line;
    boolean mayReplace = !replaced.isEmpty();
    controller
        .recorder()
        .write(
            whole.withFlag("overwrite", mayReplace), () -> save(named, saver, target, mayReplace));
  }

  /** Which segments are saved, as what. */
  @FunctionalInterface
  private interface Named {
    List<Segment> of(SessionState state) throws VolumeException;
  }

  /**
   * All segments that hold voxels. Label and code are for one that a person has not described: with
   * several, each keeps what the panel says.
   */
  private Named named(String label, String code) throws VolumeException {
    boolean asInPanel = label.isBlank() && code.isBlank();
    int selected = controller.segment().number();
    Segment described = controller.describe(code, label);
    return state -> {
      List<Segment> all =
          state.segments().stream()
              .filter(s -> !s.mask().isEmpty())
              .map(SegmentState::segment)
              .toList();
      if (asInPanel && !all.isEmpty()) {
        return all;
      }
      if (all.size() > 1) {
        throw new JobException(
            "Cannot save: label and code are for one segment, and there are "
                + all.size()
                + ". Leave them out and describe the segments in the panel.");
      }
      return List.of(described.withNumber(all.isEmpty() ? selected : all.get(0).number()));
    };
  }

  private static Optional<Path> reference(String text) throws VolumeException {
    return text.isBlank() ? Optional.empty() : Optional.of(InputPath.of(text));
  }

  private static List<Path> replaced(Path target) throws VolumeException {
    return MaskFiles.replaced(target, MaskFileFormat.ofName(target), true);
  }

  /** What files are called, for a person. */
  static List<String> names(List<Path> files) {
    return files.stream().map(f -> String.valueOf(f.getFileName())).toList();
  }

  /** The state that was saved. */
  private SessionState save(Named named, MaskSaver masks, Path target, boolean mayReplace)
      throws VolumeException {
    SessionSaver saver =
        new SessionSaver(masks, controller.model(), Reader.name(Optional.empty()), true, true);
    AtomicReference<Optional<SessionState>> saved = new AtomicReference<>(Optional.empty());
    controller.saveAndWait(
        target,
        progress -> {
          SessionStory story = Settled.story(controller.session(), progress);
          List<Segment> segments = named.of(story.state());
          if (!mayReplace) {
            MaskFiles.requireNone(replaced(target)); // after the wait: files may come in it
          }
          Messages.warnings(
              saver.save(story, segments, target, MaskFileFormat.ofName(target), progress));
          controller
              .closing()
              .saved()
              .add(story.state(), segments.stream().map(Segment::number).toList());
          saved.set(Optional.of(story.state()));
          return target;
        });
    return saved.get().orElseThrow();
  }
}
