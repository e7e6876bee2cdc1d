package io.github.voxelclick.plugin.macro;

import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.prompt.PromptParser;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of a macro line, read and checked. Immutable. Every failure is a {@link JobException}
 * that names the command, the option, what was found and what is expected.
 */
public final class MacroOptions {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d{1,9}(\\.\\d{1,20})?([eE][+-]?\\d{1,3})?");
  private static final Pattern SLICE = Pattern.compile("([ijkIJK])(\\d{1,9})");
  private static final int MOST_POINTS = 100_000;

  private final MacroCommand command;
  private final Map<String, String> values;

  private MacroOptions(MacroCommand command, Map<String, String> values) {
    this.command = command;
    this.values = values;
  }

  /** As the other {@code parse}; there are no variables. */
  public static MacroOptions parse(MacroCommand command, String text) throws JobException {
    return parse(command, text, name -> Optional.empty());
  }

  /**
   * Reads options.
   *
   * @param command whose options they are
   * @param text such as {@code path=[/a b] series=2}
   * @param variables what a variable of the macro holds, for values such as {@code &file}
   */
  public static MacroOptions parse(
      MacroCommand command, String text, Function<String, Optional<String>> variables)
      throws JobException {
    return new Reading(command, text, variables).run();
  }

  /** Goes over the text once. */
  private static final class Reading {
    private final MacroCommand command;
    private final String text;
    private final Function<String, Optional<String>> variables;
    private final Map<String, String> values = new HashMap<>();
    private int at;

    Reading(MacroCommand command, String text, Function<String, Optional<String>> variables) {
      this.command = command;
      this.text = text;
      this.variables = variables;
    }

    MacroOptions run() throws JobException {
      skipBlanks();
      while (at < text.length()) {
        String name = word("=").toLowerCase(Locale.ROOT);
        boolean valued = at < text.length() && text.charAt(at) == '=';
        List<String> known = valued ? command.valued() : command.flags();
        if (!known.contains(name)) {
          throw unknown(name, valued);
        }
        at += valued ? 1 : 0;
        if (values.putIfAbsent(name, valued ? value(name) : "") != null) {
          throw failed(command, "the option " + name + " is there twice. Give it once.");
        }
        skipBlanks();
      }
      return new MacroOptions(command, Map.copyOf(values));
    }

    private JobException unknown(String name, boolean valued) {
      List<String> all = new ArrayList<>(command.valued().stream().map(v -> v + "=…").toList());
      all.addAll(command.flags());
      return failed(
          command,
          "there is no option \""
              + (valued ? name + "=" : name)
              + "\"; expected "
              + (all.isEmpty() ? "none" : String.join(", ", all))
              + ". Values with blanks stand in brackets, as in path=[/a b].");
    }

    private void skipBlanks() {
      while (at < text.length() && text.charAt(at) <= ' ') {
        at++;
      }
    }

    private String word(String end) {
      int from = at;
      while (at < text.length() && text.charAt(at) > ' ' && end.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at);
    }

    private String value(String name) throws JobException {
      char first = at < text.length() ? text.charAt(at) : ' ';
      if (first == '[') {
        return decoded(name, bracketed(name));
      }
      if (first == '\'') {
        int close = text.indexOf('\'', at + 1);
        if (close < 0) {
          throw failed(command, "the quote after " + name + "= is not closed. Close it.");
        }
        String quoted = text.substring(at + 1, close);
        at = close + 1;
        return quoted;
      }
      return decoded(name, word(""));
    }

    private String bracketed(String name) throws JobException {
      int from = at + 1;
      int open = 0;
      for (; at < text.length(); at++) {
        char c = text.charAt(at);
        open += c == '[' ? 1 : c == ']' ? -1 : 0;
        if (open == 0) {
          at++;
          return text.substring(from, at - 1);
        }
      }
      throw failed(command, "the bracket after " + name + "= is not closed. Close it.");
    }

    private String decoded(String name, String written) throws JobException {
      try {
        if (written.startsWith("&")) {
          return variables
              .apply(written.substring(1))
              .orElseThrow(
                  () ->
                      failed(
                          command,
                          name
                              + " names the variable \""
                              + written.substring(1)
                              + "\", and the macro has none of that name. Correct the name."));
        }
        return MacroWords.read(written);
      } catch (IllegalArgumentException e) {
        throw failed(
            command,
            "after " + name + "=% there is " + e.getMessage() + ". Leave the first % out.");
      }
    }
  }

  private static JobException failed(MacroCommand command, String what) {
    return new JobException("Cannot run \"" + command.label() + "\": " + what);
  }

  /** A failure of this line; {@code what} ends with what to do. */
  public JobException failed(String what) {
    return failed(command, what);
  }

  /** The line that says the same. */
  public MacroLine line() {
    MacroLine line = MacroLine.of(command);
    for (String name : command.valued()) {
      if (values.containsKey(name)) {
        line = line.with(name, values.get(name));
      }
    }
    for (String name : command.flags()) {
      line = line.withFlag(name, values.containsKey(name));
    }
    return line;
  }

  /** Whether an option without a value is there. */
  public boolean flag(String name) {
    return values.containsKey(name);
  }

  /** Whether any of some options is there. */
  public boolean hasAny(String... names) {
    for (String name : names) {
      if (values.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  /** A value that may be left out; a blank one counts as left out. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(v -> !v.isBlank());
  }

  /** A value that must be there. */
  public String required(String name) throws JobException {
    return text(name).orElseThrow(() -> failed("the option " + name + "=… is missing. Give it."));
  }

  /** The path of a file or folder, which must be there. */
  public Path path(String name) throws JobException {
    return InputPath.of(required(name));
  }

  private JobException misspelt(String name, String found, String expected) {
    return failed(name + " is \"" + found + "\", expected " + expected + ". Correct it.");
  }

  /** A whole number that may be left out. */
  public OptionalInt whole(String name, int least, int most) throws JobException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    double value = number(name);
    if (value != Math.rint(value) || value < least || value > most) {
      throw misspelt(name, text.get(), "a whole number from " + least + " to " + most);
    }
    return OptionalInt.of((int) value);
  }

  /** A number that must be there, with a decimal point in every language. */
  public double number(String name) throws JobException {
    return number(name, required(name).strip());
  }

  private double number(String name, String text) throws JobException {
    if (!NUMBER.matcher(text).matches() || Double.isInfinite(Double.parseDouble(text))) {
      throw misspelt(name, text, "a number such as 12.5");
    }
    return Double.parseDouble(text);
  }

  /** A slice of a grid, which must be there. */
  public SlicePlane slice(String name, GridSize size) throws JobException {
    return slice(name, required(name).strip(), size);
  }

  private SlicePlane slice(String name, String text, GridSize size) throws JobException {
    Matcher m = SLICE.matcher(text);
    if (!m.matches()) {
      throw misspelt(name, text, "a slice such as k17, j40 or i12");
    }
    SliceAxis axis = SliceAxis.valueOf(m.group(1).toUpperCase(Locale.ROOT));
    SlicePlane plane = new SlicePlane(axis, Integer.parseInt(m.group(2)));
    if (!plane.within(size)) {
      String letter = m.group(1).toLowerCase(Locale.ROOT);
      throw misspelt(name, text, letter + "0 to " + letter + (axis.slices(size) - 1));
    }
    return plane;
  }

  /** Slices of a grid, at least one. */
  public List<SlicePlane> slices(String name, GridSize size) throws JobException {
    List<SlicePlane> slices = new ArrayList<>();
    for (String word : required(name).strip().split("\\s+", -1)) {
      slices.add(slice(name, word, size));
    }
    return slices;
  }

  /** Points of a slice, at least one, at most a million pixels away. */
  public List<PlanePoint> points(String name) throws JobException {
    String[] words = required(name).strip().split(";", -1);
    if (words.length > MOST_POINTS) {
      throw failed(
          name
              + " has "
              + words.length
              + " points, expected at most "
              + MOST_POINTS
              + ". Divide it.");
    }
    List<PlanePoint> points = new ArrayList<>();
    for (String word : words) {
      String[] pair = word.split(",", -1);
      if (pair.length != 2) {
        throw misspelt(name, word, "column and row as in 12.5,30;14,31");
      }
      points.add(new PlanePoint(place(name, pair[0]), place(name, pair[1])));
    }
    return points;
  }

  private double place(String name, String text) throws JobException {
    double value = number(name, text.strip());
    if (Math.abs(value) > 1e6) {
      throw misspelt(name, text.strip(), "a place at most a million pixels away");
    }
    return value;
  }

  /** Prompts inside a grid, at least one. */
  public List<Prompt> prompts(String name, GridSize size) throws JobException, PromptException {
    List<Prompt> prompts = new ArrayList<>();
    for (String word : required(name).strip().split("\\s+", -1)) {
      prompts.add(PromptParser.parse(word, size));
    }
    return prompts;
  }

  /** An axis of the grid, k where none is given. */
  public SliceAxis axis(String name) throws JobException {
    String text = text(name).orElse("k").strip();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "i" -> SliceAxis.I;
      case "j" -> SliceAxis.J;
      case "k" -> SliceAxis.K;
      default -> throw misspelt(name, text, "i, j or k");
    };
  }

  /** What becomes of voxels that others hold; shared where nothing is said. */
  public Overlap overlap(String name) throws JobException {
    String text = text(name).orElse(Overlap.ALLOWED.name()).strip();
    for (Overlap overlap : Overlap.values()) {
      if (overlap.name().equalsIgnoreCase(text)) {
        return overlap;
      }
    }
    throw misspelt(name, text, "allowed, spare_others or replace_others");
  }
}
