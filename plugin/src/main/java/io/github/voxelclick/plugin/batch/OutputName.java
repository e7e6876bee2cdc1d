package io.github.voxelclick.plugin.batch;

import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a job's mask goes: a name within the out folder, such as {@code ct1.dcm} or {@code
 * site-2/ct1.nii.gz}, that every file system takes and that cannot leave the folder. Immutable.
 *
 * @param text with {@code /} between folders
 */
record OutputName(String text) {
  /** Of masks, in small letters. */
  static final List<String> ENDINGS = List.of(".dcm", ".nii", ".nii.gz");

  private static final Pattern BAD = Pattern.compile("[\\p{Cntrl}\\\\:*?\"<>|]");
  private static final Pattern MASK_ENDING =
      Pattern.compile("(\\.dcm|\\.nii|\\.nii\\.gz)$", Pattern.CASE_INSENSITIVE);
  private static final Set<String> DEVICES =
      Set.of("con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3");
  private static final int MOST_FOLDERS = 16;

  /** Room for what is put before and after in the names of the files beside. */
  private static final int MOST_BYTES = 180;

  /**
   * Checks a name that came from anywhere.
   *
   * @param place what messages call the job
   * @throws JobRefusedException when it is absolute, leaves the folder, or cannot be a mask's name
   */
  static OutputName of(String text, String place) throws JobRefusedException {
    String name = text.strip();
    String fault = fault(name);
    if (!fault.isEmpty()) {
      throw new JobRefusedException(
          place
              + ": the output \""
              + shown(name)
              + "\" "
              + fault
              + "; expected a name within the out folder, such as ct1.dcm or site-2/ct1.nii.gz."
              + " Change it.");
    }
    return new OutputName(name);
  }

  private static String fault(String name) {
    List<String> parts = List.of(name.split("/", -1));
    if (name.startsWith("/") || name.matches("(?s)[A-Za-z]:.*") || name.startsWith("\\")) {
      return "is an absolute path";
    }
    if (parts.contains("..")) {
      return "leads out of the out folder";
    }
    if (BAD.matcher(name).find()) {
      return "has a character that not every computer allows in a file's name";
    }
    if (parts.size() > MOST_FOLDERS) {
      return "lies in more than " + MOST_FOLDERS + " folders";
    }
    for (String part : parts) {
      if (part.isBlank()
          || part.startsWith(".")
          || part.endsWith(".")
          || !part.equals(part.strip())
          || DEVICES.contains(part.replaceFirst("\\..*", "").toLowerCase(Locale.ROOT))) {
        return "has a part that cannot be a file's name everywhere";
      }
      if (part.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
        return "has a part of more than " + MOST_BYTES + " bytes";
      }
    }
    return "";
  }

  private static String shown(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
  }

  /**
   * The format that the name stands for.
   *
   * @param place what messages call the job
   */
  MaskFileFormat format(String place) throws JobRefusedException {
    try {
      return MaskFileFormat.ofName(Path.of(fileName()));
    } catch (JobException e) {
      throw new JobRefusedException(place + ": " + e.getMessage(), e);
    }
  }

  /** The last part. */
  String fileName() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** The last part without a mask's ending. */
  String stem() {
    return stem(fileName());
  }

  /** A file's name without a mask's ending. */
  static String stem(String fileName) {
    return MASK_ENDING.matcher(fileName).replaceFirst("");
  }

  /** What no two jobs may share: files beside the mask are named by it, on some disks caseless. */
  String key() {
    return MASK_ENDING.matcher(text).replaceFirst("").toLowerCase(Locale.ROOT);
  }

  /**
   * The file, whose folder need not be there.
   *
   * @param out the out folder, which is there
   * @throws JobRefusedException when a link on the way leads out of it
   */
  Path in(Path out) throws JobRefusedException {
    Path file = out.resolve(text);
    try {
      Path root = out.toRealPath();
      Path there = file.getParent();
      while (there != null && !Files.exists(there)) {
        there = there.getParent();
      }
      if (there == null || !there.toRealPath().startsWith(root)) {
        throw new JobRefusedException(
            "The output \""
                + text
                + "\" leads out of the out folder by a link; expected a folder in it. Remove the"
                + " link or choose another name.");
      }
    } catch (IOException e) {
      throw new JobRefusedException(
          "Cannot look at the out folder: " + e.getMessage() + ". Check it and its permissions.",
          e);
    }
    return file;
  }
}
