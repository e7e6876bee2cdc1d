package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Term;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.AbstractAction;
import javax.swing.JColorChooser;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JOptionPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

/** Asks in windows of their own, which have to be answered first. Needs a screen. */
public final class SwingSegmentDialogs implements SegmentDialogs {
  @Override
  public Optional<Segment.Rgb> colour(Component parent, SegmentRow row) {
    Segment.Rgb now = row.colour();
    Color chosen =
        JColorChooser.showDialog(
            parent,
            Texts.get("panel.segments.colour.title", row.name()),
            new Color(now.red(), now.green(), now.blue()));
    return Optional.ofNullable(chosen)
        .map(c -> new Segment.Rgb(c.getRed(), c.getGreen(), c.getBlue()));
  }

  @Override
  public boolean remove(Component parent, SegmentRow row) {
    int answer =
        JOptionPane.showConfirmDialog(
            parent,
            Texts.get(
                "panel.segments.remove.ask",
                row.name(),
                SegmentCells.text(SegmentsModel.Column.VOLUME, row)),
            Texts.get("panel.segments.remove.title"),
            JOptionPane.OK_CANCEL_OPTION,
            JOptionPane.WARNING_MESSAGE);
    return answer == JOptionPane.OK_OPTION;
  }

  @Override
  public Optional<Term> code(Component parent, SegmentRow row) {
    JDialog dialog =
        new JDialog(
            SwingUtilities.getWindowAncestor(parent),
            Texts.get("panel.code.title", row.name()),
            Dialog.ModalityType.APPLICATION_MODAL);
    AtomicReference<Optional<Term>> chosen = new AtomicReference<>(Optional.empty());
    CodePicker picker =
        new CodePicker(
            term -> {
              chosen.set(Optional.of(term));
              dialog.dispose();
            },
            dialog::dispose);
    picker.search(row.type());
    dialog.add(picker);
    dialog.getRootPane().setDefaultButton(picker.accept());
    dialog
        .getRootPane()
        .getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW)
        .put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "cancel");
    dialog
        .getRootPane()
        .getActionMap()
        .put(
            "cancel",
            new AbstractAction() {
              @Override
              public void actionPerformed(ActionEvent e) {
                dialog.dispose();
              }
            });
    dialog.pack();
    dialog.setLocationRelativeTo(parent);
    dialog.setVisible(true);
    return chosen.get();
  }
}
