package io.github.voxelclick.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsh.Interpreter;
import groovy.lang.GroovyShell;
import io.github.voxelclick.plugin.cli.Samples;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.python.util.PythonInterpreter;

/** The commands of {@code docs/scripting.md} that run its scripts, with the jars that they name. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScriptCommandsIT {
  private static final Path VOXELCLICK =
      Path.of(System.getProperty("voxelclick.jars"), "voxelclick.jar");
  private static final Pattern SHELL = Pattern.compile("```sh\\R(.*?)\\R```", Pattern.DOTALL);
  private static final Map<ScriptLanguage, String> FILES =
      Map.of(
          ScriptLanguage.GROOVY, "liver.groovy",
          ScriptLanguage.JYTHON, "liver.py",
          ScriptLanguage.BEANSHELL, "liver.bsh",
          ScriptLanguage.JAVA, "Liver.java");

  @TempDir static Path folder;

  @BeforeAll
  static void put_jars_scripts_and_images_together() throws Exception {
    Files.copy(VOXELCLICK, folder.resolve("voxelclick.jar"));
    for (Class<?> type : List.of(GroovyShell.class, PythonInterpreter.class, Interpreter.class)) {
      Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      Files.copy(jar, folder.resolve(String.valueOf(jar.getFileName())));
    }
    Samples.series().writeTo(folder.resolve("ct"));
    for (ScriptLanguage language : ScriptLanguage.values()) {
      ScriptExample example =
          ScriptExample.ofPage().stream()
              .filter(e -> e.language() == language)
              .findFirst()
              .orElseThrow();
      Files.writeString(
          folder.resolve(FILES.get(language)), example.text().replace("/data/", folder + "/"));
    }
  }

  static Stream<String> commands() throws IOException {
    Matcher m = SHELL.matcher(Files.readString(Path.of("../docs/scripting.md")));
    assertTrue(m.find(), "no commands");
    List<String> lines = m.group(1).lines().toList();
    assertEquals(ScriptLanguage.values().length, lines.size());
    return lines.stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void each_saves_the_masks_without_imagej(String command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    assertEquals("java", words.get(0));
    words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.set(2, words.get(2).replace(":", File.pathSeparator));
    words.add(1, "-Duser.home=" + folder);
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "still running: " + command);
    String told = Files.readString(out);
    assertEquals(0, process.exitValue(), told);
    assertTrue(told.contains("cyst of the liver: 0.89"), told);
    assertTrue(told.contains("Liver: 1.78") || told.contains("Liver 1.78"), told);
    assertTrue(Files.deleteIfExists(folder.resolve("liver.dcm")), told);
    assertTrue(Files.deleteIfExists(folder.resolve("liver.provenance.json")), told);
  }
}
