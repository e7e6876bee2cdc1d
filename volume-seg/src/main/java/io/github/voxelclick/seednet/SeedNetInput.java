package io.github.voxelclick.seednet;

import io.github.voxelclick.model.ModelTransform;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.PlanePoint;

/**
 * The seven channels that the network takes, cut from one window of a slice: image; positive and
 * negative clicks; outside of the box; probability so far, or the ellipse in a first box; image and
 * mask of a neighbouring slice, moved onto this one. What is not given is all zeros.
 */
final class SeedNetInput {
  static final int CHANNELS = 7;

  private static final int IMAGE = 0;
  private static final int POSITIVE = 1;
  private static final int NEGATIVE = 2;
  private static final int BOX = 3;
  private static final int PREVIOUS = 4;
  private static final int NEIGHBOUR_IMAGE = 5;
  private static final int NEIGHBOUR_MASK = 6;

  private final SeedNetSettings settings;
  private final SliceGrid grid;
  private final int side;
  private final ModelTransform transform;
  private final AxisFilter alongColumns;
  private final AxisFilter alongRows;

  /**
   * @param settings of the profile
   * @param grid the slice's pixels
   * @param window where to look
   * @param side of the network's input
   */
  SeedNetInput(SeedNetSettings settings, SliceGrid grid, LookWindow window, int side) {
    this.settings = settings;
    this.grid = grid;
    this.side = side;
    this.transform = window.transform(side);
    PlanePoint first = transform.toSlice(new PlanePoint(0, 0));
    this.alongColumns = filter(grid.columns(), first.column(), transform.columnStep());
    this.alongRows = filter(grid.rows(), first.row(), transform.rowStep());
  }

  private AxisFilter filter(int count, double first, double step) {
    float[] kernel =
        step > settings.blurFromZoom()
            ? AxisFilter.gaussian(settings.blurSigmaPerZoom() * step)
            : AxisFilter.identity();
    return AxisFilter.evenly(count, first, step, side, kernel);
  }

  /**
   * The channels for a query.
   *
   * @param withPrevious whether the network is shown the probability so far
   * @return [channels][side × side], row by row
   */
  float[][] channels(SliceQuery query, boolean withPrevious) {
    float[][] channels = new float[CHANNELS][];
    channels[IMAGE] = cut(SeedNetModel.image(query.embedding()));
    for (int c = POSITIVE; c < CHANNELS; c++) {
      channels[c] = new float[side * side];
    }
    ClickMaps maps = new ClickMaps(transform, side);
    for (Prompt prompt : query.prompts()) {
      draw(maps, channels, prompt);
    }
    if (withPrevious && query.previous().isPresent()) {
      channels[PREVIOUS] = cut(query.previous().get().probability().values());
    }
    query.neighbour().ifPresent(n -> align(n, channels));
    return channels;
  }

  /** The neighbour, moved onto this slice. */
  private void align(SliceQuery.Neighbour neighbour, float[][] channels) {
    float[] image = cut(SeedNetModel.image(neighbour.embedding()));
    SliceAligner aligner = new SliceAligner(side);
    SliceAligner.Displacement by = aligner.displacement(channels[IMAGE], image);
    channels[NEIGHBOUR_IMAGE] = aligner.moved(image, by);
    float[] mask = cut(SeedNetModel.values(neighbour.mask()));
    float[] moved = halved(aligner.moved(mask, by));
    // A mask of few pixels may vanish in the resampling; then it stays where it was.
    channels[NEIGHBOUR_MASK] = isEmpty(moved) ? halved(mask) : moved;
  }

  /** 1 above one half, else 0. */
  private static float[] halved(float[] values) {
    float[] out = new float[values.length];
    for (int n = 0; n < out.length; n++) {
      out[n] = values[n] > 0.5f ? 1 : 0;
    }
    return out;
  }

  private static boolean isEmpty(float[] mask) {
    for (float v : mask) {
      if (v > 0) {
        return false;
      }
    }
    return true;
  }

  private void draw(ClickMaps maps, float[][] channels, Prompt prompt) {
    float[] clicks = channels[prompt.positive() ? POSITIVE : NEGATIVE];
    if (prompt instanceof PointPrompt p) {
      maps.drawDisk(clicks, p.at(), settings.clickRadius());
    } else if (prompt instanceof ScribblePrompt s) {
      maps.drawLine(clicks, s.points(), settings.scribbleRadius());
    } else if (prompt instanceof BoxPrompt b) {
      maps.drawOutside(channels[BOX], b); // a later box replaces an earlier one
      maps.drawEllipse(channels[PREVIOUS], b);
    }
  }

  private float[] cut(float[] slice) {
    return Resampler.resample(slice, grid.columns(), alongColumns, alongRows);
  }

  /**
   * Network output back on the slice.
   *
   * @param output [side × side]
   * @return [rows × columns] of the slice, 0 outside the window
   */
  float[] paste(float[] output) {
    double[] columns = new double[grid.columns()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = transform.toModel(new PlanePoint(c, 0)).column();
    }
    double[] rows = new double[grid.rows()];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = transform.toModel(new PlanePoint(0, r)).row();
    }
    return Resampler.resample(
        output,
        side,
        AxisFilter.at(side, columns, AxisFilter.identity()),
        AxisFilter.at(side, rows, AxisFilter.identity()));
  }
}
