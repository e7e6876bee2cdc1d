package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.codec.FrameDecoders;
import io.github.voxelclick.dicom.codec.PixelDescription;
import io.github.voxelclick.dicom.codec.PixelSource;
import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.io.PixelDataLocation;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GridSize;
import java.io.IOException;
import java.nio.file.Files;

/** Finds out from a header why an image cannot be part of a volume. */
final class ImageFaults {
  private static final int ITEM_HEADER_BYTES = 8;

  /** More is no series of slices; every frame takes memory before a pixel is read. */
  private static final int MAX_FRAMES = 100_000;

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
    if (frames(d) < 0) {
      return "Number of Frames (0028,0008) is not a number.";
    }
    if (frames(d) > MAX_FRAMES) {
      return "It declares " + frames(d) + " frames; at most " + MAX_FRAMES + " are read.";
    }
    if (ImageIds.imageType(d).contains("MOSAIC")) {
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
      boolean inflated = PixelSource.pixelDataTag(file).isPresent();
      return inflated ? "" : "It has no pixel data; the file may be cut off.";
    }
    PixelDataLocation where = file.pixelData().get();
    if (framesPresent(file, p, 1) == 0) {
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

  /**
   * How many frames the pixel data can hold, whatever the header declares: whole ones of native
   * pixel data; of encapsulated ones, as many as there is room for items.
   *
   * @param declared at least 1
   * @return at most {@code declared}
   */
  static int framesPresent(DicomFile file, SampleLayout p, int declared) {
    long room =
        file.pixelData()
            .map(where -> where.isEncapsulated() ? itemsIn(file) : framesIn(where.length(), p))
            .orElseGet(() -> framesIn(inflated(file), p));
    return (int) Math.min(room, declared);
  }

  private static long framesIn(long bytes, SampleLayout p) {
    long bits = p.pixelCount() * p.samplesPerPixel() * p.bitsAllocated();
    return p.bitsAllocated() == 1 // frames of single bits follow each other without a boundary
        ? 8 * bytes / Math.max(1, bits)
        : bytes / Math.max(1, p.nativeBytes());
  }

  private static long itemsIn(DicomFile file) {
    try {
      return Files.size(file.path()) / ITEM_HEADER_BYTES;
    } catch (IOException e) {
      return 0;
    }
  }

  private static long inflated(DicomFile file) {
    return PixelSource.pixelDataTag(file)
        .map(file.dataset()::getSafeBytes)
        .map(bytes -> bytes.length)
        .orElse(0);
  }

  /** What to say of an image that has fewer frames than it declares. */
  static String framesCutOff(DicomFile file, int present) {
    return file.path().getFileName()
        + ": its pixel data are cut off after "
        + present
        + " of "
        + frames(file.dataset())
        + " frames; the others are missing. Copy it again from its source.";
  }
}
