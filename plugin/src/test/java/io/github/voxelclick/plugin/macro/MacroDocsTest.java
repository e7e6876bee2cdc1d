package io.github.voxelclick.plugin.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The menu, the commands and {@code docs/macros.md} say the same. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MacroDocsTest {
  private static final Pattern ENTRY = Pattern.compile(".*, \"(.+)\", .*\\(\"(.+)\"\\)");

  /** Labels of {@code plugins.config} by what it passes. */
  private static Map<String, String> menu() throws IOException {
    Map<String, String> menu = new HashMap<>();
    try (InputStream in = MacroCommand.class.getResourceAsStream("/plugins.config")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .forEach(
              line -> {
                Matcher m = ENTRY.matcher(line);
                assertTrue(m.matches(), line);
                menu.put(m.group(2), m.group(1));
              });
    }
    return menu;
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "macros.md"));
  }

  @Test
  void every_macro_command_is_in_the_menu_under_its_label() throws IOException {
    Map<String, String> menu = menu();
    for (MacroCommand command : MacroCommand.values()) {
      assertEquals(command.label(), menu.get(command.argument()));
      assertEquals(Optional.of(command), MacroCommand.ofArgument(command.argument()));
    }
    assertEquals(Optional.empty(), MacroCommand.ofArgument("tool"));
  }

  @Test
  void the_page_names_every_command_of_the_menu() throws IOException {
    String page = page();
    for (String label : menu().values()) {
      assertTrue(page.contains("`" + label + "`"), label);
    }
  }

  @Test
  void the_row_of_a_command_names_its_options_and_no_others() throws IOException {
    List<String> lines = page().lines().toList();
    for (MacroCommand command : MacroCommand.values()) {
      String row =
          lines.stream()
              .filter(line -> line.startsWith("| `" + command.label() + "` |"))
              .findFirst()
              .orElse("");
      assertFalse(row.isEmpty() && !command.valued().isEmpty(), command.label());
      for (String option : command.valued()) {
        assertTrue(row.contains("`" + option + "="), command.label() + ": " + option);
      }
      for (String option : command.flags()) {
        assertTrue(row.contains("`" + option + "`"), command.label() + ": " + option);
      }
      Matcher named = Pattern.compile("`([a-z_]+)=").matcher(row);
      List<String> unknown = new ArrayList<>();
      while (named.find()) {
        if (!command.valued().contains(named.group(1))) {
          unknown.add(named.group(1));
        }
      }
      assertEquals(List.of(), unknown, command.label());
    }
  }

  @Test
  void the_options_of_the_pages_lines_are_read() throws Exception {
    Matcher line = Pattern.compile("run\\(\"([^\"]+)\", \"([^\"]*)\"\\)").matcher(page());
    int count = 0;
    while (line.find()) {
      String label = line.group(1);
      MacroCommand command =
          List.of(MacroCommand.values()).stream()
              .filter(c -> c.label().equals(label))
              .findFirst()
              .orElseThrow();
      MacroOptions.parse(command, line.group(2), name -> Optional.of(name));
      count++;
    }
    assertTrue(count > 6, "lines found: " + count);
  }
}
