package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.DicomReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of hospitals and of other implementations; skipped without VOXELCLICK_TEST_DATA. */
class RealImagesTest {
  private Path data;

  @BeforeEach
  void findData() {
    String folder = System.getenv("VOXELCLICK_TEST_DATA");
    assumeTrue(folder != null, "VOXELCLICK_TEST_DATA is not set: real images are not tested");
    data = Path.of(folder, "dicom");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static int[] decode(Path file) throws Exception {
    return samples(PixelSource.open(DicomFile.read(file)).frame(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "implicit-le",
        "explicit-be",
        "deflated",
        "rle",
        "jpeg-lossless-sv1",
        "jpeg-lossless-p14",
        "jpegls-lossless",
        "j2k-lossless"
      })
  void lossless_encodings_of_a_series_decode_to_the_same_samples(String encoding) throws Exception {
    Path series = data.resolve("mr-series-reencoded");
    List<Path> originals = files(series.resolve("explicit-le"));
    assertEquals(6, originals.size());
    for (Path original : originals) {
      Path other = series.resolve(encoding).resolve(original.getFileName());
      assertArrayEquals(decode(original), decode(other), other.toString());
    }
  }

  @Test
  void lossy_jpeg_2000_stays_near_the_original() throws Exception {
    Path series = data.resolve("mr-series-reencoded");
    for (Path original : files(series.resolve("explicit-le"))) {
      int[] expected = decode(original);
      int[] found = decode(series.resolve("j2k-lossy").resolve(original.getFileName()));
      long sum = 0;
      for (int i = 0; i < expected.length; i++) {
        sum += Math.abs(expected[i] - found[i]);
      }
      assertTrue(sum < 20L * expected.length, "mean difference " + (double) sum / expected.length);
    }
  }

  /** Every image either decodes whole or is refused in a sentence; nothing else may happen. */
  @Test
  void all_test_images_are_read_or_refused_in_a_sentence() throws Exception {
    int read = 0;
    for (Path file : files(data)) {
      try {
        PixelSource source = PixelSource.open(DicomFile.read(file));
        for (int i = 0; i < source.frames(); i++) {
          assertEquals(source.description().samplesPerFrame(), source.frame(i).size());
        }
        read++;
      } catch (DicomReadException e) {
        assertTrue(
            e.getMessage().matches("(Cannot|Not) .{20,}[.).]"), file + ": " + e.getMessage());
      }
    }
    assertTrue(read > 600, "only " + read + " files were read");
  }
}
