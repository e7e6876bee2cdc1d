package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.tool.ToolKind;
import io.github.voxelclick.plugin.tool.ToolSettings;
import io.github.voxelclick.session.Overlap;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.GridLayout;
import java.awt.Insets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.swing.ButtonGroup;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JToggleButton;

/** The tools, their radius, and what becomes of voxels that other segments hold. */
public final class ToolPanel extends JPanel {
  private final transient Listener listener;
  private final Map<ToolKind, JToggleButton> buttons = new EnumMap<>(ToolKind.class);
  private final JSlider radius = new JSlider(0, RadiusScale.STEPS);
  private final JLabel radiusText = new JLabel();
  private final JCheckBox ball = new JCheckBox(Texts.get("panel.tool.ball"));
  private final JComboBox<Overlap> overlap = new JComboBox<>(Overlap.values());
  private transient Content content = new Content(ToolSettings.DEFAULT, Overlap.ALLOWED);
  private boolean showing;

  /**
   * What is shown.
   *
   * @param tool in hand
   * @param overlap what becomes of voxels that other segments hold
   */
  public record Content(ToolSettings tool, Overlap overlap) {
    /** Checks that both are there. */
    public Content {
      Objects.requireNonNull(tool, "tool");
      Objects.requireNonNull(overlap, "overlap");
    }
  }

  /** Learns what a person chooses. */
  public interface Listener {
    /** Another tool, radius or reach. */
    void toolChosen(ToolSettings tool);

    /** Another way with other segments. */
    void overlapChosen(Overlap overlap);
  }

  /** A panel that shows the tool that windows begin with. */
  public ToolPanel(Shortcuts shortcuts, Listener listener) {
    super(new BorderLayout());
    this.listener = listener;
    int gap = FontSize.gap(this);
    setLayout(new BorderLayout(gap, gap));
    setBorder(FontSize.border(this));
    add(tools(shortcuts), BorderLayout.NORTH);
    add(radiusRow(shortcuts, gap), BorderLayout.CENTER);
    add(overlapRow(gap), BorderLayout.SOUTH);
    show(content);
  }

  private JPanel tools(Shortcuts shortcuts) {
    JPanel row = new JPanel(new GridLayout(1, 0, 2, 2));
    ButtonGroup group = new ButtonGroup();
    int size = FontSize.line(this) * 3 / 2;
    for (ToolKind kind : ToolKind.values()) {
      JToggleButton button = new JToggleButton(ToolDrawings.of(kind, size));
      button.setToolTipText(shortcuts.tip(kind));
      button.getAccessibleContext().setAccessibleName(Texts.get(kind.key()));
      button.setMargin(new Insets(2, 2, 2, 2));
      button.addActionListener(e -> choose(content.tool().withKind(kind)));
      group.add(button);
      buttons.put(kind, button);
      row.add(button);
    }
    return row;
  }

  private JPanel radiusRow(Shortcuts shortcuts, int gap) {
    JLabel label = new JLabel(Texts.get("panel.tool.radius"));
    label.setLabelFor(radius);
    radius.setToolTipText(
        Texts.get(
            "panel.tool.radius.tip",
            shortcuts.text(ShortcutAction.SMALLER),
            shortcuts.text(ShortcutAction.LARGER)));
    radius.addChangeListener(
        e -> choose(content.tool().withRadiusMm(RadiusScale.radiusMm(radius.getValue()))));
    radiusText.setText(Texts.get("panel.tool.radius.mm", 88.88)); // the widest there can be
    radiusText.setHorizontalAlignment(JLabel.TRAILING);
    radiusText.setPreferredSize(radiusText.getPreferredSize());
    ball.setToolTipText(shortcuts.tip(Texts.get("panel.tool.ball.tip"), ShortcutAction.BALL));
    ball.addActionListener(e -> choose(content.tool().withBall(ball.isSelected())));
    JPanel row = new JPanel(new BorderLayout(gap, 0));
    row.add(label, BorderLayout.LINE_START);
    row.add(radius, BorderLayout.CENTER);
    row.add(radiusText, BorderLayout.LINE_END);
    JPanel both = new JPanel(new BorderLayout(gap, 0));
    both.add(row, BorderLayout.CENTER);
    both.add(ball, BorderLayout.SOUTH);
    return both;
  }

  private JPanel overlapRow(int gap) {
    JLabel label = new JLabel(Texts.get("panel.overlap"));
    label.setLabelFor(overlap);
    overlap.setRenderer(new OverlapWords());
    overlap.setToolTipText(Texts.get("panel.overlap.tip"));
    overlap.addActionListener(e -> chooseOverlap());
    JPanel row = new JPanel(new BorderLayout(gap, gap / 2));
    row.add(label, BorderLayout.NORTH);
    row.add(overlap, BorderLayout.CENTER);
    return row;
  }

  /** An overlap in the words of who works with it. */
  private static final class OverlapWords extends DefaultListCellRenderer {
    @Override
    public Component getListCellRendererComponent(
        JList<?> list, Object value, int index, boolean selected, boolean focused) {
      super.getListCellRendererComponent(list, value, index, selected, focused);
      if (value instanceof Overlap overlap) {
        setText(Texts.get(key(overlap)));
      }
      return this;
    }
  }

  /** The name of an overlap in the bundle of texts. */
  static String key(Overlap overlap) {
    return "panel.overlap." + overlap.name().toLowerCase(Locale.ROOT);
  }

  /** Shows other settings, without telling anybody. */
  public void show(Content next) {
    content = next;
    ToolSettings tool = next.tool();
    showing = true;
    try {
      Objects.requireNonNull(buttons.get(tool.kind())).setSelected(true);
      radius.setValue(RadiusScale.step(tool.radiusMm()));
      radiusText.setText(Texts.get("panel.tool.radius.mm", tool.radiusMm()));
      ball.setSelected(tool.ball());
      radius.setEnabled(tool.kind().hasRadius());
      radiusText.setEnabled(tool.kind().hasRadius());
      ball.setEnabled(tool.kind().hasRadius());
      overlap.setSelectedItem(next.overlap());
    } finally {
      showing = false;
    }
  }

  private void choose(ToolSettings tool) {
    if (!showing && !tool.equals(content.tool())) {
      show(new Content(tool, content.overlap()));
      listener.toolChosen(tool);
    }
  }

  private void chooseOverlap() {
    if (!showing
        && overlap.getSelectedItem() instanceof Overlap chosen
        && chosen != content.overlap()) {
      content = new Content(content.tool(), chosen);
      listener.overlapChosen(chosen);
    }
  }

  JToggleButton button(ToolKind kind) {
    return Objects.requireNonNull(buttons.get(kind));
  }

  JSlider radius() {
    return radius;
  }

  JCheckBox ball() {
    return ball;
  }

  JComboBox<Overlap> overlap() {
    return overlap;
  }
}
