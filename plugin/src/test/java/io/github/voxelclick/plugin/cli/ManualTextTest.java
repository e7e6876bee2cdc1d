package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.panel.Shortcut;
import io.github.voxelclick.plugin.panel.Shortcuts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the pages say of menus, keys, pictures and one another is so. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManualTextTest {
  private static final Path IMAGES = ManualPage.ROOT.resolve("docs/images");
  private static final Pattern MENU = Pattern.compile("\\*([A-Z][\\w ]* ▸ [^*]+)\\*");
  private static final Pattern NAMED_KEY = Pattern.compile("[Tt]he key ([A-Z])\\b");
  private static final Pattern CODE_KEY =
      Pattern.compile("`((?:Ctrl\\+)?[A-Z]|Enter|Tab|Escape|Space)`");
  private static final Pattern OWN_COMMAND =
      Pattern.compile("Plugins>VoxelClick[^,]*, \"([^\"]+)\"");

  /** Menus that Fiji has and ImageJ has not. */
  private static final Pattern OF_FIJI =
      Pattern.compile("File ▸ New ▸ Script…|Help ▸ Update…( ▸ .*)?");

  private static final long PICTURE = 150_000;
  private static final long PICTURES = 3_000_000;
  private static final long RECORDING = 2L << 20;

  private static String resource(String name) throws IOException {
    try (InputStream in = ManualTextTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void links_lead_to_files_and_headings_that_are_there() throws IOException {
    List<String> broken = new ArrayList<>();
    int found = 0;
    for (ManualPage page : ManualPage.all()) {
      for (String link : page.links()) {
        if (!link.matches("[a-z]+:.*")) {
          found++;
          if (!leadsSomewhere(page, link)) {
            broken.add(page.file() + ": " + link);
          }
        }
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(found > 50, found + " links");
  }

  private static boolean leadsSomewhere(ManualPage page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path folder = page.file().resolveSibling(".");
    Path target = parts[0].isEmpty() ? page.file() : folder.resolve(parts[0]).normalize();
    if (!Files.exists(ManualPage.ROOT.resolve(target))) {
      return false;
    }
    return parts.length == 1 || ManualPage.read(target.toString()).anchors().contains(parts[1]);
  }

  @Test
  void a_link_to_nowhere_is_found() throws IOException {
    ManualPage readme = ManualPage.read("README.md");
    assertTrue(leadsSomewhere(readme, "docs/manual.md#when-something-fails"));
    assertFalse(leadsSomewhere(readme, "docs/manual.md#nothing"));
    assertFalse(leadsSomewhere(readme, "docs/nothing.md"));
  }

  @Test
  void menus_have_the_commands_that_the_pages_name() throws IOException {
    Set<String> ours =
        OWN_COMMAND
            .matcher(resource("/plugins.config"))
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toSet());
    String imagej = resource("/IJ_Props.txt");
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (ManualPage page : ManualPage.all()) {
      for (Matcher m = MENU.matcher(page.prose()); m.find(); ) {
        found++;
        String[] path = m.group(1).split(" +▸ +", -1);
        String command = path[path.length - 1].strip().replace("…", "...");
        boolean own = path.length > 2 && path[1].equals("VoxelClick");
        boolean there =
            own
                ? ours.contains(command)
                : Pattern.compile("[=\"]" + Pattern.quote(command)).matcher(imagej).find();
        boolean ourMenu = m.group(1).equals("Plugins ▸ VoxelClick");
        if (!there && !ourMenu && !OF_FIJI.matcher(m.group(1)).matches()) {
          wrong.add(page.file() + ": " + m.group(1));
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(found > 8, found + " menus");
  }

  @Test
  @DisabledOnOs(value = OS.MAC, disabledReason = "the pages give the keys of the other systems")
  void keys_are_those_of_the_windows() throws IOException {
    Set<String> keys =
        Shortcuts.ofPlatform().all().stream()
            .map(Shortcut::text)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (ManualPage page : ManualPage.all()) {
      boolean manual = page.name().equals("manual.md"); // elsewhere such letters are axes, too
      for (Pattern pattern : manual ? List.of(NAMED_KEY, CODE_KEY) : List.of(NAMED_KEY)) {
        for (Matcher m = pattern.matcher(page.prose()); m.find(); ) {
          found++;
          if (!keys.contains(m.group(1))) {
            wrong.add(page.file() + ": " + m.group(1));
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(found > 10, found + " keys");
    assertEquals(keys, keysOfTheTable());
  }

  /** The keys in the table of the reader's page, all of which it has. */
  private static Set<String> keysOfTheTable() throws IOException {
    Set<String> keys = new TreeSet<>();
    List<String> lines = ManualPage.read("docs/reader.md").lines();
    for (String line : lines.subList(lines.indexOf("## Keys"), lines.indexOf("## Linked views"))) {
      if (line.matches("\\|.*\\|.*\\|.*\\|.*\\|") && !line.matches("\\| key .*|\\|---.*")) {
        String[] cells = line.split("\\|", -1);
        for (String cell : List.of(cells[1], cells[3])) {
          Arrays.stream(cell.split(" and |,", -1))
              .map(key -> key.strip().replace("Escape", "Esc")) // as Java calls it
              .filter(key -> !key.isEmpty())
              .forEach(keys::add);
        }
      }
    }
    return keys;
  }

  @Test
  void the_card_and_readme_and_manual_tell_the_same_five_steps() throws IOException {
    List<String> steps =
        ManualPage.read("README.md").lines().stream()
            .filter(line -> line.matches("[1-5]\\. .*"))
            .toList();
    assertEquals(5, steps.size());
    String card = resource("/io/github/voxelclick/plugin/text/texts.properties");
    for (String same :
        List.of(
            "Go to a slice in the middle of the structure. The click tool is chosen already.",
            "Left-click into the structure. Right-click, or Alt+left-click, on what does not"
                + " belong; drag for a box.")) {
      assertAll(
          () -> assertTrue(card.contains(same), same),
          () -> assertTrue(steps.stream().anyMatch(step -> step.contains(same)), same));
    }
  }

  @Test
  void pictures_are_shown_described_and_small() throws IOException {
    String shown = "";
    List<String> undescribed = new ArrayList<>();
    for (ManualPage page : ManualPage.all()) {
      shown += String.join("\n", page.links()) + "\n";
      page.lines().stream().filter(line -> line.contains("![](")).forEach(undescribed::add);
    }
    assertEquals(List.of(), undescribed);
    long sum = 0;
    try (Stream<Path> files = Files.walk(IMAGES)) {
      for (Path f : files.filter(Files::isRegularFile).toList()) {
        String name = IMAGES.relativize(f).toString().replace('\\', '/');
        assertTrue(shown.contains("images/" + name), name + " is shown nowhere");
        long size = Files.size(f);
        assertTrue(size <= (name.endsWith(".gif") ? RECORDING : PICTURE), name + ": " + size);
        sum += name.endsWith(".gif") ? 0 : size;
      }
    }
    assertTrue(sum > 0 && sum <= PICTURES, sum + " bytes of pictures");
  }
}
