package io.github.voxelclick.plugin.task;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that saving a mask of a session writes: the mask, how it came about unless that is not
 * wanted, and beside NIfTI labels, which have no place for names and codes, what their values stand
 * for. Stateless.
 */
public final class MaskFiles {
  private MaskFiles() {}

  /**
   * Those that are there already, the mask first.
   *
   * @param provenance whether it is written how the mask came about; what lies in its place and is
   *     no provenance is never replaced
   */
  public static List<Path> replaced(Path mask, MaskFileFormat format, boolean provenance) {
    List<Path> replaced = new ArrayList<>(present(List.of(mask)));
    if (provenance && ProvenanceBeside.replaces(mask)) {
      replaced.add(ProvenanceBeside.of(mask));
    }
    if (format == MaskFileFormat.NIFTI) {
      replaced.addAll(present(List.of(LabelTable.beside(mask))));
    }
    return replaced;
  }

  /** Those of some files that are there, links that lead nowhere included. */
  public static List<Path> present(List<Path> files) {
    return files.stream().filter(f -> Files.exists(f, LinkOption.NOFOLLOW_LINKS)).toList();
  }

  /**
   * To be called right before saving where nobody allowed to replace anything: files may have come
   * since a person was asked.
   *
   * @param replaced what would be
   * @throws JobException when there is any
   */
  public static void requireNone(List<Path> replaced) throws JobException {
    if (!replaced.isEmpty()) {
      throw new JobException(
          "Cannot save: "
              + replaced.get(0).getFileName()
              + " has come into the folder meanwhile. Save again to replace it, or choose another"
              + " name.");
    }
  }
}
