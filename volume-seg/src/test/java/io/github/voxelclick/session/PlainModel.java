package io.github.voxelclick.session;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import java.util.List;
import java.util.Map;

/**
 * A model whose answer anyone can work out: the newest click adds or removes a disc, a box adds its
 * pixels, and one pixel tells how many prompts there are, so that a chain with one too few or too
 * many shows.
 */
class PlainModel implements SegmentationModel {
  private static final String SHA = "0".repeat(64);
  private final ModelProfile profile;

  PlainModel(ModelProfile profile) {
    this.profile = profile;
  }

  /**
   * The answer in plain arrays, row by row.
   *
   * @param previous the answer before; all false when there was none
   */
  static boolean[] answer(List<Prompt> prompts, boolean[] previous, int columns) {
    boolean[] mask = previous.clone();
    Prompt newest = prompts.get(prompts.size() - 1);
    for (int n = 0; n < mask.length; n++) {
      int column = n % columns;
      int row = n / columns;
      if (newest instanceof PointPrompt click) {
        double x = column - click.at().column();
        double y = row - click.at().row();
        if (x * x + y * y <= 3) {
          mask[n] = click.positive();
        }
      } else if (newest instanceof BoxPrompt box) {
        mask[n] |=
            column >= box.min().column()
                && column <= box.max().column()
                && row >= box.min().row()
                && row <= box.max().row();
      }
    }
    int toggled = prompts.size() * 5 % mask.length;
    mask[toggled] = !mask[toggled];
    return mask;
  }

  static double confidence(List<Prompt> prompts, boolean[] answer) {
    boolean any = false;
    for (boolean set : answer) {
      any |= set;
    }
    return any ? 1.0 / (1 + prompts.size()) : 0;
  }

  @Override
  public Embedding encode(SliceImage image, Progress progress) {
    return new Embedding(
        new EmbeddingKey(image.plane(), image.window(), SHA), image.grid(), Map.of());
  }

  @Override
  public SlicePrediction decode(SliceQuery query, Progress progress) {
    int columns = query.embedding().grid().columns();
    int rows = query.embedding().grid().rows();
    boolean[] previous = new boolean[columns * rows];
    query.previous().ifPresent(p -> p.mask().forEachSet(n -> previous[n] = true));
    boolean[] answer = answer(query.prompts(), previous, columns);
    SliceMask mask = SliceMask.of(columns, rows, (c, r) -> answer[r * columns + c]);
    return SlicePrediction.judged(
        ProbabilityMap.of(mask), 0.5, confidence(query.prompts(), answer), 1);
  }

  @Override
  public ModelProfile profile() {
    return profile;
  }

  @Override
  public String sha256() {
    return SHA;
  }

  @Override
  public String device() {
    return "test";
  }

  @Override
  public void close() {}
}
