package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.voxelclick.journal.Journal;
import io.github.voxelclick.volume.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of sessions, listed and removed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SessionsTest {
  private static final String OLD = "0a".repeat(32);
  private static final String NEW = "1b".repeat(32);

  @TempDir private Path folder;

  @BeforeEach
  void keep_an_old_and_a_new_session() throws JournalException, IOException {
    Journal.create(file(OLD), new byte[] {1}).close();
    try (Journal journal = Journal.create(file(NEW), new byte[] {1})) {
      journal.append(1, new byte[100]);
    }
    Instant before = Instant.now().minus(Duration.ofDays(100));
    Files.setLastModifiedTime(file(OLD), FileTime.from(before));
    Files.writeString(folder.resolve("notes.txt"), "not ours");
  }

  private Path file(String hash) {
    return folder.resolve(hash + ".journal");
  }

  private CommandLineRun list(Object... more) {
    return with(new Object[] {"sessions", "list", "--folder", folder}, more);
  }

  private CommandLineRun purge(Object... more) {
    return with(new Object[] {"sessions", "purge", "--folder", folder}, more);
  }

  private static CommandLineRun with(Object[] words, Object... more) {
    Object[] all = Arrays.copyOf(words, words.length + more.length, Object[].class);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandLineRun.of(all);
  }

  @Test
  void are_listed_the_last_changed_first() throws IOException {
    CommandLineRun run = list().assertDone();
    List<String> lines = run.out().lines().toList();
    assertEquals(2, lines.size(), run.out());
    assertTrue(lines.get(0).startsWith(NEW + "  "), run.out());
    assertTrue(lines.get(0).contains(Files.size(file(NEW)) + " bytes"), run.out());
    assertTrue(lines.get(1).startsWith(OLD + "  "), run.out());
    assertTrue(run.err().contains("2 sessions in " + folder), run.err());
  }

  @Test
  void are_listed_as_json() throws IOException {
    JsonObject json = list("--json").assertDone().json();
    assertEquals(folder.toString(), json.get("folder").getAsString());
    assertEquals(2, json.getAsJsonArray("sessions").size());
    JsonObject old = json.getAsJsonArray("sessions").get(1).getAsJsonObject();
    assertEquals(OLD, old.get("hash").getAsString());
    assertEquals(Files.size(file(OLD)), old.get("bytes").getAsLong());
    Instant change = Instant.parse(old.get("lastChange").getAsString());
    assertEquals(Files.getLastModifiedTime(file(OLD)).toInstant(), change);
  }

  @Test
  void none_at_all_are_an_empty_list() {
    purge("--all").assertDone();
    assertEquals("", list().assertDone().out());
    assertEquals(0, list("--json").json().getAsJsonArray("sessions").size());
  }

  @Test
  void one_is_removed_by_its_hash_with_all_that_lies_beside_it() throws IOException {
    Path tail = Files.writeString(folder.resolve(NEW + ".journal.damaged-tail"), "x");
    assertEquals("removed 1", purge(NEW).assertDone().out().strip());
    assertFalse(Files.exists(file(NEW)));
    assertFalse(Files.exists(tail));
    assertTrue(Files.exists(file(OLD)));
    assertTrue(Files.exists(folder.resolve("notes.txt")));
  }

  @Test
  void all_are_removed_and_nothing_that_is_not_ours() throws IOException {
    assertEquals("removed 2", purge("--all").assertDone().out().strip());
    try (var left = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("notes.txt")), left.toList());
    }
  }

  @Test
  void old_ones_are_removed() {
    assertEquals("removed 0", purge("--older-than", 101).assertDone().out().strip());
    assertEquals("removed 1", purge("--older-than", 99).assertDone().out().strip());
    assertFalse(Files.exists(file(OLD)));
    assertTrue(Files.exists(file(NEW)));
    assertEquals("removed 1", purge("--older-than", 0).assertDone().out().strip());
  }

  @Test
  void an_open_one_stays() throws JournalException {
    try (Journal journal = Journal.open(file(NEW))) {
      assertEquals(1, journal.records().size());
      CommandLineRun all = purge("--all").assertDone();
      assertEquals("removed 1", all.out().strip());
      assertTrue(all.err().contains("1 stay, since they are open"), all.err());
      purge(NEW).assertRefused("it is open already");
      assertTrue(Files.exists(file(NEW)));
    }
    assertEquals("removed 1", purge(NEW).assertDone().out().strip());
  }

  @Test
  void hashes_are_looked_at_before_any_is_removed() {
    purge(OLD, "0A" + OLD.substring(2)).assertRefused("64 hexadecimal digits", "Nothing was");
    purge(OLD, "../" + NEW).assertRefused("64 hexadecimal digits");
    assertTrue(Files.exists(file(OLD)));
    purge("2c".repeat(32)).assertRefused("there is none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--all --older-than 3",
        "--all HASH",
        "--older-than 3 HASH",
        "--older-than -1"
      })
  void what_to_remove_is_said_in_one_way(String words) {
    Object[] more = words.isEmpty() ? new Object[0] : words.replace("HASH", OLD).split(" ", -1);
    assertEquals(2, purge(more).assertRefused("--older-than DAYS").exit());
    assertTrue(Files.exists(file(OLD)));
  }

  @Test
  void words_that_mean_nothing_are_refused() {
    assertEquals(2, CommandLineRun.of("sessions").assertRefused("list or purge").exit());
    assertEquals(2, CommandLineRun.of("sessions", "show").assertRefused("show").exit());
    assertEquals(2, list("--all").assertRefused("--all").exit());
    assertEquals(2, purge("--older-than", "week").assertRefused("week").exit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "purge --all"})
  void a_folder_that_is_not_there_is_not_made(String words) {
    Path gone = folder.resolve("gone");
    with(("sessions " + words).split(" ", -1), "--folder", gone)
        .assertRefused("There is no folder", "gone");
    assertFalse(Files.exists(gone));
    with(("sessions " + words).split(" ", -1), "--folder", " ").assertRefused("path is empty");
  }

  @Test
  void the_usual_folder_is_that_of_the_property() {
    String usual = System.getProperty("voxelclick.journals", "");
    assertFalse(usual.isBlank(), "tests would look at the user's own sessions");
    CommandLineRun run = CommandLineRun.of("sessions", "list").assertDone();
    assertTrue(run.err().contains(" sessions in " + Path.of(usual)), run.err());
  }
}
