package io.github.voxelclick.plugin.save;

import io.github.voxelclick.plugin.text.Texts;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.Timer;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/**
 * Asks which segments to save, where and as what, and says all the while what will happen. To be
 * used on the event thread.
 */
public final class SavePanel extends JPanel {
  private static final long serialVersionUID = 1L;

  /** Property that changes when the panel may want another size. */
  static final String CONTENT = "voxelclick.save.content";

  private static final int FIELD_COLUMNS = 34;
  private static final int TEXT_COLUMNS = 44;

  /** Typing is followed after a pause, ms: each look at the plan is one at the disk. */
  private static final int TYPING_PAUSE_MS = 200;

  private final transient SaveSubject subject;
  private final transient SaveMemory memory;
  private final transient SaveQuestions questions;
  private final transient Texts texts;
  private final transient Consumer<Optional<SaveRequest>> onEnd;
  private final SegmentRows rows;
  private final JComboBox<SaveTarget> target = new JComboBox<>(SaveTarget.values());
  private final JTextField path = new JTextField(FIELD_COLUMNS);
  private final JTextField reference = new JTextField(FIELD_COLUMNS);
  private final JTextField reader = new JTextField(FIELD_COLUMNS / 2);
  private final JCheckBox named = new JCheckBox();
  private final JCheckBox provenance = new JCheckBox();
  private final JButton save = new JButton();
  private final JButton cancel = new JButton();
  private final WrappedText warnings = new WrappedText(TEXT_COLUMNS);
  private final JPanel warningRow = new JPanel();
  private final WrappedText line = new WrappedText(TEXT_COLUMNS);
  private final JPanel fileRow;
  private final JPanel referenceRow;
  private final JPanel readerRow;
  private final JLabel fileLabel = new JLabel();
  private final JLabel referenceLabel = new JLabel();
  private final Timer typing = new Timer(TYPING_PAUSE_MS, e -> refresh());
  private transient SaveChoice shown;
  private boolean setting;

  /**
   * A panel.
   *
   * @param subject what there is to save
   * @param memory what was chosen last; what is chosen now is kept when it is saved
   * @param reader the name that is known of the person, if any
   * @param onEnd told once with the request, or with nothing when the person gives up
   */
  public SavePanel(
      SaveSubject subject,
      SaveMemory memory,
      Optional<String> reader,
      Consumer<Optional<SaveRequest>> onEnd) {
    this(subject, memory, reader, Optional.empty(), Texts.current(), onEnd);
  }

  @SuppressWarnings("this-escape") // listeners of its own parts only
  SavePanel(
      SaveSubject subject,
      SaveMemory memory,
      Optional<String> reader,
      Optional<SaveQuestions> questions,
      Texts texts,
      Consumer<Optional<SaveRequest>> onEnd) {
    super(new BorderLayout());
    this.subject = subject;
    this.memory = memory;
    this.questions = questions.orElseGet(() -> new SwingQuestions(this, texts));
    this.texts = texts;
    this.onEnd = onEnd;
    this.shown = SaveChoice.first(subject, memory, reader);
    this.rows = new SegmentRows(subject, shown.segments(), texts, this::refresh);
    fileRow = withButton(path, "save.browse", this::browse);
    referenceRow = withButton(reference, "save.reference.browse", this::browseReference);
    readerRow = new JPanel(new FlowLayout(FlowLayout.LEADING, 0, 0));
    typing.setRepeats(false);
    prepare();
    layOut();
    showChoice();
    refresh();
  }

  private int gap() {
    return getFontMetrics(save.getFont()).charWidth('m');
  }

  private void prepare() {
    label(fileLabel, "save.file", path);
    label(referenceLabel, "save.reference", reference);
    reference.setToolTipText(texts.text("save.reference.tip"));
    Mnemonic.set(named, texts.text("save.named"));
    named.setToolTipText(texts.text("save.named.tip"));
    reader.setToolTipText(texts.text("save.named.tip"));
    reader.getAccessibleContext().setAccessibleName(named.getText());
    Mnemonic.set(provenance, texts.text("save.provenance"));
    provenance.setToolTipText(texts.text("save.provenance.tip"));
    Mnemonic.set(save, texts.text("save.ok"));
    Mnemonic.set(cancel, texts.text("save.cancel"));
    target.setRenderer(new Names());
    target.addActionListener(e -> changeTarget());
    named.addActionListener(e -> refresh());
    provenance.addActionListener(e -> refresh());
    save.addActionListener(e -> save());
    cancel.addActionListener(e -> cancel());
    follow(path);
    follow(reference);
    follow(reader);
  }

  private void label(JLabel label, String key, JComponent field) {
    Mnemonic.set(label, texts.text(key));
    label.setLabelFor(field);
  }

  private void follow(JTextField field) {
    field
        .getDocument()
        .addDocumentListener(
            new DocumentListener() {
              @Override
              public void insertUpdate(DocumentEvent e) {
                typing.restart();
              }

              @Override
              public void removeUpdate(DocumentEvent e) {
                typing.restart();
              }

              @Override
              public void changedUpdate(DocumentEvent e) {}
            });
  }

  private JPanel withButton(JTextField field, String key, Runnable action) {
    JButton button = new JButton();
    Mnemonic.set(button, texts.text(key));
    button.addActionListener(e -> action.run());
    JPanel row = new JPanel(new BorderLayout(gap() / 2, 0));
    row.add(field, BorderLayout.CENTER);
    row.add(button, BorderLayout.LINE_END);
    return row;
  }

  private void layOut() {
    int gap = gap();
    setBorder(BorderFactory.createEmptyBorder(gap, gap, gap, gap));
    readerRow.add(named);
    readerRow.add(reader);
    JLabel format = new JLabel();
    label(format, "save.format", target);
    JPanel form = new JPanel(new GridBagLayout());
    row(form, 0, format, leading(target));
    row(form, 1, fileLabel, fileRow);
    row(form, 2, referenceLabel, referenceRow);
    row(form, 3, new JLabel(), readerRow);
    row(form, 4, new JLabel(), provenance);
    JPanel south = new JPanel(new BorderLayout(0, gap));
    south.add(form, BorderLayout.NORTH);
    JPanel says = new JPanel(new BorderLayout(0, gap / 2));
    warnings.setFont(warnings.getFont().deriveFont(Font.BOLD));
    line.setFont(line.getFont().deriveFont(Font.PLAIN));
    JLabel icon =
        new JLabel(new WarningIcon(warnings.getFontMetrics(warnings.getFont()).getHeight()));
    icon.setVerticalAlignment(JLabel.TOP);
    warningRow.setLayout(new BorderLayout(gap / 2, 0));
    warningRow.add(icon, BorderLayout.LINE_START);
    warningRow.add(warnings, BorderLayout.CENTER);
    says.add(warningRow, BorderLayout.NORTH);
    says.add(line, BorderLayout.SOUTH);
    south.add(says, BorderLayout.CENTER);
    south.add(buttons(), BorderLayout.SOUTH);
    add(segments(), BorderLayout.CENTER);
    add(south, BorderLayout.SOUTH);
  }

  private JPanel segments() {
    int gap = gap();
    JPanel segments = new JPanel(new BorderLayout(0, gap / 2));
    JPanel head = new JPanel(new FlowLayout(FlowLayout.LEADING, gap / 2, 0));
    head.add(new JLabel(texts.text("save.segments")));
    for (boolean on : new boolean[] {true, false}) {
      JButton button = new JButton();
      Mnemonic.set(button, texts.text(on ? "save.all" : "save.none"));
      button.addActionListener(
          e -> {
            rows.tickAll(on);
            refresh();
          });
      head.add(button);
    }
    segments.add(head, BorderLayout.NORTH);
    segments.add(new JScrollPane(rows), BorderLayout.CENTER);
    segments.setBorder(BorderFactory.createEmptyBorder(0, 0, gap, 0));
    return segments;
  }

  private JPanel buttons() {
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, gap() / 2, 0));
    buttons.add(save);
    buttons.add(cancel);
    return buttons;
  }

  private static JPanel leading(JComponent content) {
    JPanel row = new JPanel(new BorderLayout());
    row.add(content, BorderLayout.LINE_START);
    return row;
  }

  private void row(JPanel form, int row, JLabel label, JComponent field) {
    GridBagConstraints c = new GridBagConstraints();
    c.gridy = row;
    c.anchor = GridBagConstraints.LINE_START;
    c.insets = new Insets(0, 0, gap() / 2, gap() / 2);
    form.add(label, c);
    c.weightx = 1;
    c.fill = GridBagConstraints.HORIZONTAL;
    form.add(field, c);
  }

  /** The targets by the names that people read. */
  private final class Names extends DefaultListCellRenderer {
    private static final long serialVersionUID = 1L;

    @Override
    public Component getListCellRendererComponent(
        JList<?> list, Object value, int index, boolean selected, boolean focused) {
      String name = value instanceof SaveTarget t ? texts.text("save.target." + t.key()) : "";
      return super.getListCellRendererComponent(list, name, index, selected, focused);
    }
  }

  /** Puts the choice into the fields. */
  private void showChoice() {
    setting = true;
    target.setSelectedItem(shown.target());
    path.setText(shown.path());
    reference.setText(shown.reference());
    named.setSelected(shown.named());
    reader.setText(shown.reader());
    provenance.setSelected(shown.provenance());
    setting = false;
  }

  private void changeTarget() {
    if (!setting) {
      SaveTarget next = (SaveTarget) target.getSelectedItem();
      shown = choice().withTarget(next);
      showChoice();
      refresh();
    }
  }

  private SaveChoice choice() {
    return new SaveChoice(
        rows.ticked(),
        shown.target(),
        path.getText(),
        reference.getText(),
        named.isSelected(),
        reader.getText(),
        provenance.isSelected());
  }

  /** Works out what would happen now, and says it. */
  private void refresh() {
    typing.stop();
    shown = choice();
    SavePlan plan = SavePlan.of(subject, shown, texts);
    boolean file = shown.target().file().isPresent();
    boolean referring = shown.target().isDicom() && !subject.isDicom();
    fileLabel.setVisible(file);
    fileRow.setVisible(file);
    referenceLabel.setVisible(referring);
    referenceRow.setVisible(referring);
    readerRow.setVisible(file);
    provenance.setVisible(file);
    reader.setEnabled(named.isSelected());
    warnings.setText(String.join("\n", plan.warnings()));
    warningRow.setVisible(!plan.warnings().isEmpty());
    line.setText(plan.problems().isEmpty() ? plan.summary() : String.join("\n", plan.problems()));
    save.setEnabled(plan.problems().isEmpty());
    revalidate();
    repaint();
    firePropertyChange(CONTENT, null, plan);
  }

  private void browse() {
    questions
        .chooseFile(path.getText())
        .ifPresent(
            chosen -> {
              path.setText(chosen.toString());
              refresh();
            });
  }

  private void browseReference() {
    questions
        .chooseReference(reference.getText())
        .ifPresent(
            chosen -> {
              reference.setText(chosen.toString());
              refresh();
            });
  }

  private void save() {
    refresh(); // the disk may have changed, and a pause in typing may not be over
    SavePlan plan = SavePlan.of(subject, shown, texts);
    boolean asked = !plan.replaced().isEmpty() && plan.problems().isEmpty();
    Optional<SaveRequest> request = plan.request(asked && questions.mayReplace(plan.question()));
    request.ifPresent(
        r -> {
          shown.remember(memory, subject.isDicom(), r.file());
          end(request);
        });
  }

  void cancel() {
    end(Optional.empty());
  }

  private void end(Optional<SaveRequest> request) {
    typing.stop();
    onEnd.accept(request);
  }

  JButton saveButton() {
    return save;
  }
}
