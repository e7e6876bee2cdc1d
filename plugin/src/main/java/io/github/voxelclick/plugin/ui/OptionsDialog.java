package io.github.voxelclick.plugin.ui;

import ij.gui.GenericDialog;
import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.text.Texts;
import java.util.Optional;

/** Asks for the options of a macro command that was chosen in the menu. Stateless. */
final class OptionsDialog {
  private static final int COLUMNS = 36;

  private OptionsDialog() {}

  /**
   * Asks, on the thread of a command.
   *
   * @return the options as a macro writes them; empty when the person gave up
   */
  static Optional<String> ask(MacroCommand command) {
    GenericDialog dialog = new GenericDialog(command.label());
    command.valued().forEach(name -> dialog.addStringField(name, "", COLUMNS));
    command.flags().forEach(name -> dialog.addCheckbox(name, false));
    dialog.addMessage(Texts.get("dialogs.options"));
    dialog.showDialog();
    if (dialog.wasCanceled()) {
      return Optional.empty();
    }
    MacroLine line = MacroLine.of(command);
    for (String name : command.valued()) {
      String text = dialog.getNextString();
      line = text.isBlank() ? line : line.with(name, text.strip());
    }
    for (String name : command.flags()) {
      line = line.withFlag(name, dialog.getNextBoolean());
    }
    return Optional.of(line.optionText());
  }
}
