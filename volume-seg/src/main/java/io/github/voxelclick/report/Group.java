package io.github.voxelclick.report;

import java.util.Objects;
import java.util.Optional;

/**
 * Which segments and slices figures are of.
 *
 * @param level what is told apart
 * @param maker where models are told apart
 * @param structure where structures are told apart: what most call it
 * @param reader where readers are told apart; an empty text stands for all that have no name
 */
public record Group(
    Level level, Optional<Maker> maker, Optional<String> structure, Optional<String> reader) {

  /** What is told apart. */
  public enum Level {
    /** Nothing: all together. */
    ALL("all"),
    /** Models. */
    MODEL("model"),
    /** Structures. */
    STRUCTURE("structure"),
    /** Readers. */
    READER("reader"),
    /** Models and structures. */
    MODEL_STRUCTURE("model+structure"),
    /** Models, structures and readers. */
    MODEL_STRUCTURE_READER("model+structure+reader");

    private final String label;

    Level(String label) {
      this.label = label;
    }

    /** As tables write it. */
    public String label() {
      return label;
    }

    boolean tellsMakers() {
      return this == MODEL || this == MODEL_STRUCTURE || this == MODEL_STRUCTURE_READER;
    }

    boolean tellsStructures() {
      return this == STRUCTURE || this == MODEL_STRUCTURE || this == MODEL_STRUCTURE_READER;
    }

    boolean tellsReaders() {
      return this == READER || this == MODEL_STRUCTURE_READER;
    }
  }

  /** Checks that nothing is missing. */
  public Group {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(maker, "maker");
    Objects.requireNonNull(structure, "structure");
    Objects.requireNonNull(reader, "reader");
  }
}
