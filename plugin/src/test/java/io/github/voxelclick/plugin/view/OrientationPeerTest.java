package io.github.voxelclick.plugin.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.view.ViewOrientation.Side;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.Volume;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The letters at the sides of the views against those that pydicom and numpy come to. */
@Tag("peer")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrientationPeerTest {
  private static final String SCRIPT = "src/test/python/orientation_peer.py";
  private static final int[] SIZE = {5, 7, 3};
  private static final double[] SPACING = {0.7, 1.1, 2.5};

  /** Directions of a row and of a column, LPS. */
  private static final Map<String, double[][]> ACQUISITIONS =
      Map.of(
          "feet_first_prone_axial", new double[][] {{-1, 0, 0}, {0, -1, 0}},
          "feet_first_prone_axial_from_above", new double[][] {{1, 0, 0}, {0, -1, 0}},
          "oblique",
              new double[][] {
                PhantomGrid.rotatedAxis(0, 25, -18, 33), PhantomGrid.rotatedAxis(1, 25, -18, 33)
              },
          "sagittal", new double[][] {{0, 1, 0}, {0, 0, -1}},
          "oblique_coronal", new double[][] {{0.96, 0.28, 0}, {0.05, -0.1714, -0.98}});

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "feet_first_prone_axial",
        "feet_first_prone_axial_from_above",
        "oblique",
        "sagittal",
        "oblique_coronal"
      })
  void letters_are_those_of_pydicom_and_numpy(String name) throws Exception {
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: no peers to compare with");
    double[][] directions = ACQUISITIONS.get(name);
    PhantomGrid grid =
        PhantomGrid.oblique(
            SIZE, SPACING, new double[] {-12, 31, -140}, directions[0], directions[1]);
    DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(grid))
        .shuffled()
        .writeTo(folder);
    Volume volume =
        VolumeCatalog.of(folder, Progress.none())
            .choose(Optional.empty())
            .load(Progress.none())
            .volume();
    List<String> ours = new ArrayList<>();
    for (SliceAxis axis : SliceAxis.values()) {
      ViewOrientation o = ViewOrientation.of(volume.geometry(), axis);
      ours.add(
          String.join(
              " ",
              o.plane().orElseThrow().name(),
              o.letters(Side.LEFT),
              o.letters(Side.RIGHT),
              o.letters(Side.TOP),
              o.letters(Side.BOTTOM)));
    }
    Collections.sort(ours);
    Process process =
        new ProcessBuilder(python, SCRIPT, folder.toString()).redirectErrorStream(true).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), answer);
    assertEquals(answer.strip(), String.join("\n", ours));
  }
}
