package io.github.voxelclick.plugin.task;

import io.github.voxelclick.dicom.derived.SafeFile;
import io.github.voxelclick.provenance.ProvenanceException;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.ProvenanceJson;
import io.github.voxelclick.volume.ReadWarning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The file beside a mask that tells how the mask came about. Stateless. */
public final class ProvenanceBeside {
  private static final Pattern MASK_ENDING =
      Pattern.compile("(\\.dcm|\\.nii|\\.nii\\.gz)$", Pattern.CASE_INSENSITIVE);

  /** The format is named near the beginning of what we write. */
  private static final int HEAD = 4096;

  private ProvenanceBeside() {}

  /** Where it lies: the mask's name without its ending, and {@link ProvenanceJson#ENDING}. */
  public static Path of(Path mask) {
    String name = String.valueOf(mask.getFileName());
    return mask.resolveSibling(MASK_ENDING.matcher(name).replaceFirst("") + ProvenanceJson.ENDING);
  }

  /** Whether saving a mask with its provenance would replace an earlier provenance beside it. */
  public static boolean replaces(Path mask) {
    Path target = of(mask);
    try {
      return Files.exists(target, LinkOption.NOFOLLOW_LINKS) && isOurs(target);
    } catch (IOException e) {
      return true; // rather asked once too often
    }
  }

  /**
   * Writes it, whole or not at all. A mask that is saved must not be lost by a failure here, so
   * failures are told and not thrown.
   *
   * @param mask was written; an earlier provenance beside it is replaced, as the mask was
   * @return what went wrong, if anything did
   */
  static List<ReadWarning> write(Path mask, ProvenanceFile document) {
    Path target = of(mask);
    String name = String.valueOf(target.getFileName());
    try {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isOurs(target)) {
        return warning(name + " is there already and is no provenance; it was left as it is");
      }
      byte[] bytes = ProvenanceJson.bytes(document);
      try (SafeFile file = SafeFile.beside(target)) {
        Files.write(file.temporary(), bytes);
        file.moveToTarget();
      }
      return List.of();
    } catch (ProvenanceException e) {
      return warning(e.getMessage());
    } catch (IOException e) {
      return warning(SafeFile.cannotWrite(target, e).getMessage());
    }
  }

  private static List<ReadWarning> warning(String why) {
    return List.of(
        new ReadWarning(
            "provenance",
            "The mask is saved, but how it came about is not told beside it: " + ended(why)));
  }

  private static String ended(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static boolean isOurs(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      return head.isEmpty() || head.contains('"' + ProvenanceJson.FORMAT + '"');
    }
  }

  /** What to tell when none is written although an earlier one lies there. */
  static List<ReadWarning> left(Path mask) {
    Path beside = of(mask);
    return Files.exists(beside)
        ? List.of(
            new ReadWarning(
                "provenance",
                beside.getFileName()
                    + " beside the mask is of an earlier one and was left as it is. Remove it, or"
                    + " save without --no-provenance."))
        : List.of();
  }
}
