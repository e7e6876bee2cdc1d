package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.dicomgen.TransferSyntax;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped jar in the plugins folder of an ImageJ of its own, driven by a macro: discovery,
 * class loading, relocation, the model and the macro interface.
 */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RealInstallUiIT {
  private static final Path JARS = Path.of(System.getProperty("voxelclick.jars"));

  @TempDir Path home;

  @Test
  void the_jar_for_plain_imagej_opens_a_volume_from_a_macro() throws Exception {
    Path plugins = Files.createDirectories(home.resolve("plugins"));
    Files.copy(
        JARS.resolve("VoxelClick_-" + System.getProperty("voxelclick.version") + "-all.jar"),
        plugins.resolve("VoxelClick_-all.jar"));
    PhantomGrid grid = GlyphPhantom.smallObliqueGrid();
    Path series = home.resolve("series");
    DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(grid))
        .encodeAs(TransferSyntax.RLE_LOSSLESS)
        .writeTo(series);
    Path result = home.resolve("result.txt");
    Path macro = home.resolve("test.ijm");
    Files.writeString(
        macro,
        """
        run("Open Volume...", "path=[%s]");
        setSlice(2);
        getDimensions(width, height, channels, slices, frames);
        run("VoxelClick Diagnostics");
        File.saveString(width + "x" + height + "x" + slices + " value " + getValue(3, 4) +
          " tool " + IJ.getToolName() + "\\n" + getInfo("log") + "end", "%s");
        """
            .formatted(series, result));
    String text = runUntilWritten(macro, result);
    assertTrue(text.startsWith("5x7x3 value 143 tool Segment Tool"), text);
    assertTrue(text.contains("Model SeedNet v1 on cpu"), text);
  }

  /** Runs ImageJ, which stays open after a macro, until the result is there. */
  private String runUntilWritten(Path macro, Path result) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + home,
                "-Dvoxelclick.journals=" + home.resolve("journals"),
                "-cp",
                ijJar(),
                "ij.ImageJ",
                "-ijpath",
                home.toString(),
                "-macro",
                macro.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output.txt").toFile())
            .start();
    try {
      for (int look = 0; look < 300 && process.isAlive(); look++) {
        if (Files.exists(result) && Files.readString(result).endsWith("end")) {
          return Files.readString(result);
        }
        process.waitFor(200, TimeUnit.MILLISECONDS);
      }
      throw new AssertionError("no result: " + Files.readString(home.resolve("output.txt")));
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static String ijJar() throws Exception {
    return new File(ij.IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .getPath();
  }
}
