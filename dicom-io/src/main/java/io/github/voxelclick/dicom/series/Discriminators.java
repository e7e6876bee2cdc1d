package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import java.util.EnumMap;
import java.util.Map;

/**
 * The attributes by which images of one place can differ.
 *
 * @param values text of each attribute that the image has
 */
record Discriminators(Map<Kind, String> values) {
  /** What can make two images of one place, in the order in which it is asked (contract c.2). */
  enum Kind {
    TEMPORAL_POSITION(
        "temporal position", true, Tag.TemporalPositionIdentifier, Tag.TemporalPositionIndex),
    TIME_SLOT("time slot", true, Tag.TimeSlotVector, Tag.TimeSliceVector),
    TIME_OFFSET("temporal offset", true, Tag.TemporalPositionTimeOffset),
    ECHO_TIME("echo time", false, Tag.EffectiveEchoTime, Tag.EchoTime),
    ECHO_NUMBER("echo number", false, Tag.EchoNumbers),
    B_VALUE("diffusion b-value", false, Tag.DiffusionBValue),
    DIRECTION("diffusion direction", false, Tag.DiffusionGradientOrientation),
    TRIGGER_TIME("trigger time", true, Tag.TriggerTime, Tag.NominalCardiacTriggerDelayTime),
    CARDIAC_PHASE("cardiac phase", true, Tag.PhaseVector, Tag.RRIntervalVector),
    ACQUISITION("acquisition", false, Tag.AcquisitionNumber, Tag.FrameAcquisitionNumber),
    SEQUENCE_NAME("sequence name", false, Tag.SequenceName),
    CONTENT_TIME("content time", true, Tag.ContentTime),
    ACQUISITION_TIME("acquisition time", true, Tag.FrameAcquisitionDateTime, Tag.AcquisitionTime),
    IMAGE_TYPE("image type", false, Tag.FrameType, Tag.ImageType),
    COMPONENT("component", false, Tag.ComplexImageComponent),
    KERNEL("convolution kernel", false, Tag.ConvolutionKernel),
    ENERGY("keV", false, Tag.MonoenergeticEnergyEquivalent),
    KILOVOLTAGE("kVp", false, Tag.KVP),
    ENERGY_WINDOW("energy window", false, Tag.EnergyWindowVector),
    DETECTOR("detector", false, Tag.DetectorVector),
    FRAME_TIME("frame reference time", true, Tag.FrameReferenceTime);

    private final String title;
    private final boolean temporal;
    private final int tag;
    private final int otherTag;

    Kind(String title, boolean temporal, int tag) {
      this(title, temporal, tag, tag);
    }

    Kind(String title, boolean temporal, int tag, int otherTag) {
      this.title = title;
      this.temporal = temporal;
      this.tag = tag;
      this.otherTag = otherTag;
    }

    /** Whether images that differ in it follow each other in time. */
    boolean isTemporal() {
      return temporal;
    }

    /** Whether it is a time of day, by which images of one moment can differ too. */
    boolean isClock() {
      return this == CONTENT_TIME || this == ACQUISITION_TIME;
    }

    /**
     * The name of one value, for the user.
     *
     * @param value as in the file, may be empty
     * @param number its place among the values found, from 1
     * @param of how many there are
     */
    String variant(String value, int number, int of) {
      return switch (this) {
        // Times of day belong to the patient's record, vectors say nothing to a reader.
        case CONTENT_TIME, ACQUISITION_TIME, DIRECTION -> title + " " + number + " of " + of;
        default -> value.isEmpty() ? "no " + title : title + " " + value.replace('\\', '/').strip();
      };
    }

    private String textIn(Attributes dataset) {
      String[] texts = dataset.getStrings(dataset.containsValue(tag) ? tag : otherTag);
      return texts == null ? "" : String.join("\\", texts);
    }
  }

  Discriminators {
    values = Map.copyOf(values);
  }

  static Discriminators of(Attributes dataset) {
    Map<Kind, String> values = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      values.put(kind, kind.textIn(dataset));
    }
    Attributes gradient = dataset.getNestedDataset(Tag.DiffusionGradientDirectionSequence);
    if (gradient != null) {
      values.put(Kind.DIRECTION, Kind.DIRECTION.textIn(gradient));
    }
    values.values().removeIf(String::isEmpty);
    return new Discriminators(values);
  }

  /** The text of an attribute, empty when the image has none. */
  String get(Kind kind) {
    return values.getOrDefault(kind, "");
  }

  /** Orders texts: numbers by size, before all that are none. */
  static int byNumber(String a, String b) {
    int order = Double.compare(number(a), number(b));
    return order != 0 ? order : a.compareTo(b);
  }

  /** NaN, which sorts behind all numbers, where the text is none. */
  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
