package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.ReadWarning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Joins the warnings of many files: one per kind, with the number of files. */
final class FileWarnings {
  private FileWarnings() {}

  static List<ReadWarning> summary(List<ImageHeader> images) {
    Map<String, ReadWarning> first = new LinkedHashMap<>();
    Map<String, Integer> files = new LinkedHashMap<>();
    for (ImageHeader image : images) {
      image.warnings().stream()
          .collect(Collectors.groupingBy(ReadWarning::code))
          .forEach(
              (code, list) -> {
                first.putIfAbsent(code, list.get(0));
                files.merge(code, 1, Integer::sum);
              });
    }
    List<ReadWarning> summary = new ArrayList<>();
    first.forEach(
        (code, warning) ->
            summary.add(
                new ReadWarning(code, warning.message() + " (" + files.get(code) + " files)")));
    return summary;
  }
}
