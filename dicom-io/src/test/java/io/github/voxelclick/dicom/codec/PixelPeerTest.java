package io.github.voxelclick.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.DicomReadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All test images against pydicom with its decoders; skipped where Python or data are missing. */
@Tag("peer")
class PixelPeerTest {
  /** What the readers of this version say they do not read, though pydicom does. */
  private static final List<String> KNOWN_LIMITS = List.of("is not supported");

  /** JJ2000 may round otherwise than OpenJPEG. */
  private static final int LOSSY_TOLERANCE = 2;

  private static final Set<String> LOSSY =
      Set.of(UID.JPEG2000, UID.JPEGBaseline8Bit, UID.JPEGExtended12Bit, UID.JPEGLSNearLossless);

  @TempDir Path folder;

  @Test
  void samples_equal_those_of_pydicom() throws Exception {
    String python = System.getenv("VOXELCLICK_PYTHON");
    String data = System.getenv("VOXELCLICK_TEST_DATA");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: not compared with pydicom");
    assumeTrue(data != null, "VOXELCLICK_TEST_DATA is not set: not compared with pydicom");
    List<Path> files = new ArrayList<>();
    for (String part : List.of("dicom", "seg")) {
      try (Stream<Path> all = Files.walk(Path.of(data, part))) {
        all.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < files.size(); i++) {
      input.append(line(files.get(i), folder.resolve(i + ".raw"), folder.resolve(i + ".rgb")));
    }
    int same = 0;
    int colours = 0;
    List<String> faults = new ArrayList<>();
    for (String line : runPython(python, input.toString())) {
      String[] parts = line.split("\t", -1);
      if (!isAccepted(parts[1]) || !(parts[2].isEmpty() || isAccepted(parts[2]))) {
        faults.add(line);
      }
      same += parts[1].equals("same") ? 1 : 0;
      colours += parts[2].equals("same") || parts[2].startsWith("near") ? 1 : 0;
    }
    assertEquals(List.of(), faults);
    assertTrue(same > 600, "only " + same + " images were compared");
    assertTrue(colours > 10, "only " + colours + " images were compared in colour");
  }

  private static boolean isAccepted(String verdict) {
    return verdict.equals("same")
        || verdict.equals("unread")
        || (verdict.startsWith("near ")
            && Integer.parseInt(verdict.substring(5)) <= LOSSY_TOLERANCE)
        || KNOWN_LIMITS.stream().anyMatch(verdict::contains);
  }

  /** File, digest of all samples or the reason why there are none, files of samples and colours. */
  private static String line(Path file, Path samples, Path colours) throws Exception {
    String digest;
    try {
      digest = digest(file, samples, colours);
    } catch (DicomReadException e) {
      digest = "- " + e.getMessage().replaceAll("\\s+", " ");
    }
    return String.join("\t", file.toString(), digest, samples.toString(), colours.toString())
        + '\n';
  }

  /** The samples of a lossy image are also written to a file, and the colours of any. */
  private static String digest(Path file, Path samples, Path colours) throws Exception {
    DicomFile image = DicomFile.read(file);
    PixelSource source = PixelSource.open(image);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Files.write(samples, new byte[0]);
    for (int i = 0; i < source.frames(); i++) {
      RawFrame frame = source.frame(i);
      ByteBuffer bytes = ByteBuffer.allocate(8 * frame.size()).order(ByteOrder.LITTLE_ENDIAN);
      for (int sample = 0; sample < frame.size(); sample++) {
        bytes.putDouble(frame.sample(sample));
      }
      digest.update(bytes.array());
      if (LOSSY.contains(image.transferSyntax())) {
        Files.write(samples, bytes.array(), StandardOpenOption.APPEND);
      }
      if (source.isColour()) {
        Files.write(colours, source.rgb(i), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private List<String> runPython(String python, String input) throws Exception {
    Path script = folder.resolve("pixels.py");
    try (InputStream resource = PixelPeerTest.class.getResourceAsStream("pixels.py")) {
      Files.copy(resource, script);
    }
    Path in = Files.writeString(folder.resolve("in.txt"), input);
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(python, script.toString())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("pixels.py failed with exit status " + process.exitValue());
    }
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }
}
