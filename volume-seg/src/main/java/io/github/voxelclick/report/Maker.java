package io.github.voxelclick.report;

import io.github.voxelclick.provenance.ProvenanceFile;
import java.util.Comparator;
import java.util.Objects;

/**
 * Who made a mask before a person looked at it.
 *
 * @param kind a model, the interpolation, or nobody
 * @param name of the model; empty for others
 * @param sha256 of the model's files; empty for others
 */
public record Maker(Kind kind, String name, String sha256) implements Comparable<Maker> {
  /** What made it. */
  public enum Kind {
    /** A model. */
    MODEL,
    /** The interpolation between slices, without a model. */
    INTERPOLATION,
    /** Nobody: drawn by a person. */
    NONE
  }

  /** The interpolation. */
  public static final Maker INTERPOLATION = new Maker(Kind.INTERPOLATION, "", "");

  /** Nobody but the person. */
  public static final Maker NONE = new Maker(Kind.NONE, "", "");

  private static final Comparator<Maker> ORDER =
      Comparator.comparing(Maker::kind).thenComparing(Maker::name).thenComparing(Maker::sha256);

  /** Digits of the hash that tell two models of one name apart. */
  private static final int SHOWN_DIGITS = 8;

  /** Checks that nothing is missing. */
  public Maker {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sha256, "sha256");
  }

  static Maker of(ProvenanceFile.Model model) {
    return new Maker(Kind.MODEL, model.name(), model.sha256());
  }

  /** For people: a model's name with the first digits of its hash. */
  public String label() {
    return switch (kind) {
      case MODEL -> name + " (" + sha256.substring(0, SHOWN_DIGITS) + ")";
      case INTERPOLATION -> "interpolation";
      case NONE -> "no model";
    };
  }

  @Override
  public int compareTo(Maker other) {
    return ORDER.compare(this, other);
  }
}
