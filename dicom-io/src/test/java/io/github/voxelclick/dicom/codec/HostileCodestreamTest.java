package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.grey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.io.DicomBytes;
import io.github.voxelclick.volume.DicomReadException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged codestreams end in a frame of the right size or in the checked exception. */
class HostileCodestreamTest {
  private static final int COLUMNS = 7;
  private static final int ROWS = 5;
  private static final int MUTATIONS = 600;

  private static void mutate(FrameDecoder decoder, byte[] seed, PixelDescription description) {
    Random random = new Random(seed.length);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = seed.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
              int at = random.nextInt(bytes.length);
              bytes[at] =
                  random.nextBoolean()
                      ? (byte) random.nextInt(256)
                      : (byte) (bytes[at] ^ 1 << random.nextInt(8));
            }
            if (random.nextInt(5) == 0) {
              bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            try {
              assertEquals(
                  description.samplesPerFrame(), decoder.decode(bytes, description).size());
            } catch (DicomReadException e) {
              assertTrue(e.getMessage().startsWith("Cannot decode"), e.getMessage());
            }
          }
        });
  }

  private static int[] pattern() {
    int[] samples = new int[COLUMNS * ROWS];
    Arrays.setAll(samples, i -> i * i * 3 & 0xFFFF);
    return samples;
  }

  @Test
  @Tag("A57")
  void of_jpeg_lossless() {
    byte[] seed = JpegLosslessEncoder.encode(pattern(), COLUMNS, 16, 4);
    mutate(new JpegDecoder(), seed, grey(COLUMNS, ROWS, 16, 16, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"baseline", "progressive-8", "colour-422", "extended-12", "progressive-12"})
  @Tag("A57")
  void of_jpeg(String name) {
    mutate(new JpegDecoder(), JpegStreams.codestream(name), JpegStreams.description(name));
  }

  @Test
  @Tag("A57")
  void of_jpeg_ls() throws Exception {
    int[] preset = {60_000, 9, 40, 200, 31};
    int[] samples = Arrays.stream(pattern()).map(sample -> Math.min(sample, 60_000)).toArray();
    for (int near : new int[] {0, 3}) {
      JpegLsEncoder.Image image =
          new JpegLsEncoder.Image(
              samples, COLUMNS, 1, 16, near, JpegLsScan.Interleave.NONE, preset, 2);
      mutate(new JpegLsDecoder(), JpegLsEncoder.encode(image), grey(COLUMNS, ROWS, 16, 16, true));
    }
  }

  @Test
  @Tag("A57")
  void of_jpeg_2000() throws Exception {
    byte[] seed = Jpeg2000DecoderTest.jp2(Jpeg2000DecoderTest.pattern(16), true, true);
    mutate(
        new Jpeg2000Decoder(),
        seed,
        grey(Jpeg2000DecoderTest.COLUMNS, Jpeg2000DecoderTest.ROWS, 16, 16, true));
  }

  @Test
  @Tag("A57")
  void of_deflated_frames() {
    byte[] frame = new byte[2 * COLUMNS * ROWS];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (byte) (i * i / 5);
    }
    mutate(
        new DeflatedFrameDecoder(),
        DeflatedFrameDecoderTest.deflated(frame),
        grey(COLUMNS, ROWS, 16, 16, true));
  }

  @Test
  @Tag("A57")
  void of_rle() {
    byte[] segment = {4, 1, 2, 3, 4, 5, -29, 9};
    DicomBytes bytes =
        DicomBytes.explicitLittle()
            .raw(DicomBytes.u32(2))
            .raw(DicomBytes.u32(64))
            .raw(DicomBytes.u32(64 + segment.length))
            .raw(new byte[52])
            .raw(segment)
            .raw(segment);
    mutate(new RleDecoder(), bytes.toBytes(), grey(COLUMNS, ROWS, 16, 12, true));
  }
}
