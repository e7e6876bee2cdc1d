package io.github.voxelclick.plugin.ui;

import ij.IJ;
import io.github.voxelclick.model.SegmentationModel;
import java.awt.BorderLayout;
import java.awt.GridLayout;
import java.awt.Rectangle;
import java.awt.event.ActionListener;
import java.util.Locale;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.WindowConstants;

/**
 * The window beside an image: which model runs where, what it is doing, and a button for each
 * shortcut. Its buttons run ImageJ's commands, so that macros can be recorded. To be used on the
 * event thread.
 */
final class SidePanel {
  private final JFrame frame;
  private final SegmentationModel model;
  private final JLabel device = new JLabel();
  private final JLabel status = new JLabel("Ready");
  private final JLabel mask = new JLabel("No mask yet");
  private final JProgressBar bar = new JProgressBar();
  private final JButton undo = button("Undo", "Ctrl+Z", "Undo Prompt");
  private final JButton redo = button("Redo", "Ctrl+Y", "Redo Prompt");
  private final JButton cancel = new JButton("Cancel");

  SidePanel(String title, SegmentationModel model, Runnable onCancel) {
    this.model = model;
    frame = new JFrame("VoxelClick: " + title);
    frame.setDefaultCloseOperation(WindowConstants.HIDE_ON_CLOSE);
    frame.setFocusableWindowState(false); // keys stay with the image
    cancel.setToolTipText("Escape");
    cancel.addActionListener(e -> onCancel.run());
    cancel.setEnabled(false);
    undo.setEnabled(false);
    redo.setEnabled(false);
    showDevice();
    frame.add(texts(), BorderLayout.CENTER);
    frame.add(buttons(), BorderLayout.SOUTH);
    frame.pack();
  }

  /** Asked anew after each job: a device that fails gives its work to the CPU. */
  private void showDevice() {
    device.setText("Model: " + model.profile().name() + ", " + model.device());
  }

  private JPanel texts() {
    JPanel texts = new JPanel(new GridLayout(0, 1, 0, 2));
    texts.setBorder(BorderFactory.createEmptyBorder(8, 10, 6, 10));
    texts.add(device);
    texts.add(new JLabel("Left click: part of the structure"));
    texts.add(new JLabel("Right click or Alt+click: not part of it"));
    texts.add(new JLabel("Drag: box round it      H: hide the mask"));
    texts.add(mask);
    texts.add(status);
    texts.add(bar);
    return texts;
  }

  private JPanel buttons() {
    JPanel buttons = new JPanel(new GridLayout(0, 2, 4, 4));
    buttons.setBorder(BorderFactory.createEmptyBorder(0, 10, 10, 10));
    buttons.add(undo);
    buttons.add(redo);
    buttons.add(button("Propagate…", "Carry the mask to other slices", "Propagate..."));
    buttons.add(button("Save…", "DICOM SEG or NIfTI", "Save DICOM SEG..."));
    buttons.add(cancel);
    return buttons;
  }

  private static JButton button(String text, String tip, String command) {
    JButton button = new JButton(text);
    button.setToolTipText(tip);
    ActionListener run = e -> IJ.doCommand(command);
    button.addActionListener(run);
    return button;
  }

  /** Shows the panel to the right of the image's window. */
  void showBeside(Rectangle image) {
    frame.setLocation(image.x + image.width + 8, image.y);
    frame.setVisible(true);
  }

  void dispose() {
    frame.dispose();
  }

  void begin(String what) {
    status.setText(what + "…");
    bar.setIndeterminate(true);
    cancel.setEnabled(true);
  }

  void progress(int done, int total) {
    bar.setIndeterminate(false);
    bar.setMaximum(total);
    bar.setValue(done);
  }

  void end(String text) {
    showDevice();
    status.setText(text);
    bar.setIndeterminate(false);
    bar.setValue(0);
    cancel.setEnabled(false);
  }

  void showMask(long voxels, boolean canUndo, boolean canRedo) {
    mask.setText(
        voxels == 0 ? "No mask yet" : String.format(Locale.ROOT, "Mask: %,d voxels", voxels));
    undo.setEnabled(canUndo);
    redo.setEnabled(canRedo);
  }
}
