package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.panel.ShortcutAction;
import io.github.voxelclick.plugin.tool.ToolSettings;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Term;
import java.util.Optional;

/**
 * What a person does in the panel and with keys, passed on to the commands of the case. Used on the
 * event thread only.
 */
final class PanelActions implements ReaderPanel.Listener {
  /** One press of a key makes the brush larger or smaller by this factor. */
  private static final double RADIUS_STEP = 1.15;

  private final CaseCommands commands;
  private final DisplayState display;
  private final Windows windows;

  /** The windows of the case. */
  interface Windows {
    /** Draws everything as it is now. */
    void draw();

    /** Shows a slice in the view of its axis. */
    void goTo(SlicePlane plane);

    /** Gives up what is being drawn. */
    void stopDrawing();

    /** Gives up what is drawn or runs. */
    void cancel();

    /** Another segment is worked on. */
    void selected(int number);

    /** Shows the list of keys. */
    void showKeys();

    /** Shows the linked views. */
    void showViews();
  }

  PanelActions(CaseCommands commands, DisplayState display, Windows windows) {
    this.commands = commands;
    this.display = display;
    this.windows = windows;
  }

  /** Does what a key or a button means. */
  void run(ShortcutAction action) {
    action.tool().ifPresent(kind -> toolChosen(display.tool().withKind(kind)));
    ToolSettings tool = display.tool();
    switch (action) {
      case SMALLER -> toolChosen(tool.withRadiusMm(tool.radiusMm() / RADIUS_STEP));
      case LARGER -> toolChosen(tool.withRadiusMm(tool.radiusMm() * RADIUS_STEP));
      case BALL -> toolChosen(tool.withBall(!tool.ball()));
      case HIDE -> {
        display.setStyle(display.style().withShown(!display.style().shown()));
        windows.draw();
      }
      case CONTOUR -> {
        display.setStyle(display.style().withFilled(!display.style().filled()));
        windows.draw();
      }
      case VIEWS -> windows.showViews();
      case NEXT_REVIEW -> commands.review();
      case CONFIRM -> commands.toggleConfirmed(display.current());
      case PROPAGATE -> commands.propagateAll();
      case INTERPOLATE -> commands.interpolate();
      case LOCK -> commands.toggleLock();
      case NEXT_SEGMENT -> {
        commands.selectNext();
        windows.selected(display.selected());
        windows.draw();
      }
      case UNDO -> commands.undo();
      case REDO -> commands.redo();
      case CANCEL -> windows.cancel();
      case LIST -> windows.showKeys();
      default -> {}
    }
  }

  @Override
  public void toolChosen(ToolSettings tool) {
    if (tool.kind() != display.tool().kind()) {
      windows.stopDrawing();
    }
    display.setTool(tool);
    windows.draw();
  }

  @Override
  public void overlapChosen(Overlap overlap) {
    display.setOverlap(overlap);
  }

  @Override
  public void goTo(SlicePlane plane) {
    windows.goTo(plane);
  }

  @Override
  public void confirm(SlicePlane plane, boolean right) {
    commands.confirm(plane, right);
  }

  @Override
  public void confirmAndGo(SlicePlane plane, Optional<SlicePlane> then) {
    commands.confirm(plane, true);
    then.ifPresent(windows::goTo);
  }

  @Override
  public void travel(int steps) {
    commands.travel(steps);
  }

  @Override
  public void selected(int number) {
    display.select(number);
    windows.selected(number);
    windows.draw();
  }

  @Override
  public void renamed(int number, String name) {
    commands.rename(number, name);
  }

  @Override
  public void recoloured(int number, Segment.Rgb colour) {
    commands.recolour(number, colour);
  }

  @Override
  public void coded(int number, Term term) {
    commands.code(number, term);
  }

  @Override
  public void locked(int number, boolean locked) {
    commands.setLocked(number, locked);
  }

  @Override
  public void shown(int number, boolean visible) {
    display.setVisible(number, visible);
    windows.draw();
  }

  @Override
  public void added() {
    commands.addSegment();
  }

  @Override
  public void removed(int number) {
    commands.removeSegment(number);
  }

  @Override
  public void allConfirmed(int number) {
    commands.confirmAndLock(number);
  }
}
