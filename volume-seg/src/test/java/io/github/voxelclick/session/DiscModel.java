package io.github.voxelclick.session;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import java.util.Map;

/** A model that takes no time of note: each click adds or removes a disc as large as an organ. */
final class DiscModel implements SegmentationModel {
  private static final String SHA = "0".repeat(64);
  private static final int ADDED = 40;
  private static final int REMOVED = 12;

  private final ModelProfile profile;

  DiscModel(ModelProfile profile) {
    this.profile = profile;
  }

  /** The pixels within a radius of a centre. */
  static SliceMask disc(int columns, int rows, double column, double row, double radius) {
    long[] words = new long[(columns * rows + 63) / 64];
    int firstRow = (int) Math.max(0, Math.ceil(row - radius));
    int lastRow = (int) Math.min(rows - 1, Math.floor(row + radius));
    for (int r = firstRow; r <= lastRow; r++) {
      double half = Math.sqrt(radius * radius - (r - row) * (r - row));
      int last = (int) Math.min(columns - 1, Math.floor(column + half));
      for (int c = (int) Math.max(0, Math.ceil(column - half)); c <= last; c++) {
        int n = r * columns + c;
        words[n >> 6] |= 1L << n;
      }
    }
    return SliceMask.ofWords(columns, rows, words);
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
    PointPrompt click = (PointPrompt) query.prompts().get(query.prompts().size() - 1);
    SliceMask before =
        query.previous().map(SlicePrediction::mask).orElseGet(() -> SliceMask.empty(columns, rows));
    SliceMask disc =
        disc(
            columns,
            rows,
            click.at().column(),
            click.at().row(),
            click.positive() ? ADDED : REMOVED);
    return SlicePrediction.certain(click.positive() ? before.or(disc) : before.andNot(disc));
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
