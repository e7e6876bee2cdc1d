package io.github.voxelclick.volume;

import java.util.List;
import java.util.Objects;

/**
 * What a mask stands for (PS3.3 C.8.20.4).
 *
 * @param number from 1, unique in its segmentation
 * @param label what viewers list, 1 to 64 characters
 * @param category coded category, such as "Anatomical Structure"
 * @param type coded type, such as "Liver"
 * @param colour what it is drawn in
 * @param algorithm how it came about
 * @param algorithmName name of the algorithm, 1 to 64 characters; empty only when manual
 * @param algorithmVersion version of the algorithm or hash of its model; may be empty
 * @param details side, region, description and identity, where known
 */
public record Segment(
    int number,
    String label,
    CodedConcept category,
    CodedConcept type,
    Rgb colour,
    Algorithm algorithm,
    String algorithmName,
    String algorithmVersion,
    SegmentDetails details) {

  /** The highest number that a segment can have. */
  public static final int MAX_NUMBER = 65535;

  /** Segment Algorithm Type (0062,0008). */
  public enum Algorithm {
    /** Drawn by hand only. */
    MANUAL,
    /** Prompted by a person, drawn by a model. */
    SEMIAUTOMATIC,
    /** Drawn by a model alone. */
    AUTOMATIC
  }

  /**
   * An sRGB colour.
   *
   * @param red 0 to 255
   * @param green 0 to 255
   * @param blue 0 to 255
   */
  public record Rgb(int red, int green, int blue) {
    /** Easily told apart. */
    private static final List<Rgb> DISTINCT =
        List.of(
            new Rgb(230, 75, 60),
            new Rgb(60, 160, 230),
            new Rgb(90, 190, 90),
            new Rgb(240, 180, 50),
            new Rgb(160, 100, 200),
            new Rgb(60, 190, 180),
            new Rgb(240, 130, 180));

    /** Checks the range. */
    public Rgb {
      if ((red | green | blue) < 0 || red > 255 || green > 255 || blue > 255) {
        throw new IllegalArgumentException("colour " + red + "," + green + "," + blue);
      }
    }

    /** The colour of a segment that brings none: by its number, so that it stays the same. */
    public static Rgb ofNumber(int number) {
      return DISTINCT.get(Math.floorMod(number - 1, DISTINCT.size()));
    }
  }

  /** Checks number, lengths and that a model has a name. */
  public Segment {
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(colour, "colour");
    Objects.requireNonNull(algorithmVersion, "algorithmVersion");
    Objects.requireNonNull(details, "details");
    if (number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("segment number " + number + " is not in 1..65535");
    }
    if (label.isBlank() || characters(label) > 64 || label.indexOf('\\') >= 0) {
      throw new IllegalArgumentException(
          "segment label must have 1 to 64 characters and no backslash, found "
              + characters(label));
    }
    if ((algorithm != Algorithm.MANUAL && algorithmName.isBlank())
        || characters(algorithmName) > 64) {
      throw new IllegalArgumentException(
          "algorithm name must have 1 to 64 characters, found " + characters(algorithmName));
    }
  }

  /** As DICOM counts them: a character outside the basic plane is one. */
  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * A segment of which nothing more is known; as the full form with {@link SegmentDetails#NONE}.
   */
  public Segment(
      int number,
      String label,
      CodedConcept category,
      CodedConcept type,
      Rgb colour,
      Algorithm algorithm,
      String algorithmName,
      String algorithmVersion) {
    this(
        number,
        label,
        category,
        type,
        colour,
        algorithm,
        algorithmName,
        algorithmVersion,
        SegmentDetails.NONE);
  }

  /** The same under another number, from 1 to 65535. */
  public Segment withNumber(int other) {
    return new Segment(
        other, label, category, type, colour, algorithm, algorithmName, algorithmVersion, details);
  }

  /** The same under another name, 1 to 64 characters without a backslash. */
  public Segment withLabel(String other) {
    return new Segment(
        number, other, category, type, colour, algorithm, algorithmName, algorithmVersion, details);
  }

  /** The same in another colour. */
  public Segment withColour(Rgb other) {
    return new Segment(
        number, label, category, type, other, algorithm, algorithmName, algorithmVersion, details);
  }

  /**
   * The same made in another way.
   *
   * @param how how it came about
   * @param name of the algorithm; empty only when manual
   * @param version of the algorithm or hash of its model; may be empty
   */
  public Segment withAlgorithm(Algorithm how, String name, String version) {
    return new Segment(number, label, category, type, colour, how, name, version, details);
  }

  /** The same with other details. */
  public Segment withDetails(SegmentDetails other) {
    return new Segment(
        number, label, category, type, colour, algorithm, algorithmName, algorithmVersion, other);
  }
}
