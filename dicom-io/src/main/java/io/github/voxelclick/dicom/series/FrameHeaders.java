package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the headers of all frames of a file. It never fails: what is wrong becomes the fault. */
final class FrameHeaders {
  private final DicomFile file;
  private final ImageIds ids;
  private final SampleLayout pixels;
  private final List<ReadWarning> warnings;

  private FrameHeaders(DicomFile file) {
    this.file = file;
    ids = ImageIds.of(file);
    pixels = SampleLayout.of(file);
    warnings = new ArrayList<>(file.warnings());
  }

  /**
   * Reads the headers of a file.
   *
   * @param file an image, with Rows and Columns
   * @return one per frame; of an image that cannot be used at all, one with the fault
   */
  static List<ImageHeader> of(DicomFile file) {
    FrameHeaders headers = new FrameHeaders(file);
    FrameAttributes attributes = FrameAttributes.in(file.dataset());
    String fault = ImageFaults.find(file, headers.pixels);
    if (!fault.isEmpty()) {
      return List.of(headers.frame(0, attributes, fault));
    }
    int present = ImageFaults.framesPresent(file, headers.pixels, headers.ids.frameCount());
    if (present < headers.ids.frameCount()) {
      headers.warnings.add(
          new ReadWarning("missing-frames", ImageFaults.framesCutOff(file, present)));
    }
    List<ImageHeader> frames = new ArrayList<>(present);
    for (int frame = 0; frame < present; frame++) {
      frames.add(headers.frame(frame, attributes, ""));
    }
    for (int frame = present; frame < headers.described(); frame++) {
      frames.add(headers.frame(frame, attributes, ImageFaults.framesCutOff(file, present)));
    }
    return frames;
  }

  /** How many frames the header has more to say of than their number. */
  private int described() {
    List<Attributes> groups = file.dataset().getSequence(Tag.PerFrameFunctionalGroupsSequence);
    return groups == null ? 0 : Math.min(groups.size(), ids.frameCount());
  }

  private ImageHeader frame(int frame, FrameAttributes all, String fileFault) {
    Attributes attributes = new Attributes();
    String fault = fileFault;
    SampleMeaning values = SampleMeaning.NONE;
    ImageHeader.Location location = nowhere("");
    try {
      attributes = all.of(frame);
      location = location(attributes);
      values = SampleMeaning.of(attributes);
    } catch (DicomReadException | DicomValueException e) {
      fault = fault.isEmpty() ? e.getMessage() : fault;
    }
    return new ImageHeader(
        file.path(),
        frame,
        ids,
        attributes.getString(Tag.StackID, ""),
        location,
        pixels,
        values,
        pixels.isColour() ? Optional.empty() : PetFacts.in(attributes),
        Discriminators.of(attributes),
        fault,
        warnings);
  }

  private static ImageHeader.Location nowhere(String reason) {
    return new ImageHeader.Location(
        Optional.empty(), false, reason, PixelSize.of(new Attributes()));
  }

  private static ImageHeader.Location location(Attributes d) {
    PixelSize size = PixelSize.of(d);
    boolean inVolume =
        !d.containsValue(Tag.ImagePositionPatient) && d.containsValue(Tag.ImagePositionVolume);
    try {
      ImagePlane plane = ImagePlane.of(inVolume ? asPatient(d) : d);
      return new ImageHeader.Location(Optional.of(plane), !inVolume, "", size);
    } catch (DicomReadException e) {
      return new ImageHeader.Location(Optional.empty(), false, e.getMessage(), size);
    }
  }

  /** Places in the frame of reference of a volume, under the names of those in the patient. */
  private static Attributes asPatient(Attributes d) {
    Attributes renamed = new Attributes(d, Tag.PixelSpacing);
    copy(d, Tag.ImagePositionVolume, renamed, Tag.ImagePositionPatient);
    copy(d, Tag.ImageOrientationVolume, renamed, Tag.ImageOrientationPatient);
    return renamed;
  }

  private static void copy(Attributes from, int tag, Attributes to, int newTag) {
    String[] texts = from.getStrings(tag);
    if (texts != null) {
      to.setString(newTag, VR.DS, texts);
    }
  }
}
