package io.github.voxelclick.plugin.macro;

import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.SegmentDetails.Region;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Name, colour and codes of a segment as options of a macro line. Stateless. */
final class SegmentOptions {
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

  private SegmentOptions() {}

  /**
   * Writes what differs.
   *
   * @param before what it was; empty to write all
   * @return empty when codes are such that they have no spelling
   */
  static Optional<MacroLine> write(MacroLine line, Optional<Segment> before, Segment after) {
    MacroLine next = line;
    if (!before.map(Segment::label).equals(Optional.of(after.label()))) {
      next = next.with("label", after.label());
    }
    if (!before.map(Segment::colour).equals(Optional.of(after.colour()))) {
      next = next.with("colour", colour(after.colour()));
    }
    boolean coded =
        before
            .filter(b -> b.category().equals(after.category()))
            .filter(b -> b.type().equals(after.type()))
            .filter(b -> b.details().equals(after.details()))
            .isPresent();
    return coded ? Optional.of(next) : codes(next, after);
  }

  private static Optional<MacroLine> codes(MacroLine line, Segment after) {
    SegmentDetails details = after.details();
    List<CodedConcept> placeModifiers = details.region().map(Region::modifiers).orElse(List.of());
    boolean simple =
        details.typeModifiers().size() < 2
            && placeModifiers.size() < 2
            && details.description().isEmpty()
            && details.tracking().isEmpty();
    MacroLine next = line.with("code", code(after.type())).with("category", code(after.category()));
    for (CodedConcept modifier : details.typeModifiers()) {
      next = next.with("modifier", code(modifier));
    }
    if (details.region().isPresent()) {
      next = next.with("region", code(details.region().get().code()));
    }
    for (CodedConcept modifier : placeModifiers) {
      next = next.with("region_modifier", code(modifier));
    }
    return simple ? Optional.of(next) : Optional.empty();
  }

  private static String colour(Segment.Rgb c) {
    return String.format(Locale.ROOT, "#%02x%02x%02x", c.red(), c.green(), c.blue());
  }

  private static String code(CodedConcept concept) {
    return concept.scheme() + ":" + concept.value() + ":" + concept.meaning();
  }

  /**
   * A segment as options describe it.
   *
   * @param segment what counts where nothing is said
   */
  static Segment read(MacroOptions options, Segment segment) throws JobException {
    try {
      Segment next = segment;
      if (options.text("label").isPresent()) {
        next = next.withLabel(options.required("label"));
      }
      if (options.text("colour").isPresent()) {
        next = next.withColour(readColour(options));
      }
      return options.hasAny("category", "modifier", "region", "region_modifier")
          ? coded(options, next)
          : next;
    } catch (IllegalArgumentException e) {
      throw options.failed(e.getMessage() + ". Correct it.");
    }
  }

  private static Segment.Rgb readColour(MacroOptions options) throws JobException {
    String text = options.required("colour").strip();
    if (!COLOUR.matcher(text).matches()) {
      throw options.failed(
          "colour is \"" + text + "\", expected red, green and blue as in #3ca0e6. Correct it.");
    }
    int rgb = Integer.parseInt(text.substring(1), 16);
    return new Segment.Rgb(rgb >> 16, rgb >> 8 & 255, rgb & 255);
  }

  private static Segment coded(MacroOptions options, Segment s) throws JobException {
    SegmentDetails details = SegmentDetails.NONE;
    if (options.text("modifier").isPresent()) {
      details = details.withTypeModifiers(readCode(options, "modifier"));
    }
    if (options.text("region").isPresent()) {
      CodedConcept place = readCode(options, "region");
      details =
          options.text("region_modifier").isPresent()
              ? details.withRegion(place, readCode(options, "region_modifier"))
              : details.withRegion(place);
    }
    CodedConcept category =
        options.text("category").isPresent() ? readCode(options, "category") : s.category();
    CodedConcept type = options.text("code").isPresent() ? readCode(options, "code") : s.type();
    return new Segment(
        s.number(),
        s.label(),
        category,
        type,
        s.colour(),
        s.algorithm(),
        s.algorithmName(),
        s.algorithmVersion(),
        details);
  }

  private static CodedConcept readCode(MacroOptions options, String name) throws JobException {
    String text = options.required(name).strip();
    String[] parts = text.split(":", 3);
    if (parts.length < 3) {
      throw options.failed(
          name + " is \"" + text + "\", expected scheme:value:meaning as in SCT:10200004:Liver.");
    }
    return new CodedConcept(parts[1], parts[0], parts[2]);
  }
}
