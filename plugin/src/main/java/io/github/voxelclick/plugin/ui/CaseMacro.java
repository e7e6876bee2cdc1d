package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.macro.SessionMacro;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.volume.VolumeException;
import java.util.concurrent.CancellationException;

/** Carries out macro lines on one case. For the threads of commands. */
final class CaseMacro {
  private final SegmentationSession session;
  private final MacroSelection selection;
  private final CaseRecorder recorder;
  private final CaseEdits edits;

  /**
   * For one case.
   *
   * @param recorder writes a line that draws as it was given
   * @param edits entered before a line that was asked for after them
   */
  CaseMacro(
      SegmentationSession session,
      MacroSelection selection,
      CaseRecorder recorder,
      CaseEdits edits) {
    this.session = session;
    this.selection = selection;
    this.recorder = recorder;
    this.edits = edits;
  }

  /**
   * Carries out a line and waits for the end.
   *
   * @throws VolumeException when it fails
   * @throws CancellationException when a person cancels it
   */
  void run(MacroCommand command, MacroOptions options) throws VolumeException {
    SessionMacro macro = new SessionMacro(session, selection);
    edits.submitAndWait(
        Texts.get("case.job.macro", command.label()),
        progress -> {
          if (command.draws()) {
            recorder.as(
                options.line(),
                () -> {
                  macro.run(command, options, progress);
                  return command;
                });
          } else {
            macro.run(command, options, progress);
          }
          return command;
        });
  }
}
