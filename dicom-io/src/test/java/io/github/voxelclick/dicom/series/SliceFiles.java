package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Writes axial series of 3×2 pixels in any form of pixel data: one file per slice, 2.5 mm apart.
 */
@SuppressWarnings("ByteBufferBackingArray") // all buffers here are allocated whole
final class SliceFiles {
  static final int COLUMNS = 3;
  static final int ROWS = 2;
  static final int PIXELS = COLUMNS * ROWS;

  private final Path folder;
  private final String modality;

  SliceFiles(Path folder, String modality) {
    this.folder = folder;
    this.modality = modality;
  }

  /**
   * Writes slices and scans them.
   *
   * @param change sets the pixels of slice k, and whatever else
   * @return the only volume
   */
  DicomSeries write(int slices, BiConsumer<Integer, Attributes> change) throws IOException {
    for (int k = 0; k < slices; k++) {
      Attributes image = image(k);
      change.accept(k, image);
      Attributes meta = image.createFileMetaInformation(UID.ExplicitVRLittleEndian);
      try (DicomOutputStream out =
          new DicomOutputStream(folder.resolve("slice" + k + ".dcm").toFile())) {
        out.writeDataset(meta, image);
      }
    }
    return SeriesFixture.only(SeriesFixture.scan(folder));
  }

  private Attributes image(int k) {
    Attributes d = new Attributes();
    d.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
    d.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3.4." + (k + 1));
    d.setString(Tag.Modality, VR.CS, modality);
    d.setString(Tag.StudyInstanceUID, VR.UI, "1.2.3");
    d.setString(Tag.SeriesInstanceUID, VR.UI, "1.2.3.4");
    d.setString(Tag.FrameOfReferenceUID, VR.UI, "1.2.3.5");
    d.setInt(Tag.InstanceNumber, VR.IS, k + 1);
    d.setDouble(Tag.ImagePositionPatient, VR.DS, -7, 12, 2.5 * k);
    d.setDouble(Tag.ImageOrientationPatient, VR.DS, 1, 0, 0, 0, 1, 0);
    d.setDouble(Tag.PixelSpacing, VR.DS, 1.1, 0.7);
    d.setInt(Tag.SamplesPerPixel, VR.US, 1);
    d.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    d.setInt(Tag.Rows, VR.US, ROWS);
    d.setInt(Tag.Columns, VR.US, COLUMNS);
    return d;
  }

  /** Integers of 16 bits, signed. */
  static void shorts(Attributes image, int... samples) {
    bits(image, 16, 1);
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(samples).forEach(sample -> bytes.putShort((short) sample));
    image.setBytes(Tag.PixelData, VR.OW, bytes.array());
  }

  /** Integers of 32 bits, unsigned. */
  static void ints(Attributes image, int bitsStored, long... samples) {
    bits(image, 32, 0);
    image.setInt(Tag.BitsStored, VR.US, bitsStored);
    image.setInt(Tag.HighBit, VR.US, bitsStored - 1);
    ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(samples).forEach(sample -> bytes.putInt((int) sample));
    image.setBytes(Tag.PixelData, VR.OW, bytes.array());
  }

  static void floats(Attributes image, float... samples) {
    image.setInt(Tag.BitsAllocated, VR.US, 32);
    ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      bytes.putFloat(sample);
    }
    image.setBytes(Tag.FloatPixelData, VR.OF, bytes.array());
  }

  static void doubles(Attributes image, double... samples) {
    image.setInt(Tag.BitsAllocated, VR.US, 64);
    ByteBuffer bytes = ByteBuffer.allocate(8 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(samples).forEach(bytes::putDouble);
    image.setBytes(Tag.DoubleFloatPixelData, VR.OD, bytes.array());
  }

  /** Colours of 8 bits, side by side. */
  static void colours(Attributes image, String photometric, int... samples) {
    bits(image, 8, 0);
    image.setInt(Tag.SamplesPerPixel, VR.US, 3);
    image.setString(Tag.PhotometricInterpretation, VR.CS, photometric);
    byte[] bytes = new byte[samples.length];
    for (int n = 0; n < bytes.length; n++) {
      bytes[n] = (byte) samples[n];
    }
    image.setBytes(Tag.PixelData, VR.OB, bytes);
  }

  /** A lookup table in the item of a sequence. */
  static void table(Attributes image, int sequence, int first, int bits, int... entries) {
    Attributes item = new Attributes();
    image.newSequence(sequence, 1).add(item);
    item.setInt(Tag.LUTDescriptor, first < 0 ? VR.SS : VR.US, entries.length, first, bits);
    ByteBuffer bytes = ByteBuffer.allocate(2 * entries.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(entries).forEach(entry -> bytes.putShort((short) entry));
    item.setBytes(Tag.LUTData, VR.OW, bytes.array());
  }

  private static void bits(Attributes image, int allocated, int representation) {
    image.setInt(Tag.BitsAllocated, VR.US, allocated);
    image.setInt(Tag.BitsStored, VR.US, allocated);
    image.setInt(Tag.HighBit, VR.US, allocated - 1);
    image.setInt(Tag.PixelRepresentation, VR.US, representation);
  }
}
