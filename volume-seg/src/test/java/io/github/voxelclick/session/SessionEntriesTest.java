package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.journal.JournalRecord;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SessionEntriesTest {
  private static SessionEntries three() {
    SessionEntries.Builder builder = new SessionEntries.Builder();
    builder.add(new byte[] {1, 2, 3});
    builder.add(new byte[0]);
    builder.add(new byte[300]);
    return builder.build().orElseThrow();
  }

  private static List<byte[]> read(SessionEntries entries) throws SessionException {
    List<byte[]> all = new ArrayList<>();
    entries.<RuntimeException>forEach((payload, index) -> all.add(payload));
    return all;
  }

  private static void assertRefused(byte[] piece, String part) {
    SessionException e = assertThrows(SessionException.class, () -> read(SessionEntries.of(piece)));
    assertTrue(e.getMessage().startsWith("Cannot read the entries"), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private static byte[] deflated(int... words) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      for (int word : words) {
        out.writeInt(word);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void come_back_as_they_were() throws SessionException {
    List<byte[]> back = read(SessionEntries.of(three().bytes()));
    assertEquals(3, back.size());
    assertArrayEquals(new byte[] {1, 2, 3}, back.get(0));
    assertArrayEquals(new byte[0], back.get(1));
    assertArrayEquals(new byte[300], back.get(2));
  }

  @Test
  void that_are_cut_off_or_go_on_are_refused() {
    byte[] whole = three().bytes();
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "do not inflate");
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "bytes follow");
    assertRefused("no zlib stream".getBytes(StandardCharsets.UTF_8), "inflate");
    ByteArrayOutputStream half = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(half)) {
      out.write(new byte[] {0, 0, 0});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertRefused(half.toByteArray(), "do not inflate");
  }

  @Test
  void may_be_none() throws SessionException {
    SessionEntries none = new SessionEntries.Builder().build().orElseThrow();
    assertEquals(List.of(), read(SessionEntries.of(none.bytes())));
  }

  @Test
  void that_claim_more_than_they_hold_or_may_hold_are_refused() throws IOException {
    assertRefused(deflated(5), "do not inflate");
    assertRefused(deflated(-1), "length of 4294967295");
    assertRefused(deflated(JournalRecord.MAX_PAYLOAD + 1, 0), "length");
    assertRefused(deflated(new int[SessionEntries.MAX_ENTRIES + 1]), "more than 200000");
  }

  /** Zeros deflate a thousandfold. */
  @Test
  void that_would_fill_the_memory_are_refused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] large = new byte[1 << 20];
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      for (int n = 0; n < 300; n++) {
        out.writeInt(large.length);
        out.write(large);
      }
    }
    assertTrue(bytes.size() < 1 << 20, bytes.size() + " bytes");
    assertRefused(bytes.toByteArray(), "length of 1048576");
    assertRefused(new byte[SessionEntries.MAX_BYTES + 1], "16,777,217");
  }

  @Test
  void that_become_too_large_are_not_built() {
    SessionEntries.Builder builder = new SessionEntries.Builder();
    for (int n = 0; n < 257; n++) {
      builder.add(new byte[1 << 20]);
    }
    assertTrue(builder.isTooLarge());
    assertFalse(builder.build().isPresent());
  }
}
