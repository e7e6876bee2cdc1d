package io.github.voxelclick.plugin.view;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.DisplayPreset;
import java.awt.Component;
import java.awt.FlowLayout;
import java.util.List;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.ListCellRenderer;

/**
 * How a volume is shown: window, filling and opacity of masks, cross-hair. It tells what the user
 * asks for and shows what it is told. Used on the event thread only.
 */
@SuppressWarnings("this-escape") // listeners of a component that nobody has yet
final class DisplayBar extends JPanel {
  private static final int PER_CENT = 100;
  private static final int SLIDER_IN_LETTERS = 8;

  private final JComboBox<DisplayPreset> presets;
  private final JCheckBox filled = new JCheckBox(Texts.get("views.filled"));
  private final JSlider opacity = new JSlider(0, PER_CENT);
  private final JCheckBox crosshair = new JCheckBox(Texts.get("views.crosshair"), true);
  private final transient List<DisplayPreset> offered;
  private MaskStyle style = MaskStyle.DEFAULT;

  /** While it shows what it is told it does not tell it. */
  private boolean following;

  /**
   * A bar.
   *
   * @param offered presets to choose from, at least one
   * @param current the one that is shown, one of them or not
   * @param onReset called when all views are to show the whole slice
   */
  DisplayBar(
      List<DisplayPreset> offered,
      DisplayPreset current,
      DisplayListener listener,
      Runnable onReset) {
    super(new FlowLayout(FlowLayout.LEADING));
    this.offered = List.copyOf(offered);
    this.presets = new JComboBox<>(offered.toArray(DisplayPreset[]::new));
    presets.setRenderer(new Renderer());
    presets.setToolTipText(Texts.get("views.window.tip"));
    presets.addActionListener(
        e -> {
          if (!following && presets.getSelectedItem() instanceof DisplayPreset p) {
            listener.preset(p);
          }
        });
    JLabel windowLabel = label("views.window", presets);
    filled.setToolTipText(Texts.get("views.filled.tip"));
    filled.addActionListener(e -> listener.style(style.withFilled(filled.isSelected())));
    opacity.setToolTipText(Texts.get("views.opacity.tip"));
    opacity.addChangeListener(
        e -> {
          if (!following) {
            listener.style(style.withOpacity((double) opacity.getValue() / PER_CENT));
          }
        });
    int letter = opacity.getFontMetrics(presets.getFont()).charWidth('m');
    opacity.setPreferredSize(
        new java.awt.Dimension(SLIDER_IN_LETTERS * letter, opacity.getPreferredSize().height));
    JLabel opacityLabel = label("views.opacity", opacity);
    crosshair.setToolTipText(Texts.get("views.crosshair.tip"));
    crosshair.addActionListener(e -> listener.crosshair(crosshair.isSelected()));
    JButton reset = new JButton(Texts.get("views.reset"));
    reset.setToolTipText(Texts.get("views.reset.tip"));
    reset.addActionListener(e -> onReset.run());
    for (Component c :
        new Component[] {windowLabel, presets, filled, opacityLabel, opacity, crosshair, reset}) {
      add(c);
    }
    setPreset(current);
    setStyle(style);
  }

  private static JLabel label(String key, Component of) {
    JLabel label = new JLabel(Texts.get(key));
    label.setLabelFor(of);
    return label;
  }

  /** Shows which preset is in use; one that is not offered is added while it is. */
  void setPreset(DisplayPreset current) {
    following = true;
    try {
      while (presets.getItemCount() > offered.size()) {
        presets.removeItemAt(offered.size());
      }
      if (!offered.contains(current)) {
        presets.addItem(current);
      }
      presets.setSelectedItem(current);
      presets.setEnabled(presets.getItemCount() > 1);
    } finally {
      following = false;
    }
  }

  /** Shows how masks are drawn. */
  void setStyle(MaskStyle next) {
    following = true;
    try {
      style = next;
      filled.setSelected(next.filled());
      opacity.setEnabled(next.filled());
      if (!opacity.getValueIsAdjusting()) {
        opacity.setValue((int) Math.round(PER_CENT * next.opacity()));
      }
    } finally {
      following = false;
    }
  }

  /** Shows whether there is a cross-hair. */
  void setCrosshairShown(boolean shown) {
    crosshair.setSelected(shown);
  }

  /** What a preset is called: its name, or its range. */
  static String name(DisplayPreset preset) {
    return preset.name().isBlank()
        ? Texts.get("views.range", preset.window().low(), preset.window().high())
        : preset.name();
  }

  private static final class Renderer implements ListCellRenderer<DisplayPreset> {
    private final DefaultListCellRenderer plain = new DefaultListCellRenderer();

    @Override
    public Component getListCellRendererComponent(
        JList<? extends DisplayPreset> list,
        DisplayPreset value,
        int index,
        boolean selected,
        boolean focused) {
      String text = value == null ? "" : name(value);
      plain.getListCellRendererComponent(list, text, index, selected, focused);
      // Names come from files: as HTML they could fetch pictures.
      plain.putClientProperty("html.disable", true);
      plain.setText(text);
      return plain;
    }
  }
}
