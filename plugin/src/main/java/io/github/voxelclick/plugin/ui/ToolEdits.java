package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.macro.DrawnLines;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.task.Drawing;
import io.github.voxelclick.plugin.task.EditQueue;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.tool.ToolActions;
import io.github.voxelclick.plugin.view.Draft;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Enters what the tools make into the session, for the selected segment. Used on the event thread
 * only.
 */
final class ToolEdits implements ToolActions {
  private final SegmentationSession session;
  private final DisplayState display;
  private final Consumer<Prompt> prompts;
  private final Consumer<Optional<Draft>> drafts;
  private final CaseRecorder recorder;
  private final Consumer<EditQueue.Edit> edits;

  /**
   * Tools on a session.
   *
   * @param edits enters an edit on another thread, which may not ask the display
   */
  ToolEdits(
      SegmentationSession session,
      DisplayState display,
      Consumer<Prompt> prompts,
      Consumer<Optional<Draft>> drafts,
      CaseRecorder recorder,
      Consumer<EditQueue.Edit> edits) {
    this.session = session;
    this.display = display;
    this.prompts = prompts;
    this.drafts = drafts;
    this.recorder = recorder;
    this.edits = edits;
  }

  @Override
  public void prompt(Prompt prompt) {
    prompts.accept(prompt);
  }

  @Override
  public void draft(Optional<Draft> draft) {
    drafts.accept(draft);
  }

  @Override
  public void stroke(
      SlicePlane plane, List<PlanePoint> path, double radiusMm, boolean ball, boolean paint) {
    enter(
        drawing -> DrawnLines.stroke(drawing, plane, path, radiusMm, ball, paint),
        drawing -> drawing.stroke(plane, path, radiusMm, ball, paint));
  }

  @Override
  public void polygon(SlicePlane plane, List<PlanePoint> corners, boolean paint) {
    enter(
        drawing -> DrawnLines.polygon(drawing, plane, corners, paint),
        drawing -> drawing.polygon(plane, corners, paint));
  }

  /** Fills the hole under the mouse, or takes away the piece under it. */
  @Override
  public void fill(SlicePlane plane, PlanePoint pixel) {
    int column = (int) pixel.column();
    int row = (int) pixel.row();
    enter(
        drawing -> DrawnLines.fill(drawing, plane, column, row),
        drawing -> {
          if (session.state().find(drawing.segment()).isEmpty()) {
            return false;
          }
          boolean there = drawing.fill(plane, column, row).isPresent();
          if (!there) {
            Messages.status(Texts.get("case.noHole"));
          }
          return there;
        });
  }

  /** Something that is drawn. */
  @FunctionalInterface
  private interface Stroke {
    boolean draw(Drawing drawing) throws VolumeException;
  }

  /** The segment is the one that is selected when all edits before are entered. */
  private void enter(Function<Drawing, MacroLine> line, Stroke stroke) {
    IntSupplier target = display.target();
    Overlap overlap = display.overlap();
    edits.accept(
        () -> {
          Drawing drawing = new Drawing(session, target.getAsInt(), overlap);
          return recorder.as(line.apply(drawing), () -> stroke.draw(drawing));
        });
  }
}
