package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * One call of the command line, in this JVM.
 *
 * @param exit exit code
 * @param out what was printed on standard output
 * @param err what was printed on standard error
 */
public record CommandLineRun(int exit, String out, String err) {
  public static CommandLineRun of(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args = new String[words.length];
    for (int n = 0; n < words.length; n++) {
      args[n] = words[n].toString();
    }
    int exit =
        CommandLineProgram.run(
            new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            args);
    return new CommandLineRun(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Standard output, which must be one JSON object and nothing else. */
  public JsonObject json() {
    return JsonParser.parseString(out).getAsJsonObject();
  }

  public CommandLineRun assertDone() {
    assertEquals(0, exit, err);
    return this;
  }

  /** Asserts that the call failed with a message, without a stack trace, and printed no result. */
  public CommandLineRun assertRefused(String... parts) {
    assertTrue(exit == 1 || exit == 2, "exit code " + exit);
    assertEquals("", out);
    assertTrue(err.startsWith("voxelclick: "), err);
    assertFalse(err.contains("\tat "), err);
    assertFalse(err.contains("fault in VoxelClick"), err);
    long lines = err.lines().filter(line -> !line.startsWith("See: ")).count();
    assertEquals(1, lines, err);
    for (String part : parts) {
      assertTrue(err.contains(part), "\"" + part + "\" in: " + err);
    }
    return this;
  }
}
