package io.github.voxelclick.plugin.save;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.Component;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;

/** Asks in Swing's own windows over the dialog. */
final class SwingQuestions implements SaveQuestions {
  private final Component over;
  private final Texts texts;

  SwingQuestions(Component over, Texts texts) {
    this.over = over;
    this.texts = texts;
  }

  @Override
  public boolean mayReplace(String question) {
    String yes = texts.text("save.question.yes");
    String no = texts.text("save.question.no");
    return JOptionPane.showOptionDialog(
            over,
            question,
            texts.text("save.question.title"),
            JOptionPane.YES_NO_OPTION,
            JOptionPane.WARNING_MESSAGE,
            null,
            new Object[] {yes, no},
            no)
        == JOptionPane.YES_OPTION;
  }

  @Override
  public Optional<Path> chooseFile(String proposal) {
    JFileChooser chooser = chooser(proposal);
    chooser.setDialogTitle(texts.text("save.choose.file"));
    return answer(chooser, chooser.showDialog(over, texts.text("save.choose.use")));
  }

  @Override
  public Optional<Path> chooseReference(String proposal) {
    JFileChooser chooser = chooser(proposal);
    chooser.setDialogTitle(texts.text("save.choose.reference"));
    chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
    return answer(chooser, chooser.showDialog(over, texts.text("save.choose.use")));
  }

  private static JFileChooser chooser(String proposal) {
    JFileChooser chooser = new JFileChooser();
    if (!proposal.isBlank()) {
      chooser.setSelectedFile(new File(proposal.strip()));
    }
    return chooser;
  }

  private static Optional<Path> answer(JFileChooser chooser, int button) {
    return button == JFileChooser.APPROVE_OPTION
        ? Optional.of(chooser.getSelectedFile().toPath())
        : Optional.empty();
  }
}
