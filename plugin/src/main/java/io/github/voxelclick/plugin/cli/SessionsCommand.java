package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.journal.JournalEntry;
import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sessions list} and {@code sessions purge}: the journals of sessions on this computer. */
@Command(
    name = "sessions",
    description = {
      "List or remove what is kept of sessions, so that work can go on another day. Kept are",
      "prompts, masks, the names of segments as typed, and times, under a hash of the image."
    })
final class SessionsCommand implements Runnable {
  @Spec private CommandSpec spec;

  SessionsCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing sub-command: list or purge");
  }

  private static JournalFolder folder(Optional<String> chosen) throws VolumeException {
    if (chosen.isEmpty()) {
      return Journals.folder(Optional.empty());
    }
    Path path = InputPath.of(chosen.get());
    if (!Files.isDirectory(path)) {
      throw new JobException(
          "There is no folder " + path + ". Check its spelling, or leave --folder out.");
    }
    return Journals.folder(Optional.of(path));
  }

  /** Lists journals. */
  @Command(name = "list", description = "List sessions, the last changed first.")
  static final class ListCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--folder", paramLabel = "DIR", description = "Instead of the user's own.")
    private Optional<String> chosen = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ListCommand(Console console) {
      this.console = console;
    }

    private record Row(String hash, long bytes, String lastChange) {}

    private record Rows(String folder, List<Row> sessions) {}

    @Override
    public Integer call() throws VolumeException {
      JournalFolder folder = folder(chosen);
      List<JournalEntry> entries = folder.list();
      if (json) {
        List<Row> rows =
            entries.stream()
                .map(e -> new Row(e.hash(), e.bytes(), e.lastChange().toString()))
                .toList();
        console.json(new Rows(folder.path().toString(), rows));
        return CommandLineProgram.DONE;
      }
      for (JournalEntry e : entries) {
        console
            .out()
            .printf(Locale.ROOT, "%s  %,12d bytes  %s%n", e.hash(), e.bytes(), e.lastChange());
      }
      console.err().println(entries.size() + " sessions in " + folder.path());
      return CommandLineProgram.DONE;
    }
  }

  /** Removes journals. */
  @Command(name = "purge", description = "Remove sessions for good. Those that are open stay.")
  static final class PurgeCommand implements Callable<Integer> {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Console console;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "HASH", arity = "0..*", description = "As \"list\" prints them.")
    private List<String> hashes = List.of();

    @Option(names = "--all", description = "Remove all.")
    private boolean all;

    @Option(
        names = "--older-than",
        paramLabel = "DAYS",
        description = "Remove those that have not changed for so many days.")
    private Optional<Integer> days = Optional.empty();

    @Option(names = "--folder", paramLabel = "DIR", description = "Instead of the user's own.")
    private Optional<String> chosen = Optional.empty();

    PurgeCommand(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() throws VolumeException {
      int ways = (all ? 1 : 0) + (days.isPresent() ? 1 : 0) + (hashes.isEmpty() ? 0 : 1);
      if (ways != 1 || days.filter(d -> d < 0).isPresent()) {
        throw new ParameterException(
            spec.commandLine(), "Say which: one or more HASH, --older-than DAYS, or --all");
      }
      JournalFolder folder = folder(chosen);
      if (!hashes.isEmpty()) {
        if (!hashes.stream().allMatch(hash -> HASH.matcher(hash).matches())) {
          throw new JobException(
              "This is no session: expected 64 hexadecimal digits, as \"voxelclick sessions list\""
                  + " prints them. Nothing was removed.");
        }
        for (String hash : hashes) {
          folder.purge(hash);
        }
        console.out().println("removed " + hashes.size());
        return CommandLineProgram.DONE;
      }
      JournalFolder.Purged purged =
          all
              ? folder.purgeAll()
              : folder.purgeOlderThan(Duration.ofDays(days.orElseThrow()), Clock.systemUTC());
      console.out().println("removed " + purged.removed().size());
      if (!purged.open().isEmpty()) {
        console.err().println(purged.open().size() + " stay, since they are open");
      }
      return CommandLineProgram.DONE;
    }
  }
}
