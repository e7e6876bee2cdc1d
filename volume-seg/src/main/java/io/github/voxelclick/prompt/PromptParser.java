package io.github.voxelclick.prompt;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads and writes prompts as the command line and macros spell them, in zero-based voxel indices;
 * whole numbers are voxel centres, and fractions lie between them:
 *
 * <ul>
 *   <li>{@code point:+:i,j,k} and {@code point:-:i,j,k}, k a whole number
 *   <li>{@code point:+:SLICE:column,row} and {@code point:-:SLICE:column,row}
 *   <li>{@code box:SLICE:column0,row0,column1,row1}, corners inclusive
 *   <li>{@code scribble:+:SLICE:column,row;column,row;…} and {@code scribble:-:SLICE:column,row;…}
 * </ul>
 *
 * <p>SLICE is {@code k17} or only {@code 17} for the slice of constant k with this index, where
 * columns are i and rows j; {@code j17} where columns are i and rows k; {@code i17} where columns
 * are j and rows k. A decimal point is a point in every language.
 */
public final class PromptParser {
  private static final String POINT = "point:+:i,j,k";
  private static final String BOX = "box:k:i0,j0,i1,j1";
  private static final String SCRIBBLE = "scribble:+:k:i,j;i,j;...";
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,9}(\\.\\d{1,20})?([eE]-?\\d{1,3})?");
  private static final Pattern SLICE = Pattern.compile("([ijkIJK]?)(\\d{1,9})");

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
    if (parts.length == 4) {
      SlicePlane plane = slice(text, parts[2], POINT);
      return new PointPrompt(plane, point(text, parts[3], POINT), sign(text, parts[1], POINT));
    }
    requireParts(text, parts, 3, POINT);
    boolean positive = sign(text, parts[1], POINT);
    double[] ijk = numbers(text, parts[2], 3, POINT);
    SlicePlane plane = slice(text, parts[2].substring(parts[2].lastIndexOf(',') + 1), POINT);
    return new PointPrompt(plane, new PlanePoint(ijk[0], ijk[1]), positive);
  }

  private static Prompt box(String text, String[] parts) throws PromptException {
    requireParts(text, parts, 3, BOX);
    SlicePlane plane = slice(text, parts[1], BOX);
    double[] c = numbers(text, parts[2], 4, BOX);
    return new BoxPrompt(plane, new PlanePoint(c[0], c[1]), new PlanePoint(c[2], c[3]));
  }

  private static Prompt scribble(String text, String[] parts) throws PromptException {
    requireParts(text, parts, 4, SCRIBBLE);
    boolean positive = sign(text, parts[1], SCRIBBLE);
    SlicePlane plane = slice(text, parts[2], SCRIBBLE);
    List<PlanePoint> points = new ArrayList<>();
    for (String pair : parts[3].split(";", -1)) {
      points.add(point(text, pair, SCRIBBLE));
    }
    return new ScribblePrompt(plane, points, positive);
  }

  private static PlanePoint point(String text, String pair, String form) throws PromptException {
    double[] p = numbers(text, pair, 2, form);
    return new PlanePoint(p[0], p[1]);
  }

  private static SlicePlane slice(String text, String word, String form) throws PromptException {
    Matcher m = SLICE.matcher(word.strip());
    if (!m.matches()) {
      throw misspelt(
          text,
          "the slice \"" + word + "\"",
          "a whole number, or one after i, j or k, as in " + form);
    }
    String axis = m.group(1).isEmpty() ? "K" : m.group(1).toUpperCase(Locale.ROOT);
    return new SlicePlane(SliceAxis.valueOf(axis), Integer.parseInt(m.group(2)));
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

  private static double[] numbers(String text, String list, int count, String form)
      throws PromptException {
    String[] words = list.split(",", -1);
    if (words.length != count) {
      throw misspelt(
          text,
          words.length + " numbers in \"" + list + "\"",
          count + (count == 1 ? " number" : " numbers") + " as in " + form);
    }
    double[] values = new double[count];
    for (int n = 0; n < count; n++) {
      String word = words[n].strip();
      if (!NUMBER.matcher(word).matches()) {
        throw misspelt(text, "\"" + words[n] + "\"", "a number as in " + form);
      }
      values[n] = Double.parseDouble(word);
      if (Double.isInfinite(values[n])) {
        throw misspelt(text, "\"" + words[n] + "\"", "a number as in " + form);
      }
      if (values[n] < -0.5) { // a voxel's cell reaches half a voxel to each side of its centre
        throw misspelt(text, "the index " + word, "zero-based indices as in " + form);
      }
    }
    return values;
  }

  /**
   * Spells a prompt so that {@link #parse} reads the very same.
   *
   * @throws IllegalArgumentException for a mask, which has no spelling
   */
  public static String spell(Prompt prompt) {
    SlicePlane plane = prompt.plane();
    String slice = plane.axis().name().toLowerCase(Locale.ROOT) + plane.index();
    String sign = prompt.positive() ? "+" : "-";
    if (prompt instanceof PointPrompt point) {
      return plane.axis() == SliceAxis.K
          ? "point:" + sign + ":" + spell(point.at()) + "," + plane.index()
          : "point:" + sign + ":" + slice + ":" + spell(point.at());
    }
    if (prompt instanceof BoxPrompt box) {
      return "box:" + slice + ":" + spell(box.min()) + "," + spell(box.max());
    }
    if (prompt instanceof ScribblePrompt scribble) {
      return scribble.points().stream()
          .map(PromptParser::spell)
          .collect(Collectors.joining(";", "scribble:" + sign + ":" + slice + ":", ""));
    }
    throw new IllegalArgumentException("a " + prompt.kind() + " cannot be spelled");
  }

  private static String spell(PlanePoint point) {
    return shortNumber(point.column()) + "," + shortNumber(point.row());
  }

  private static PromptException misspelt(String text, String found, String expected) {
    return new PromptException(
        "Cannot read the prompt \"" + text + "\": found " + found + ", expected " + expected + ".");
  }

  static String shortNumber(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
