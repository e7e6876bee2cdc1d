package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.evaluate.Structure;
import io.github.voxelclick.evaluate.StructureSize;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An image whose values name structures, 0 being none.
 *
 * @param labels the values
 * @param image the image that they belong to, on the same grid
 * @param names by value; values without a name do not stand here
 */
record LabelImage(Volume labels, Volume image, Map<Integer, String> names) {
  private static final String NAMES = "labels.tsv";

  LabelImage {
    names = Map.copyOf(names);
  }

  /**
   * Matches labels with their image and reads the names beside them: lines of value, tab, name.
   *
   * @throws JobException when the grids differ
   * @throws IOException when the file of names cannot be read
   */
  static LabelImage of(Path file, Volume labels, Volume image) throws JobException, IOException {
    double tolerance = Arrays.stream(image.geometry().spacingMm()).min().orElseThrow() / 10;
    if (!labels.geometry().matches(image.geometry(), tolerance)) {
      throw new JobException(
          "The labels ("
              + labels.size()
              + ") do not lie on the grid of the image ("
              + image.size()
              + "). Give labels that were drawn on this image.");
    }
    Map<Integer, String> names = new HashMap<>();
    Path beside = file.resolveSibling(NAMES);
    if (Files.isRegularFile(beside)) {
      for (String line : Files.readAllLines(beside)) {
        String[] columns = line.split("\t", 3);
        if (columns.length >= 2 && columns[0].matches("\\d{1,9}")) {
          names.put(Integer.parseInt(columns[0]), columns[1]);
        }
      }
    }
    return new LabelImage(labels, image, names);
  }

  /**
   * The structures to judge, by ascending value.
   *
   * @param path what reports call the image
   * @param only a value, or empty for all that occur
   * @throws JobException when there is none
   */
  List<Structure> structures(String path, OptionalInt only) throws JobException {
    SortedSet<Integer> found = values();
    List<Structure> structures = new ArrayList<>();
    for (int value : found) {
      if (only.isEmpty() || only.getAsInt() == value) {
        structures.add(structure(path, value));
      }
    }
    if (structures.isEmpty()) {
      throw new JobException(
          "The label image has no structure "
              + (only.isPresent() ? only.getAsInt() : "at all")
              + "; its values are "
              + found
              + ".");
    }
    return structures;
  }

  private SortedSet<Integer> values() {
    return new TreeSet<>(sizes().stream().map(StructureSize::value).toList());
  }

  /** How many pixels each structure has on each slice, by ascending value; may be empty. */
  List<StructureSize> sizes() {
    int slices = labels.size().k();
    SortedMap<Integer, Integer[]> pixels = new TreeMap<>();
    for (int k = 0; k < slices; k++) {
      for (float value : labels.slice(SlicePlane.k(k))) {
        if (value > 0 && value == Math.rint(value)) {
          pixels.computeIfAbsent((int) value, v -> zeros(slices))[k]++;
        }
      }
    }
    List<StructureSize> sizes = new ArrayList<>();
    pixels.forEach((value, counts) -> sizes.add(new StructureSize(value, List.of(counts))));
    return sizes;
  }

  private static Integer[] zeros(int count) {
    Integer[] zeros = new Integer[count];
    Arrays.fill(zeros, 0);
    return zeros;
  }

  /**
   * One structure.
   *
   * @param path what reports call the image
   * @param value that occurs
   */
  Structure structure(String path, int value) {
    return new Structure(path, value, names.getOrDefault(value, ""), image, mask(value));
  }

  private Mask mask(int value) {
    GridSize size = labels.size();
    Mask mask = Mask.empty(size);
    for (int k = 0; k < size.k(); k++) {
      float[] slice = labels.slice(SlicePlane.k(k));
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(size.i(), size.j(), (i, j) -> slice[j * size.i() + i] == value));
    }
    return mask;
  }
}
