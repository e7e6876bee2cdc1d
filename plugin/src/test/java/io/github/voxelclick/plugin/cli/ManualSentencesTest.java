package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of the manual's section "When something fails": every sentence in it is one that the
 * program says, and those of the command line are made to be said.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManualSentencesTest {
  /** Sentences that only windows say; that the sources have them has to do. */
  private static final List<String> OF_WINDOWS =
      List.of(
          "The image in front was not opened by VoxelClick.",
          "This needs … MiB of memory, more than Java may use",
          "Nothing is segmented yet. Click a structure first.",
          "overlap, and NIfTI labels cannot.");

  @TempDir private static Path folder;
  private static final Map<String, String[]> CASES = new LinkedHashMap<>();

  @BeforeAll
  static void write_what_is_wrong() throws IOException {
    Samples.series().writeTo(folder.resolve("ct"));
    Files.writeString(folder.resolve("notes.txt"), "hello");
    Files.createDirectories(folder.resolve("empty"));
    ManualFolder.writeModel(folder);
    Path two = Files.createDirectories(folder.resolve("two"));
    ManualFolder.copy(folder.resolve("ct"), two.resolve("a"));
    Samples.series().seed(77).writeTo(two.resolve("b"));
    Path part = folder.resolve("part");
    ManualFolder.copy(folder.resolve("ct"), part);
    Files.delete(slices(part).get(4));
    byte[] whole = Files.readAllBytes(slices(folder.resolve("ct")).get(0));
    Files.write(folder.resolve("cut.dcm"), Arrays.copyOf(whole, whole.length - 700));
    segment("liver.dcm").assertDone();
    run("convert liver.dcm liver.nii.gz --reference ct").assertDone();
    ManualFolder.copy(folder.resolve("ct"), folder.resolve("cases/001/series"));
    for (String name : List.of("one.dcm", "two.dcm")) {
      Files.copy(folder.resolve("liver.dcm"), folder.resolve("cases/001").resolve(name));
    }
    run("models propose encoder.onnx decoder.onnx --as medsam").assertDone();
    String click = " --prompt " + Samples.CLICK + " --propagate none --out x.dcm";
    say("holds no image:", "info notes.txt");
    say("holds … volumes; choose one by its id (--series)", "segment two" + click);
    say("Its pixel data are cut off", "info cut.dcm");
    say("the gap is kept.", "info part");
    say("The prompt lies outside its slice", "segment ct --prompt point:+:600,1,1 --out x.dcm");
    say("expected 3 numbers as in point:+:i,j,k", "segment ct --prompt point:+:1,1 --out x.dcm");
    say(
        "A DICOM SEG must refer to DICOM images, and this volume is NIfTI.",
        "segment liver.nii.gz" + click);
    say(
        "is there already. Choose another name or give --overwrite.",
        "convert liver.dcm liver.nii.gz --reference ct");
    say("there is no folder", "segment ct --prompt point:+:1,1,1 --out none/x.dcm");
    say("The meaning of the code … is not known here.", "segment ct --code SCT:999" + click);
    say("is installed; there are", "segment ct --model nosuch" + click);
    say("takes no positive click", "segment ct --model encoder.json" + click);
    say("this ONNX Runtime was built without it.", "segment ct --device cuda" + click);
    say("No file of … that is ready to run is known", "models get medsam");
    say("no work on this image is kept on this computer.", "replay ct --folder empty");
    say("There is no *.provenance.json in … or below", "report empty");
    say(
        "it has … files of masks (DICOM Segmentation, RT Structure Set or NIfTI), expected one",
        "dataset cases made");
  }

  private static List<Path> slices(Path series) throws IOException {
    try (Stream<Path> files = Files.list(series)) {
      return files.sorted().toList();
    }
  }

  private static CommandLineRun segment(String out) {
    return run("segment ct --prompt " + Samples.CLICK + " --propagate none --out " + out);
  }

  private static void say(String sentence, String command) {
    CASES.put(sentence, command.split(" ", -1));
  }

  private static CommandLineRun run(String command) {
    return run(command.split(" ", -1));
  }

  private static CommandLineRun run(String... words) {
    Object[] all = Arrays.copyOf(words, words.length, Object[].class);
    for (int n = 1; n < words.length; n++) {
      boolean path =
          words[n].matches(".+\\.(dcm|gz|json|onnx|txt)|made")
              || (!words[n].contains(":") && Files.exists(folder.resolve(words[n])));
      all[n] = path ? folder.resolve(words[n]) : words[n];
    }
    return CommandLineRun.of(all);
  }

  /** The first column of the table. */
  private static List<String> sentences() throws IOException {
    List<String> lines = ManualPage.read("docs/manual.md").lines();
    return lines.subList(lines.indexOf("## When something fails"), lines.size()).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| sentence |"))
        .map(line -> line.split("\\|", -1)[1].strip())
        .toList();
  }

  @Test
  void every_sentence_is_said_when_it_should_be() throws IOException {
    List<String> told = new ArrayList<>(OF_WINDOWS);
    for (Map.Entry<String, String[]> c : CASES.entrySet()) {
      told.add(c.getKey());
      CommandLineRun run = run(c.getValue());
      String said = run.out() + run.err();
      String pattern =
          Arrays.stream(c.getKey().split("…", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      assertTrue(Pattern.compile(pattern).matcher(said).find(), c.getKey() + " is not in: " + said);
      assertFalse(said.contains("fault in VoxelClick"), said);
    }
    assertEquals(new TreeSet<>(told), new TreeSet<>(sentences()));
  }

  @Test
  void no_refusal_leaves_a_file() throws IOException {
    assertNotEquals(0, CASES.size());
    for (String[] words : CASES.values()) {
      run(words);
    }
    assertFalse(Files.exists(folder.resolve("x.dcm")));
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void windows_have_the_sentences_that_only_they_say() throws IOException {
    Set<String> missing = new TreeSet<>();
    String sources = sources();
    for (String sentence : OF_WINDOWS) {
      if (!sources.contains(sentence)) {
        missing.add(sentence);
      }
    }
    assertEquals(Set.of(), missing);
  }

  /** All sentences of sources and texts, with … for what is put in. */
  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      for (Path f : files.filter(f -> f.toString().matches(".*\\.(java|properties)")).toList()) {
        all.append(Files.readString(f));
      }
    }
    return all.toString()
        .replaceAll("\"\\s*\\+\\s*\"", "")
        .replaceAll("\\{\\d[^}]*\\}", "…")
        .replace("''", "'");
  }
}
