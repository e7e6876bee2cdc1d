package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProbeProcessTest {
  private static final Optional<Path> JAVA =
      Optional.of(Path.of(System.getProperty("java.home"), "bin", "java"));

  private static ProbeResult probe(Class<?> main, int seconds) {
    return new ProbeProcess(Duration.ofSeconds(seconds), JAVA, main).probe(Device.CPU);
  }

  @Test
  void a_device_is_proved_in_a_java_of_its_own() {
    ProbeResult result = new ProbeProcess().probe(Device.CPU);
    assertTrue(result.runs(), result.reason());
    assertEquals("cpu", result.where());
    assertTrue(result.ms() > 0 && result.cpuMs() > 0);
  }

  @Test
  void a_library_that_is_none_is_told(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("libonnxruntime_providers_x.so"), "no library");
    Device device = new Device("x", "", Optional.of(file));
    for (ProbeProcess process :
        List.of(
            new ProbeProcess(),
            new ProbeProcess(Duration.ofSeconds(60), Optional.empty(), ProviderProbe.class))) {
      ProbeResult result = process.probe(device);
      assertFalse(result.runs());
      assertTrue(result.reason().contains("libonnxruntime_providers_x.so"), result.reason());
      assertFalse(result.reason().contains("\n"));
    }
  }

  /** Drivers that hang. */
  static final class Hanging {
    public static void main(String... args) throws InterruptedException {
      System.out.println(ProviderProbe.MARK + "where=somewhere");
      Thread.sleep(600_000);
    }
  }

  @Test
  void one_that_hangs_is_ended() {
    ProbeResult result = probe(Hanging.class, 1);
    assertEquals(ProbeResult.failed("it gave no answer within 1 s"), result);
  }

  /** Drivers that crash, after they have printed something of their own. */
  static final class Crashing {
    public static void main(String... args) {
      System.out.println("voxelclick-probe where=half\nvoxelclick-probe ms=1");
      Runtime.getRuntime().halt(139);
    }
  }

  @Test
  void one_that_crashes_takes_nothing_with_it() {
    assertEquals(
        ProbeResult.failed("it ended the Java that tried it (exit code 139)"),
        probe(Crashing.class, 60));
  }

  @Test
  void a_java_that_does_not_start_is_told(@TempDir Path dir) throws Exception {
    Path none = Files.writeString(dir.resolve("java"), "");
    ProbeResult result =
        new ProbeProcess(Duration.ofSeconds(9), Optional.of(none), ProviderProbe.class)
            .probe(Device.CPU);
    assertFalse(result.runs());
    assertTrue(result.reason().contains("cannot be started"), result.reason());
  }

  @Test
  void answers_are_found_among_what_drivers_print() {
    Optional<ProbeResult> read =
        ProviderProbe.read(
            List.of(
                "Mesa warning",
                ProviderProbe.MARK + "where=gpu = 1",
                ProviderProbe.MARK + "ms=1.5",
                ProviderProbe.MARK + "cpuMs=3.0",
                ProviderProbe.MARK + "reason=",
                ProviderProbe.MARK + "runs=true"));
    assertEquals(Optional.of(new ProbeResult(true, "gpu = 1", 1.5, 3, "")), read);
    assertEquals(Optional.empty(), ProviderProbe.read(List.of(ProviderProbe.MARK + "ms=1.5")));
  }
}
