package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.ReadWarning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Joins the warnings of many files: one per kind, with the number of files. */
final class FileWarnings {
  private FileWarnings() {}

  /** What was tolerated in the files of images; frames of one file count once. */
  static List<ReadWarning> ofImages(List<ImageHeader> images) {
    Map<Path, List<ReadWarning>> ofFiles = new LinkedHashMap<>();
    images.forEach(image -> ofFiles.putIfAbsent(image.file(), image.warnings()));
    return summary(List.copyOf(ofFiles.values()));
  }

  /**
   * @param ofFiles what was tolerated in each file
   */
  static List<ReadWarning> summary(List<List<ReadWarning>> ofFiles) {
    Map<String, ReadWarning> first = new LinkedHashMap<>();
    Map<String, Integer> files = new LinkedHashMap<>();
    for (List<ReadWarning> ofFile : ofFiles) {
      Set<String> codes = new LinkedHashSet<>();
      for (ReadWarning warning : ofFile) {
        first.putIfAbsent(warning.code(), warning);
        codes.add(warning.code());
      }
      codes.forEach(code -> files.merge(code, 1, Integer::sum));
    }
    List<ReadWarning> summary = new ArrayList<>();
    first.forEach(
        (code, warning) ->
            summary.add(
                new ReadWarning(
                    code,
                    warning.message()
                        + (files.get(code) > 1 ? " (" + files.get(code) + " files)" : ""))));
    return summary;
  }
}
