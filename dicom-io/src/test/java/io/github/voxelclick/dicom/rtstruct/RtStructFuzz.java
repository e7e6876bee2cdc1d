package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.fuzz.FuzzTarget;
import io.github.voxelclick.fuzz.ScratchFile;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** RT Structure Sets, laid onto a small volume. */
public final class RtStructFuzz implements FuzzTarget {
  private static final String FRAME = "2.25.100";

  private final VolumeGeometry grid;
  private final ScratchFile file = new ScratchFile("rs.dcm");

  /** Makes the grid. */
  public RtStructFuzz() throws GeometryException, IOException {
    grid =
        VolumeGeometry.regular(
            new GridSize(71, 9, 4),
            Affine.ofRowMajor(0.7, 0, 0.3, -12, 0, 1.1, 0, 31, 0, 0, 2.5, -140),
            Optional.of(FRAME));
  }

  @Override
  public void accept(byte[] data) throws IOException {
    try {
      RtStructureSet.read(file.with(data)).onto(grid, ForeignFrames.ACCEPT, Progress.none());
    } catch (VolumeException e) {
      // a sentence is as good as a mask
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    Path folder = Files.createTempDirectory("seed");
    HandMade made =
        new HandMade(FRAME)
            .region(
                1,
                "Ring",
                HandMade.box(grid, 1, 3, 1, 60, 7),
                HandMade.box(grid, 1, 10, 3, 40, 5),
                HandMade.contour(grid, 3.5, 0, 2, 66.1, 2.4, 2, 20, 8.8, 2, -4, 5, 2))
            .region(7, "Point", HandMade.contour("POINT", "1\\2\\3"))
            .region(8, "Later");
    return List.of(Files.readAllBytes(made.writeTo(folder)));
  }
}
