package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of labelled images: in every case's folder {@code image.nii.gz}, {@code label.nii.gz} on
 * the same grid, and {@code labels.tsv}.
 *
 * @param folder of the cases
 */
record SuiteFolder(Path folder) {
  private static final String IMAGE = "image.nii.gz";
  private static final String LABELS = "label.nii.gz";

  /** Labels with more rows than this are a parcellation. */
  private static final int MOST_LABELS = 60;

  /**
   * A case in memory.
   *
   * @param name of its folder
   * @param labels with their image
   * @param moment which volume of a time series they are of, from 0
   */
  record LabelledCase(String name, LabelImage labels, int moment) {
    /** Whether the labels are a parcellation rather than structures to segment. */
    boolean isAtlas() {
      int rows = labels.names().isEmpty() ? labels.sizes().size() : labels.names().size();
      return rows > MOST_LABELS;
    }
  }

  /**
   * The cases by name, ascending.
   *
   * @param only names of some; empty for all
   * @throws JobException when the folder or a name does not exist, or there is no case
   */
  List<String> cases(List<String> only) throws JobException, IOException {
    if (!Files.isDirectory(folder)) {
      throw new JobException(
          "There is no folder " + folder + ". Give the folder that holds a folder for each case.");
    }
    List<String> all;
    try (Stream<Path> entries = Files.list(folder)) {
      all =
          entries
              .filter(Files::isDirectory)
              .map(p -> String.valueOf(p.getFileName()))
              .filter(name -> !name.startsWith("."))
              .sorted()
              .toList();
    }
    for (String name : only) {
      if (!all.contains(name)) {
        throw new JobException(
            "The suite has no case \"" + name + "\"; it has " + all + ". Correct --cases.");
      }
    }
    if (all.isEmpty()) {
      throw new JobException(
          folder
              + " holds no case; expected folders with "
              + IMAGE
              + ", "
              + LABELS
              + " and labels.tsv. Choose another folder.");
    }
    return only.isEmpty() ? all : all.stream().filter(only::contains).toList();
  }

  /**
   * Reads a case; of a time series the moment with the most labelled voxels, the first of several.
   *
   * @throws VolumeException when a file is missing or unreadable, or the grids differ
   */
  LabelledCase load(String name, ModalityOption modality) throws VolumeException, IOException {
    Path image = folder.resolve(name).resolve(IMAGE);
    Path labels = folder.resolve(name).resolve(LABELS);
    for (Path file : List.of(image, labels)) {
      if (!Files.isRegularFile(file)) {
        throw new JobException(
            "The case has no " + file.getFileName() + ". Add it, or move the folder elsewhere.");
      }
    }
    List<VolumeEntry> moments = volumes(image);
    List<VolumeEntry> truths = volumes(labels);
    if (moments.size() != truths.size()) {
      throw new JobException(
          "The image has "
              + moments.size()
              + " volumes, the labels have "
              + truths.size()
              + "; expected as many. Give labels of every moment.");
    }
    int moment = 0;
    Volume best = truths.get(0).load(Progress.none()).volume();
    for (int n = 1; n < truths.size(); n++) {
      Volume other = truths.get(n).load(Progress.none()).volume();
      if (labelled(other) > labelled(best)) {
        best = other;
        moment = n;
      }
    }
    Volume seen = modality.applyTo(moments.get(moment).load(Progress.none()).volume());
    return new LabelledCase(name, LabelImage.of(labels, best, seen), moment);
  }

  private static List<VolumeEntry> volumes(Path file) throws VolumeException {
    VolumeCatalog catalog = VolumeCatalog.of(file, Progress.none());
    List<VolumeEntry> volumes = new ArrayList<>(catalog.entries());
    if (volumes.isEmpty()) {
      throw new JobException(catalog.refused().get(0).reason());
    }
    return volumes;
  }

  private static long labelled(Volume labels) {
    long count = 0;
    for (int k = 0; k < labels.size().k(); k++) {
      for (float value : labels.slice(SlicePlane.k(k))) {
        count += value > 0 ? 1 : 0;
      }
    }
    return count;
  }
}
