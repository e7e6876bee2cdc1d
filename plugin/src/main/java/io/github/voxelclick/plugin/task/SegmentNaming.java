package io.github.voxelclick.plugin.task;

import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Term;
import io.github.voxelclick.volume.Terminology;
import java.util.Optional;

/**
 * What a new segment is called and coded as, from a code or from what its label says. Stateless.
 */
public final class SegmentNaming {
  private SegmentNaming() {}

  /**
   * Describes a segment that a person prompts and a model draws.
   *
   * @param code {@code scheme:value} of a type that {@link Terminology} has, or {@code
   *     scheme:value:meaning}; empty to take what the label means, or else "Tissue"
   * @param label what viewers list; its words may also tell side and region ("cyst left kidney");
   *     empty to take the code's meaning
   * @param modelName name of the model, 1 to 64 characters
   * @param modelVersion its version or hash
   * @throws JobException when code or label is misspelt or too long
   */
  public static Segment describe(String code, String label, String modelName, String modelVersion)
      throws JobException {
    Optional<Term> named = Terminology.standard().ofName(label);
    Term term =
        code.isBlank()
            ? named.orElse(Terminology.standard().unnamed())
            : lookUp(code.strip(), label.strip(), named);
    String name = label.isBlank() ? term.label() : label.strip();
    try {
      return new Segment(
          1,
          name,
          term.category(),
          term.type(),
          term.colour(),
          Segment.Algorithm.SEMIAUTOMATIC,
          modelName,
          modelVersion,
          term.details());
    } catch (IllegalArgumentException e) {
      throw new JobException(
          "Cannot name the segment: "
              + e.getMessage()
              + ". Give a label of 1 to 64 characters without a backslash.",
          e);
    }
  }

  /**
   * What a code stands for that a person typed.
   *
   * @param code {@code scheme:value} of a type that {@link Terminology} has, or {@code
   *     scheme:value:meaning}
   * @throws JobException when it is misspelt, or not known and without a meaning
   */
  public static Term term(String code) throws JobException {
    return lookUp(code.strip(), "", Optional.empty());
  }

  private static Term lookUp(String code, String label, Optional<Term> named) throws JobException {
    String[] parts = code.split(":", 3);
    if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
      throw new JobException(
          "Cannot read the code \""
              + code
              + "\": expected scheme:value or scheme:value:meaning, such as SCT:10200004 or"
              + " SCT:10200004:Liver.");
    }
    Optional<Term> known = Terminology.standard().ofCode(parts[0], parts[1]);
    if (known.isPresent()) {
      // The label adds a side or a region where it speaks of the same type.
      return named.filter(t -> t.type().equals(known.get().type())).orElse(known.get());
    }
    String meaning = parts.length == 3 ? parts[2] : label;
    if (meaning.isBlank()) {
      throw new JobException(
          "The meaning of the code "
              + code
              + " is not known here. Write it as scheme:value:meaning or give a --label.");
    }
    try {
      return Terminology.standard().unlisted(new CodedConcept(parts[1], parts[0], meaning));
    } catch (IllegalArgumentException e) {
      throw new JobException("Cannot read the code \"" + code + "\": " + e.getMessage() + ".", e);
    }
  }
}
