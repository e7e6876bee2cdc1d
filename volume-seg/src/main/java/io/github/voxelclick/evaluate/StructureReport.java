package io.github.voxelclick.evaluate;

import java.util.List;
import java.util.Objects;

/**
 * What came out for one structure.
 *
 * @param image what reports call the image
 * @param value of the structure in the label image
 * @param name of the structure; may be empty
 * @param slices that hold it
 * @param voxels of it
 * @param group how large it is on its slices
 * @param result of the contestant that is measured
 * @param baselines results of others on the same structure; may be empty
 */
public record StructureReport(
    String image,
    int value,
    String name,
    int slices,
    long voxels,
    SizeGroup group,
    Result result,
    List<Result> baselines) {
  /** Takes the list as it is at this moment. */
  public StructureReport {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(result, "result");
    baselines = List.copyOf(baselines);
    if (value < 1 || slices < 1 || voxels < slices) {
      throw new IllegalArgumentException(
          "value " + value + " with " + voxels + " voxels on " + slices + " slices");
    }
  }

  /** The report of a structure, which is not kept. */
  public static StructureReport of(
      Structure structure, SizeGroup group, Result result, List<Result> baselines) {
    return new StructureReport(
        structure.image(),
        structure.value(),
        structure.name(),
        structure.slices().size(),
        structure.truth().count(),
        group,
        result,
        baselines);
  }
}
