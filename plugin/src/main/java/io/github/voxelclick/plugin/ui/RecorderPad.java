package io.github.voxelclick.plugin.ui;

import ij.IJ;
import ij.Prefs;
import ij.plugin.frame.Recorder;
import io.github.voxelclick.plugin.macro.RecorderMode;
import java.util.Optional;

/** ImageJ's Recorder. Stateless: that there is one window at most is ImageJ's doing. */
final class RecorderPad implements ScriptPad {
  /** Where ImageJ keeps what its Recorder writes; the window itself does not tell. */
  private static final String MODE = "recorder.mode";

  /** ImageJ's commands, and the threads that they run on. */
  private static final String CLOSE = "Close";

  private static final String CLOSE_ALL = "Close All";

  @Override
  public Optional<Object> recording() {
    return Recorder.record && (!IJ.isMacro() || Recorder.recordInMacros)
        ? Optional.ofNullable(Recorder.getInstance())
        : Optional.empty();
  }

  @Override
  public RecorderMode mode() {
    return Recorder.scriptMode()
        ? RecorderMode.ofLabel(Prefs.get(MODE, RecorderMode.JAVASCRIPT.label()))
        : RecorderMode.MACRO;
  }

  @Override
  public String text() {
    Recorder recorder = Recorder.getInstance();
    String text = recorder == null ? null : recorder.getText();
    return text == null ? "" : text;
  }

  @Override
  public void append(String lines) {
    Recorder.recordString(lines);
  }

  @Override
  public boolean hushClosing(boolean done) {
    if (recording().isEmpty()) {
      return false;
    }
    boolean one = Thread.currentThread().getName().equals(CLOSE);
    if (one) {
      Recorder.suspendRecording(); // for the rest of this thread, which ends with the command
    }
    if (one || (!done && CLOSE_ALL.equals(Recorder.getCommand()))) {
      Recorder.disableCommandRecording();
    }
    return one;
  }
}
