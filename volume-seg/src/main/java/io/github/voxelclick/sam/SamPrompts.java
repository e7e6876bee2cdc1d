package io.github.voxelclick.sam;

import io.github.voxelclick.model.ScribbleClicks;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.PlanePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prompts as the points and labels that decoders of this kind take: 1 and 0 for clicks, 2 and 3 for
 * the upper left and lower right corner of a box, -1 for a point without meaning.
 *
 * @param clicks all clicks, those that stand for scribbles included
 * @param box the last box
 */
record SamPrompts(List<PointPrompt> clicks, Optional<BoxPrompt> box) {
  private static final int POSITIVE = 1;
  private static final int NEGATIVE = 0;
  private static final int UPPER_LEFT = 2;
  private static final int LOWER_RIGHT = 3;
  private static final int NOTHING = -1;

  /** What counts of the prompts on a slice: a mask ends what was said before it. */
  static SamPrompts of(List<Prompt> prompts) {
    Optional<BoxPrompt> box = Optional.empty();
    for (Prompt prompt : prompts) {
      if (prompt instanceof MaskPrompt) {
        box = Optional.empty();
      } else if (prompt instanceof BoxPrompt b) {
        box = Optional.of(b);
      }
    }
    return new SamPrompts(ScribbleClicks.sinceMask(prompts), box);
  }

  /** A single click that says where the structure is, and nothing else. */
  boolean isLoneClick() {
    return box.isEmpty() && clicks.size() == 1;
  }

  boolean isEmpty() {
    return box.isEmpty() && clicks.isEmpty();
  }

  /**
   * Points and labels as tensors' values.
   *
   * @param coordinates column and row of each point, one after the other
   * @param labels one per point
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
  record Tokens(float[] coordinates, float[] labels) {
    int count() {
      return labels.length;
    }
  }

  Tokens tokens(SamProfile.Prompts how, SamFrame frame) {
    List<PlanePoint> points = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    if (how.boxFirst()) {
      addBox(points, labels);
    }
    for (PointPrompt click : clicks) {
      points.add(click.at());
      labels.add(click.positive() ? POSITIVE : NEGATIVE);
    }
    boolean padded =
        switch (how.padding()) {
          case ALWAYS -> true;
          case CLICKS -> box.isEmpty();
          case NEVER -> false;
        };
    if (!how.boxFirst()) {
      addBox(points, labels);
    }
    int count = labels.size() + (padded ? 1 : 0);
    float[] coordinates = new float[2 * count];
    float[] marks = new float[count];
    for (int n = 0; n < labels.size(); n++) {
      PlanePoint at = placed(points.get(n), how, frame);
      coordinates[2 * n] = (float) at.column();
      coordinates[2 * n + 1] = (float) at.row();
      marks[n] = labels.get(n);
    }
    if (padded) {
      marks[count - 1] = NOTHING; // its place, (0, 0), is that of no point
    }
    return new Tokens(coordinates, marks);
  }

  private void addBox(List<PlanePoint> points, List<Integer> labels) {
    if (box.isPresent()) {
      points.add(box.get().min());
      points.add(box.get().max());
      labels.add(UPPER_LEFT);
      labels.add(LOWER_RIGHT);
    }
  }

  private static PlanePoint placed(PlanePoint slice, SamProfile.Prompts how, SamFrame frame) {
    double longest = Math.max(frame.columns(), frame.rows());
    PlanePoint at =
        switch (how.space()) {
          case MODEL -> frame.toModel(slice, how.scale());
          case SLICE -> slice;
          case UNIT -> new PlanePoint(slice.column() / longest, slice.row() / longest);
        };
    return new PlanePoint(rounded(at.column(), how), rounded(at.row(), how));
  }

  private static double rounded(double value, SamProfile.Prompts how) {
    return switch (how.rounding()) {
      case EXACT -> value;
      case NEAREST -> Math.rint(value);
      case TRUNCATE -> (long) value;
    };
  }
}
