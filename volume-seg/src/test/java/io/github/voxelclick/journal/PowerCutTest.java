package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.JournalException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Power cuts cannot be had by killing a process, for the system keeps what it wrote. Here they come
 * at every step that a journal asks of its disk, and what was not forced is lost or torn at any
 * sector.
 */
class PowerCutTest {
  /** Ways in which each cut tears. */
  private static final int TEARS = 25;

  private static final Path TAIL = Path.of("/journals/a.journal.damaged-tail");

  private static int stepsOf(Script script, MemoryDisk disk) {
    script.run();
    return disk.steps();
  }

  @Test
  void at_any_step_costs_no_acknowledged_action() throws Exception {
    MemoryDisk whole = new MemoryDisk();
    int steps = stepsOf(new Script(whole), whole);
    assertTrue(steps > 80, "" + steps);
    int torn = 0;
    for (int step = 0; step < steps; step++) {
      MemoryDisk disk = new MemoryDisk();
      disk.failAfter(step, MemoryDisk.Fault.POWER_CUT);
      Script script = new Script(disk);
      assertThrows(MemoryDisk.PowerCut.class, script::run);
      for (int tear = 0; tear < TEARS; tear++) {
        MemoryDisk found = disk.afterPowerCut(new Random(1000L * step + tear));
        torn += reopen(found, script) ? 1 : 0;
      }
    }
    assertTrue(torn > 50, "only " + torn + " torn tails: too few to say anything");
  }

  /** Opens what a cut left and goes on; true when something had to be cut off. */
  private static boolean reopen(MemoryDisk disk, Script script) throws JournalException {
    if (!script.created() && !disk.exists(Script.FILE)) {
      return false;
    }
    boolean damaged;
    try (Journal journal = Journal.open(disk, Script.FILE)) {
      script.check(journal);
      damaged = journal.damage().isPresent();
      assertFalse(
          damaged && journal.damage().get().recordsBehind(), "nothing right follows a torn tail");
      List<Integer> before = Payloads.numbers(journal);
      Payloads.append(journal, 100, 102);
      assertEquals(before.size() + 2, Payloads.numbers(journal).size());
    }
    return damaged;
  }

  @Test
  void while_a_torn_journal_is_opened_costs_nothing_either() throws Exception {
    MemoryDisk torn = new MemoryDisk();
    try (Journal journal = Journal.create(torn, Script.FILE, new byte[0])) {
      Payloads.append(journal, 0, 4);
    }
    byte[] all = torn.bytes(Script.FILE);
    byte[] whole = Arrays.copyOf(all, all.length - 5);
    for (int step = 0; true; step++) {
      MemoryDisk disk = new MemoryDisk();
      disk.put(Script.FILE, whole);
      disk.failAfter(step, MemoryDisk.Fault.POWER_CUT);
      try (Journal journal = Journal.open(disk, Script.FILE)) {
        assertEquals(3, journal.records().size());
        break;
      } catch (MemoryDisk.PowerCut e) {
        for (int tear = 0; tear < TEARS; tear++) {
          assertNothingLost(disk.afterPowerCut(new Random(tear)), whole);
        }
      }
    }
  }

  @Test
  void soon_after_a_kill_costs_no_record_that_was_shown_when_opening() throws Exception {
    MemoryDisk disk = new MemoryDisk();
    try (Journal journal = Journal.create(disk, Script.FILE, new byte[0])) {
      Payloads.append(journal, 0, 2);
    }
    StoredFile killed = disk.open(Script.FILE);
    killed.write(RecordHead.encode(JournalRecord.of(2, Payloads.small(2))), killed.size());
    try (Journal journal = Journal.open(disk, Script.FILE)) {
      assertEquals(List.of(0, 1, 2), Payloads.numbers(journal));
    }
    for (int tear = 0; tear < TEARS; tear++) {
      try (Journal journal = Journal.open(disk.afterPowerCut(new Random(tear)), Script.FILE)) {
        assertEquals(List.of(0, 1, 2), Payloads.numbers(journal));
      }
    }
  }

  private static void assertNothingLost(MemoryDisk disk, byte[] whole) throws JournalException {
    try (Journal journal = Journal.open(disk, Script.FILE)) {
      assertEquals(List.of(0, 1, 2), Payloads.numbers(journal));
      byte[] right = disk.bytes(Script.FILE);
      byte[] tail = disk.bytes(TAIL);
      byte[] both = ByteBuffer.allocate(whole.length).put(right).put(tail).array();
      assertArrayEquals(whole, both, "the tail is kept, also when the first opening was cut short");
    }
  }
}
