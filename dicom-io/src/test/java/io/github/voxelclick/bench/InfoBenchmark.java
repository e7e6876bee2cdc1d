package io.github.voxelclick.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code voxelclick info} from the start of its process to the end, against a Python process that
 * lists the same with pydicom. Only the files are warm.
 */
@Tag("bench")
class InfoBenchmark {
  private static final Path PROGRAM = Path.of("..", "plugin", "target", "voxelclick.jar");

  @Test
  void lists_a_series_from_a_cold_start() throws Exception {
    assumeTrue(Files.exists(PROGRAM), PROGRAM + " is missing: mvn -DskipTests package makes it");
    Path folder = BenchSeries.folder();
    String size = BenchSeries.SIDE + "x" + BenchSeries.SIDE + "x" + BenchSeries.SLICES;
    String listed = list(folder);
    assertTrue(listed.matches("(?s)1 +CT +" + size + " .*"), listed);
    Map<String, Map<String, String>> peers = Peers.run("info", folder, Figures.RUNS);
    peers.forEach((program, values) -> assertEquals("CT " + size, values.get("listed"), program));
    double ours = Figures.medianMs(() -> list(folder));
    Figures.report("info on " + BenchSeries.SLICES + " files, cold start", ours, peers, "ms");
  }

  /** What the program prints. */
  private static String list(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                PROGRAM.toString(),
                "info",
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
