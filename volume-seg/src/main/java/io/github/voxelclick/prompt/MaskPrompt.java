package io.github.voxelclick.prompt;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.Objects;

/**
 * A mask to start from: drawn by hand, loaded, or made by another tool. It is taken as it is;
 * prompts after it refine it.
 *
 * @param plane the slice
 * @param mask its pixels, of the slice's columns and rows
 */
public record MaskPrompt(SlicePlane plane, SliceMask mask) implements Prompt {
  /** Checks that nothing is missing. */
  public MaskPrompt {
    Objects.requireNonNull(plane, "plane");
    Objects.requireNonNull(mask, "mask");
  }

  /** True: a mask says where the structure is. */
  @Override
  public boolean positive() {
    return true;
  }

  @Override
  public String kind() {
    return "mask";
  }

  @Override
  public List<PlanePoint> extent() {
    return mask.bounds()
        .map(
            b ->
                List.of(
                    new PlanePoint(b.minColumn(), b.minRow()),
                    new PlanePoint(b.maxColumn(), b.maxRow())))
        .orElse(List.of());
  }

  @Override
  public void requireWithin(GridSize size) throws PromptException {
    Prompt.super.requireWithin(size);
    int columns = plane.axis().columns(size);
    int rows = plane.axis().rows(size);
    if (mask.columns() != columns || mask.rows() != rows) {
      throw new PromptException(
          "The mask does not fit its slice: it has "
              + mask.columns()
              + "x"
              + mask.rows()
              + " pixels, expected "
              + columns
              + "x"
              + rows
              + ". Give a mask on the grid of the volume as loaded.");
    }
  }
}
