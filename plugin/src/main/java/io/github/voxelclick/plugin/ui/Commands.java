package io.github.voxelclick.plugin.ui;

import ij.IJ;
import ij.Macro;
import ij.gui.GenericDialog;
import ij.macro.Interpreter;
import ij.plugin.frame.Recorder;
import io.github.voxelclick.plugin.ij.ClickTool;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.panel.FirstSteps;
import io.github.voxelclick.plugin.panel.Shortcuts;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Runs the commands of {@code plugins.config}; found by name from the Java 8 entry class. Every
 * failure ends here as one sentence.
 */
public final class Commands implements Consumer<String> {
  private final Workbench workbench = Workbench.INSTANCE;

  /**
   * Runs a command on the calling thread, which ImageJ starts for each command.
   *
   * @param name as {@code plugins.config} passes it
   */
  @Override
  public void accept(String name) {
    try {
      run(name);
    } catch (VolumeException | RuntimeException | LinkageError | OutOfMemoryError e) {
      if (Macro.MACRO_CANCELED.equals(e.getMessage())) {
        throw e instanceof RuntimeException canceled ? canceled : new IllegalStateException(e);
      }
      Messages.failure(e);
    }
  }

  private void run(String name) throws VolumeException {
    Optional<MacroCommand> command = MacroCommand.ofArgument(name);
    if (command.isPresent()) {
      run(command.get());
      return;
    }
    switch (name) {
      case "tool" -> EventQueue.invokeLater(this::chooseTool);
      case "import" -> new OpenCommand(workbench).runOnImageInFront();
      case "views" -> EventQueue.invokeLater(workbench.current()::showViews);
      case "models" -> EventQueue.invokeLater(Commands::models);
      case "device" -> new DeviceCommand(workbench.device()).run();
      case "help" -> help();
      case "diagnostics" -> new DiagnosticsCommand(workbench).run();
      default -> throw new IllegalArgumentException("no command " + name);
    }
  }

  /** With options as a macro line says, without as the menu does. */
  private void run(MacroCommand command) throws VolumeException {
    Optional<String> given = Optional.ofNullable(Macro.getOptions());
    if (!IJ.isMacro()) {
      Recorder.disableCommandRecording(); // what comes of it is recorded once it has happened
    }
    Optional<MacroOptions> options =
        given.isPresent()
            ? Optional.of(MacroOptions.parse(command, given.get(), Commands::variable))
            : Optional.empty();
    switch (command) {
      case OPEN -> new OpenCommand(workbench).run(options);
      case LOAD -> new LoadCommand(workbench.current()).run(options);
      case SAVE_SURFACES -> new SaveSurfacesCommand(workbench.current()).run(options);
      case SAVE_SEGMENTS -> saveSegments(workbench.current(), options);
      case SAVE -> new SaveCommand(workbench.current()).run(options);
      case BATCH -> new BatchCommand(workbench).run(options);
      default -> runOnSession(command, options);
    }
  }

  private void runOnSession(MacroCommand command, Optional<MacroOptions> options)
      throws VolumeException {
    SegmentationController controller = workbench.current();
    if (options.isPresent() || IJ.isMacro()) {
      boolean asks = options.isEmpty() && command == MacroCommand.PROPAGATE;
      if (asks) {
        propagate(controller);
      } else {
        controller.run(
            command, options.isPresent() ? options.get() : MacroOptions.parse(command, ""));
      }
      return;
    }
    switch (command) {
      case PROPAGATE -> propagate(controller);
      case UNDO -> EventQueue.invokeLater(controller.commands()::undo);
      case REDO -> EventQueue.invokeLater(controller.commands()::redo);
      default -> {
        Optional<String> asked = OptionsDialog.ask(command);
        if (asked.isPresent()) {
          controller.run(command, MacroOptions.parse(command, asked.get()));
        }
      }
    }
  }

  /** What a variable of the macro that runs holds. */
  private static Optional<String> variable(String name) {
    return Optional.ofNullable(Interpreter.getInstance())
        .map(macro -> macro.getVariableAsString(name));
  }

  private static void saveSegments(
      SegmentationController controller, Optional<MacroOptions> options) throws VolumeException {
    try {
      new SaveSegmentsCommand(controller).run(options);
    } finally {
      controller.closing().closing().savingOver(); // where it was asked for by closing the image
    }
  }

  /** Takes the tool, and shows the panel again where it was closed. */
  private void chooseTool() {
    ClickTool.choose();
    workbench.inFront().ifPresent(c -> c.panel().frame().setVisible(true));
  }

  /** Shows the first steps, in the log where there is no screen. */
  private void help() {
    if (GraphicsEnvironment.isHeadless()) {
      FirstSteps.steps(Shortcuts.ofPlatform()).forEach(Messages::log);
      return;
    }
    EventQueue.invokeLater(workbench.firstSteps()::show);
  }

  private static void models() {
    try {
      ModelsDialog.show();
    } catch (VolumeException e) {
      Messages.failure(e);
    }
  }

  /** Slices are counted from zero here, as in the slice labels and on the command line. */
  private static void propagate(SegmentationController controller) throws VolumeException {
    VolumeGeometry geometry = controller.opened().volume().geometry();
    int last = geometry.size().k() - 1;
    boolean gaps = IntStream.range(0, last).anyMatch(geometry::gapAfter);
    GenericDialog dialog = new GenericDialog("Propagate");
    dialog.addNumericField("First_k", 0, 0);
    dialog.addNumericField("Last_k", last, 0);
    dialog.addMessage(Texts.get("dialogs.slices", last));
    if (gaps) {
      dialog.addCheckbox("Cross_gaps where slices are missing or unrelated", false);
    }
    dialog.showDialog();
    if (dialog.wasCanceled()) {
      return;
    }
    int from = (int) dialog.getNextNumber();
    int to = (int) dialog.getNextNumber();
    if (dialog.invalidNumber()) {
      throw new JobException(
          "Cannot propagate: the first or the last slice is no number. Give whole numbers from 0 to"
              + " "
              + last
              + ".");
    }
    controller.propagateAndWait(from, to, gaps && dialog.getNextBoolean());
  }
}
