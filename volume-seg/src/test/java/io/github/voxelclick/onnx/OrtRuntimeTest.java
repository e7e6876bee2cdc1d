package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each in a JVM of its own: natives load once in a program. */
class OrtRuntimeTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @Test
  void a_missing_jar_gives_advice() throws IOException, InterruptedException {
    String without =
        Arrays.stream(CLASS_PATH.split(File.pathSeparator, -1))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("onnxruntime"))
            .collect(Collectors.joining(File.pathSeparator));
    assertTrue(without.length() < CLASS_PATH.length());
    assertEquals(List.of(OrtRuntime.ADVICE, OrtRuntime.ADVICE), open(without, List.of()));
  }

  @Test
  void natives_that_do_not_load_give_advice(@TempDir Path empty)
      throws IOException, InterruptedException {
    List<String> options = List.of("-Donnxruntime.native.path=" + empty);
    assertEquals(List.of(OrtRuntime.ADVICE, OrtRuntime.ADVICE), open(CLASS_PATH, options));
  }

  @Test
  void where_all_is_there_models_open() throws IOException, InterruptedException {
    assertEquals(List.of("opened", "opened"), open(CLASS_PATH, List.of()));
  }

  @Test
  void the_jar_of_the_advice_is_that_of_the_build() throws IOException {
    String pom = Files.readString(Path.of("..", "pom.xml"));
    String version =
        pom.replaceAll("(?s).*<onnxruntime.version>(.*?)</onnxruntime.version>.*", "$1");
    assertEquals("onnxruntime-" + version + ".jar", OrtRuntime.JAR);
    assertTrue(OrtRuntime.ADVICE.contains(OrtRuntime.JAR), OrtRuntime.ADVICE);
  }

  private static List<String> open(String classPath, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, OpenTwice.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return printed.lines().toList();
  }

  /** Prints what came of opening the embedded model, twice. */
  public static final class OpenTwice {
    private OpenTwice() {}

    public static void main(String[] args) {
      for (int n = 0; n < 2; n++) {
        try {
          ModelCatalog.openEmbedded(new OrtOptions(1)).close();
          System.out.println("opened");
        } catch (ModelException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }
}
