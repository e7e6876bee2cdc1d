package io.github.voxelclick.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks {@code src/test/python/bench.py} for the figures of other programs. */
final class Peers {
  private Peers() {}

  /**
   * Runs one job of the script.
   *
   * @return per program its values by key
   */
  static Map<String, Map<String, String>> run(Object... arguments)
      throws IOException, InterruptedException {
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: no peers to compare with");
    List<String> command = new ArrayList<>();
    command.add(python);
    command.add(Path.of("src", "test", "python", "bench.py").toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    Map<String, Map<String, String>> values = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      String[] parts = line.split("\t", -1);
      values.computeIfAbsent(parts[0], program -> new LinkedHashMap<>()).put(parts[1], parts[2]);
    }
    return values;
  }
}
