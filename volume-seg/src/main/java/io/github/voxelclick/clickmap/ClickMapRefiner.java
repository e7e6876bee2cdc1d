package io.github.voxelclick.clickmap;

import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.onnx.FloatTensor;
import io.github.voxelclick.onnx.InputBuffers;
import io.github.voxelclick.onnx.OrtModel;
import io.github.voxelclick.onnx.TensorBuffer;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.resample.LinearTaps;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The second stage of FocalClick: looks closer at what the last click changed. */
final class ClickMapRefiner {
  private static final int COLOURS = 3;
  private static final int POINT_NUMBERS = ClickMapNetwork.POINT_NUMBERS;

  private final ModelProfile profile;
  private final ClickMapProfile.Refiner how;
  private final OrtModel graph;

  /** Filled and used by one run at a time, which holds its lock. */
  private final InputBuffers inputs = new InputBuffers();

  ClickMapRefiner(ModelProfile profile, ClickMapProfile.Refiner how, OrtModel graph) {
    this.profile = profile;
    this.how = how;
    this.graph = graph;
  }

  /**
   * What the first stage found.
   *
   * @param seen where it looked
   * @param answer its probabilities on the slice
   * @param logits at the size of its input
   * @param feature what it hands on
   */
  @SuppressWarnings("ArrayRecordComponent") // lives within one answer
  record Found(ZoomRegion seen, float[] answer, float[] logits, FloatTensor feature) {}

  /**
   * Refines an answer.
   *
   * @param image 0 to 1, [rows × columns]
   * @param previous probabilities before this click
   * @return probabilities, [rows × columns]
   */
  float[] refine(
      SliceGrid grid,
      float[] image,
      List<PointPrompt> clicks,
      float[] previous,
      Found found,
      Progress progress)
      throws ModelException {
    PointPrompt last = clicks.get(clicks.size() - 1);
    Optional<ZoomRegion> focus =
        new FocusRegion(how.focus(), grid).around(found.seen(), found.answer(), previous, last);
    if (focus.isEmpty()) {
      return found.answer();
    }
    ZoomRegion part = focus.get();
    int side = profile.side();
    float[] refined =
        run(ClickMapNetwork.cut(image, grid, part, size()), clicks, part, found, progress);
    float[] closer =
        LinearTaps.apply(
            refined,
            side,
            LinearTaps.bilinearCorners(side, part.columns()),
            LinearTaps.bilinearCorners(side, part.rows()));
    boolean alone = clicks.size() > how.focus().onlyAfterClicks();
    float[] answer = (alone ? previous : found.answer()).clone();
    float[] probabilities = ClickMapNetwork.probabilities(profile, closer);
    for (int row = 0; row < part.rows(); row++) {
      System.arraycopy(
          probabilities,
          row * part.columns(),
          answer,
          (part.firstRow() + row) * grid.columns() + part.firstColumn(),
          part.columns());
    }
    return answer;
  }

  private int[] size() {
    return new int[] {profile.side(), profile.side()};
  }

  private float[] run(
      float[] picture, List<PointPrompt> clicks, ZoomRegion part, Found found, Progress progress)
      throws ModelException {
    int side = profile.side();
    float[] colours = new float[COLOURS * picture.length];
    for (int c = 0; c < COLOURS; c++) {
      System.arraycopy(picture, 0, colours, c * picture.length, picture.length);
    }
    float[] points = ClickMapNetwork.points(clicks, part, size());
    ZoomRegion seen = found.seen();
    float[] region = {
      within(part.firstColumn() - seen.firstColumn(), seen.columns()),
      within(part.firstRow() - seen.firstRow(), seen.rows()),
      within(part.lastColumn() + 1 - seen.firstColumn(), seen.columns()),
      within(part.lastRow() + 1 - seen.firstRow(), seen.rows())
    };
    int count = points.length / POINT_NUMBERS;
    FloatTensor feature = found.feature();
    FloatTensor given;
    synchronized (inputs) {
      given =
          graph
              .run(
                  Map.of(
                      how.image(), fill(how.image(), colours, 1, COLOURS, side, side),
                      how.points(), fill(how.points(), points, 1, count, POINT_NUMBERS),
                      how.feature(), fill(how.feature(), feature.values(), feature.shape()),
                      how.logits(), fill(how.logits(), found.logits(), 1, 1, side, side),
                      how.region(), fill(how.region(), region, 1, region.length)),
                  Set.of(how.refined()),
                  progress)
              .get(how.refined());
    }
    if (given.values().length != side * side) {
      throw new ModelException(
          "The refiner of the model "
              + profile.id()
              + " gave "
              + given
              + ", expected one mask of "
              + side
              + "x"
              + side
              + ". Choose the profile made for this model.");
    }
    return given.values();
  }

  private TensorBuffer.Shaped fill(String name, float[] values, long... shape)
      throws ModelException {
    return inputs.fill(name, graph.type(name), values, shape);
  }

  /** A place in what was seen, in pixels of the first graph's input. */
  private float within(int place, int count) {
    double at = place * ((double) profile.side() / count);
    return (float) Math.max(0, Math.min(profile.side(), at));
  }
}
