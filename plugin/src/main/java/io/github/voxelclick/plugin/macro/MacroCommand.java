package io.github.voxelclick.plugin.macro;

import java.util.List;
import java.util.Optional;

/**
 * The commands that macro lines name, with their options. Labels and option names are what recorded
 * macros are made of: do not rename.
 */
public enum MacroCommand {
  /** Opens a volume in a window. */
  OPEN("Open Volume...", "open", List.of("path", "series"), List.of("new", "named")),
  /** Lays the masks of a file on the image. */
  LOAD("Load Segments...", "load", List.of("path"), List.of("resample")),
  /** Carries masks to other slices. */
  PROPAGATE(
      "Propagate...",
      "propagate",
      List.of("first_k", "last_k", "axis", "first", "last", "segment", "overlap", "most_steps"),
      List.of("cross_gaps")),
  /** Takes steps back. */
  UNDO("Undo Prompt", "undo", List.of("steps"), List.of()),
  /** Repeats steps that were taken back. */
  REDO("Redo Prompt", "redo", List.of("steps"), List.of()),
  /** Saves segments to a file, or shows them in ImageJ. */
  SAVE_SEGMENTS(
      "Save Segments...",
      "save segments",
      List.of("path", "format", "segments", "reference", "reader"),
      List.of("no_provenance", "overwrite")),
  /** Saves all segments by the name of the file. */
  SAVE(
      "Save DICOM SEG...",
      "save",
      List.of("path", "label", "code", "reference"),
      List.of("overwrite")),
  /** Saves the surfaces of all segments. */
  SAVE_SURFACES(
      "Save Surfaces...", "surfaces", List.of("path"), List.of("smooth", "ras", "overwrite")),
  /** Does the jobs of a table or folder, without windows. */
  BATCH(
      "VoxelClick Batch...", "batch", List.of("jobs", "out"), List.of("retry_failed", "overwrite")),
  /** Gives prompts. */
  PROMPT(
      "VoxelClick Prompt",
      "macro prompt",
      List.of("prompt", "segment", "overlap"),
      List.of("unanswered")),
  /** Answers prompts that wait. */
  ANSWER("VoxelClick Answer", "macro answer", List.of("count"), List.of()),
  /** Draws or erases a stroke. */
  BRUSH(
      "VoxelClick Brush",
      "macro brush",
      List.of("slice", "path", "radius", "segment", "overlap"),
      List.of("ball", "erase")),
  /** Fills or erases the inside of a polygon. */
  POLYGON(
      "VoxelClick Polygon",
      "macro polygon",
      List.of("slice", "corners", "segment", "overlap"),
      List.of("erase")),
  /** Fills the hole at a pixel, or takes away the piece. */
  FILL("VoxelClick Fill", "macro fill", List.of("slice", "pixel", "segment", "overlap"), List.of()),
  /** Fills the slices between those that a person worked on. */
  INTERPOLATE(
      "VoxelClick Interpolate",
      "macro interpolate",
      List.of("axis", "first", "last", "segment", "overlap", "most_steps"),
      List.of("cross_gaps")),
  /** Says that slices are right, or takes that back. */
  CONFIRM(
      "VoxelClick Confirm", "macro confirm", List.of("slices", "segment"), List.of("take_back")),
  /** Says that a whole segment is right. */
  CONFIRM_AND_LOCK(
      "VoxelClick Confirm and Lock",
      "macro confirm and lock",
      List.of("axis", "segment"),
      List.of()),
  /** Adds a segment. */
  ADD_SEGMENT(
      "VoxelClick Add Segment",
      "macro add segment",
      List.of(
          "segment",
          "label",
          "colour",
          "code",
          "category",
          "modifier",
          "region",
          "region_modifier"),
      List.of()),
  /** Gives a segment another name, colour or code. */
  DESCRIBE_SEGMENT(
      "VoxelClick Describe Segment",
      "macro describe segment",
      List.of(
          "segment",
          "label",
          "colour",
          "code",
          "category",
          "modifier",
          "region",
          "region_modifier"),
      List.of()),
  /** Works on another segment. */
  SELECT_SEGMENT(
      "VoxelClick Select Segment", "macro select segment", List.of("segment"), List.of()),
  /** Locks or unlocks a segment. */
  LOCK_SEGMENT(
      "VoxelClick Lock Segment", "macro lock segment", List.of("segment"), List.of("unlock")),
  /** Removes a segment. */
  REMOVE_SEGMENT(
      "VoxelClick Remove Segment", "macro remove segment", List.of("segment"), List.of());

  private final String label;
  private final String argument;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> valued;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> flags;

  MacroCommand(String label, String argument, List<String> valued, List<String> flags) {
    this.label = label;
    this.argument = argument;
    this.valued = valued;
    this.flags = flags;
  }

  /** The name in menu and macro. */
  public String label() {
    return label;
  }

  /** What {@code plugins.config} passes. */
  public String argument() {
    return argument;
  }

  /** Names of the options that have a value, as in {@code path=[/a b]}. */
  public List<String> valued() {
    return valued;
  }

  /** Names of the options that are there or not. */
  public List<String> flags() {
    return flags;
  }

  /** Whether it changes or reads a session alone, and neither files nor windows. */
  public boolean isOfSession() {
    return switch (this) {
      case OPEN, LOAD, SAVE_SEGMENTS, SAVE, SAVE_SURFACES, BATCH -> false;
      default -> true;
    };
  }

  /** Whether it draws pixels, which the session keeps without saying how they were drawn. */
  public boolean draws() {
    return this == BRUSH || this == POLYGON || this == FILL;
  }

  /** The command that {@code plugins.config} passes so, if it is one of these. */
  public static Optional<MacroCommand> ofArgument(String argument) {
    for (MacroCommand command : values()) {
      if (command.argument.equals(argument)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }
}
