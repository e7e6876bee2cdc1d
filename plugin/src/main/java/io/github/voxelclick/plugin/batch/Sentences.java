package io.github.voxelclick.plugin.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Messages about a job as they may stand in files and logs that others see: archives name folders
 * and files by patients. Stateless.
 */
final class Sentences {
  /** Shorter names would be found within words. */
  private static final int SHORTEST = 3;

  /** A mask is often named by its image; what the mask's files are called is known anyway. */
  private static final String BEFORE = "(?<![\\p{L}\\p{N}._-])";

  private static final String AFTER = "(?!\\.?[\\p{L}\\p{N}_-])";

  private Sentences() {}

  /** A message without the paths and names of the job's image and reference, on one line. */
  static String without(BatchJob job, String message) {
    Set<String> names = new LinkedHashSet<>();
    Stream.concat(Stream.of(job.image()), job.reference().stream())
        .forEach(path -> addNames(names, path));
    String text = message;
    for (String name :
        names.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      text =
          Pattern.compile(BEFORE + Pattern.quote(name) + AFTER)
              .matcher(text)
              .replaceAll("the image");
    }
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static void addNames(Set<String> names, Path path) {
    Path normal = path.toAbsolutePath().normalize();
    Stream.of(path.toString(), normal.toString(), String.valueOf(normal.getFileName()))
        .filter(name -> name.length() >= SHORTEST)
        .forEach(names::add);
    addParent(names, normal);
    try {
      Path real = path.toRealPath(); // what failures of the system name, where a link was given
      Stream.of(real.toString(), String.valueOf(real.getFileName()))
          .filter(name -> name.length() >= SHORTEST)
          .forEach(names::add);
      addParent(names, real);
    } catch (IOException e) {
      return; // where there is nothing, nothing else is named
    }
  }

  private static void addParent(Set<String> names, Path normal) {
    Path parent = normal.getParent();
    if (parent != null && parent.toString().length() >= SHORTEST) {
      names.add(parent.toString()); // before the names of files within the folder
    }
  }
}
