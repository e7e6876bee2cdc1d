package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.dicomgen.TransferSyntax;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.plugin.StrangeFolders;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped jars in an ImageJ of its own, driven by a macro: discovery, class loading,
 * relocation, the native libraries, the model and the macro interface.
 */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RealInstallUiIT {
  private static final Path JARS = Path.of(System.getProperty("voxelclick.jars"));

  /** As Debian's package imagej installs it; .ci/peers.sh does. */
  private static final Path DEBIAN = Path.of("/usr/bin/imagej");

  private static final String SERIES = "Reihe #1 ü";

  @TempDir Path folder;

  private static Path allInOne() {
    return JARS.resolve("VoxelClick_-" + System.getProperty("voxelclick.version") + "-all.jar");
  }

  /**
   * What both ways to install come to: the model runs, and nothing is there twice. The second is
   * started as Fiji starts its Java (config/fiji.toml of 2026-06): all of plugins/ and jars/ in one
   * class path, and plugins/ searched for commands.
   */
  @ParameterizedTest
  @ValueSource(strings = {"one jar for plain ImageJ", "the two jars of the site as Fiji has them"})
  void opens_a_volume_from_folders_with_strange_names(String way) throws Exception {
    StrangeFolders folders = StrangeFolders.in(folder);
    Path plugins = Files.createDirectories(folders.install().resolve("plugins"));
    List<String> start = new ArrayList<>(List.of("-Xmx1200m"));
    if (way.startsWith("one")) {
      Files.copy(allInOne(), plugins.resolve("VoxelClick_-all.jar"));
      start.addAll(List.of("-cp", ijJar(), "ij.ImageJ", "-ijpath", folders.install().toString()));
    } else {
      List<String> classPath = new ArrayList<>(List.of(ijJar()));
      for (String part : List.of("jars", "plugins")) {
        Path to = Files.createDirectories(folders.install().resolve(part));
        try (Stream<Path> jars = Files.list(JARS.resolve("fiji-site").resolve(part))) {
          for (Path jar : jars.filter(p -> p.toString().endsWith(".jar")).toList()) {
            classPath.add(Files.copy(jar, to.resolve(jar.getFileName())).toString());
          }
        }
      }
      start.addAll(List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "-cp"));
      start.add(String.join(File.pathSeparator, classPath));
      start.addAll(List.of("-Dplugins.dir=" + folders.install(), "ij.ImageJ"));
    }
    Path result = folders.images().resolve("ergebnis ü.txt");
    start.addAll(
        List.of("-macro", macro(folders.images()).toString(), argument(folders.images(), result)));
    String text =
        runUntilWritten(
            folders.sealed(folders.java(start.toArray(String[]::new))), result, folders.home());
    assertOpened(text);
    assertFalse(text.contains("What looks wrong"), text);
    assertTrue(text.contains("  temp: " + folders.temp().toRealPath() + ": can be"), text);
    assertFalse(text.contains("Jörg Müßig"), "the home folder is the owner's: " + text);
    assertTrue(Files.isDirectory(folders.home().resolve(".local/share/voxelclick/journals")));
  }

  @Test
  void opens_a_volume_in_debians_imagej_with_only_our_jar() throws Exception {
    assertTrue(Files.isExecutable(DEBIAN), "apt-get install imagej, or .ci/peers.sh");
    Path home = Files.createDirectories(folder.resolve("Jörg")); // its script knows no spaces
    Path plugins = Files.createDirectories(home.resolve(".imagej").resolve("plugins"));
    Files.copy(allInOne(), plugins.resolve("VoxelClick_-all.jar"));
    Path result = home.resolve("result.txt");
    Path macro = macro(home);
    String text =
        runUntilWritten(
            List.of(
                DEBIAN.toString(), "-x", "1200", "-m", macro.toString(), argument(home, result)),
            result,
            home);
    assertOpened(text);
    assertTrue(text.contains("host: ImageJ 1.53"), text);
  }

  /** The macro; paths are its argument, since ImageJ reads macro files byte by byte. */
  private static Path macro(Path folder) throws Exception {
    PhantomGrid grid = GlyphPhantom.smallObliqueGrid();
    DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(grid))
        .encodeAs(TransferSyntax.RLE_LOSSLESS)
        .writeTo(folder.resolve(SERIES));
    return Files.writeString(
        folder.resolve("test.ijm"),
        """
        path = split(getArgument(), "|");
        run("Open Volume...", "path=[" + path[0] + "]");
        setSlice(2);
        getDimensions(width, height, channels, slices, frames);
        run("VoxelClick Diagnostics");
        File.saveString(width + "x" + height + "x" + slices + " value " + getValue(3, 4) +
          " tool " + IJ.getToolName() + "\\n" + getInfo("log") + "end", path[1]);
        """);
  }

  private static String argument(Path folder, Path result) {
    return folder.resolve(SERIES) + "|" + result;
  }

  private static void assertOpened(String text) {
    assertAll(
        () -> assertTrue(text.startsWith("5x7x3 value 143 tool Segment Tool"), text),
        () -> assertTrue(text.contains("  loaded: SeedNet v1 on cpu"), text),
        () -> assertTrue(text.contains("  cpu: runs: cpu, "), text),
        () -> assertEquals(1, text.lines().filter(l -> l.startsWith("  version: 1.")).count()));
  }

  /** Runs ImageJ, which stays open after a macro, until the result is there. */
  private String runUntilWritten(List<String> command, Path result, Path home) throws Exception {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("XDG_DATA_HOME");
    builder.environment().put("HOME", home.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Java asks the system, not HOME, for the home folder.
    if (command.get(0).equals(DEBIAN.toString())) {
      builder.environment().put("JAVA_TOOL_OPTIONS", "-Duser.home=" + home);
    }
    Process process = builder.start();
    try {
      for (int look = 0; look < 300 && process.isAlive(); look++) {
        if (Files.exists(result) && Files.readString(result).endsWith("end")) {
          return Files.readString(result);
        }
        process.waitFor(200, TimeUnit.MILLISECONDS);
      }
      throw new AssertionError("no result: " + Files.readString(output));
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static String ijJar() throws Exception {
    return new File(ij.IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .getPath();
  }
}
