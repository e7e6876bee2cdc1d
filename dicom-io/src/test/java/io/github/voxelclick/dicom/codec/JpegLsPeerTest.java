package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.dicom.codec.JpegLsEncoder.Image;
import io.github.voxelclick.dicom.codec.JpegLsScan.Interleave;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.open.Peer;
import io.github.voxelclick.open.TestData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEG-LS against CharLS (pyjpegls) and the codec of dcmtk, bit for bit. */
@Tag("peer")
@Tag("B14")
class JpegLsPeerTest {
  private static final int COLUMNS = 41;
  private static final int ROWS = 29;

  @TempDir Path folder;

  /** Codestreams of 10 bits and three components, by our encoder. */
  private final List<byte[]> encoded = new ArrayList<>();

  private static int[] integers(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[bytes.remaining() / 4];
    bytes.asIntBuffer().get(values);
    return values;
  }

  private static int[] decode(byte[] encoded, int columns, int rows, int components, int bits)
      throws Exception {
    int allocated = bits > 8 ? 16 : 8;
    PixelDescription description =
        new PixelDescription(
            rows, columns, components, allocated, bits, bits - 1, false, false, "RGB");
    return samples(new JpegLsDecoder().decode(encoded, description));
  }

  @Test
  void what_charls_encodes_decodes_to_what_charls_decodes() throws Exception {
    List<String> answers = Peer.ask("jpegls_peer.py", List.of("encode\t" + folder), folder);
    for (String answer : answers) {
      int[] fields = Arrays.stream(answer.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
      byte[] encoded = Files.readAllBytes(folder.resolve(fields[4] + ".jls"));
      assertArrayEquals(
          integers(folder.resolve(fields[4] + ".raw")),
          decode(encoded, fields[0], fields[1], fields[2], fields[3]),
          answer);
    }
    assertTrue(answers.size() > 160, "only " + answers.size() + " images were compared");
  }

  /** Restart intervals, which pyjpegls cannot be asked to write. */
  @Test
  void restart_intervals_are_the_same_to_charls() throws Exception {
    for (Interleave interleave : Interleave.values()) {
      for (int near : new int[] {0, 2}) {
        for (int lines : new int[] {1, 5}) {
          encode(interleave, near, new int[5], lines);
        }
      }
    }
    assertDecodedAlikeBy("charls");
  }

  /**
   * CharLS ignores a MAXVAL below the largest that the bits hold, and RESET where components are
   * ordered by sample. libjpeg takes no 0 for a default.
   */
  @Test
  void presets_are_the_same_to_libjpeg() throws Exception {
    for (Interleave interleave : Interleave.values()) {
      for (int near : new int[] {0, 2}) {
        encode(interleave, near, new int[] {1023, 7, 20, 90, 33}, 0);
        encode(interleave, near, new int[] {1000, 5, 19, 72, 5}, 0);
        encode(interleave, near, new int[] {950, 30, 30, 70, 200}, 0);
      }
    }
    assertDecodedAlikeBy("libjpeg");
  }

  private void encode(Interleave interleave, int near, int[] preset, int restartLines)
      throws Exception {
    int[] samples =
        IntStream.range(0, COLUMNS * ROWS * 3)
            .map(i -> i / 300 % 3 == 0 ? 900 : i * i % 37 + i % (3 * COLUMNS) * 7)
            .toArray();
    encoded.add(
        JpegLsEncoder.encode(
            new Image(samples, COLUMNS, 3, 10, near, interleave, preset, restartLines)));
  }

  private void assertDecodedAlikeBy(String peer) throws Exception {
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < encoded.size(); i++) {
      Path file = Files.write(folder.resolve(i + ".jls"), encoded.get(i));
      requests.add(peer + "\t" + file + "\t" + file + ".raw");
    }
    Peer.ask("jpegls_peer.py", requests, folder);
    for (int i = 0; i < encoded.size(); i++) {
      assertArrayEquals(
          integers(folder.resolve(i + ".jls.raw")),
          decode(encoded.get(i), COLUMNS, ROWS, 3, 10),
          "image " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+el",
        "+en +md 1",
        "+en +md 5 +t1 30 +t2 90 +t3 300 +rs 40",
        "+el +t1 9 +t2 20 +t3 60 +rs 99",
        "+el +pz +fs 1"
      })
  void what_dcmtk_encodes_decodes_to_what_dcmtk_decodes(String options) throws Exception {
    Path original = TestData.folder("dicom/mr-series-reencoded/explicit-le/000.dcm");
    assertEqualsDcmtk(original, options);
  }

  /** Without near-lossless by pixel, where dcmtk 3.6.7 writes a file that it cannot read itself. */
  @ParameterizedTest
  @ValueSource(strings = {"+el +il", "+el +is", "+el +in", "+en +il +md 6", "+en +in"})
  void colours_in_all_orders_too(String options) throws Exception {
    Path original = TestData.folder("dicom/pydicom-testfiles/SC_rgb_small_odd.dcm");
    assertEqualsDcmtk(original, options);
  }

  private void assertEqualsDcmtk(Path original, String options) throws Exception {
    Path compressed = folder.resolve("compressed.dcm");
    Path decoded = folder.resolve("decoded.dcm");
    List<String> command = new ArrayList<>(List.of("dcmcjpls"));
    command.addAll(Stream.of(options.split(" ", -1)).toList());
    command.addAll(List.of(original.toString(), compressed.toString()));
    runDcmtk(command);
    runDcmtk(List.of("dcmdjpls", compressed.toString(), decoded.toString()));
    int[] expected = frame(decoded);
    assertTrue(Arrays.stream(expected).distinct().count() > 1);
    assertArrayEquals(expected, frame(compressed));
  }

  private static int[] frame(Path file) throws Exception {
    return samples(PixelSource.open(DicomFile.read(file)).frame(0));
  }

  private static void runDcmtk(List<String> command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      assumeTrue(false, command.get(0) + " is not installed: not compared with dcmtk");
      throw e;
    }
    assertEquals(0, process.waitFor(), String.join(" ", command));
  }
}
