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
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All test images against pydicom with its decoders; skipped where Python or data are missing. */
@Tag("peer")
class PixelPeerTest {
  /** What the readers of this version say they do not read, though pydicom does. */
  private static final List<String> KNOWN_LIMITS =
      List.of("is not supported", "bits allocated, not 8 or 16", "floating-point");

  /** JJ2000 may round otherwise than OpenJPEG. */
  private static final int LOSSY_TOLERANCE = 2;

  @TempDir Path folder;

  @Test
  void samples_equal_those_of_pydicom() throws Exception {
    String python = System.getenv("VOXELCLICK_PYTHON");
    String data = System.getenv("VOXELCLICK_TEST_DATA");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: not compared with pydicom");
    assumeTrue(data != null, "VOXELCLICK_TEST_DATA is not set: not compared with pydicom");
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of(data, "dicom"))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < files.size(); i++) {
      Path samples = folder.resolve(i + ".raw");
      input.append(files.get(i)).append('\t').append(digest(files.get(i), samples));
      input.append('\t').append(samples).append('\n');
    }
    int same = 0;
    List<String> faults = new ArrayList<>();
    for (String line : runPython(python, input.toString())) {
      String verdict = line.substring(line.indexOf('\t') + 1);
      if (verdict.equals("same")) {
        same++;
      } else if (!isAccepted(verdict)) {
        faults.add(line);
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(same > 600, "only " + same + " images were compared");
  }

  private static boolean isAccepted(String verdict) {
    return verdict.equals("unread")
        || (verdict.startsWith("near ")
            && Integer.parseInt(verdict.substring(5)) <= LOSSY_TOLERANCE)
        || KNOWN_LIMITS.stream().anyMatch(verdict::contains);
  }

  /** The digest of all samples; those of a lossy image are also written to a file. */
  private static String digest(Path file, Path samples) throws Exception {
    try {
      DicomFile image = DicomFile.read(file);
      PixelSource source = PixelSource.open(image);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Files.write(samples, new byte[0]);
      for (int i = 0; i < source.frames(); i++) {
        RawFrame frame = source.frame(i);
        ByteBuffer bytes = ByteBuffer.allocate(4 * frame.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample = 0; sample < frame.size(); sample++) {
          bytes.putInt((int) (long) frame.sample(sample));
        }
        digest.update(bytes.array());
        if (image.transferSyntax().equals(UID.JPEG2000)) {
          Files.write(samples, bytes.array(), java.nio.file.StandardOpenOption.APPEND);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (DicomReadException e) {
      return "- " + e.getMessage().replaceAll("\\s+", " ");
    }
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
