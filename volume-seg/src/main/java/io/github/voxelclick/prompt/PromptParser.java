package io.github.voxelclick.prompt;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads prompts as the command line spells them, on slices of constant k, in zero-based voxel
 * indices (i column, j row, k slice):
 *
 * <ul>
 *   <li>{@code point:+:i,j,k} and {@code point:-:i,j,k}
 *   <li>{@code box:k:i0,j0,i1,j1}, corners inclusive
 *   <li>{@code scribble:+:k:i,j;i,j;…} and {@code scribble:-:k:i,j;…}
 * </ul>
 */
public final class PromptParser {
  private static final String POINT = "point:+:i,j,k";
  private static final String BOX = "box:k:i0,j0,i1,j1";
  private static final String SCRIBBLE = "scribble:+:k:i,j;i,j;...";

  private PromptParser() {}

  /**
   * Reads one prompt and checks that it lies inside the volume.
   *
   * @throws PromptException when it is misspelt or lies outside
   */
  public static Prompt parse(String text, GridSize size) throws PromptException {
    Prompt prompt = read(text);
    try {
      prompt.requireWithin(size);
    } catch (PromptException e) {
      PromptException named = new PromptException("Cannot use \"" + text + "\": " + e.getMessage());
      named.addSuppressed(e);
      throw named;
    }
    return prompt;
  }

  private static Prompt read(String text) throws PromptException {
    String[] parts = text.strip().split(":", -1);
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "point" -> point(text, parts);
      case "box" -> box(text, parts);
      case "scribble" -> scribble(text, parts);
      default ->
          throw misspelt(text, "it starts with \"" + parts[0] + "\"", "point, box or scribble");
    };
  }

  private static Prompt point(String text, String[] parts) throws PromptException {
    requireParts(text, parts, 3, POINT);
    boolean positive = sign(text, parts[1], POINT);
    int[] ijk = numbers(text, parts[2], 3, POINT);
    return new PointPrompt(SlicePlane.k(ijk[2]), new PlanePoint(ijk[0], ijk[1]), positive);
  }

  private static Prompt box(String text, String[] parts) throws PromptException {
    requireParts(text, parts, 3, BOX);
    int[] k = numbers(text, parts[1], 1, BOX);
    int[] c = numbers(text, parts[2], 4, BOX);
    return new BoxPrompt(
        SlicePlane.k(k[0]), new PlanePoint(c[0], c[1]), new PlanePoint(c[2], c[3]));
  }

  private static Prompt scribble(String text, String[] parts) throws PromptException {
    requireParts(text, parts, 4, SCRIBBLE);
    boolean positive = sign(text, parts[1], SCRIBBLE);
    int[] k = numbers(text, parts[2], 1, SCRIBBLE);
    List<PlanePoint> points = new ArrayList<>();
    for (String pair : parts[3].split(";", -1)) {
      int[] ij = numbers(text, pair, 2, SCRIBBLE);
      points.add(new PlanePoint(ij[0], ij[1]));
    }
    return new ScribblePrompt(SlicePlane.k(k[0]), points, positive);
  }

  private static void requireParts(String text, String[] parts, int count, String form)
      throws PromptException {
    if (parts.length != count) {
      throw misspelt(text, parts.length + " parts between colons", count + " as in " + form);
    }
  }

  private static boolean sign(String text, String sign, String form) throws PromptException {
    return switch (sign) {
      case "+" -> true;
      case "-" -> false;
      default -> throw misspelt(text, "the sign \"" + sign + "\"", "+ or - as in " + form);
    };
  }

  private static int[] numbers(String text, String list, int count, String form)
      throws PromptException {
    String[] words = list.split(",", -1);
    if (words.length != count) {
      throw misspelt(
          text,
          words.length + " numbers in \"" + list + "\"",
          count + (count == 1 ? " whole number" : " whole numbers") + " as in " + form);
    }
    int[] values = new int[count];
    for (int n = 0; n < count; n++) {
      try {
        values[n] = Integer.parseInt(words[n].strip());
      } catch (NumberFormatException e) {
        throw misspelt(text, "\"" + words[n] + "\"", "a whole number as in " + form);
      }
      if (values[n] < 0) {
        throw misspelt(text, "the index " + values[n], "zero-based indices as in " + form);
      }
    }
    return values;
  }

  private static PromptException misspelt(String text, String found, String expected) {
    return new PromptException(
        "Cannot read the prompt \"" + text + "\": found " + found + ", expected " + expected + ".");
  }

  static String shortNumber(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
