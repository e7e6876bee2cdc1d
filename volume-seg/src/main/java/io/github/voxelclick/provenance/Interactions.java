package io.github.voxelclick.provenance;

/**
 * What a person did for one segment, as numbers of deeds. What was taken back by undo is counted
 * once under {@code undone} and nowhere else.
 *
 * @param clicksPositive clicks on the structure
 * @param clicksNegative clicks on what is not the structure
 * @param boxes boxes drawn for a model
 * @param scribbles scribbles drawn for a model
 * @param promptsRemoved prompts that were taken away again, not by undo
 * @param promptsMoved prompts that were moved to another place
 * @param edits strokes of brush, eraser and the like on slices
 * @param shapeTools tools for the whole segment, such as smoothing
 * @param propagations runs that carried masks to other slices
 * @param interpolations runs that interpolated between slices without a model
 * @param confirmations slices, or the whole segment, called right
 * @param undone steps that were taken back and not repeated
 */
public record Interactions(
    int clicksPositive,
    int clicksNegative,
    int boxes,
    int scribbles,
    int promptsRemoved,
    int promptsMoved,
    int edits,
    int shapeTools,
    int propagations,
    int interpolations,
    int confirmations,
    int undone) {

  /** No deed at all. */
  public static final Interactions NONE = new Interactions(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Checks that none is negative or beyond a thousand million. */
  public Interactions {
    Limits.count("clicksPositive", clicksPositive, Limits.COUNT);
    Limits.count("clicksNegative", clicksNegative, Limits.COUNT);
    Limits.count("boxes", boxes, Limits.COUNT);
    Limits.count("scribbles", scribbles, Limits.COUNT);
    Limits.count("promptsRemoved", promptsRemoved, Limits.COUNT);
    Limits.count("promptsMoved", promptsMoved, Limits.COUNT);
    Limits.count("edits", edits, Limits.COUNT);
    Limits.count("shapeTools", shapeTools, Limits.COUNT);
    Limits.count("propagations", propagations, Limits.COUNT);
    Limits.count("interpolations", interpolations, Limits.COUNT);
    Limits.count("confirmations", confirmations, Limits.COUNT);
    Limits.count("undone", undone, Limits.COUNT);
  }

  /** Clicks of both kinds. */
  public long clicks() {
    return (long) clicksPositive + clicksNegative;
  }

  /** All deeds, those that were undone included. */
  public long all() {
    return clicks()
        + boxes
        + scribbles
        + promptsRemoved
        + promptsMoved
        + edits
        + shapeTools
        + propagations
        + interpolations
        + confirmations
        + undone;
  }
}
