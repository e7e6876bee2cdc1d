package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.tool.ToolKind;
import java.util.Locale;
import java.util.Optional;

/** What keys do in our windows; each has a button, too. */
public enum ShortcutAction {
  /** Takes the click tool. */
  TOOL_CLICK(ToolKind.CLICK),
  /** Takes the box tool. */
  TOOL_BOX(ToolKind.BOX),
  /** Takes the scribble tool. */
  TOOL_SCRIBBLE(ToolKind.SCRIBBLE),
  /** Takes the brush. */
  TOOL_BRUSH(ToolKind.BRUSH),
  /** Takes the eraser. */
  TOOL_ERASER(ToolKind.ERASER),
  /** Takes the polygon tool. */
  TOOL_POLYGON(ToolKind.POLYGON),
  /** Takes the fill tool. */
  TOOL_FILL(ToolKind.FILL),
  /** Makes the radius smaller. */
  SMALLER(Group.TOOLS),
  /** Makes the radius larger. */
  LARGER(Group.TOOLS),
  /** Brush and eraser reach into neighbouring slices, or no longer do. */
  BALL(Group.TOOLS),
  /** Hides masks and prompts, or shows them. */
  HIDE(Group.VIEW),
  /** Draws masks as contours, or filled. */
  CONTOUR(Group.VIEW),
  /** Shows the linked views. */
  VIEWS(Group.VIEW),
  /** Shows the next slice to check. */
  NEXT_REVIEW(Group.REVIEW),
  /** Says that the slice is right. */
  CONFIRM(Group.REVIEW),
  /** Carries masks to all slices. */
  PROPAGATE(Group.SEGMENT),
  /** Interpolates between slices. */
  INTERPOLATE(Group.SEGMENT),
  /** Locks the segment, or unlocks it. */
  LOCK(Group.SEGMENT),
  /** Works on the next segment. */
  NEXT_SEGMENT(Group.SEGMENT),
  /** Takes the last step back. */
  UNDO(Group.GENERAL),
  /** Repeats the step that was taken back. */
  REDO(Group.GENERAL),
  /** Ends what is being drawn or computed. */
  CANCEL(Group.GENERAL),
  /** Shows all keys. */
  LIST(Group.GENERAL);

  /** Where the list of keys shows it. */
  enum Group {
    /** What the mouse does. */
    TOOLS,
    /** What is seen. */
    VIEW,
    /** Looking over what the model did. */
    REVIEW,
    /** What concerns the segment that is worked on. */
    SEGMENT,
    /** Everything else. */
    GENERAL;

    String key() {
      return "panel.keys.group." + name().toLowerCase(Locale.ROOT);
    }
  }

  private final Group group;
  private final Optional<ToolKind> tool;

  ShortcutAction(Group group) {
    this.group = group;
    this.tool = Optional.empty();
  }

  ShortcutAction(ToolKind tool) {
    this.group = Group.TOOLS;
    this.tool = Optional.of(tool);
  }

  Group group() {
    return group;
  }

  /** The tool that it takes, if it takes one. */
  public Optional<ToolKind> tool() {
    return tool;
  }

  /** The action that takes a tool. */
  public static ShortcutAction of(ToolKind kind) {
    for (ShortcutAction action : values()) {
      if (action.tool.equals(Optional.of(kind))) {
        return action;
      }
    }
    throw new IllegalArgumentException("no key for " + kind);
  }

  /** What it does, in the bundle of texts. */
  public String key() {
    return "panel.keys." + name().toLowerCase(Locale.ROOT);
  }
}
