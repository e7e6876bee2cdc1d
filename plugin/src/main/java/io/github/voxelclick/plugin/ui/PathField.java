package io.github.voxelclick.plugin.ui;

import ij.gui.GenericDialog;
import java.awt.TextField;
import java.io.File;
import javax.swing.JFileChooser;

/** A text field for a path with a button to choose it. Stateless. */
final class PathField {
  private static final int COLUMNS = 36;

  private PathField() {}

  /** Adds a field for a file or folder that is there. */
  static void addExisting(GenericDialog dialog, String label, String text) {
    add(dialog, label, text, false);
  }

  /** Adds a field for a file to be written. */
  static void addTarget(GenericDialog dialog, String label, String text) {
    add(dialog, label, text, true);
  }

  private static void add(GenericDialog dialog, String label, String text, boolean save) {
    dialog.addStringField(label, text, COLUMNS);
    TextField field = (TextField) dialog.getStringFields().lastElement();
    dialog.addToSameRow();
    dialog.addButton("Browse...", e -> choose(field, save));
  }

  private static void choose(TextField field, boolean save) {
    JFileChooser chooser = new JFileChooser();
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    if (!field.getText().isBlank()) {
      chooser.setSelectedFile(new File(field.getText()));
    }
    int answer = save ? chooser.showSaveDialog(field) : chooser.showOpenDialog(field);
    if (answer == JFileChooser.APPROVE_OPTION) {
      field.setText(chooser.getSelectedFile().getPath());
    }
  }
}
