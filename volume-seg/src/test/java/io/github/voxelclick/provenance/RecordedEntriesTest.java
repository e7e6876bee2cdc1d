package io.github.voxelclick.provenance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordedEntriesTest {
  private static void damaged(byte[] packed, String part) {
    String message =
        assertThrows(ProvenanceException.class, () -> RecordedEntries.ofPacked(packed).unpack())
            .getMessage();
    assertTrue(message.startsWith("Cannot use the session's entries: "), message);
    assertTrue(message.contains(part), message);
  }

  private static byte[] deflated(byte[]... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      for (byte[] part : parts) {
        out.write(part);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void come_out_as_they_went_in() throws ProvenanceException {
    byte[] noise = new byte[70_001];
    new Random(3).nextBytes(noise);
    List<byte[]> entries = List.of(new byte[] {5, -1}, new byte[0], noise);
    List<byte[]> back = RecordedEntries.ofPacked(RecordedEntries.of(entries).packed()).unpack();
    assertEquals(3, back.size());
    for (int n = 0; n < 3; n++) {
      assertArrayEquals(entries.get(n), back.get(n));
    }
    assertEquals(0, RecordedEntries.of(List.of()).unpack().size());
  }

  @Test
  void are_equal_by_their_bytes() throws ProvenanceException {
    RecordedEntries one = RecordedEntries.of(List.of(new byte[] {1}));
    assertEquals(one, RecordedEntries.of(List.of(new byte[] {1})));
    assertEquals(one.hashCode(), RecordedEntries.of(List.of(new byte[] {1})).hashCode());
    assertNotEquals(one, RecordedEntries.of(List.of(new byte[] {2})));
    byte[] packed = one.packed();
    packed[0]++;
    assertEquals(one, RecordedEntries.of(List.of(new byte[] {1})));
  }

  @Test
  void damage_is_told_of() throws ProvenanceException, IOException {
    byte[] packed = RecordedEntries.of(List.of(new byte[] {1, 2, 3})).packed();
    damaged(Arrays.copyOf(packed, packed.length - 1), "they cannot be unpacked");
    damaged(Arrays.copyOf(packed, packed.length + 2), "bytes follow their end");
    damaged(new byte[] {7, 7, 7}, "they cannot be unpacked");
    damaged(new byte[0], "they cannot be unpacked");
    damaged(deflated(new byte[] {0, 0, 0, 4, 1}), "the last one is cut off");
    damaged(deflated(new byte[] {0, 0, 0}), "they cannot be unpacked");
    damaged(deflated(new byte[] {-1, 0, 0, 0}), "more than");
    damaged(deflated(new byte[] {0x10, 0, 0, 0}), "more than");
  }

  @Test
  void a_stream_that_unpacks_without_end_is_stopped() throws IOException {
    byte[][] zeros = new byte[300][1 << 16];
    // Empty entries, each of which would cost memory of its own.
    damaged(deflated(zeros), "more than 4000000 or than");
  }
}
