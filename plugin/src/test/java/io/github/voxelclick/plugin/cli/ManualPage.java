package io.github.voxelclick.plugin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation, in Markdown: its commands, links, headings and what it says of menus
 * and keys.
 *
 * @param file relative to the repository
 * @param lines its lines
 */
record ManualPage(Path file, List<String> lines) {
  /** The repository, seen from the folder in which the module's tests run. */
  static final Path ROOT = Path.of("..");

  private static final Pattern INLINE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  /**
   * A command that the page tells people to type.
   *
   * @param line counted from one
   * @param text as written, comments left out
   * @param spelt whether it is written in full, to be run as it stands; else it only names a
   *     command in running text
   */
  record Command(String page, int line, String text, boolean spelt) {
    @Override
    public String toString() {
      return page + ":" + line + ": " + text;
    }
  }

  static ManualPage read(String file) throws IOException {
    return new ManualPage(Path.of(file), Files.readAllLines(ROOT.resolve(file)));
  }

  /** README and all pages of {@code docs}. */
  static List<ManualPage> all() throws IOException {
    List<ManualPage> pages = new ArrayList<>();
    pages.add(read("README.md"));
    try (var files = Files.list(ROOT.resolve("docs"))) {
      for (Path f : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
        pages.add(read("docs/" + f.getFileName()));
      }
    }
    return pages;
  }

  String name() {
    return file.getFileName().toString();
  }

  /** Blocks of code of a language, each as its lines; where they begin is not told. */
  List<List<String>> blocks(String language) {
    List<List<String>> blocks = new ArrayList<>();
    Optional<List<String>> open = Optional.empty();
    for (String line : lines) {
      if (line.startsWith("```")) {
        open =
            open.isEmpty() && line.equals("```" + language)
                ? Optional.of(new ArrayList<>())
                : Optional.empty();
        open.ifPresent(blocks::add);
      } else {
        open.ifPresent(block -> block.add(line));
      }
    }
    return blocks;
  }

  /** All commands: blocks for a shell, indented lines, and code in running text. */
  List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    String fence = "";
    boolean table = false;
    for (int n = 0; n < lines.size(); n++) {
      String line = lines.get(n);
      if (line.startsWith("```")) {
        fence = fence.isEmpty() ? line : "";
      } else if (fence.equals("```sh") || (fence.isEmpty() && line.startsWith("    voxelclick "))) {
        add(commands, n, line, true);
      } else if (fence.isEmpty()) {
        table = line.startsWith("|") ? table || line.startsWith("| command |") : false;
        inText(commands, n, line, table);
      }
    }
    return commands;
  }

  private void add(List<Command> commands, int n, String line, boolean spelt) {
    String text = line.replaceFirst("(^| )#.*", "").strip();
    if (!text.isEmpty()) {
      commands.add(new Command(file.toString(), n + 1, text, spelt));
    }
  }

  /** A table of commands has them in its first column, without the program's name. */
  private void inText(List<Command> commands, int n, String line, boolean table) {
    String first = table ? line.substring(1, Math.max(1, line.indexOf('|', 1))) : "";
    for (Matcher m = INLINE.matcher(first); m.find(); ) {
      add(commands, n, "voxelclick " + m.group(1), true);
    }
    for (Matcher m = INLINE.matcher(line); m.find(); ) {
      String code = m.group(1);
      if (code.startsWith("voxelclick ") || code.startsWith("mvn ")) {
        // Lower-case words alone are a command's name; more is a line to type.
        add(commands, n, code, !code.matches("voxelclick [a-z-]+( [a-z-]+)*"));
      }
    }
  }

  /** Where links and pictures lead. */
  List<String> links() {
    List<String> links = new ArrayList<>();
    for (String line : lines) {
      for (Matcher m = LINK.matcher(line); m.find(); ) {
        links.add(m.group(1));
      }
    }
    return links;
  }

  /** The anchors of the headings, as GitHub makes them. */
  List<String> anchors() {
    return lines.stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").strip().toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  /** Running text without blocks of code, one line. */
  String prose() {
    StringBuilder text = new StringBuilder();
    boolean code = false;
    for (String line : lines) {
      if (line.startsWith("```")) {
        code = !code;
      } else if (!code) {
        text.append(line).append(' ');
      }
    }
    return text.toString();
  }
}
