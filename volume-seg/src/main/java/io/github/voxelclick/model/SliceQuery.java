package io.github.voxelclick.model;

import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.SliceMask;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a decoder is asked about one slice.
 *
 * @param embedding the slice
 * @param prompts all prompts given on it, oldest first; may be empty when there is a neighbour
 * @param previous the answer to all prompts but the last, or what the slice held before the first
 * @param neighbour a slice next to it whose mask is known, when the mask is carried on from there
 */
public record SliceQuery(
    Embedding embedding,
    List<Prompt> prompts,
    Optional<SlicePrediction> previous,
    Optional<Neighbour> neighbour) {

  /** Checks that all parts belong to the embedding's slice. */
  public SliceQuery {
    prompts = List.copyOf(prompts);
    SliceGrid grid = embedding.grid();
    for (Prompt p : prompts) {
      if (!p.plane().equals(embedding.key().plane())) {
        throw new IllegalArgumentException(p.plane() + " is not " + embedding.key().plane());
      }
    }
    previous.ifPresent(p -> requireSameSize(grid, p.mask().columns(), p.mask().rows()));
    neighbour.ifPresent(n -> requireSameSize(grid, n.mask().columns(), n.mask().rows()));
  }

  private static void requireSameSize(SliceGrid grid, int columns, int rows) {
    if (columns != grid.columns() || rows != grid.rows()) {
      throw new IllegalArgumentException(columns + "x" + rows + " does not fit " + grid);
    }
  }

  /**
   * Checks that the embedding is a model's own.
   *
   * @throws IllegalArgumentException when another model made it
   */
  public void requireOf(String modelSha256) {
    if (!embedding.key().modelSha256().equals(modelSha256)) {
      throw new IllegalArgumentException("the embedding is of another model");
    }
  }

  /** A query by prompts. */
  public static SliceQuery ofPrompts(
      Embedding embedding, List<? extends Prompt> prompts, Optional<SlicePrediction> previous) {
    return new SliceQuery(embedding, List.copyOf(prompts), previous, Optional.empty());
  }

  /** A query that carries a neighbour's mask on. */
  public static SliceQuery ofNeighbour(Embedding embedding, Neighbour neighbour) {
    return new SliceQuery(embedding, List.of(), Optional.empty(), Optional.of(neighbour));
  }

  /**
   * A slice with a known mask.
   *
   * @param embedding the slice, of the same grid
   * @param mask the structure on it
   */
  public record Neighbour(Embedding embedding, SliceMask mask) {
    /** Checks that the mask fits. */
    public Neighbour {
      Objects.requireNonNull(mask, "mask");
      requireSameSize(embedding.grid(), mask.columns(), mask.rows());
    }
  }
}
