package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.codec.FrameDecoders;
import io.github.voxelclick.dicom.codec.PixelDescription;
import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.io.PixelDataLocation;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GridSize;
import java.util.Map;

/** Finds out from a header why an image cannot be part of a volume. */
final class ImageFaults {
  private static final Map<String, String> MULTI_FRAME_CLASSES =
      Map.of(
          UID.EnhancedCTImageStorage, "Enhanced CT",
          UID.LegacyConvertedEnhancedCTImageStorage, "Legacy Converted Enhanced CT",
          UID.EnhancedMRImageStorage, "Enhanced MR",
          UID.LegacyConvertedEnhancedMRImageStorage, "Legacy Converted Enhanced MR",
          UID.EnhancedPETImageStorage, "Enhanced PET",
          UID.LegacyConvertedEnhancedPETImageStorage, "Legacy Converted Enhanced PET",
          UID.UltrasoundMultiFrameImageStorage, "Ultrasound Multi-frame");

  private ImageFaults() {}

  /** One or two sentences, or an empty text for an image that can be used so far. */
  static String find(DicomFile file, SampleLayout pixels) {
    String fault = identity(file);
    if (fault.isEmpty()) {
      fault = kind(file, pixels);
    }
    if (fault.isEmpty()) {
      fault = layout(file);
    }
    return fault.isEmpty() ? pixelData(file, pixels) : fault;
  }

  /** What a segmentation cannot refer to is of no use here. */
  private static String identity(DicomFile file) {
    Attributes d = file.dataset();
    boolean named =
        d.containsValue(Tag.SOPInstanceUID)
            || file.fileMeta().containsValue(Tag.MediaStorageSOPInstanceUID);
    if (!named) {
      return "It does not say which image it is: SOP Instance UID (0008,0018) is missing.";
    }
    boolean classified =
        d.containsValue(Tag.SOPClassUID)
            || file.fileMeta().containsValue(Tag.MediaStorageSOPClassUID);
    return classified ? "" : "It does not say what it is: SOP Class UID (0008,0016) is missing.";
  }

  private static String kind(DicomFile file, SampleLayout pixels) {
    Attributes d = file.dataset();
    String sopClass = d.getString(Tag.SOPClassUID, "");
    int frames = frames(d);
    if (MULTI_FRAME_CLASSES.containsKey(sopClass) || frames > 1) {
      return "It is a multi-frame image ("
          + MULTI_FRAME_CLASSES.getOrDefault(sopClass, "classic")
          + ", "
          + frames
          + " frames), which is not read yet. Export it as single-frame images.";
    }
    if (frames < 0) {
      return "Number of Frames (0028,0008) is not a number.";
    }
    if (ImageHeader.imageType(d).contains("MOSAIC")) {
      return "It is a MOSAIC: many slices tiled into one image, whose places are not known. Export"
          + " the series without mosaic.";
    }
    if (!pixels.isGrey() && !pixels.isColour()) {
      return "Its pixels are of a kind that is not read ("
          + pixels.samplesPerPixel()
          + " samples per pixel, "
          + (pixels.photometric().isEmpty() ? "no photometric" : pixels.photometric())
          + "); expected grey values or colours.";
    }
    return "";
  }

  /** Frames declared, 1 where absent or zero, -1 where not readable. */
  private static int frames(Attributes d) {
    try {
      return Math.max(1, d.getInt(Tag.NumberOfFrames, 1));
    } catch (DicomValueException e) {
      return -1;
    }
  }

  private static String layout(DicomFile file) {
    try {
      PixelDescription.of(file.dataset());
      FrameDecoders.forTransferSyntax(file.transferSyntax());
      return "";
    } catch (DicomReadException e) {
      return e.getMessage();
    }
  }

  private static String pixelData(DicomFile file, SampleLayout p) {
    if (file.pixelData().isEmpty()) {
      boolean inflated =
          file.dataset().containsValue(Tag.PixelData)
              || file.dataset().containsValue(Tag.FloatPixelData)
              || file.dataset().containsValue(Tag.DoubleFloatPixelData);
      return inflated ? "" : "It has no pixel data; the file may be cut off.";
    }
    PixelDataLocation where = file.pixelData().get();
    if (!where.isEncapsulated() && where.length() < p.nativeBytes()) {
      return "Its pixel data are cut off: "
          + where.length()
          + " of "
          + p.nativeBytes()
          + " bytes for "
          + new GridSize(p.columns(), p.rows(), 1)
          + ". Copy it again from its source.";
    }
    return "";
  }
}
