package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.tool.ToolSettings;
import io.github.voxelclick.plugin.view.Draft;
import io.github.voxelclick.plugin.view.Layer;
import io.github.voxelclick.plugin.view.MaskStyle;
import io.github.voxelclick.plugin.view.OverlayContent;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * What the windows of one image show and which tool is in hand: nothing of it belongs to the
 * session or can be undone. Used on the event thread only.
 */
final class DisplayState {
  private final GridSize size;
  private final Set<Integer> hidden = new HashSet<>();
  private int selected;
  private Optional<IntSupplier> coming = Optional.empty();
  private MaskStyle style = MaskStyle.DEFAULT;
  private ToolSettings tool = ToolSettings.DEFAULT;
  private Overlap overlap = Overlap.ALLOWED;
  private VoxelIndex crosshair;
  private SlicePlane current;
  private Optional<Draft> draft = Optional.empty();

  /**
   * The state that a window begins with.
   *
   * @param selected number of the segment that is worked on
   */
  DisplayState(GridSize size, int selected) {
    this.size = size;
    this.selected = selected;
    this.crosshair = new VoxelIndex(size.i() / 2, size.j() / 2, (size.k() - 1) / 2);
    this.current = SlicePlane.k(crosshair.k());
  }

  /** The segment that is worked on, one that is there. */
  int selected() {
    return selected;
  }

  void select(int number) {
    selected = number;
    coming = Optional.empty();
    hidden.remove(number);
  }

  /**
   * The segment that edits asked for now are for: it may have been asked for, too, and be entered
   * before them. Ask what is returned where they are entered.
   */
  IntSupplier target() {
    int now = selected;
    return coming.orElse(() -> now);
  }

  /**
   * Works on a segment that is about to be added.
   *
   * @param number asked on other threads once edits that were asked for before are entered
   */
  void selectComing(IntSupplier number) {
    coming = Optional.of(number);
  }

  /** It is there; selects it unless another was selected since. */
  void arrived(IntSupplier number) {
    if (coming.filter(c -> c == number).isPresent()) {
      select(number.getAsInt());
    }
  }

  /** Sees to it that the selected segment is one of the session. */
  void follow(SessionState state) {
    if (state.find(selected).isEmpty() && !state.segments().isEmpty()) {
      selected = state.segments().get(0).number();
    }
    hidden.removeIf(number -> state.find(number).isEmpty());
  }

  boolean isVisible(int number) {
    return !hidden.contains(number);
  }

  void setVisible(int number, boolean visible) {
    if (visible) {
      hidden.remove(number);
    } else {
      hidden.add(number);
    }
  }

  MaskStyle style() {
    return style;
  }

  void setStyle(MaskStyle next) {
    style = next;
  }

  ToolSettings tool() {
    return tool;
  }

  void setTool(ToolSettings next) {
    tool = next;
  }

  /** What becomes of voxels that other segments hold. */
  Overlap overlap() {
    return overlap;
  }

  void setOverlap(Overlap next) {
    overlap = next;
  }

  VoxelIndex crosshair() {
    return crosshair;
  }

  void aim(VoxelIndex voxel) {
    crosshair = voxel;
    int index =
        switch (current.axis()) {
          case I -> voxel.i();
          case J -> voxel.j();
          case K -> voxel.k();
        };
    current = new SlicePlane(current.axis(), index);
  }

  /** The slice that a person looked at last, in whichever view. */
  SlicePlane current() {
    return current;
  }

  /** Another slice is looked at: the cross-hair follows on its axis. */
  void look(SlicePlane plane) {
    current = plane;
    crosshair =
        switch (plane.axis()) {
          case I -> new VoxelIndex(plane.index(), crosshair.j(), crosshair.k());
          case J -> new VoxelIndex(crosshair.i(), plane.index(), crosshair.k());
          case K -> new VoxelIndex(crosshair.i(), crosshair.j(), plane.index());
        };
  }

  void setDraft(Optional<Draft> next) {
    draft = next;
  }

  /** What is drawn of a session. */
  OverlayContent content(SessionState state) {
    List<Layer> layers = new ArrayList<>();
    for (SegmentState s : state.segments()) {
      if (isVisible(s.number())) {
        layers.add(
            new Layer(
                s.number(),
                s.mask(),
                s.segment().colour(),
                s.number() == selected ? s.prompts() : List.of()));
      }
    }
    return new OverlayContent(size, layers, style, draft, Optional.of(crosshair));
  }
}
