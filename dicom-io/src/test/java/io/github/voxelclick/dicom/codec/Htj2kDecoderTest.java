package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.volume.DicomReadException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Codestreams of OpenJPH; decoded only where OpenCV is on the class path (profile htj2k). */
@Tag("B16")
class Htj2kDecoderTest {
  private static final int COLUMNS = 21;
  private static final int ROWS = 13;

  /** One image of htj2k-samples.txt, whose samples {@code htj2k_samples.py} computes. */
  private record Sample(int bits, boolean signed, int components, int error, String hexadecimal) {
    static Sample of(String line) {
      String[] fields = line.split(" ", -1);
      return new Sample(
          Integer.parseInt(fields[0]),
          fields[1].equals("1"),
          Integer.parseInt(fields[2]),
          Integer.parseInt(fields[3]),
          fields[4]);
    }

    byte[] codestream() {
      return HexFormat.of().parseHex(hexadecimal);
    }

    PixelDescription description() {
      return new PixelDescription(
          ROWS, COLUMNS, components, bits, bits, bits - 1, signed, false, "MONOCHROME2");
    }

    int[] expected() {
      int top = (1 << bits) - 1;
      return IntStream.range(0, COLUMNS * ROWS * components)
          .map(
              i -> {
                int x = i / components % COLUMNS;
                int y = i / components / COLUMNS;
                int value = (x * 7 + y * 13 + i % components * 31) * top / 400 + (x ^ y);
                return Math.min(top, value) - (signed ? 1 << (bits - 1) : 0);
              })
          .toArray();
    }
  }

  private static List<Sample> sampleFile() throws Exception {
    try (InputStream in = Htj2kDecoderTest.class.getResourceAsStream("htj2k-samples.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(Sample::of)
          .toList();
    }
  }

  @Nested
  @org.junit.jupiter.api.Tag("htj2k")
  class WithOpenCv {
    private final List<Sample> all;

    WithOpenCv() throws Exception {
      assumeTrue(OpenCv.isPresent(), "OpenCV is not on the class path: HTJ2K is not decoded");
      all = sampleFile();
    }

    private static int[] decode(byte[] encoded, Sample sample) throws Exception {
      FrameDecoder decoder = FrameDecoders.forTransferSyntax(UID.HTJ2K);
      assertEquals(List.of(), decoder.check(encoded, sample.description()));
      return samples(decoder.decode(encoded, sample.description()));
    }

    @Test
    void lossless_samples_are_exact_signed_and_colour_as_well() throws Exception {
      for (Sample sample : all.subList(0, 5)) {
        assertEquals(0, sample.error());
        assertArrayEquals(sample.expected(), decode(sample.codestream(), sample));
      }
    }

    @Test
    void lossy_samples_are_as_near_as_with_the_encoders_own_decoder() throws Exception {
      Sample sample = all.get(5);
      int[] expected = sample.expected();
      int[] found = decode(sample.codestream(), sample);
      int largest = 0;
      for (int i = 0; i < found.length; i++) {
        largest = Math.max(largest, Math.abs(found[i] - expected[i]));
      }
      assertTrue(largest > 0 && largest <= sample.error() + 1, "difference " + largest);
    }

    @Test
    @Tag("B4")
    void what_jj2000_refuses_goes_to_open_cv() throws Exception {
      Sample sample = all.get(4);
      assertArrayEquals(
          sample.expected(),
          samples(new Jpeg2000Decoder().decode(sample.codestream(), sample.description())));
    }

    @Test
    @Tag("A57")
    void truncated_frames_are_refused() {
      Sample sample = all.get(3);
      byte[] whole = sample.codestream();
      for (int length = 0; length < whole.length - 2; length += 5) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThrows(
            DicomReadException.class,
            () -> FrameDecoders.forTransferSyntax(UID.HTJ2K).decode(cut, sample.description()));
      }
    }
  }

  @Test
  void without_open_cv_the_message_tells_which_file_to_put_where() {
    assumeFalse(OpenCv.isPresent(), "OpenCV is on the class path");
    for (String uid : List.of(UID.HTJ2KLossless, UID.HTJ2KLosslessRPCL, UID.HTJ2K)) {
      DicomReadException e =
          assertThrows(DicomReadException.class, () -> FrameDecoders.forTransferSyntax(uid));
      assertTrue(e.getMessage().contains(uid), e.getMessage());
      assertTrue(e.getMessage().contains("High-Throughput JPEG 2000"), e.getMessage());
      assertTrue(e.getMessage().contains(OpenCv.JAR), e.getMessage());
      assertTrue(e.getMessage().contains("or convert the files"), e.getMessage());
    }
  }
}
