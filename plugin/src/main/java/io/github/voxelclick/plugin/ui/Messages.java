package io.github.voxelclick.plugin.ui;

import ij.IJ;
import ij.gui.YesNoCancelDialog;
import ij.macro.Interpreter;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.plugin.message.ErrorDialog;
import io.github.voxelclick.plugin.message.RecentFailures;
import io.github.voxelclick.plugin.task.Complaint;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.ReadWarning;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.swing.JOptionPane;

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

  /**
   * Asks a person whether files may be replaced; for the thread of a command.
   *
   * @param names of those that are there; of none nobody is asked
   */
  static boolean mayReplace(List<String> names) {
    if (names.isEmpty()) {
      return true;
    }
    String question = Texts.get("case.replace", String.join(", ", names));
    return new YesNoCancelDialog(IJ.getInstance(), TITLE, question).yesPressed();
  }

  /**
   * Asks a person; for the thread of a command.
   *
   * @param yes key of the button that agrees, beside one that cancels
   */
  static boolean agrees(String question, String yes) {
    boolean[] agreed = new boolean[1];
    Object[] buttons = {Texts.get(yes), Texts.get("grid.cancel")};
    try {
      EventQueue.invokeAndWait(
          () ->
              agreed[0] =
                  JOptionPane.showOptionDialog(
                          KeyboardFocusManager.getCurrentKeyboardFocusManager().getActiveWindow(),
                          question,
                          TITLE,
                          JOptionPane.DEFAULT_OPTION,
                          JOptionPane.QUESTION_MESSAGE,
                          null,
                          buttons,
                          buttons[0])
                      == 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the dialog failed", e.getCause());
    }
    return agreed[0];
  }

  /** Tells of a failure in one sentence; what was cancelled needs none. */
  static void failure(Throwable failure) {
    IJ.showProgress(1.0);
    if (failure instanceof CancellationException) {
      IJ.showStatus(Texts.get("case.cancelled"));
      if (isInMacro()) {
        endMacro(Texts.get("case.cancelled"));
      }
      return;
    }
    System.getLogger(Messages.class.getName()).log(Level.DEBUG, "command failed", failure);
    RecentFailures.INSTANCE.add(failure);
    if (isInMacro()) {
      endMacro(Complaint.about(failure));
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

  /** Whether this is the thread of a macro's command, and not that of windows meanwhile. */
  private static boolean isInMacro() {
    return IJ.isMacro() && !EventQueue.isDispatchThread();
  }

  /**
   * Ends the macro or script that runs this command, on its thread. A macro at whose end somebody
   * sits shows ImageJ's own message with the line; in batch mode, and for scripts, the sentence
   * goes to the log and no window waits for anyone: a script gets an exception at its {@code
   * IJ.run} and finds the sentence with {@code IJ.getErrorMessage()}.
   */
  private static void endMacro(String sentence) {
    Interpreter macro = Interpreter.getInstance();
    if (macro != null && Interpreter.isBatchMode()) {
      IJ.log(TITLE + ": " + sentence);
      macro.setIgnoreErrors(true);
    } else if (macro == null) {
      IJ.redirectErrorMessages();
    }
    IJ.error(TITLE, sentence);
  }
}
