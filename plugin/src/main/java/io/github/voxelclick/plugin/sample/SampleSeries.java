package io.github.voxelclick.plugin.sample;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.CtPhantom;
import io.github.voxelclick.fixtures.phantom.CtPhantomOptions;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A phantom of an abdomen as a CT series in DICOM, and its truth: for the command {@code demo}, and
 * for whoever has no images at hand. The phantom has a grid of its own; truth and click reach the
 * volume as loaded through the patient's space. Immutable.
 */
public final class SampleSeries {
  private static final long SEED = 20261122;

  private final CtPhantom phantom;
  private final VolumeGeometry grid;

  private SampleSeries(CtPhantom phantom, VolumeGeometry grid) {
    this.phantom = phantom;
    this.grid = grid;
  }

  /**
   * Writes the series; the same bytes each time.
   *
   * @param folder made when absent; the files that were written there before are replaced
   * @throws IOException when the folder cannot be written
   */
  public static SampleSeries write(Path folder) throws IOException, GeometryException {
    CtPhantom phantom = CtPhantom.of(CtPhantomOptions.defaults());
    Files.createDirectories(folder);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "s*-*.dcm")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    DicomSeriesBuilder.of(phantom.grid(), PixelFormat.SIGNED_16, phantom.samples())
        .seed(SEED)
        .writeTo(folder);
    PhantomGrid g = phantom.grid();
    VolumeGeometry grid =
        VolumeGeometry.regular(
            new GridSize(g.ni(), g.nj(), g.nk()),
            Affine.ofRowMajor(g.affineLps()),
            Optional.empty());
    return new SampleSeries(phantom, grid);
  }

  /** The voxel to click, on the grid of the volume as loaded. */
  public VoxelIndex click(VolumeGeometry loaded) {
    int[] c = phantom.suggestedClick();
    return loaded.toVoxel(grid.toWorld(new VoxelIndex(c[0], c[1], c[2]).centre())).nearest();
  }

  /** The true mask on the grid of the volume as loaded. */
  public Mask truth(VolumeGeometry loaded) {
    boolean[] truth = phantom.truth();
    PhantomGrid g = phantom.grid();
    GridSize size = loaded.size();
    Mask mask = Mask.empty(size);
    for (int slice = 0; slice < size.k(); slice++) {
      int k = slice;
      SliceMask pixels =
          SliceMask.of(
              size.i(),
              size.j(),
              (i, j) -> {
                VoxelIndex v =
                    grid.toVoxel(loaded.toWorld(new VoxelIndex(i, j, k).centre())).nearest();
                return grid.size().contains(v) && truth[g.offset(v.i(), v.j(), v.k())];
              });
      mask = mask.withSlice(SlicePlane.k(k), pixels);
    }
    return mask;
  }
}
