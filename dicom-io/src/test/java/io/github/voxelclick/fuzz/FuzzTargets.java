package io.github.voxelclick.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the targets among the compiled tests, and the inputs that once were findings. */
final class FuzzTargets {
  private static final String SUFFIX = "Fuzz.class";

  private FuzzTargets() {}

  /** Class names of all targets, ascending: the concrete test classes named {@code …Fuzz}. */
  static List<String> all() throws IOException {
    Path root = Path.of(location());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .sorted()
          .toList();
    }
  }

  static FuzzTarget make(String className) {
    try {
      return Class.forName(className)
          .asSubclass(FuzzTarget.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No fuzz target \"" + className + "\"", e);
    }
  }

  private static URI location() {
    try {
      return FuzzTargets.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name without package and suffix, such as {@code JpegLs}. */
  static String shortName(String className) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    return simple.substring(0, simple.length() - "Fuzz".length());
  }

  /** Inputs that once made the target fail, kept as {@code fuzz-findings/<short name>/*}. */
  static List<Path> findings(String className) {
    Path folder = Path.of("src", "test", "resources", "fuzz-findings", shortName(className));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
