package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.panel.ConfidenceStrip;
import io.github.voxelclick.plugin.panel.HistoryList;
import io.github.voxelclick.plugin.panel.ReviewStatus;
import io.github.voxelclick.plugin.panel.SegmentRows;
import io.github.voxelclick.plugin.panel.SegmentsTable;
import io.github.voxelclick.plugin.panel.SelectedSegment;
import io.github.voxelclick.plugin.panel.ToolPanel;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.SlicePlane;

/**
 * What the panel shows at one moment. Immutable.
 *
 * @param segments all of them, and which is worked on
 * @param tools the tool in hand
 * @param slices of the selected segment, along the axis that is looked along
 * @param review what is left to check of it
 * @param history what was done and undone
 */
record PanelContent(
    SegmentsTable.Content segments,
    ToolPanel.Content tools,
    ConfidenceStrip.Content slices,
    ReviewStatus review,
    HistoryList.Content history) {
  /** Makes contents, and remembers what is costly to know. One for each panel. */
  static final class Maker {
    private final SegmentationSession session;
    private final DisplayState display;
    private final SegmentRows rows;
    private final SelectedSegment selected;

    /**
     * For one panel.
     *
     * @param measured whether it is known how large voxels are
     */
    Maker(SegmentationSession session, DisplayState display, boolean measured) {
      this.session = session;
      this.display = display;
      this.rows = new SegmentRows(session.volume().geometry(), measured);
      this.selected = new SelectedSegment(session.volume().geometry());
    }

    /**
     * The case as it is now.
     *
     * @param state of the session, which holds the segment that is selected
     */
    PanelContent of(SessionState state) {
      SegmentState segment = state.segment(display.selected());
      SlicePlane current = display.current();
      return new PanelContent(
          new SegmentsTable.Content(rows.of(state, display::isVisible), display.selected()),
          new ToolPanel.Content(display.tool(), display.overlap()),
          new ConfidenceStrip.Content(selected.states(segment, current.axis()), current.index()),
          selected.review(segment, current),
          new HistoryList.Content(session.history(), session.undone()));
    }
  }

  boolean canUndo() {
    return !history.done().isEmpty();
  }

  boolean canRedo() {
    return !history.undone().isEmpty();
  }
}
