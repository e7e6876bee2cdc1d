package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.open.Peer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JPEG 2000 of all depths and signs, as OpenJPEG encodes and pydicom reads it. */
@Tag("peer")
class Jpeg2000PeerTest {
  @TempDir Path folder;

  @Test
  @Tag("B4")
  @Tag("B7")
  void samples_equal_those_of_pydicom_also_where_header_and_codestream_disagree() throws Exception {
    List<String> answers = Peer.ask("jpeg2000_peer.py", List.of(folder.toString()), folder);
    for (String answer : answers) {
      String name = answer.substring(0, answer.indexOf(' '));
      ByteBuffer raw =
          ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".raw")))
              .order(ByteOrder.LITTLE_ENDIAN);
      int[] expected = new int[raw.remaining() / 4];
      raw.asIntBuffer().get(expected);
      PixelSource source = PixelSource.open(DicomFile.read(folder.resolve(name + ".dcm")));
      assertArrayEquals(expected, samples(source.frame(0)), answer);
    }
    assertTrue(answers.size() > 60, "only " + answers.size() + " images were compared");
  }
}
