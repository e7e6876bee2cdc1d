package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JPanel;

/**
 * Three views of a volume at right angles, each through the same voxel, and room for a fourth
 * picture. First the slices as they were acquired, then those across their rows and columns. Any of
 * them can be enlarged to the whole.
 *
 * <p>The views keep no state but their slice and their zoom: what the user asks for goes to the two
 * listeners, who answer with {@link #show}, {@link #aim}, {@link #setPreset} and {@link
 * #setCrosshairShown}. Used on the event thread only.
 */
public final class LinkedViews extends JPanel {
  private static final int GAP = 2;
  private static final SliceAxis[] ORDER = {SliceAxis.K, SliceAxis.J, SliceAxis.I};

  private final Map<SliceAxis, SliceView> views = new EnumMap<>(SliceAxis.class);
  private final transient ViewCells layout = new ViewCells(GAP);
  private final JPanel cells = new JPanel(layout);
  private final DisplayBar bar;
  private transient Optional<ViewCell> fourth = Optional.empty();

  /**
   * Views of the middle of a volume.
   *
   * @param anatomical whether the volume is of a patient; else it is shown as it is stored, without
   *     letters
   * @param preset how values are shown at first
   * @param listener told what the user does on slices and keys
   * @param display told how the user wants them to look
   */
  public LinkedViews(
      Volume volume,
      boolean anatomical,
      DisplayPreset preset,
      ViewListener listener,
      DisplayListener display) {
    super(new BorderLayout());
    bar = new DisplayBar(WindowPresets.of(volume), preset, display, this::resetZoom);
    for (SliceAxis axis : ORDER) {
      ViewOrientation orientation =
          anatomical
              ? ViewOrientation.of(volume.geometry(), axis)
              : ViewOrientation.asStored(volume.geometry(), axis);
      SliceView view = new SliceView(volume, orientation, preset, listener, display);
      views.put(axis, view);
      addCell(run -> ViewCell.of(view, run));
    }
    cells.setBackground(Color.DARK_GRAY);
    add(bar, BorderLayout.PAGE_START);
    add(cells, BorderLayout.CENTER);
  }

  private interface CellMaker {
    ViewCell make(Runnable onEnlarge);
  }

  private ViewCell addCell(CellMaker maker) {
    List<ViewCell> made = new ArrayList<>(1);
    ViewCell cell = maker.make(() -> toggle(made.get(0)));
    made.add(cell);
    cells.add(cell);
    return cell;
  }

  /** The view of an axis. */
  public SliceView view(SliceAxis axis) {
    return views.get(axis);
  }

  /**
   * Puts a picture into the fourth cell, in place of the one before.
   *
   * @param title of the cell
   */
  public void setFourth(String title, JComponent component) {
    fourth.ifPresent(cells::remove);
    fourth = Optional.of(addCell(run -> new ViewCell(title, Color.LIGHT_GRAY, component, run)));
    cells.revalidate();
    cells.repaint();
  }

  /** Draws something else over all views. */
  public void show(OverlayContent content) {
    views.values().forEach(view -> view.show(content));
    bar.setStyle(content.style());
  }

  /** Shows values another way. */
  public void setPreset(DisplayPreset preset) {
    views.values().forEach(view -> view.setPreset(preset));
    bar.setPreset(preset);
  }

  /** Shows the three slices through a voxel; no listener is told. */
  public void aim(VoxelIndex voxel) {
    views.values().forEach(view -> view.aim(voxel));
  }

  /** Whether the cross-hair is drawn, where there is one. */
  public void setCrosshairShown(boolean shown) {
    views.values().forEach(view -> view.setCrosshairShown(shown));
    bar.setCrosshairShown(shown);
  }

  /** Shows the whole slice in each view. */
  public void resetZoom() {
    views.values().forEach(SliceView::resetZoom);
  }

  /** Which axis fills the whole; empty while all are seen, or where the fourth picture does. */
  public Optional<SliceAxis> enlarged() {
    return layout
        .enlarged()
        .flatMap(
            cell ->
                views.entrySet().stream()
                    .filter(e -> e.getValue().getParent() == cell)
                    .map(Map.Entry::getKey)
                    .findFirst());
  }

  /** Lets a view fill the whole, or shows all again. */
  public void enlarge(Optional<SliceAxis> axis) {
    setEnlarged(axis.map(a -> (Component) views.get(a).getParent()));
  }

  private void toggle(ViewCell cell) {
    boolean whole = layout.enlarged().filter(c -> c == cell).isPresent();
    setEnlarged(whole ? Optional.empty() : Optional.of(cell));
  }

  private void setEnlarged(Optional<Component> which) {
    layout.enlarge(which);
    for (Component c : cells.getComponents()) {
      ((ViewCell) c).setEnlarged(which.filter(w -> w == c).isPresent());
    }
    cells.revalidate();
    cells.repaint();
    // The view that had the focus may be hidden now, and keys would go nowhere.
    views.values().stream()
        .filter(view -> which.filter(w -> w == view.getParent()).isPresent())
        .forEach(SliceView::requestFocusInWindow);
  }
}
