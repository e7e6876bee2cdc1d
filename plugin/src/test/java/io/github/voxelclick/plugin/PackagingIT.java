package io.github.voxelclick.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the three jars hold, and that the command line runs from its jar alone. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PackagingIT {
  private static final Path JARS = Path.of(System.getProperty("voxelclick.jars"));
  private static final String VERSION = System.getProperty("voxelclick.version");
  private static final String FIJI = "VoxelClick_-" + VERSION + ".jar";
  private static final String PLAIN = "VoxelClick_-" + VERSION + "-all.jar";
  private static final String COMMAND_LINE = "voxelclick.jar";
  private static final String ORT = "ai/onnxruntime/OrtEnvironment.class";

  private static Set<String> entries(String jar) throws IOException {
    try (JarFile file = new JarFile(JARS.resolve(jar).toFile())) {
      Set<String> names = new TreeSet<>();
      file.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName).forEach(names::add);
      return names;
    }
  }

  @Nested
  class Contents {
    @Test
    void only_the_jar_for_fiji_is_without_onnx_runtime() throws IOException {
      assertFalse(entries(FIJI).contains(ORT));
      assertTrue(entries(PLAIN).contains(ORT));
      assertTrue(entries(COMMAND_LINE).contains(ORT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fiji", "plain", "command line"})
    void classes_are_ours_or_relocated_into_ours(String which) throws IOException {
      for (String name : entries(jar(which))) {
        if (name.endsWith(".class")) {
          assertTrue(
              name.startsWith("io/github/voxelclick/") || name.startsWith("ai/onnxruntime/"), name);
          assertFalse(name.endsWith("module-info.class"), name);
        }
        assertFalse(name.matches("META-INF/.*\\.(SF|RSA|DSA)"), name);
        assertFalse(name.startsWith("META-INF/services/javax.imageio"), name);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fiji", "plain", "command line"})
    void model_menu_and_licences_are_there(String which) throws IOException {
      Set<String> names = entries(jar(which));
      for (String needed :
          List.of(
              "plugins.config",
              "io/github/voxelclick/seednet/seednet-v1.onnx",
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "META-INF/licenses/jai-imageio-jpeg2000.txt")) {
        assertTrue(names.contains(needed), needed);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fiji", "plain"})
    void classes_that_the_menu_names_load_in_java_8(String which) throws IOException {
      try (JarFile file = new JarFile(JARS.resolve(jar(which)).toFile())) {
        String config =
            new String(
                file.getInputStream(file.getEntry("plugins.config")).readAllBytes(),
                StandardCharsets.UTF_8);
        List<String> lines =
            config.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
        assertFalse(lines.isEmpty());
        Set<String> classes = new TreeSet<>(Set.of("plugin/command/RequiredJava"));
        for (String line : lines) {
          String name = line.substring(line.lastIndexOf(',') + 1).strip().replaceAll("\\(.*", "");
          classes.add(name.replace("io.github.voxelclick.", "").replace('.', '/'));
        }
        for (String name : classes) {
          ZipEntry entry = file.getEntry("io/github/voxelclick/" + name + ".class");
          assertNotNull(entry, name);
          try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
            assertEquals(0xCAFEBABE, in.readInt());
            in.readUnsignedShort();
            assertEquals(52, in.readUnsignedShort(), "class file version of " + name);
          }
        }
      }
    }

    private String jar(String which) {
      return switch (which) {
        case "Fiji" -> FIJI;
        case "plain" -> PLAIN;
        default -> COMMAND_LINE;
      };
    }
  }

  @Nested
  class Command_line {
    @TempDir Path folder;

    private String run(int expectedExit, String... words) throws Exception {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Duser.home=" + folder);
      command.addAll(List.of("-jar", JARS.resolve(COMMAND_LINE).toString()));
      command.addAll(List.of(words));
      Path out = folder.resolve("out.txt");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(folder.resolve("err.txt").toFile())
              .start();
      assertTrue(process.waitFor(180, TimeUnit.SECONDS), "still running: " + command);
      assertEquals(expectedExit, process.exitValue(), Files.readString(folder.resolve("err.txt")));
      return Files.readString(out);
    }

    @Test
    void help_names_all_commands_and_version_is_that_of_the_build() throws Exception {
      String help = run(0, "--help");
      for (String command : List.of("info", "segment", "evaluate", "demo")) {
        assertTrue(help.contains("  " + command), help);
      }
      assertTrue(run(0, "--version").contains(VERSION));
    }

    @Test
    void demo_reaches_dice_0_90_and_leaves_its_files() throws Exception {
      JsonObject json = JsonParser.parseString(run(0, "demo", "--json")).getAsJsonObject();
      assertTrue(json.get("dice").getAsDouble() >= 0.90, "Dice " + json.get("dice"));
      for (String file : List.of("seg", "truth", "png")) {
        assertTrue(Files.size(folder.resolve(json.get(file).getAsString())) > 0, file);
      }
      Path png = folder.resolve(json.get("png").getAsString());
      assertTrue(ImageIO.read(png.toFile()).getWidth() > 500);
      assertTrue(json.has("ms"));
      assertTrue(
          Files.isRegularFile(folder.resolve("voxelclick-demo/segmentation.dcm")),
          "all under voxelclick-demo");
    }

    @Test
    void bad_input_ends_with_an_exit_code_and_one_sentence() throws Exception {
      run(1, "info", "nowhere");
      String err = Files.readString(folder.resolve("err.txt"));
      assertEquals(1, err.lines().count(), err);
      assertTrue(err.contains("nowhere"), err);
    }
  }
}
