package io.github.voxelclick.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the fuzzer on each target, in a JVM of its own with a heap of 512 MiB: an uncaught
 * throwable, an execution of more than 5 seconds, or exhausted memory fails the test. What was
 * found lies in {@code target/fuzz/<target>/}; mended, it moves to {@code
 * src/test/resources/fuzz-findings/<target>/}.
 *
 * <p>System properties: {@code fuzz.seconds} for each target (60), {@code fuzz.targets} short names
 * with commas between them (all).
 */
@Tag("fuzz")
@Execution(ExecutionMode.CONCURRENT)
class FuzzingTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
  private static final int LONGEST_EXECUTION_SECONDS = 5;
  private static final String HEAP = "-Xmx512m";
  private static final int LARGEST_INPUT = 1 << 16;

  /** Our code and the codecs below it. */
  private static final String INSTRUMENTED =
      "io.github.voxelclick.**:jj2000.**:com.github.jaiimageio.**";

  /** How libFuzzer ends when it found nothing. */
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");

  /** Covered and all lines of a file in the fuzzer's report. */
  private static final Pattern LINES = Pattern.compile("^(\\w+)\\.java: (\\d+)/(\\d+) ");

  static List<String> targets() throws IOException {
    List<String> chosen = List.of(System.getProperty("fuzz.targets", "").split(","));
    return FuzzTargets.all().stream()
        .filter(name -> chosen.equals(List.of("")) || chosen.contains(FuzzTargets.shortName(name)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void finds_nothing(String className) throws Exception {
    Path folder = Path.of("target", "fuzz", FuzzTargets.shortName(className)).toAbsolutePath();
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    List<byte[]> seeds = FuzzTargets.make(className).seeds();
    for (int n = 0; n < seeds.size(); n++) {
      Files.write(corpus.resolve("seed-" + n), seeds.get(n));
    }
    for (Path finding : FuzzTargets.findings(className)) {
      Files.copy(
          finding,
          corpus.resolve(finding.getFileName().toString()),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Path log = folder.resolve("log.txt");
    int exit =
        new ProcessBuilder(command(className, folder, corpus))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    String output = Files.readString(log);
    assertEquals(0, exit, () -> "see " + log + "\n" + tail(output));
    report(className, folder, output);
  }

  private static List<String> command(String className, Path folder, Path corpus) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            HEAP,
            "-XX:+EnableDynamicAgentLoading",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + folder,
            "-D" + FuzzEntry.TARGET + "=" + className,
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + FuzzEntry.class.getName(),
            "--instrumentation_includes=" + INSTRUMENTED,
            "--custom_hook_excludes=**",
            "--coverage_report=" + folder.resolve("coverage.txt"),
            "--keep_going=1",
            "-max_total_time=" + SECONDS,
            "-timeout=" + LONGEST_EXECUTION_SECONDS,
            "-max_len=" + LARGEST_INPUT,
            "-rss_limit_mb=0",
            "-print_final_stats=1",
            "-artifact_prefix=" + folder + File.separator,
            corpus.toString()));
    return command;
  }

  private static void report(String className, Path folder, String output) throws IOException {
    Matcher done = DONE.matcher(output);
    assertTrue(done.find(), () -> "the fuzzer did not say how many executions it made");
    String line =
        String.format(
            Locale.ROOT,
            "%s: %,d executions in %s s, %s%n",
            FuzzTargets.shortName(className),
            Long.parseLong(done.group(1)),
            done.group(2),
            coverage(folder.resolve("coverage.txt")));
    Files.writeString(folder.resolve("result.txt"), line);
    System.out.print("fuzz " + line);
  }

  /** The lines reached of the main classes that were reached at all. */
  private static String coverage(Path report) throws IOException {
    long covered = 0;
    long all = 0;
    boolean lines = false;
    for (String text : Files.readAllLines(report)) {
      lines = text.endsWith(":") ? text.equals("Line coverage:") : lines;
      Matcher file = LINES.matcher(text);
      if (lines && file.find() && isOfMain(file.group(1)) && !file.group(2).equals("0")) {
        covered += Long.parseLong(file.group(2));
        all += Long.parseLong(file.group(3));
      }
    }
    return String.format(Locale.ROOT, "%,d of %,d lines of the classes reached", covered, all);
  }

  private static boolean isOfMain(String simpleName) {
    return !simpleName.endsWith("Test") && !simpleName.endsWith("Fuzz");
  }

  private static String tail(String output) {
    String[] lines = output.split("\n", -1);
    return String.join(
        "\n", Arrays.copyOfRange(lines, Math.max(0, lines.length - 60), lines.length));
  }
}
