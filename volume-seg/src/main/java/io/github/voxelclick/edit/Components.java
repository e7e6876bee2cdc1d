package io.github.voxelclick.edit;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connected parts of a mask: voxels that share a side, an edge or a corner (26 neighbours) hang
 * together, but never across slices between which others are missing, and on unrelated slices only
 * within each. Memory and time grow with the runs of set voxels along rows. Safe to share between
 * threads once made.
 */
public final class Components {
  private final GridSize size;
  private final Runs runs;

  /** By run: the first run of its component. */
  private final int[] roots;

  private final List<Component> list;

  /**
   * A connected part.
   *
   * @param first its first voxel in the order of slices, rows and columns
   * @param voxels how many it has
   */
  public record Component(VoxelIndex first, long voxels) {}

  private Components(GridSize size, Runs runs) {
    this.size = size;
    this.runs = runs;
    this.roots = new int[runs.count()];
    Map<Integer, Long> voxels = new HashMap<>();
    for (int run = 0; run < roots.length; run++) {
      roots[run] = runs.root(run);
      voxels.merge(roots[run], (long) runs.end(run) - runs.start(run), Long::sum);
    }
    List<Component> found = new ArrayList<>(voxels.size());
    voxels.forEach((root, count) -> found.add(new Component(firstOf(root), count)));
    found.sort(
        Comparator.comparingLong((Component c) -> -c.voxels())
            .thenComparingInt(c -> c.first().k())
            .thenComparingInt(c -> c.first().j())
            .thenComparingInt(c -> c.first().i()));
    this.list = List.copyOf(found);
  }

  private VoxelIndex firstOf(int root) {
    return new VoxelIndex(runs.start(root), runs.row(root), runs.slice(root));
  }

  /**
   * The components of a mask.
   *
   * @param geometry of the mask's grid: where slices are missing
   */
  public static Components of(Mask mask, VolumeGeometry geometry) {
    Slab.checkSameGrid(mask, geometry);
    Optional<VoxelBox> box = VoxelBox.of(mask, mask.occupiedSlices());
    Runs runs = new Runs(box.orElse(VoxelBox.of(mask.size())).window(), true, true);
    int before = -1;
    for (int k : mask.occupiedSlices()) {
      boolean attached = before >= 0 && before == k - 1 && !geometry.gapAfter(before);
      runs.add(k, mask.slice(SlicePlane.k(k)), attached);
      before = k;
    }
    return new Components(mask.size(), runs);
  }

  /** The component with the most voxels; of equally large ones that whose first voxel is first. */
  public static Mask keepLargest(Mask mask, VolumeGeometry geometry) {
    Components components = of(mask, geometry);
    return switch (components.list.size()) {
      case 0, 1 -> mask;
      default -> components.mask(components.list.get(0));
    };
  }

  /** All of them, the largest first; of equally large ones that whose first voxel is first. */
  public List<Component> list() {
    return list;
  }

  /**
   * The component that a voxel belongs to; empty when the voxel is not set.
   *
   * @throws IllegalArgumentException when it lies outside the grid
   */
  public Optional<Component> at(VoxelIndex voxel) {
    if (!size.contains(voxel)) {
      throw new IllegalArgumentException(voxel + " lies outside " + size);
    }
    for (int run = 0; run < roots.length; run++) {
      if (runs.slice(run) == voxel.k()
          && runs.row(run) == voxel.j()
          && runs.start(run) <= voxel.i()
          && voxel.i() < runs.end(run)) {
        VoxelIndex first = firstOf(roots[run]);
        return list.stream().filter(c -> c.first().equals(first)).findFirst();
      }
    }
    return Optional.empty();
  }

  /** The voxels of one component of these. */
  public Mask mask(Component component) {
    MaskBits bits = new MaskBits(size);
    for (int run = 0; run < roots.length; run++) {
      if (firstOf(roots[run]).equals(component.first())) {
        bits.slice(runs.slice(run)).setRun(runs.row(run), runs.start(run), runs.end(run));
      }
    }
    return bits.toMask();
  }
}
