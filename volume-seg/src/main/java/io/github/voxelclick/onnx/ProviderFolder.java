package io.github.voxelclick.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder in which a person keeps execution providers that are libraries of their own, each
 * unpacked from its package: in the folder itself or one or two levels below. Looked at anew at
 * each call. Immutable.
 */
final class ProviderFolder {
  /** A wheel unpacks to two folders, one of which holds the library. */
  private static final int LEVELS = 3;

  /** A mistaken folder, such as a home, is not searched to its end. */
  private static final int MOST_FILES = 5000;

  private static final Pattern NAME =
      Pattern.compile(
          "(?:lib)?onnxruntime_(?:providers_|ep_)?([a-z0-9_]+?)(?:_plugin|_ep)*\\.(?:so|dll|dylib)",
          Pattern.CASE_INSENSITIVE);

  /** Parts of ONNX Runtime's own packages, which cannot be registered. */
  private static final List<String> BUILT_IN = List.of("shared", "cuda", "tensorrt");

  private final Path folder;

  ProviderFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  Path path() {
    return folder;
  }

  /**
   * The provider that a library's file name tells, in lower case; the whole name if it does not.
   */
  static String nameOf(Path library) {
    String file = String.valueOf(library.getFileName());
    Matcher name = NAME.matcher(file);
    return (name.matches() ? name.group(1) : file).toLowerCase(Locale.ROOT);
  }

  /** All libraries by the provider's name; of several for one provider the last by path. */
  Map<String, Path> libraries() {
    Map<String, Path> found = new TreeMap<>();
    for (Path file : files()) {
      String name = nameOf(file);
      if (NAME.matcher(String.valueOf(file.getFileName())).matches() && !BUILT_IN.contains(name)) {
        found.put(name, file);
      }
    }
    return found;
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder, LEVELS)) {
      all.limit(MOST_FILES)
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .forEach(files::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      System.getLogger(ProviderFolder.class.getName())
          .log(System.Logger.Level.DEBUG, "the folder of providers cannot be read", e);
    }
    return files;
  }

  /** The library of a device: the one given by path, or the one that lies here. */
  Optional<Path> libraryOf(Device device) {
    return device.library().or(() -> Optional.ofNullable(libraries().get(device.provider())));
  }
}
