package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.volume.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFolderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir private Path temporary;
  private JournalFolder folder;

  @BeforeEach
  void prepare() throws JournalException {
    folder = prepare(temporary.resolve("chosen"));
  }

  private static JournalFolder prepare(Path chosen) throws JournalException {
    return JournalFolder.prepare(Optional.of(chosen), "Linux", Map.of(), Path.of("/nowhere"));
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private String journal(String key, Duration age) throws Exception {
    Path file = folder.file(key);
    try (Journal journal = Journal.create(file, new byte[0])) {
      Payloads.append(journal, 0, 2);
    }
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    return file.getFileName().toString().substring(0, 64);
  }

  private Set<String> names() throws Exception {
    try (Stream<Path> files = Files.list(folder.path())) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Nested
  class Place {
    private final Path home = Path.of("/home/u");

    private String on(String os, Map<String, String> environment) {
      return JournalFolder.defaultPath(os, environment, home).toString();
    }

    @Test
    void is_where_each_system_keeps_a_user_s_data() {
      assertEquals("/home/u/.local/share/voxelclick/journals", on("Linux", Map.of()));
      assertEquals("/d/voxelclick/journals", on("Linux", Map.of("XDG_DATA_HOME", "/d")));
      for (String none : List.of("", "relative/data")) {
        assertEquals(
            "/home/u/.local/share/voxelclick/journals", on("Linux", Map.of("XDG_DATA_HOME", none)));
      }
      assertEquals(
          "/home/u/Library/Application Support/VoxelClick/journals", on("Mac OS X", Map.of()));
      assertEquals(
          "/local/VoxelClick/journals", on("Windows 11", Map.of("LOCALAPPDATA", "/local")));
      assertEquals("/home/u/AppData/Local/VoxelClick/journals", on("Windows 11", Map.of()));
    }

    @Test
    void and_all_in_it_are_the_owner_s_alone() throws Exception {
      Map<String, String> environment = Map.of("XDG_DATA_HOME", temporary + "/data");
      JournalFolder standard =
          JournalFolder.prepare(Optional.empty(), "Linux", environment, Path.of("/nowhere"));
      assertEquals(temporary.resolve("data/voxelclick/journals"), standard.path());
      assertEquals("rwx------", permissions(standard.path()));
      assertEquals("rwx------", permissions(standard.path().getParent()));
      Path file = standard.file("case");
      try (Journal journal = Journal.create(file, new byte[0])) {
        Payloads.append(journal, 0, 2);
        journal.rewrite(journal.records());
      }
      Files.write(file, new byte[3], StandardOpenOption.APPEND);
      Journal.open(file).close();
      try (Stream<Path> files = Files.list(standard.path())) {
        List<Path> all = files.toList();
        assertEquals(3, all.size(), "journal, lock, damaged tail");
        for (Path each : all) {
          assertEquals("rw-------", permissions(each), "" + each);
        }
      }
    }

    @Test
    void is_closed_to_others_when_it_is_the_default_and_left_when_it_was_chosen() throws Exception {
      Path open = temporary.resolve("voxelclick/journals");
      Files.createDirectories(open);
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
      prepare(open);
      assertEquals("rwxr-xr-x", permissions(open));
      Map<String, String> environment = Map.of("XDG_DATA_HOME", temporary.toString());
      JournalFolder.prepare(Optional.empty(), "Linux", environment, Path.of("/nowhere"));
      assertEquals("rwx------", permissions(open));
    }

    @Test
    void that_cannot_be_made_is_told_without_its_path() throws Exception {
      Path taken = Files.createFile(temporary.resolve("Smith"));
      JournalException failure =
          assertThrows(JournalException.class, () -> prepare(taken.resolve("journals")));
      assertTrue(failure.getMessage().contains("choose another"), failure.getMessage());
      assertFalse(failure.getMessage().contains("Smith"), failure.getMessage());
      assertThrows(JournalException.class, () -> prepare(taken));
    }

    /** A folder that not even root may write to, when the tests run as root. */
    private Path readOnly() throws Exception {
      Path closed = Files.createDirectory(temporary.resolve("closed"));
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
      Path kernel = Path.of("/sys/kernel");
      boolean root = Files.isWritable(closed);
      assumeTrue(!root || Files.isDirectory(kernel), "root may write to every folder here");
      return root ? kernel : closed;
    }

    @Test
    void that_is_read_only_is_told_with_what_to_do() throws Exception {
      Path closed = readOnly();
      JournalException failure =
          assertThrows(JournalException.class, () -> prepare(closed.resolve("journals")));
      assertTrue(failure.getMessage().contains("yours to write to"), failure.getMessage());
      JournalFolder there = prepare(closed);
      failure =
          assertThrows(
              JournalException.class, () -> Journal.create(there.file("case"), new byte[0]));
      assertTrue(failure.getMessage().contains("denied"), failure.getMessage());
      assertTrue(failure.getMessage().contains("its folder is yours"), failure.getMessage());
    }
  }

  @Test
  void names_are_hashes_of_the_key() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.journal",
        folder.file("abc").getFileName().toString());
  }

  @Test
  void lists_journals_the_last_changed_first_with_all_that_lies_beside() throws Exception {
    assertEquals(List.of(), folder.list());
    String old = journal("old", Duration.ofDays(3));
    String young = journal("young", Duration.ofDays(1));
    long size = Files.size(folder.file("old"));
    assertEquals(
        List.of(
            new JournalEntry(young, size, NOW.minus(Duration.ofDays(1))),
            new JournalEntry(old, size, NOW.minus(Duration.ofDays(3)))),
        folder.list());
    Path tail = folder.path().resolve(old + ".journal.damaged-tail.2");
    Files.write(tail, new byte[100]);
    Files.setLastModifiedTime(tail, FileTime.from(NOW));
    assertEquals(new JournalEntry(old, size + 100, NOW), folder.list().get(0));
    Files.writeString(folder.path().resolve("notes.txt"), "not ours");
    Files.writeString(folder.path().resolve(old + ".journal.bak"), "not ours");
    assertEquals(2, folder.list().size());
  }

  @Nested
  class Purging {
    @Test
    void removes_a_journal_with_all_that_lies_beside_and_nothing_else() throws Exception {
      String gone = journal("gone", Duration.ZERO);
      String stays = journal("stays", Duration.ZERO);
      for (String ending : List.of(".damaged-tail", ".damaged-tail.12", ".rewrite", ".new")) {
        Files.write(folder.path().resolve(gone + ".journal" + ending), new byte[1]);
      }
      Files.writeString(folder.path().resolve(gone + ".journal.bak"), "not ours");
      folder.purge(gone);
      assertEquals(
          new TreeSet<>(
              List.of(gone + ".journal.bak", stays + ".journal", stays + ".journal.lock")),
          names());
      assertThrows(JournalException.class, () -> folder.purge(gone));
      assertThrows(IllegalArgumentException.class, () -> folder.purge("../" + stays));
      Journal.create(folder.file("gone"), new byte[0]).close();
    }

    @Test
    void refuses_a_journal_that_is_open() throws Exception {
      String open = journal("open", Duration.ofDays(9));
      String other = journal("other", Duration.ofDays(9));
      try (Journal journal = Journal.open(folder.file("open"))) {
        JournalException failure = assertThrows(JournalException.class, () -> folder.purge(open));
        assertTrue(failure.getMessage().contains("open already"), failure.getMessage());
        Payloads.append(journal, 2, 3);
        assertEquals(new JournalFolder.Purged(List.of(other), List.of(open)), folder.purgeAll());
        Payloads.append(journal, 3, 4);
      }
      try (Journal journal = Journal.open(folder.file("open"))) {
        assertEquals(Payloads.range(0, 4), Payloads.numbers(journal));
      }
      assertEquals(new JournalFolder.Purged(List.of(open), List.of()), folder.purgeAll());
      assertEquals(Set.of(), names());
    }

    @Test
    void by_age_removes_what_is_old_enough() throws Exception {
      String older = journal("a", Duration.ofDays(8));
      String exactly = journal("b", Duration.ofDays(7));
      String younger = journal("c", Duration.ofDays(7).minusSeconds(1));
      JournalFolder.Purged purged = folder.purgeOlderThan(Duration.ofDays(7), CLOCK);
      assertEquals(Set.of(older, exactly), new TreeSet<>(purged.removed()));
      assertEquals(List.of(), purged.open());
      assertEquals(younger, folder.list().get(0).hash());
    }

    @Test
    void follows_no_link_out_of_the_folder() throws Exception {
      Path precious = Files.createFile(temporary.resolve("precious"));
      Path link = folder.file("case");
      Files.createSymbolicLink(link, precious);
      assertEquals(List.of(), folder.list());
      assertEquals(List.of(), folder.purgeAll().removed());
      String journal = journal("real", Duration.ZERO);
      Path tail = folder.path().resolve(journal + ".journal.damaged-tail");
      Files.createSymbolicLink(tail, precious);
      folder.purge(journal);
      assertTrue(Files.exists(precious));
    }
  }

  @Test
  void that_is_gone_is_told() throws Exception {
    Files.delete(folder.path());
    JournalException failure = assertThrows(JournalException.class, folder::list);
    assertTrue(failure.getMessage().contains("no such file or folder"), failure.getMessage());
  }
}
