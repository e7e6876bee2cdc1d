package io.github.voxelclick.plugin.view;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Insets;
import java.awt.LayoutManager;
import java.util.Optional;

/**
 * Lays components out two by two, or one of them over the whole; the others are hidden then, and
 * keep their place in the tree. Used on the event thread only.
 */
final class ViewCells implements LayoutManager {
  private static final int PER_LINE = 2;

  private Optional<Component> enlarged = Optional.empty();
  private final int gap;

  /**
   * All of them are seen.
   *
   * @param gap pixels between them
   */
  ViewCells(int gap) {
    this.gap = gap;
  }

  /** Which one fills the whole; none when all are seen. The caller lays out anew. */
  void enlarge(Optional<Component> which) {
    enlarged = which;
  }

  Optional<Component> enlarged() {
    return enlarged;
  }

  @Override
  public void addLayoutComponent(String name, Component component) {}

  @Override
  public void removeLayoutComponent(Component component) {
    if (enlarged.filter(c -> c == component).isPresent()) {
      enlarged = Optional.empty();
    }
  }

  @Override
  public Dimension preferredLayoutSize(Container parent) {
    return size(parent, Component::getPreferredSize);
  }

  @Override
  public Dimension minimumLayoutSize(Container parent) {
    return size(parent, Component::getMinimumSize);
  }

  private interface Size {
    Dimension of(Component component);
  }

  private Dimension size(Container parent, Size size) {
    int width = 0;
    int height = 0;
    for (Component c : parent.getComponents()) {
      Dimension d = size.of(c);
      width = Math.max(width, d.width);
      height = Math.max(height, d.height);
    }
    Insets in = parent.getInsets();
    return new Dimension(
        in.left + in.right + PER_LINE * width + gap, in.top + in.bottom + PER_LINE * height + gap);
  }

  @Override
  public void layoutContainer(Container parent) {
    Insets in = parent.getInsets();
    int width = parent.getWidth() - in.left - in.right;
    int height = parent.getHeight() - in.top - in.bottom;
    int left = (width - gap) / PER_LINE;
    int top = (height - gap) / PER_LINE;
    Component[] all = parent.getComponents();
    for (int n = 0; n < all.length; n++) {
      Component c = all[n];
      if (enlarged.isPresent()) {
        boolean whole = enlarged.get() == c;
        c.setVisible(whole);
        if (whole) {
          c.setBounds(in.left, in.top, width, height);
        }
      } else {
        c.setVisible(true);
        boolean second = n % PER_LINE == 1;
        boolean lower = n / PER_LINE == 1;
        c.setBounds(
            in.left + (second ? left + gap : 0),
            in.top + (lower ? top + gap : 0),
            second ? width - left - gap : left,
            lower ? height - top - gap : top);
      }
    }
  }
}
