package io.github.voxelclick.plugin.macro;

import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptParser;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A macro line that runs a command. Immutable. Numbers are written with all their digits and a
 * decimal point in every language.
 *
 * @param command what is run
 * @param options in this order
 */
public record MacroLine(MacroCommand command, List<Option> options) implements MacroText {
  /** The option of undo and redo that {@link #joined} adds up. */
  private static final String STEPS = "steps";

  /**
   * One option.
   *
   * @param name as the command knows it
   * @param value empty for one that is only there or not
   */
  public record Option(String name, Optional<String> value) {
    String text() {
      return value.map(v -> name + "=" + MacroWords.written(v)).orElse(name);
    }
  }

  /** Copies the list. */
  public MacroLine {
    Objects.requireNonNull(command, "command");
    options = List.copyOf(options);
    for (Option o : options) {
      List<String> known = o.value().isPresent() ? command.valued() : command.flags();
      if (!known.contains(o.name())) {
        throw new IllegalArgumentException(command + " has no option " + o.name());
      }
    }
  }

  /** A command without options. */
  public static MacroLine of(MacroCommand command) {
    return new MacroLine(command, List.of());
  }

  private MacroLine with(Option more) {
    return new MacroLine(command, Stream.concat(options.stream(), Stream.of(more)).toList());
  }

  /** The same with one more option. */
  public MacroLine with(String name, String value) {
    return with(new Option(name, Optional.of(value)));
  }

  /** The same with one more option. */
  public MacroLine with(String name, int value) {
    return with(name, Integer.toString(value));
  }

  /** The same with one more option. */
  public MacroLine with(String name, double value) {
    return with(name, MacroWords.number(value));
  }

  /** The same with one more option. */
  public MacroLine with(String name, Path value) {
    return with(name, value.toString());
  }

  /** The same with one more option. */
  public MacroLine with(String name, SlicePlane value) {
    return with(name, MacroWords.slice(value));
  }

  /** The same with slices as one more option. */
  public MacroLine withSlices(String name, Collection<SlicePlane> value) {
    return with(name, value.stream().map(MacroWords::slice).collect(Collectors.joining(" ")));
  }

  /** The same with points of a slice as one more option. */
  public MacroLine withPoints(String name, List<PlanePoint> value) {
    return with(name, value.stream().map(MacroWords::point).collect(Collectors.joining(";")));
  }

  /** The same with prompts that have a spelling as one more option. */
  public MacroLine withPrompts(String name, List<Prompt> value) {
    return with(name, value.stream().map(PromptParser::spell).collect(Collectors.joining(" ")));
  }

  /** The same with one more option, unless it is what counts without it. */
  public MacroLine with(String name, Overlap value) {
    return value == Overlap.ALLOWED ? this : with(name, value.name().toLowerCase(Locale.ROOT));
  }

  /** The same with one more option that has no value, where it holds. */
  public MacroLine withFlag(String name, boolean holds) {
    return holds ? with(new Option(name, Optional.empty())) : this;
  }

  /** All options in one text, as {@link MacroOptions} reads it. */
  public String optionText() {
    return options.stream().map(Option::text).collect(Collectors.joining(" "));
  }

  @Override
  public String in(RecorderMode mode) {
    return mode.run(command.label(), optionText());
  }

  /**
   * One line for this and the next, where both take steps back or both repeat some.
   *
   * @return empty where they are two
   */
  public Optional<MacroLine> joined(MacroText next) {
    if (!(next instanceof MacroLine other) || other.command != command) {
      return Optional.empty();
    }
    OptionalInt mine = steps();
    OptionalInt theirs = other.steps();
    return mine.isPresent() && theirs.isPresent()
        ? Optional.of(of(command).with(STEPS, mine.getAsInt() + theirs.getAsInt()))
        : Optional.empty();
  }

  private OptionalInt steps() {
    return options.size() == 1 && options.get(0).name().equals(STEPS)
        ? OptionalInt.of(Integer.parseInt(options.get(0).value().orElseThrow()))
        : OptionalInt.empty();
  }
}
