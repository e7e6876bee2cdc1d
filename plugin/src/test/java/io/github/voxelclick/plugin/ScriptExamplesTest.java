package io.github.voxelclick.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ShortProcessor;
import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.cli.CommandLineRun;
import io.github.voxelclick.plugin.cli.Samples;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every example of the documentation, as it stands there. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ScriptExamplesTest {
  @TempDir static Path shared;
  private static int folders;

  @BeforeAll
  static void write_a_series() throws IOException {
    Samples.series().writeTo(shared.resolve("ct"));
    IJ.saveAsTiff(phantom(), shared.resolve("phantom.tif").toString());
  }

  /** The samples as an image of ImageJ, all values 1024 higher. */
  private static ImagePlus phantom() {
    int ni = Samples.size()[0];
    int nj = Samples.size()[1];
    ImageStack stack = new ImageStack(ni, nj);
    short[] hu = Samples.samples();
    for (int k = 0; k < Samples.size()[2]; k++) {
      short[] slice = new short[ni * nj];
      for (int n = 0; n < slice.length; n++) {
        slice[n] = (short) (hu[Samples.grid().offset(n % ni, n / ni, k)] + 1024);
      }
      stack.addSlice(new ShortProcessor(ni, nj, slice, null));
    }
    ImagePlus image = new ImagePlus("phantom", stack);
    image.getCalibration().setUnit("mm");
    image.getCalibration().pixelWidth = Samples.spacingMm()[0];
    image.getCalibration().pixelHeight = Samples.spacingMm()[1];
    image.getCalibration().pixelDepth = Samples.spacingMm()[2];
    image
        .getCalibration()
        .setFunction(ij.measure.Calibration.STRAIGHT_LINE, new double[] {-1024, 1}, "HU");
    return image;
  }

  /** A folder of its own with the series in it. */
  private static Path folder() throws IOException {
    Path folder = Files.createDirectory(shared.resolve("example " + ++folders));
    Path ct = Files.createDirectory(folder.resolve("ct"));
    try (Stream<Path> files = Files.list(shared.resolve("ct"))) {
      for (Path file : files.toList()) {
        Files.copy(file, ct.resolve(file.getFileName()));
      }
    }
    Files.copy(shared.resolve("phantom.tif"), folder.resolve("phantom.tif"));
    return folder;
  }

  private static Map<String, Mask> masks(Path seg) throws VolumeException {
    OpenedVolume ct =
        VolumeCatalog.of(shared.resolve("ct"), Progress.none())
            .choose(Optional.empty())
            .load(Progress.none());
    Map<String, Mask> masks = new LinkedHashMap<>();
    DicomSegReader.read(seg, ct.dicomSource().orElseThrow(), ct.volume().geometry())
        .segmentation()
        .entries()
        .forEach(e -> masks.put(e.segment().label(), e.mask()));
    return masks;
  }

  private static ScriptExample first(ScriptLanguage language) throws IOException {
    return ScriptExample.ofPage().stream()
        .filter(e -> e.language() == language)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void one_script_in_four_languages_gives_the_masks_of_the_command_line() throws Exception {
    Path byCommand = shared.resolve("command.dcm");
    CommandLineRun.of(
            "segment",
            shared.resolve("ct"),
            "--prompt",
            Samples.CLICK,
            "--prompt",
            "point:-:3,5,4",
            "--label",
            "Liver",
            "--out",
            byCommand)
        .assertDone();
    Mask liver = masks(byCommand).get("Liver");
    assertTrue(liver.count() > 100, liver.count() + " voxels");
    Map<ScriptLanguage, Map<String, Mask>> all = new EnumMap<>(ScriptLanguage.class);
    for (ScriptLanguage language : ScriptLanguage.values()) {
      Path folder = folder();
      first(language).runIn(folder);
      Map<String, Mask> masks = masks(folder.resolve("liver.dcm"));
      assertEquals(liver, masks.get("Liver"), language + ": the command line's liver");
      assertTrue(
          Files.exists(folder.resolve("liver.provenance.json")), language + ": provenance beside");
      all.put(language, masks);
    }
    Map<String, Mask> reference = all.get(ScriptLanguage.JAVA);
    assertEquals(List.of("Liver", "cyst of the liver"), List.copyOf(reference.keySet()));
    Mask cyst = reference.get("cyst of the liver");
    assertEquals(List.of(2, 3, 4, 5, 6), List.copyOf(cyst.occupiedSlices()), "interpolated slices");
    assertFalse(cyst.equals(liver));
    all.forEach((language, masks) -> assertEquals(reference, masks, language.name()));
  }

  @TestFactory
  Stream<DynamicTest> examples_of_the_page() throws IOException {
    List<ScriptExample> examples = ScriptExample.ofPage();
    assertTrue(examples.size() >= 8, examples.size() + " examples");
    List<ScriptExample> others = new ArrayList<>(examples);
    for (ScriptLanguage language : ScriptLanguage.values()) {
      assertTrue(others.remove(first(language)), language + " is run by the test above");
    }
    return others.stream().map(ScriptExamplesTest::runs);
  }

  @TestFactory
  Stream<DynamicTest> examples_of_the_javadoc() throws IOException {
    List<ScriptExample> examples = ScriptExample.ofJavadoc();
    assertTrue(examples.size() >= 5, examples.size() + " examples");
    return examples.stream().map(ScriptExamplesTest::runs);
  }

  private static DynamicTest runs(ScriptExample example) {
    return DynamicTest.dynamicTest(
        example.name() + " " + example.language(), () -> example.runIn(folder()));
  }

  @Test
  void no_example_is_missed_by_the_patterns_that_find_them() throws IOException {
    String page = Files.readString(Path.of("../docs/scripting.md"));
    long fences = page.lines().filter(line -> line.startsWith("```") && line.length() > 3).count();
    long shell = page.lines().filter(line -> line.equals("```sh")).count();
    assertEquals(fences - shell, ScriptExample.ofPage().size());
    long blocks = 0;
    for (String type : List.of("VoxelClick", "VoxelCase", "VoxelSegment")) {
      blocks +=
          Files.readString(Path.of("src/main/java/io/github/voxelclick/plugin/" + type + ".java"))
              .lines()
              .filter(line -> line.contains("<pre>"))
              .count();
    }
    assertEquals(blocks, ScriptExample.ofJavadoc().size());
  }
}
