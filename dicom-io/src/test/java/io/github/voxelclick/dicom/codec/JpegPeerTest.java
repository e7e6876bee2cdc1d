package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.dicom.io.DicomFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real images that dcmtk's {@code dcmcjpeg} encodes, decoded by us and by its {@code dcmdjpeg}. */
@Tag("peer")
class JpegPeerTest {
  private static final String CT = "transfer-syntaxes-ct/CTImage.dcm";
  private static final String MR = "mr-series-reencoded/explicit-le/000.dcm";
  private static final String COLOUR = "transfer-syntaxes-ct/TestPattern_JPEG-Lossless_RGB.dcm";

  @TempDir Path folder;

  private Path data;

  @BeforeEach
  void findPeers() throws Exception {
    String test = System.getenv("VOXELCLICK_TEST_DATA");
    assumeTrue(test != null, "VOXELCLICK_TEST_DATA is not set: not compared with dcmtk");
    data = Path.of(test, "dicom");
    assumeTrue(isInstalled(), "dcmtk is not installed: not compared with it");
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      run("dcmcjpeg", "--version");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> String.join(" ", command));
    assertEquals(0, process.exitValue(), output);
  }

  private static int[] decode(Path file) throws Exception {
    return samples(PixelSource.open(DicomFile.read(file)).frame(0));
  }

  private void compare(Path jpeg, int tolerance) throws Exception {
    Path decoded = folder.resolve("decoded.dcm");
    run("dcmdjpeg", jpeg.toString(), decoded.toString());
    int[] expected = decode(decoded);
    int[] found = decode(jpeg);
    assertEquals(expected.length, found.length);
    int largest =
        IntStream.range(0, found.length).map(i -> Math.abs(expected[i] - found[i])).max().orElse(0);
    assertTrue(largest <= tolerance, "differs by " + largest);
  }

  private void encodeAndCompare(String image, int tolerance, List<String> options)
      throws Exception {
    Path jpeg = folder.resolve("jpeg.dcm");
    List<String> command = new ArrayList<>(List.of("dcmcjpeg"));
    command.addAll(options);
    command.addAll(List.of(data.resolve(image).toString(), jpeg.toString()));
    run(command.toArray(String[]::new));
    compare(jpeg, tolerance);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  @Tag("B8")
  void lossless(int predictor) throws Exception {
    for (String image : List.of(CT, MR, COLOUR)) {
      for (String left : List.of("0", "3")) {
        encodeAndCompare(image, 0, List.of("+el", "+sv", Integer.toString(predictor), "+pt", left));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+eb +be", "+ee +be", "+es +be", "+ep +be"})
  @Tag("B12")
  void grey_of_8_bits(String options) throws Exception {
    encodeAndCompare(CT, 0, List.of(options.split(" ")));
    encodeAndCompare(MR, 0, List.of(options.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+ee +bt",
        "+es +bt",
        "+ep +bt",
        "+ee +bt +q 30",
        "+ep +bt +q 30",
        "+ep +bt +q 100"
      })
  @Tag("B13")
  void grey_of_12_bits(String options) throws Exception {
    encodeAndCompare(CT, 0, List.of(options.split(" ")));
    encodeAndCompare(MR, 0, List.of(options.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+eb +s4", "+eb +s2", "+eb +n1", "+eb +cr", "+ep +s4", "+ep +s2"})
  @Tag("B25")
  void colour(String options) throws Exception {
    encodeAndCompare(COLOUR, 1, List.of(options.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transfer-syntaxes-ct/CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm",
        "transfer-syntaxes-ct/CTImage.dcm_JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm",
        "transfer-syntaxes-ct/CTImage.dcm_JPEGProcess6_8TransferSyntax_1.2.840.10008.1.2.4.53.dcm",
        "transfer-syntaxes-ct/CTImage.dcm_JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55.dcm",
        "transfer-syntaxes-ct/TestPattern_JPEG-Baseline_YBR422.dcm",
        "mr-series-reencoded/jpeg-baseline-8bit/003.dcm",
        "mr-series-reencoded/jpeg-extended-12bit/003.dcm",
        "pydicom-testfiles/JPGExtended.dcm",
        "pydicom-testfiles/JPEG-lossy.dcm",
        "pydicom-testfiles/SC_jpeg_no_color_transform.dcm",
        "pydicom-testfiles/SC_rgb_jpeg_app14_dcmd.dcm",
        "pydicom-testfiles/SC_rgb_jpeg_lossy_gdcm.dcm",
        "pydicom-testfiles/SC_rgb_small_odd_jpeg.dcm"
      })
  @Tag("B12")
  @Tag("B13")
  @Tag("B25")
  void files_of_other_encoders(String file) throws Exception {
    compare(data.resolve(file), file.contains("422") ? 1 : 0);
  }
}
