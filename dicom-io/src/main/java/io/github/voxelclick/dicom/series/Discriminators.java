package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The attributes by which images of one place can differ, in the order in which they are asked.
 *
 * @param values text of each attribute, empty where the file has none
 */
record Discriminators(Map<Kind, String> values) {
  /** What can make two images of one place. */
  enum Kind {
    TEMPORAL_POSITION("temporal position", Tag.TemporalPositionIdentifier, true),
    TEMPORAL_INDEX("temporal position index", Tag.TemporalPositionIndex, true),
    ECHO_NUMBER("echo number", Tag.EchoNumbers, true),
    ECHO_TIME("echo time", Tag.EchoTime, true),
    B_VALUE("diffusion b-value", Tag.DiffusionBValue, true),
    TRIGGER_TIME("trigger time", Tag.TriggerTime, true),
    ACQUISITION("acquisition number", Tag.AcquisitionNumber, true),
    SEQUENCE_NAME("sequence name", Tag.SequenceName, true),
    IMAGE_TYPE("image type", Tag.ImageType, true),
    KERNEL("convolution kernel", Tag.ConvolutionKernel, true),
    FRAME_TIME("frame reference time", Tag.FrameReferenceTime, true),
    // Times of day are not shown: they belong to the patient's record.
    ACQUISITION_TIME("acquisition time", Tag.AcquisitionTime, false),
    CONTENT_TIME("content time", Tag.ContentTime, false);

    private final String title;
    private final int tag;
    private final boolean shown;

    Kind(String title, int tag, boolean shown) {
      this.title = title;
      this.tag = tag;
      this.shown = shown;
    }
  }

  /** Values that a message names. */
  private static final int MAX_SHOWN = 6;

  /** Attributes that a message names: echo number and echo time belong together. */
  private static final int MAX_KINDS = 2;

  Discriminators {
    values = Map.copyOf(values);
  }

  static Discriminators of(Attributes dataset) {
    Map<Kind, String> values = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      String[] texts = dataset.getStrings(kind.tag);
      values.put(kind, texts == null ? "" : String.join("\\", texts));
    }
    return new Discriminators(values);
  }

  /**
   * What tells the images of one place apart, for a message.
   *
   * @param images all images of the places concerned
   * @param perPlace how many images each place has; 0 where places differ in that
   * @return such as {@code echo time 15 and 85}; empty when nothing divides the images evenly
   */
  static String describe(Collection<Discriminators> images, int perPlace) {
    List<String> parts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      SortedSet<String> found = new TreeSet<>(Discriminators::byNumber);
      for (Discriminators image : images) {
        found.add(image.values.get(kind));
      }
      if (found.size() > 1 && found.size() == perPlace && parts.size() < MAX_KINDS) {
        parts.add(kind.title + (kind.shown ? " " + list(found) : ""));
      }
    }
    return String.join(", ", parts);
  }

  private static String list(SortedSet<String> values) {
    List<String> shown = values.stream().limit(MAX_SHOWN).toList();
    if (values.size() > MAX_SHOWN) {
      return String.join(", ", shown) + ", …";
    }
    int last = shown.size() - 1;
    return String.join(", ", shown.subList(0, last)) + " and " + shown.get(last);
  }

  private static int byNumber(String a, String b) {
    try {
      int order = Double.compare(Double.parseDouble(a), Double.parseDouble(b));
      return order != 0 ? order : a.compareTo(b);
    } catch (NumberFormatException e) {
      return a.compareTo(b);
    }
  }
}
