package io.github.voxelclick.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.github.voxelclick.volume.VolumeException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Probes a device in a Java of its own: a provider's library or a driver that crashes or hangs then
 * takes nobody's work with it. Where there is no Java to start, the probe runs in this one.
 * Immutable.
 */
final class ProbeProcess implements Devices.Prober {
  /** A driver may compile its programs at the first run; most need a second. */
  static final Duration LIMIT = Duration.ofSeconds(90);

  private static final int LONGEST_OUTPUT = 1 << 20;

  private final Duration limit;
  private final Optional<Path> java;
  private final Class<?> main;

  ProbeProcess() {
    this(LIMIT, javaHere(), ProviderProbe.class);
  }

  /** With another program, for tests of what hangs and crashes. */
  ProbeProcess(Duration limit, Optional<Path> java, Class<?> main) {
    this.limit = limit;
    this.java = java;
    this.main = main;
  }

  private static Optional<Path> javaHere() {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    return Stream.of(bin.resolve("java"), bin.resolve("java.exe"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public ProbeResult probe(Device device) {
    Optional<String> classPath = classPath();
    if (java.isEmpty() || classPath.isEmpty()) {
      return ProviderProbe.run(device);
    }
    try {
      Path folder = Files.createTempDirectory("voxelclick-probe");
      try {
        return probe(device, java.get(), classPath.get(), folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      return ProbeResult.failed("a Java to try it in cannot be started (" + e.getMessage() + ")");
    }
  }

  private ProbeResult probe(Device device, Path program, String classPath, Path folder)
      throws IOException {
    File out = folder.resolve("out").toFile();
    File err = folder.resolve("err").toFile();
    Process process =
        new ProcessBuilder(command(device, program, classPath, folder))
            .directory(folder.toFile())
            .redirectOutput(out)
            .redirectError(err)
            .start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return ProbeResult.failed("it gave no answer within " + limit.toSeconds() + " s");
      }
      return result(process.exitValue(), text(out), text(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ProbeResult.failed("the probe was interrupted");
    } finally {
      end(process);
    }
  }

  /** Ends a process and waits, for on Windows its files can be deleted only then. */
  private static void end(Process process) {
    if (process.isAlive()) {
      process.destroyForcibly();
      try {
        process.waitFor(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<String> command(Device device, Path program, String classPath, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.add("-Xmx256m");
    command.add("-XX:-UsePerfData");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:ErrorFile=" + folder.resolve("crash.txt"));
    command.add("-Djava.awt.headless=true");
    // ONNX Runtime unpacks its libraries there, and leaves them when it is killed.
    command.add("-Djava.io.tmpdir=" + folder);
    for (String key : System.getProperties().stringPropertyNames()) {
      if (key.startsWith("onnxruntime.native.") || key.equals("java.library.path")) {
        command.add("-D" + key + "=" + System.getProperty(key));
      }
    }
    command.addAll(List.of("-cp", classPath, main.getName(), device.provider(), device.unit()));
    command.add(device.library().map(Path::toString).orElse(""));
    return command;
  }

  private static ProbeResult result(int exit, String out, String err) {
    Optional<ProbeResult> result = ProviderProbe.read(out.lines().toList());
    if (result.isEmpty()) {
      return ProbeResult.failed("it ended the Java that tried it (exit code " + exit + ")");
    }
    // The exception says that a library does not load, the log says which it needs.
    String logged = OrtReason.of(err);
    return !result.get().runs() && OrtReason.namesMissingLibrary(err)
        ? ProbeResult.failed(logged)
        : result.get();
  }

  private static String text(File file) throws IOException {
    byte[] bytes = Files.readAllBytes(file.toPath());
    return new String(bytes, 0, Math.min(bytes.length, LONGEST_OUTPUT), StandardCharsets.UTF_8);
  }

  /** Where the classes of the probe lie; empty where a class loader does not tell. */
  private Optional<String> classPath() {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> needed :
        List.of(main, ProviderProbe.class, VolumeException.class, OrtEnvironment.class)) {
      CodeSource source = needed.getProtectionDomain().getCodeSource();
      if (source == null || source.getLocation() == null) {
        return Optional.empty();
      }
      try {
        places.add(Path.of(source.getLocation().toURI()).toString());
      } catch (URISyntaxException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(String.join(File.pathSeparator, places));
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      System.getLogger(ProbeProcess.class.getName())
          .log(System.Logger.Level.DEBUG, "a probe's folder stays", e);
    }
  }
}
