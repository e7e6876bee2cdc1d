package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.plugin.task.Models;
import io.github.voxelclick.plugin.task.ProviderLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command that README and manual tell people to type, typed: each page has a folder of its
 * own, with what {@link ManualFolder} puts there, and its commands run in their order. The manual
 * itself gets nothing but the model's files: it works on what it has made before.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManualTest {
  private static final Pattern PROGRAM =
      Pattern.compile("(voxelclick|java -jar (plugin/target/)?voxelclick\\.jar) (.*)");

  /**
   * What other tests run (the scripts of ScriptExamplesTest), and what needs a cluster: the page
   * says where that was run.
   */
  private static final Pattern ELSEWHERE =
      Pattern.compile("java -cp voxelclick\\.jar[: ].*|export .*|sbatch .*");

  /** Words in capitals and signs that stand for something of the reader's. */
  private static final Map<String, String> MEANT = new HashMap<>();

  static {
    for (String series : List.of("PATH", "SERIES", "IMAGE")) {
      MEANT.put(series, "ct");
    }
    MEANT.put("IN", "liver.dcm");
    MEANT.put("MASK", "liver.dcm");
    MEANT.put("MASK_A", "liver.dcm");
    MEANT.put("MASK_B", "liver.nii.gz");
    MEANT.put("NAME.dcm", "liver.dcm");
    MEANT.put("CASES", "cases");
    MEANT.put("DIR", "cases");
    MEANT.put("OUT", "made.nii.gz");
    MEANT.put("ZIP", "models.zip");
    MEANT.put("NAME", "mine");
    MEANT.put("DAYS", "90");
    MEANT.put("ENCODER", "encoder.onnx");
    MEANT.put("DECODER", "decoder.onnx");
    MEANT.put("FOLDER", "made");
    MEANT.put("I", "suite/one/image.nii.gz");
    MEANT.put("L", "suite/one/label.nii.gz");
    MEANT.put("V", "3");
    MEANT.put("JOB.json", "liver.json");
    MEANT.put("JOBS.csv", "jobs.csv");
    MEANT.put("job DIR", "masks");
    MEANT.put("batch DIR", "masks");
    MEANT.put("evaluate DIR", "suite");
    MEANT.put("dataset OUT", "made");
    MEANT.put("get NAME", "medsam");
    MEANT.put("point:+:i,j,k", "point:+:" + ManualFolder.INSIDE);
  }

  /** What has to be done before a command makes sense, by the command. */
  private static final Map<String, List<String>> BEFORE =
      Map.of(
          "models export-bundle medsam liver-sam --out models.zip",
          List.of(
              "models add encoder.onnx decoder.onnx --profile medsam --name medsam",
              "models add encoder.onnx decoder.onnx --profile medsam --name liver-sam"),
          "models import-bundle models.zip",
          List.of("models remove medsam --yes", "models remove liver-sam --yes"));

  /** Commands that end in a refusal here, since nothing is offered for download; what it says. */
  private static final Map<String, String> REFUSED =
      Map.of("models get NAME", "No file of medsam that is ready to run is known");

  private static final Pattern OPTION_VALUE = Pattern.compile("--(json|csv|html) FILE");

  @TempDir private static Path shared;
  private static final Map<String, String> USUAL = new HashMap<>();

  @TempDir private Path folder;
  private int files;

  @BeforeAll
  static void write_what_the_pages_work_on() throws Exception {
    use(Journals.FOLDER_PROPERTY, shared.resolve("journals"));
    use(Models.FOLDER_PROPERTY, shared.resolve("models"));
    use(ProviderLibraries.FOLDER_PROPERTY, shared.resolve("providers"));
    ManualFolder.writeAll(Files.createDirectory(shared.resolve("all")), shared.resolve("journals"));
  }

  private static void use(String property, Path place) {
    USUAL.putIfAbsent(property, System.getProperty(property, ""));
    assertFalse(USUAL.get(property).isBlank(), "tests would look at the user's own " + property);
    System.setProperty(property, place.toString());
  }

  @AfterAll
  static void use_the_usual_folders() {
    USUAL.forEach(System::setProperty);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/manual.md",
        "docs/batch.md",
        "docs/evaluation.md",
        "docs/gpu.md",
        "docs/install.md",
        "docs/macros.md",
        "docs/measurements.md",
        "docs/model-profiles.md",
        "docs/models.md",
        "docs/provenance.md",
        "docs/reader.md",
        "docs/report.md",
        "docs/saving.md",
        "docs/scripting.md",
        "docs/session.md"
      })
  void every_command_of_the_page_does_what_it_should(String file) throws Exception {
    if (file.equals("docs/manual.md")) {
      ManualFolder.writeModel(folder);
    } else {
      ManualFolder.copy(shared.resolve("all"), folder);
    }
    use(Models.FOLDER_PROPERTY, folder.resolve("installed"));
    List<ManualPage.Command> commands = ManualPage.read(file).commands();
    assertFalse(commands.isEmpty(), "no command is found any more");
    for (ManualPage.Command command : commands) {
      run(command);
    }
  }

  private void run(ManualPage.Command command) throws IOException {
    String text = command.text();
    if (text.startsWith("mvn ")) {
      boolean developers = !command.page().matches("README.md|docs.manual.md");
      assertTrue(developers || runsInCi(text), command + " is run neither here nor by .ci/run");
    } else if (PROGRAM.matcher(text).matches()) {
      voxelclick(command, PROGRAM.matcher(text).replaceFirst("$3"));
    } else if (ELSEWHERE.matcher(text).matches()) {
      assertFalse(command.page().matches("README.md|docs.manual.md"), command + " is not run");
    } else if (text.startsWith("mkdir -p ")) {
      Files.createDirectories(folder.resolve(text.substring(9)));
    } else if (text.matches("cp -r \\S+ \\S+")) {
      String[] words = text.split(" ", -1);
      ManualFolder.copy(folder.resolve(words[2]), folder.resolve(words[3]));
    } else {
      throw new AssertionError(command + " is no command that this test can run");
    }
  }

  private void voxelclick(ManualPage.Command command, String text) {
    if (!command.spelt()) {
      String named = text.replaceFirst(" --.*", "") + " --help";
      assertEquals(0, CommandLineRun.of((Object[]) named.split(" ", -1)).exit(), "" + command);
      return;
    }
    for (String before : BEFORE.getOrDefault(text, List.of())) {
      CommandLineRun.of(words(before)); // may have been done already
    }
    CommandLineRun run = CommandLineRun.of(words(text.equals("demo") ? demo() : text));
    if (REFUSED.containsKey(text)) {
      assertEquals(1, run.exit(), command.toString());
      assertTrue(run.err().contains(REFUSED.get(text)), run.err());
    } else {
      assertEquals(0, run.exit(), command + "\n" + run.out() + run.err());
    }
  }

  /** The demo writes into the folder that one is in, which a test cannot change: it is named. */
  private static String demo() {
    String help = CommandLineRun.of("demo", "--help").assertDone().out();
    assertTrue(help.contains("default voxelclick-demo"), help);
    return "demo --folder voxelclick-demo";
  }

  /** The words of a command, with what is meant by those in capitals and with paths of our own. */
  private Object[] words(String text) {
    String plain = text.replaceAll("[\\[\\]]", "").replace(" …", "");
    for (Matcher m = OPTION_VALUE.matcher(plain); m.find(); m = OPTION_VALUE.matcher(plain)) {
      files++;
      plain = m.replaceFirst("--$1 made-" + files + ".$1");
    }
    String[] words = plain.split(" +", -1);
    Object[] meant = new Object[words.length];
    for (int n = 0; n < words.length; n++) {
      String key = words[n].replaceFirst("^(models|sessions)$", "");
      String special = (words[0].equals("models") ? words[1] : words[0]) + " " + key;
      String word = MEANT.getOrDefault(special, MEANT.getOrDefault(key, words[n]));
      assertFalse(word.matches("[A-Z_]{2,}"), "what does " + word + " stand for in " + text);
      meant[n] = n > 0 && isPath(word) ? folder.resolve(word) : word;
    }
    return meant;
  }

  private boolean isPath(String word) {
    return !word.contains(":")
        && (word.matches(".+\\.(dcm|gz|json|csv|html|onnx|zip|txt)")
            || word.matches("made|masks|report|nnunet|voxelclick-demo")
            || Files.exists(folder.resolve(word)));
  }

  /** Whether .ci/run takes this line from README, or runs the profile that the line names. */
  private static boolean runsInCi(String command) throws IOException {
    String ci = Files.readString(ManualPage.ROOT.resolve(".ci/run"));
    Matcher taken = Pattern.compile("(\\w+)=\\$\\(command_of '([^']+)'\\)").matcher(ci);
    while (taken.find()) {
      boolean run = ci.contains("bash -euo pipefail -c \"$" + taken.group(1) + "\"");
      if (run && Pattern.compile(taken.group(2)).matcher(command).find()) {
        return true;
      }
    }
    Matcher profile = Pattern.compile("-P\\w+").matcher(command);
    return profile.find() && ci.contains("mvn -B " + profile.group() + " ");
  }

  @Test
  void a_command_that_nobody_runs_is_found() throws IOException {
    assertFalse(runsInCi("mvn deploy"));
    assertFalse(runsInCi("mvn -Pnosuch test"));
    assertTrue(runsInCi("mvn verify"));
    ManualPage page =
        new ManualPage(
            Path.of("x.md"),
            List.of("```sh", "rm -r /  # all", "```", "say `voxelclick nosuch x.dcm` and `a b`"));
    assertEquals(
        List.of("x.md:2: rm -r /", "x.md:4: voxelclick nosuch x.dcm"),
        page.commands().stream().map(ManualPage.Command::toString).toList());
    for (ManualPage.Command command : page.commands()) {
      org.junit.jupiter.api.Assertions.assertThrows(AssertionError.class, () -> run(command));
    }
  }

  /** A page with commands has to be in the list above, or in a test of its own. */
  @Test
  void no_page_has_commands_that_no_test_runs() throws Exception {
    ValueSource tested =
        ManualTest.class
            .getDeclaredMethod("every_command_of_the_page_does_what_it_should", String.class)
            .getAnnotation(ValueSource.class);
    Set<String> untested = new TreeSet<>();
    for (ManualPage page : ManualPage.all()) {
      if (page.commands().stream().anyMatch(c -> !c.text().startsWith("mvn "))) {
        untested.add(page.file().toString().replace('\\', '/'));
      }
    }
    Arrays.asList(tested.strings()).forEach(untested::remove);
    assertEquals(Set.of(), untested);
  }

  @Test
  void readme_has_every_command_of_the_program() throws IOException {
    String help = CommandLineRun.of("--help").assertDone().out();
    List<String> known =
        help.substring(help.indexOf("Commands:"))
            .lines()
            .filter(line -> line.matches("  [a-z].*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .toList();
    assertTrue(known.size() > 10, help);
    List<String> told =
        ManualPage.read("README.md").commands().stream()
            .filter(c -> c.text().startsWith("voxelclick "))
            .map(c -> c.text().split(" ", -1)[1])
            .toList();
    assertEquals(List.of(), known.stream().filter(name -> !told.contains(name)).toList());
  }
}
