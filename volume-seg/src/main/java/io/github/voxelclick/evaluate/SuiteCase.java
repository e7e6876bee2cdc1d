package io.github.voxelclick.evaluate;

import java.util.List;
import java.util.Objects;

/**
 * What came out for one labelled image of a suite.
 *
 * @param name of the case
 * @param atlas whether its labels are a parcellation, reported in a table of its own
 * @param seen whether a person of it was among the training subjects
 * @param moment which volume of a time series was taken, from 0; 0 for a single volume
 * @param structures what came out for each, at least one
 */
public record SuiteCase(
    String name, boolean atlas, boolean seen, int moment, List<StructureReport> structures) {
  /** Takes the list as it is at this moment. */
  public SuiteCase {
    Objects.requireNonNull(name, "name");
    structures = List.copyOf(structures);
    if (structures.isEmpty() || moment < 0) {
      throw new IllegalArgumentException(
          name + " with " + structures.size() + " structures, moment " + moment);
    }
  }

  /** Its structures of one size. */
  List<StructureReport> of(SizeGroup group) {
    return structures.stream().filter(s -> s.group() == group).toList();
  }
}
