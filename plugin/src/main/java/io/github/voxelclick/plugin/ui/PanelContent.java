package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.panel.ConfidenceStrip;
import io.github.voxelclick.plugin.panel.HistoryList;
import io.github.voxelclick.plugin.panel.ReviewStatus;
import io.github.voxelclick.plugin.panel.SegmentRows;
import io.github.voxelclick.plugin.panel.SegmentsTable;
import io.github.voxelclick.plugin.panel.SliceStates;
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
  /** A case as it is now. */
  static PanelContent of(SegmentationSession session, DisplayState display, SegmentRows rows) {
    SessionState state = session.state();
    SegmentState segment = state.segment(display.selected());
    SlicePlane current = display.current();
    return new PanelContent(
        new SegmentsTable.Content(rows.of(state, display::isVisible), display.selected()),
        new ToolPanel.Content(display.tool(), display.overlap()),
        new ConfidenceStrip.Content(
            SliceStates.of(segment, session.volume().geometry(), current.axis()), current.index()),
        ReviewStatus.of(segment, current),
        new HistoryList.Content(session.history(), session.undone()));
  }

  boolean canUndo() {
    return !history.done().isEmpty();
  }

  boolean canRedo() {
    return !history.undone().isEmpty();
  }
}
