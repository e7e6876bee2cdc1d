package io.github.voxelclick.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An example as it stands in the documentation.
 *
 * @param name file and number
 * @param text the script, with paths in {@code /data}
 */
record ScriptExample(String name, ScriptLanguage language, String text) {
  private static final String DATA = "/data/";
  private static final Path SOURCES = Path.of("src/main/java/io/github/voxelclick/plugin");
  private static final Pattern JAVADOC =
      Pattern.compile("<pre>\\{@code\\R(.*?)\\R\\s*\\* }</pre>", Pattern.DOTALL);
  private static final Pattern FENCE =
      Pattern.compile("```(groovy|python|beanshell|java)\\R(.*?)\\R```", Pattern.DOTALL);

  /** Those of {@code docs/scripting.md}, in its order. */
  static List<ScriptExample> ofPage() throws IOException {
    List<ScriptExample> examples = new ArrayList<>();
    Matcher m = FENCE.matcher(Files.readString(Path.of("../docs/scripting.md")));
    while (m.find()) {
      examples.add(
          new ScriptExample(
              "scripting.md " + (examples.size() + 1),
              ScriptLanguage.ofFence(m.group(1)),
              m.group(2)));
    }
    return examples;
  }

  /** Those in the javadoc of the classes for scripts. */
  static List<ScriptExample> ofJavadoc() throws IOException {
    List<ScriptExample> examples = new ArrayList<>();
    for (String type : List.of("VoxelClick", "VoxelCase", "VoxelSegment")) {
      Matcher m = JAVADOC.matcher(Files.readString(SOURCES.resolve(type + ".java")));
      int number = 0;
      while (m.find()) {
        number++;
        String text =
            m.group(1).lines().map(ScriptExample::withoutStar).collect(Collectors.joining("\n"));
        examples.add(new ScriptExample(type + " " + number, ScriptLanguage.JAVA, text));
      }
    }
    return examples;
  }

  private static String withoutStar(String line) {
    return line.replaceFirst("^\\s*\\* ?", "");
  }

  /** Runs it with a folder in the place of {@code /data}. */
  void runIn(Path folder) throws Exception {
    String there = folder.toString().replace('\\', '/') + "/";
    language.run(text.replace(DATA, there), folder);
  }
}
