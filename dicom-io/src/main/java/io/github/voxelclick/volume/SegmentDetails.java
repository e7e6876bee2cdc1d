package io.github.voxelclick.volume;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What may be said of a segment beyond its name and type (PS3.3 C.8.20.4). Immutable.
 *
 * @param typeModifiers refine the coded type, such as "Left"; usually none or one
 * @param region where in the body a finding lies, when the type does not say
 * @param description free text, at most 1024 characters, may be empty
 * @param tracking identity that stays with the structure over saves, if it has one yet
 */
public record SegmentDetails(
    List<CodedConcept> typeModifiers,
    Optional<Region> region,
    String description,
    Optional<Tracking> tracking) {
  /** Nothing more is said. */
  public static final SegmentDetails NONE =
      new SegmentDetails(List.of(), Optional.empty(), "", Optional.empty());

  private static final int MAX_DESCRIPTION = 1024;

  /**
   * Anatomic Region Sequence (0008,2218).
   *
   * @param code coded region, such as "Liver"
   * @param modifiers refine it, such as "Right"; usually none or one
   */
  public record Region(CodedConcept code, List<CodedConcept> modifiers) {
    /** Copies the list. */
    public Region {
      Objects.requireNonNull(code, "code");
      modifiers = List.copyOf(modifiers);
    }
  }

  /**
   * Tracking ID and Tracking UID (0062,0020/21), which only come together.
   *
   * @param id for people, not blank
   * @param uid for programs: 1 to 64 digits and dots
   */
  public record Tracking(String id, String uid) {
    /** Checks that both parts are there. */
    public Tracking {
      if (id.isBlank()) {
        throw new IllegalArgumentException("a tracking UID without a tracking id");
      }
      if (!uid.matches("[0-9.]{1,64}")) {
        throw new IllegalArgumentException("tracking UID \"" + uid + "\"");
      }
    }
  }

  /** Copies the list and checks the length of the description. */
  public SegmentDetails {
    typeModifiers = List.copyOf(typeModifiers);
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(tracking, "tracking");
    if (description.length() > MAX_DESCRIPTION) {
      throw new IllegalArgumentException(
          "segment description of "
              + description.length()
              + " characters, expected at most "
              + MAX_DESCRIPTION);
    }
  }

  /** The same with these modifiers of the type. */
  public SegmentDetails withTypeModifiers(CodedConcept... modifiers) {
    return new SegmentDetails(List.of(modifiers), region, description, tracking);
  }

  /** The same in a region of the body. */
  public SegmentDetails withRegion(CodedConcept code, CodedConcept... modifiers) {
    Region where = new Region(code, List.of(modifiers));
    return new SegmentDetails(typeModifiers, Optional.of(where), description, tracking);
  }

  /** The same with a description. */
  public SegmentDetails withDescription(String text) {
    return new SegmentDetails(typeModifiers, region, text, tracking);
  }

  /** The same with an identity. */
  public SegmentDetails withTracking(String id, String uid) {
    return new SegmentDetails(
        typeModifiers, region, description, Optional.of(new Tracking(id, uid)));
  }
}
