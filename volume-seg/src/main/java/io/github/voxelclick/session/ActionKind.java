package io.github.voxelclick.session;

/** What an entry of a session's history did. Stored by name: do not rename. */
public enum ActionKind {
  /** A segment was added. */
  ADD_SEGMENT,
  /** A segment was removed with all that is known of it. */
  REMOVE_SEGMENT,
  /** Name, code or colour of a segment changed. */
  DESCRIBE,
  /** A segment was locked. */
  LOCK,
  /** A segment was unlocked. */
  UNLOCK,
  /** A person said that slices are right. */
  CONFIRM,
  /** A person took that back. */
  UNCONFIRM,
  /** A prompt was given. */
  ADD_PROMPT,
  /** A prompt was taken back. */
  REMOVE_PROMPT,
  /** A prompt was replaced by another, such as the same click elsewhere. */
  MOVE_PROMPT,
  /** Pixels of a slice were painted. */
  BRUSH,
  /** Pixels of a slice were erased. */
  ERASE,
  /** The inside of a polygon on a slice was painted or erased. */
  POLYGON,
  /** A region of a slice was filled. */
  FILL,
  /** Voxels were painted or erased with a ball. */
  BALL,
  /** Masks were carried to other slices by a model. */
  PROPAGATE,
  /** Masks were interpolated between slices. */
  INTERPOLATE,
  /** The surface was smoothed. */
  SMOOTH,
  /** All components but the largest were removed. */
  KEEP_LARGEST,
  /** Holes were filled. */
  FILL_HOLES,
  /** Voxels outside a range of modality values were removed. */
  THRESHOLD,
  /** The surface moved outwards. */
  GROW,
  /** The surface moved inwards. */
  SHRINK,
  /** A union, intersection or difference with another segment was taken. */
  COMBINE,
  /** A slice was copied to another. */
  COPY_SLICE,
  /** A mask was loaded. */
  LOAD,
  /** A model's answer to a prompt; belongs to the step of that prompt. */
  ANSWER,
  /** An answer that came after other edits of the same voxels; a step, undone with its prompt. */
  LATE_ANSWER,
  /** The case was opened, with a model; no step. */
  OPEN,
  /** A step that was undone and then overtaken by others, of which only this note is kept. */
  ABANDONED,
  /** The segments that a session begins with; no step. */
  SETTLE,
  /** The last step was undone. */
  UNDO,
  /** The step undone last was repeated. */
  REDO;

  /** Whether undo goes back over it. */
  boolean isStep() {
    return switch (this) {
      case OPEN, ABANDONED, ANSWER, SETTLE, UNDO, REDO -> false;
      default -> true;
    };
  }
}
