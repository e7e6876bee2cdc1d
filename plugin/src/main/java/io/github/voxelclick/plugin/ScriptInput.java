package io.github.voxelclick.plugin;

import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import java.io.File;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What scripts hand over, whatever type their language gives it. Stateless. */
final class ScriptInput {
  private static final String IMAGE = "ij.ImagePlus";

  private ScriptInput() {}

  /**
   * A path.
   *
   * @param given a text, a {@link File} or a {@link Path}
   * @throws JobException when a text is empty or cannot be a path
   */
  static Path path(@Nullable Object given) throws JobException {
    if (given instanceof Path path) {
      return path;
    }
    if (given instanceof File file) {
      return InputPath.of(file.getPath());
    }
    if (given instanceof CharSequence text) {
      return InputPath.of(text.toString());
    }
    throw misuse("a path", "a text, a java.io.File or a java.nio.file.Path", given);
  }

  /** Whether something is one of ImageJ's images; looked up by name, as ImageJ may be missing. */
  static boolean isImage(@Nullable Object given) {
    if (given == null) {
      return false;
    }
    Class<?> type = given.getClass();
    while (type != null) {
      if (type.getName().equals(IMAGE)) {
        return true;
      }
      type = type.getSuperclass();
    }
    return false;
  }

  /**
   * Points as the prompts' grammar spells them.
   *
   * @param points pairs (i, j) of whole numbers, each a list or an array of int
   * @return {@code i,j;i,j;…}
   */
  static String points(List<?> points) {
    List<String> all = new ArrayList<>();
    for (Object point : points) {
      all.add(pair(point));
    }
    return String.join(";", all);
  }

  private static String pair(@Nullable Object point) {
    if (point instanceof int[] a && a.length == 2) {
      return a[0] + "," + a[1];
    }
    if (point instanceof List<?> a && a.size() == 2) {
      return whole(a.get(0)) + "," + whole(a.get(1));
    }
    throw misuse("a point of a scribble", "a list or an array of two whole numbers (i, j)", point);
  }

  private static String whole(@Nullable Object number) {
    if (number instanceof Integer || number instanceof Long || number instanceof BigInteger) {
      return number.toString();
    }
    throw misuse("a point of a scribble", "two whole numbers (i, j)", number);
  }

  private static IllegalArgumentException misuse(
      String what, String expected, @Nullable Object found) {
    return new IllegalArgumentException(
        "Cannot take "
            + (found == null ? "null" : "a " + found.getClass().getName())
            + " for "
            + what
            + ": expected "
            + expected
            + ".");
  }
}
