package io.github.voxelclick.volume;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a segment can be, in codes: the category and type that PS3.3 C.8.20.4 asks for, with a side
 * and, for a finding, the place in the body. Immutable.
 *
 * @param category of CID 7150, such as "Anatomical Structure"
 * @param type of CID 7151 and its parts, such as "Kidney" or "Cyst"
 * @param side "Left", "Right" or "Bilateral" (CID 244) where one was said, of the type
 * @param region where a finding lies, such as the left kidney; empty for a structure
 * @param colour what such a segment is drawn in at first; the left one of a pair is lighter
 */
public record Term(
    CodedConcept category,
    CodedConcept type,
    Optional<CodedConcept> side,
    Optional<SegmentDetails.Region> region,
    Segment.Rgb colour) {
  private static final int MAX_LABEL = 64;

  /** SNOMED CT "Left" of CID 244. */
  private static final String LEFT = "7771000";

  /** Checks that all parts are there. */
  public Term {
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(colour, "colour");
  }

  /** The same on a side, its colour with it. */
  Term on(CodedConcept newSide) {
    Segment.Rgb shade = newSide.value().equals(LEFT) ? lighter(colour) : colour;
    return new Term(category, type, Optional.of(newSide), region, shade);
  }

  /** The same in a place, as a finding is in a structure. */
  Term in(Term place) {
    List<CodedConcept> modifiers = place.side.map(List::of).orElse(List.of());
    SegmentDetails.Region where = new SegmentDetails.Region(place.type, modifiers);
    return new Term(category, type, side, Optional.of(where), colour);
  }

  /** Two fifths of the way to white. */
  private static Segment.Rgb lighter(Segment.Rgb c) {
    return new Segment.Rgb(lighter(c.red()), lighter(c.green()), lighter(c.blue()));
  }

  private static int lighter(int part) {
    return part + (255 - part) * 2 / 5;
  }

  /** Side and region as a segment carries them. */
  public SegmentDetails details() {
    SegmentDetails details = SegmentDetails.NONE;
    if (side.isPresent()) {
      details = details.withTypeModifiers(side.get());
    }
    if (region.isPresent()) {
      SegmentDetails.Region where = region.get();
      details = details.withRegion(where.code(), where.modifiers().toArray(CodedConcept[]::new));
    }
    return details;
  }

  /** In words, such as "Left Kidney" or "Cyst, Left Kidney"; 1 to 64 characters. */
  public String label() {
    StringBuilder label = new StringBuilder();
    side.ifPresent(s -> label.append(s.meaning()).append(' '));
    label.append(type.meaning());
    region.ifPresent(
        where -> {
          label.append(',');
          where.modifiers().forEach(m -> label.append(' ').append(m.meaning()));
          label.append(' ').append(where.code().meaning());
        });
    return label.length() <= MAX_LABEL ? label.toString() : type.meaning();
  }
}
