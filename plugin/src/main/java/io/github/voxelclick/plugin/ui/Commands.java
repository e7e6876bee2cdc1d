package io.github.voxelclick.plugin.ui;

import ij.IJ;
import ij.gui.GenericDialog;
import io.github.voxelclick.plugin.ij.ClickTool;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.Version;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.awt.EventQueue;
import java.util.concurrent.CancellationException;
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
    } catch (VolumeException | CancellationException | LinkageError | OutOfMemoryError e) {
      Messages.failure(e);
    }
  }

  private void run(String name) throws VolumeException {
    switch (name) {
      case "open" -> new OpenCommand(workbench).run();
      case "tool" -> EventQueue.invokeLater(this::chooseTool);
      case "propagate" -> propagate(workbench.current());
      case "undo" -> EventQueue.invokeLater(workbench.current().commands()::undo);
      case "redo" -> EventQueue.invokeLater(workbench.current().commands()::redo);
      case "import" -> new OpenCommand(workbench).runOnImageInFront();
      case "views" -> EventQueue.invokeLater(workbench.current()::showViews);
      case "load" -> new LoadCommand(workbench.current()).run();
      case "surfaces" -> new SaveSurfacesCommand(workbench.current()).run();
      case "save segments" -> new SaveSegmentsCommand(workbench.current()).run();
      case "save" -> new SaveCommand(workbench.current()).run();
      case "models" -> EventQueue.invokeLater(Commands::models);
      case "device" -> new DeviceCommand(workbench.device()).run();
      case "diagnostics" -> diagnostics();
      default -> throw new IllegalArgumentException("no command " + name);
    }
  }

  /** Takes the tool, and shows the panel again where it was closed. */
  private void chooseTool() {
    ClickTool.choose();
    workbench.inFront().ifPresent(c -> c.panel().frame().setVisible(true));
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
    dialog.addMessage("Slices as their labels count them, from k=0 to k=" + last + ".");
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
          "Cannot propagate: the first or the last slice is no number. Give whole numbers from 0 to "
              + last
              + ".");
    }
    controller.propagateAndWait(from, to, gaps && dialog.getNextBoolean());
  }

  private void diagnostics() {
    Messages.log("VoxelClick " + Version.text() + ", ImageJ " + IJ.getFullVersion());
    Messages.log(
        "Java "
            + Runtime.version()
            + ", up to "
            + Runtime.getRuntime().maxMemory() / (1 << 20)
            + " MiB, "
            + Runtime.getRuntime().availableProcessors()
            + " processors");
    Messages.log(
        workbench
            .model()
            .map(
                m ->
                    "Model "
                        + m.model().profile().name()
                        + " on "
                        + m.model().device()
                        + ", SHA-256 "
                        + m.model().sha256())
            .orElse("No model is loaded: open a volume first."));
  }
}
