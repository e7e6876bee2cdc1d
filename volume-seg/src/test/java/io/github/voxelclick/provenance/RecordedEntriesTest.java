package io.github.voxelclick.provenance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordedEntriesTest {
  @Test
  void are_equal_by_their_bytes_and_share_none() {
    byte[] given = {5, -1, 0};
    RecordedEntries one = RecordedEntries.ofPacked(given);
    assertEquals(one, RecordedEntries.ofPacked(new byte[] {5, -1, 0}));
    assertEquals(one.hashCode(), RecordedEntries.ofPacked(new byte[] {5, -1, 0}).hashCode());
    assertNotEquals(one, RecordedEntries.ofPacked(new byte[] {5, -1, 1}));
    given[0]++;
    one.packed()[1]++;
    assertArrayEquals(new byte[] {5, -1, 0}, one.packed());
  }
}
