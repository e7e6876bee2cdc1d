package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Fragments;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.dicom.io.DicomOutputStream;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compressed segmentations, made here frame by frame from native ones. */
@org.junit.jupiter.api.Tag("E2")
class SegCompressionTest {
  private static final String DEFLATED_IMAGE_FRAME = "1.2.840.10008.1.2.8.1";

  /** Turns the bytes of a frame into a fragment. */
  private interface Encoder {
    byte[] encode(byte[] frame, int bytesPerPixel);
  }

  @TempDir Path folder;
  private Path plain;
  private Path packed;
  private SourceFixture series;
  private Segmentation segmentation;

  @BeforeEach
  void writeSeries() throws Exception {
    plain = folder.resolve("plain.dcm");
    packed = folder.resolve("packed.dcm");
    series = Stacks.SAGITTAL.writeTo(folder.resolve("series"));
    Mask left = Mask.empty(series.geometry().size());
    Mask right = left;
    for (int k = 0; k < 5; k++) {
      SliceMask noise = series.noise(k, k).slice(SlicePlane.k(k));
      left = left.withSlice(SlicePlane.k(k), SliceMask.of(9, 7, (i, j) -> i < 4));
      right =
          right.withSlice(SlicePlane.k(k), SliceMask.of(9, 7, (i, j) -> i > 4 && noise.get(i, j)));
    }
    segmentation = series.segmentation(left, right);
  }

  private Attributes write(SegType type) throws Exception {
    SourceFixture.writer()
        .write(
            segmentation,
            Map.of(),
            series.source(),
            SourceFixture.OPTIONS.withType(type),
            plain,
            Progress.none());
    try (DicomInputStream in = new DicomInputStream(plain.toFile())) {
      return in.readDataset();
    }
  }

  private void compress(Attributes seg, String syntax, Encoder encoder) throws Exception {
    byte[] pixels = seg.getSafeBytes(Tag.PixelData);
    int frames = seg.getInt(Tag.NumberOfFrames, 0);
    int bits = 63 * seg.getInt(Tag.BitsAllocated, 0);
    Fragments fragments = seg.newFragments(Tag.PixelData, VR.OB, frames + 1);
    fragments.add(new byte[0]);
    for (int f = 0; f < frames; f++) {
      byte[] frame = new byte[(bits + 7) / 8];
      for (int bit = 0; bit < bits; bit++) {
        int from = f * bits + bit;
        frame[bit / 8] |= (byte) ((pixels[from / 8] >> from % 8 & 1) << bit % 8);
      }
      byte[] fragment = encoder.encode(frame, Math.max(1, bits / 63 / 8));
      fragments.add(Arrays.copyOf(fragment, fragment.length + fragment.length % 2));
    }
    try (DicomOutputStream out = new DicomOutputStream(packed.toFile())) {
      out.writeDataset(seg.createFileMetaInformation(syntax), seg);
    }
  }

  private SegReading read() throws Exception {
    return DicomSegReader.read(packed, series.source(), series.geometry());
  }

  /** RLE (PS3.5 annex G) without any run: segments of literals, the high byte's first. */
  private static byte[] rle(byte[] frame, int bytesPerPixel) {
    ByteArrayOutputStream segments = new ByteArrayOutputStream();
    ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(bytesPerPixel);
    for (int plane = bytesPerPixel - 1; plane >= 0; plane--) {
      header.putInt(64 + segments.size());
      for (int n = plane; n < frame.length; n += bytesPerPixel) {
        segments.write(0);
        segments.write(frame[n]);
      }
    }
    return ByteBuffer.allocate(64 + segments.size())
        .put(header.array())
        .put(segments.toByteArray())
        .array();
  }

  private static byte[] deflate(byte[] frame) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(frame);
    deflater.finish();
    byte[] bytes = new byte[frame.length + 100];
    int length = deflater.deflate(bytes);
    deflater.end();
    return Arrays.copyOf(bytes, length);
  }

  @ParameterizedTest
  @EnumSource(SegType.class)
  void rle_is_read_in_every_type(SegType type) throws Exception {
    compress(write(type), UID.RLELossless, SegCompressionTest::rle);
    assertEquals(segmentation.entries(), read().segmentation().entries());
    assertEquals(List.of(), read().warnings());
  }

  @Test
  void rle_of_sixteen_bits_is_read() throws Exception {
    segmentation =
        new Segmentation(
            series.geometry(),
            List.of(
                new Segmentation.Entry(
                    SourceFixture.segment(4711, "High"), segmentation.entries().get(0).mask()),
                segmentation.entries().get(1)));
    compress(write(SegType.LABELMAP), UID.RLELossless, SegCompressionTest::rle);
    assertEquals(
        segmentation.entries().get(0).mask(), read().segmentation().entries().get(1).mask());
  }

  @ParameterizedTest
  @EnumSource(SegType.class)
  void deflated_image_frames_are_read_in_every_type(SegType type) throws Exception {
    compress(write(type), DEFLATED_IMAGE_FRAME, (frame, bytes) -> deflate(frame));
    assertEquals(segmentation.entries(), read().segmentation().entries());
  }

  /** Cornerstone writes "binary" objects of 8 bits in RLE. */
  @Test
  void rle_of_bytes_that_call_themselves_binary_is_read() throws Exception {
    Attributes seg = write(SegType.FRACTIONAL);
    seg.setString(Tag.SegmentationType, VR.CS, "BINARY");
    compress(seg, UID.RLELossless, SegCompressionTest::rle);
    assertEquals(segmentation.entries(), read().segmentation().entries());
    assertEquals(
        List.of("binary-in-bytes"), read().warnings().stream().map(ReadWarning::code).toList());
  }

  @Test
  void a_label_map_in_lossy_compression_is_refused_by_name() throws Exception {
    compress(write(SegType.LABELMAP), UID.JPEGBaseline8Bit, (frame, bytes) -> frame);
    DicomReadException refusal = assertThrows(DicomReadException.class, this::read);
    assertTrue(refusal.getMessage().contains("JPEG Baseline"), refusal.getMessage());
  }

  @Test
  void frames_that_are_missing_or_damaged_are_refused() throws Exception {
    Attributes seg = write(SegType.BINARY);
    compress(seg, UID.RLELossless, (frame, bytes) -> new byte[] {1, 2, 3, 4});
    assertThrows(DicomReadException.class, this::read);
    seg = write(SegType.BINARY);
    seg.setInt(Tag.NumberOfFrames, VR.IS, 10);
    Fragments fragments = seg.newFragments(Tag.PixelData, VR.OB, 2);
    fragments.add(new byte[0]);
    fragments.add(new byte[64]);
    try (DicomOutputStream out = new DicomOutputStream(packed.toFile())) {
      out.writeDataset(seg.createFileMetaInformation(UID.RLELossless), seg);
    }
    assertThrows(DicomReadException.class, this::read);
  }
}
