package io.github.voxelclick.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a Python script of {@code src/test/python} on a file of requests. */
public final class Peer {
  private Peer() {}

  /**
   * Waits for the answer of a script; a script that fails fails the test.
   *
   * @param script name of the script
   * @param requests lines of its input
   * @param work an empty folder
   * @return the lines it printed
   */
  public static List<String> ask(String script, List<String> requests, Path work)
      throws IOException, InterruptedException {
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: no peers to compare with");
    Path request = Files.write(work.resolve("requests.tsv"), requests);
    Path answer = work.resolve("answers.tsv");
    Path complaints = work.resolve("complaints.txt");
    Process process =
        new ProcessBuilder(
                python, Path.of("src/test/python").resolve(script).toString(), request.toString())
            .redirectOutput(answer.toFile())
            .redirectError(complaints.toFile())
            .start();
    int status = process.waitFor();
    assertEquals(0, status, Files.readString(complaints));
    return Files.readAllLines(answer);
  }
}
