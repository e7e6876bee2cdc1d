package io.github.voxelclick.plugin.diagnostics;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where a class lies, in how many places. Stateless. */
final class ClassPathCopies {
  private ClassPathCopies() {}

  /**
   * The jars and folders that have a class, the one that counts first; none where there are none.
   *
   * @param resource such as {@code ai/onnxruntime/OrtEnvironment.class}
   */
  static List<String> of(ClassLoader loader, String resource) {
    Set<String> places = new LinkedHashSet<>();
    try {
      for (URL url : Collections.list(loader.getResources(resource))) {
        places.add(place(url, resource));
      }
    } catch (IOException e) {
      places.add("unknown (" + e.getClass().getSimpleName() + ")");
    }
    return List.copyOf(places);
  }

  private static String place(URL url, String resource) {
    String text = url.toString();
    String jar = text.replaceFirst("^jar:", "").replaceFirst("!/" + resource + "$", "");
    String place = jar.equals(text) ? text.replaceFirst("/" + resource + "$", "") : jar;
    try {
      // One jar may be named in two ways: Fiji's class path has it, and ImageJ's own loader.
      return Path.of(new URL(place).toURI()).toRealPath().toString();
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      return place; // no file, such as a jar in a jar
    }
  }
}
