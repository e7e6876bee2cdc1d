package io.github.voxelclick.plugin.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.Window;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JToggleButton;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinkedViewsTest {
  private final ViewSamples.Heard heard = new ViewSamples.Heard();
  private final LinkedViews views =
      new LinkedViews(ViewSamples.volume(), true, ViewSamples.WINDOW, heard, heard);
  private final JPanel preview = new JPanel();

  @BeforeEach
  void lay_out() {
    views.setFourth("Surface", preview);
    views.setSize(900, 700);
    layOut(views);
  }

  static void layOut(Container c) {
    c.doLayout();
    for (Component child : c.getComponents()) {
      if (child instanceof Container inner) {
        layOut(inner);
      }
    }
  }

  private <T extends Component> List<T> all(Class<T> type) {
    List<T> found = new ArrayList<>();
    collect(views, type, found);
    return found;
  }

  private static <T extends Component> void collect(Container c, Class<T> type, List<T> found) {
    for (Component child : c.getComponents()) {
      if (type.isInstance(child)) {
        found.add(type.cast(child));
      }
      if (child instanceof Container inner) {
        collect(inner, type, found);
      }
    }
  }

  @Test
  void aiming_shows_the_voxel_in_all_three_and_tells_nobody() {
    views.aim(new VoxelIndex(7, 1, 4));
    assertEquals(7, views.view(SliceAxis.I).index());
    assertEquals(1, views.view(SliceAxis.J).index());
    assertEquals(4, views.view(SliceAxis.K).index());
    assertEquals(List.of(), heard.looked);
    List<JSlider> sliders = all(JSlider.class); // the first is the opacity's
    assertEquals(List.of(4, 1, 7), sliders.stream().skip(1).map(JSlider::getValue).toList());
  }

  @Test
  void a_slider_turns_slices_and_tells_it_once() {
    all(JSlider.class).get(3).setValue(6);
    assertEquals(6, views.view(SliceAxis.I).index());
    assertEquals(List.of(new SlicePlane(SliceAxis.I, 6)), heard.looked);
  }

  @Test
  void one_view_fills_the_whole_and_gives_it_back() {
    Dimension small = views.view(SliceAxis.J).getSize();
    assertTrue(small.width > 300 && small.height > 200, small + "");
    JToggleButton second =
        all(JToggleButton.class).stream().filter(b -> !(b instanceof JCheckBox)).toList().get(1);
    second.doClick();
    layOut(views);
    assertEquals(Optional.of(SliceAxis.J), views.enlarged());
    assertTrue(views.view(SliceAxis.J).getWidth() > 2 * small.width - 10);
    assertFalse(views.view(SliceAxis.K).getParent().isVisible());
    assertFalse(preview.getParent().isVisible());
    second.doClick();
    layOut(views);
    assertEquals(Optional.empty(), views.enlarged());
    assertEquals(small, views.view(SliceAxis.J).getSize());
    assertTrue(preview.getParent().isVisible());
  }

  @Test
  void a_fourth_picture_that_was_enlarged_can_be_replaced() {
    all(JToggleButton.class).stream()
        .filter(b -> !(b instanceof JCheckBox))
        .skip(3)
        .forEach(JToggleButton::doClick);
    JPanel other = new JPanel();
    views.setFourth("Other", other);
    layOut(views);
    assertTrue(views.view(SliceAxis.K).getParent().isVisible());
    assertEquals(4, all(ViewCell.class).size());
    assertTrue(other.getWidth() > 100);
  }

  @Test
  void choices_are_told_and_what_is_shown_is_not() {
    JComboBox<?> presets = all(JComboBox.class).get(0);
    presets.setSelectedIndex(0);
    assertEquals(1, heard.presets.size());
    views.setPreset(DisplayPreset.of(new Window(-7, 8)));
    assertEquals(1, heard.presets.size());
    assertEquals(DisplayPreset.of(new Window(-7, 8)), presets.getSelectedItem());
    assertEquals(new Window(-7, 8), views.view(SliceAxis.I).preset().window());
    int items = presets.getItemCount();
    views.setPreset(DisplayPreset.of(new Window(-9, 8)));
    assertEquals(items, presets.getItemCount());
    List<JCheckBox> boxes = all(JCheckBox.class);
    boxes.get(0).doClick();
    assertEquals(List.of(MaskStyle.DEFAULT.withFilled(false)), heard.styles);
    boxes.get(1).doClick();
    assertEquals(List.of(false), heard.crosshairs);
    views.show(
        new OverlayContent(
            ViewSamples.SIZE,
            List.of(),
            new MaskStyle(true, true, 0.75),
            Optional.empty(),
            Optional.empty()));
    assertEquals(75, all(JSlider.class).get(0).getValue());
    assertEquals(1, heard.styles.size());
    all(JSlider.class).get(0).setValue(40);
    assertEquals(0.4, heard.styles.get(1).opacity(), 1e-9);
  }
}
