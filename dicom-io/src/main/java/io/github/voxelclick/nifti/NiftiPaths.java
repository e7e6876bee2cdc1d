package io.github.voxelclick.nifti;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which files of a folder belong together: names of NIfTI files and of the halves of pairs. */
final class NiftiPaths {
  private static final String PACKED = ".gz";
  private static final String SINGLE = ".nii";
  private static final String HEADER = ".hdr";
  private static final String SAMPLES = ".img";

  private NiftiPaths() {}

  /** Whether the name is one of a NIfTI file or a half of a pair. */
  static boolean hasNiftiName(Path path) {
    return endsWith(path, SINGLE) || isHeader(path) || isSamples(path);
  }

  /** Whether the name is that of a pair's header. */
  static boolean isHeader(Path path) {
    return endsWith(path, HEADER);
  }

  /** Whether the name is that of a pair's samples. */
  static boolean isSamples(Path path) {
    return endsWith(path, SAMPLES);
  }

  /** The header that is there for the samples of a pair. */
  static Optional<Path> headerOf(Path samples) {
    return other(samples, HEADER);
  }

  /** The samples that are there for the header of a pair. */
  static Optional<Path> samplesOf(Path header) {
    return other(header, SAMPLES);
  }

  private static boolean endsWith(Path path, String ending) {
    String name = unpacked(String.valueOf(path.getFileName()));
    return name.toLowerCase(Locale.ROOT).endsWith(ending);
  }

  private static String unpacked(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(PACKED)
        ? name.substring(0, name.length() - PACKED.length())
        : name;
  }

  /** The other half, packed or not, in letters of the same case. */
  private static Optional<Path> other(Path half, String ending) {
    String whole = String.valueOf(half.getFileName());
    String name = unpacked(whole);
    String stem = name.substring(0, name.length() - ending.length());
    boolean capitals = Character.isUpperCase(name.charAt(name.length() - 1));
    String cased = capitals ? ending.toUpperCase(Locale.ROOT) : ending;
    String gz = capitals ? PACKED.toUpperCase(Locale.ROOT) : PACKED;
    List<String> tails = whole.equals(name) ? List.of("", gz) : List.of(gz, "");
    return tails.stream()
        .map(tail -> half.resolveSibling(stem + cased + tail))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
