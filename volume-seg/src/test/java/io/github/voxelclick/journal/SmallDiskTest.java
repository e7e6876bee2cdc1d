package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real thing: a file system that is full, a limit that the kernel keeps, a read-only mount. */
@Tag("crash")
class SmallDiskTest {
  @TempDir private Path folder;

  private record Result(int exit, String output) {}

  private static Result shell(String script) throws Exception {
    Process process = new ProcessBuilder("bash", "-euc", script).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private static String quoted(List<String> command) {
    return command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
  }

  /** Runs a script in a mount namespace of its own, with a small file system on the folder. */
  private Result onSmallDisk(String script) throws Exception {
    String own = "unshare --map-root-user --mount bash -euc ";
    String mount = "mount -t tmpfs -o size=160k tmpfs '" + folder + "'; ";
    assumeTrue(
        shell(own + '"' + mount + '"').exit() == 0,
        "no user namespace in which a tmpfs could be mounted (Linux, unshare)");
    return shell(own + '"' + mount + script + '"');
  }

  private String program(Class<?> program, String... arguments) {
    return quoted(ChildJvm.command(program, 64, arguments));
  }

  @Test
  void a_full_file_system_costs_nothing_acknowledged() throws Exception {
    Result result = onSmallDisk(program(FullDiskProgram.class, folder.toString(), "40"));
    assertEquals(0, result.exit(), result.output());
    assertTrue(result.output().contains("40 times full, nothing lost"), result.output());
  }

  @Test
  void a_file_that_may_grow_no_more_costs_nothing_acknowledged() throws Exception {
    String command = program(KernelLimitProgram.class, folder.resolve("a.journal").toString());
    Result result = shell("ulimit -f 64; exec " + command);
    assertEquals(0, result.exit(), result.output());
  }

  @Test
  void a_journal_on_a_read_only_disk_is_refused_with_what_to_do() throws Exception {
    String file = folder.resolve("a.journal").toString();
    String create = program(CreateOnce.class, file);
    Result result =
        onSmallDisk(
            create + "; mount -o remount,ro '" + folder + "'; " + program(OpenOnce.class, file));
    assertEquals(1, result.exit(), result.output());
    assertTrue(result.output().contains("its folder is yours to write to"), result.output());
  }
}
