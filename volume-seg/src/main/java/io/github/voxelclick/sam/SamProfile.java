package io.github.voxelclick.sam;

import io.github.voxelclick.model.ProfileSection;
import io.github.voxelclick.resample.Interpolation;
import io.github.voxelclick.volume.ModelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code sam} section of a profile: what differs between models of this kind. Every field is
 * described in {@code docs/model-profiles.md}.
 *
 * @param image how a slice becomes the encoder's input
 * @param embedding decoder inputs by the encoder outputs that they are
 * @param prompts how prompts become the decoder's inputs
 * @param previous how an earlier answer is fed back; empty of a model that takes none
 * @param sizeInput decoder input that is told the slice's rows and columns
 * @param mask which output is the answer, and where on the slice it lies
 */
record SamProfile(
    Image image,
    Map<String, String> embedding,
    Prompts prompts,
    Optional<Previous> previous,
    Optional<String> sizeInput,
    MaskOutput mask) {
  private static final double LARGEST_LOGIT = 1000;
  private static final double DEFAULT_MASK_LOGIT = 6.9;
  private static final int LARGEST_SIDE = 4096;

  enum Layout {
    NCHW,
    HWC
  }

  enum Resize {
    /** The longer side becomes the model's, the rest is padded on the right and below. */
    LONGEST,
    /** Both sides become the model's. */
    STRETCH,
    /** The graph resizes. */
    NONE
  }

  enum Rounding {
    NEAREST,
    TRUNCATE,
    EXACT
  }

  enum Scaling {
    /** Grey levels of 0 to 255 minus a mean, divided by a deviation, per channel. */
    MEAN_STD,
    /** The slice's least and largest grey level become 0 and 1, before padding. */
    MIN_MAX,
    /** Grey levels divided by 255. */
    UNIT,
    /** Grey levels of 0 to 255. */
    NONE
  }

  enum Space {
    /** Pixels of the model's input. */
    MODEL,
    /** Pixels of the slice. */
    SLICE,
    /** The longer side of the slice is 1. */
    UNIT
  }

  /** By what points are scaled from the slice to the input. */
  enum Scale {
    /** Per axis by what the resized slice measures. */
    AXIS,
    /** By the model's side over the slice's longer side. */
    LONGEST
  }

  /** When a point without meaning is appended, as the model was trained. */
  enum Padding {
    CLICKS,
    ALWAYS,
    NEVER
  }

  enum Clicks {
    BOTH,
    POSITIVE,
    NONE
  }

  enum Box {
    CORNERS,
    NONE
  }

  enum Choice {
    /** For a lone click the best of masks 1 to 3, else mask 0; if there are three, the best. */
    SAM,
    /** As SAM, but an unstable mask 0 gives way to the best of the others. */
    SAM2,
    FIRST,
    BEST
  }

  enum Frame {
    /** The mask covers the padded input. */
    PADDED,
    /** The mask covers the slice. */
    STRETCHED,
    /** The mask has the slice's own pixels. */
    SLICE
  }

  /** Which numbers are resampled or fed back. */
  enum Resampled {
    LOGITS,
    PROBABILITIES
  }

  /**
   * How a slice becomes the encoder's input.
   *
   * @param mean of the channels' grey levels, three
   * @param std of the channels' grey levels, three
   */
  record Image(
      String input,
      Layout layout,
      Resize resize,
      Rounding rounding,
      Interpolation interpolation,
      Scaling scaling,
      List<Double> mean,
      List<Double> std) {}

  /**
   * How prompts become the decoder's inputs.
   *
   * @param mostTokens how many points the graph takes, corners of a box included
   * @param empty inputs of the graph that are not used and get an empty tensor
   */
  record Prompts(
      String points,
      String labels,
      Space space,
      Scale scale,
      Rounding rounding,
      Padding padding,
      Clicks clicks,
      Box box,
      boolean boxFirst,
      int mostTokens,
      List<String> empty) {}

  /**
   * How an earlier answer is fed back.
   *
   * @param flag input that says whether there is one, if the graph has it
   * @param side columns and rows
   * @param used false when the graph has the input but the model was never trained with it: then it
   *     always gets zeros
   * @param values what the input is given: the logits, or their sigmoid
   * @param limit logits are cut off at plus and minus this
   * @param maskLogit what pixels inside a mask that is no answer of the model are given; outside
   *     minus this
   */
  record Previous(
      String mask,
      Optional<String> flag,
      int side,
      boolean used,
      Resampled values,
      double limit,
      double maskLogit) {}

  /**
   * Which output is the answer.
   *
   * @param scores output with the expected quality of each mask, if there is one
   * @param first the first mask that is chosen from by {@link Choice#BEST}
   * @param via columns and rows to which the mask is enlarged first, as the authors do
   * @param stabilityDelta logits within this distance of zero are doubtful, for {@link Choice#SAM2}
   * @param stabilityThreshold a mask is stable when at least this part of it is not doubtful
   */
  record MaskOutput(
      String output,
      Optional<String> scores,
      Choice choose,
      int first,
      Frame frame,
      Resampled resample,
      Optional<Integer> via,
      double stabilityDelta,
      double stabilityThreshold) {}

  /** Reads the section. */
  static SamProfile of(ProfileSection s) throws ModelException {
    s.requireOnly("image", "embedding", "prompts", "previous", "size", "mask");
    return new SamProfile(
        image(s.section("image")),
        embedding(s),
        prompts(s.section("prompts")),
        s.has("previous") ? Optional.of(previous(s.section("previous"))) : Optional.empty(),
        s.has("size") ? Optional.of(s.section("size").text("input")) : Optional.empty(),
        mask(s.section("mask")));
  }

  private static Map<String, String> embedding(ProfileSection s) throws ModelException {
    Map<String, String> names = new LinkedHashMap<>();
    if (s.isList("embedding")) {
      for (String name : s.texts("embedding")) {
        names.put(name, name);
      }
    } else {
      ProfileSection pairs = s.section("embedding");
      for (String output : pairs.fields()) {
        names.put(output, pairs.text(output));
      }
    }
    return names;
  }

  private static Image image(ProfileSection s) throws ModelException {
    s.requireOnly(
        "input", "layout", "resize", "rounding", "interpolation", "scaling", "mean", "std");
    Scaling scaling = s.choice("scaling", Scaling.class, Optional.empty());
    boolean normalised = scaling == Scaling.MEAN_STD;
    Resize resize = s.choice("resize", Resize.class, Optional.empty());
    Image image =
        new Image(
            s.text("input"),
            s.choice("layout", Layout.class, Optional.of(Layout.NCHW)),
            resize,
            s.choice("rounding", Rounding.class, Optional.of(Rounding.NEAREST)),
            resize == Resize.NONE ? Interpolation.NEAREST : interpolation(s),
            scaling,
            normalised ? s.numbers("mean", -1000, 1000) : List.of(),
            normalised ? s.numbers("std", 1e-6, 1000) : List.of());
    if (normalised && (image.mean().size() != 3 || image.std().size() != 3)) {
      throw s.wrong("mean", "three numbers, as many as in \"std\"");
    }
    return image;
  }

  private static Interpolation interpolation(ProfileSection s) throws ModelException {
    try {
      return Interpolation.of(s.text("interpolation"));
    } catch (IllegalArgumentException e) {
      ModelException wrong = s.wrong("interpolation", e.getMessage());
      wrong.initCause(e);
      throw wrong;
    }
  }

  private static Prompts prompts(ProfileSection s) throws ModelException {
    s.requireOnly(
        "points",
        "labels",
        "space",
        "scale",
        "rounding",
        "padding",
        "clicks",
        "box",
        "boxFirst",
        "mostTokens",
        "empty");
    return new Prompts(
        s.text("points"),
        s.text("labels"),
        s.choice("space", Space.class, Optional.of(Space.MODEL)),
        s.choice("scale", Scale.class, Optional.of(Scale.AXIS)),
        s.choice("rounding", Rounding.class, Optional.of(Rounding.EXACT)),
        s.choice("padding", Padding.class, Optional.empty()),
        s.choice("clicks", Clicks.class, Optional.empty()),
        s.choice("box", Box.class, Optional.empty()),
        s.flag("boxFirst"),
        s.has("mostTokens") ? s.whole("mostTokens", 1, LARGEST_SIDE) : Integer.MAX_VALUE,
        s.has("empty") ? s.texts("empty") : List.of());
  }

  private static Previous previous(ProfileSection s) throws ModelException {
    s.requireOnly("mask", "flag", "side", "unused", "values", "limit", "maskLogit");
    return new Previous(
        s.text("mask"),
        s.optionalText("flag"),
        s.whole("side", 1, LARGEST_SIDE),
        !s.flag("unused"),
        s.choice("values", Resampled.class, Optional.of(Resampled.LOGITS)),
        s.has("limit") ? s.number("limit", 1, LARGEST_LOGIT) : Double.POSITIVE_INFINITY,
        s.has("maskLogit") ? s.number("maskLogit", 0.1, LARGEST_LOGIT) : DEFAULT_MASK_LOGIT);
  }

  private static MaskOutput mask(ProfileSection s) throws ModelException {
    s.requireOnly(
        "output",
        "scores",
        "choose",
        "first",
        "frame",
        "resample",
        "via",
        "stabilityDelta",
        "stabilityThreshold");
    Choice choose = s.choice("choose", Choice.class, Optional.empty());
    return new MaskOutput(
        s.text("output"),
        s.optionalText("scores"),
        choose,
        s.has("first") ? s.whole("first", 0, 100) : 0,
        s.choice("frame", Frame.class, Optional.empty()),
        s.choice("resample", Resampled.class, Optional.of(Resampled.LOGITS)),
        s.has("via") ? Optional.of(s.whole("via", 1, LARGEST_SIDE)) : Optional.empty(),
        choose == Choice.SAM2 ? s.number("stabilityDelta", 0, LARGEST_LOGIT) : 0,
        choose == Choice.SAM2 ? s.number("stabilityThreshold", 0, 1) : 0);
  }
}
