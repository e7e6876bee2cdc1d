package io.github.voxelclick.plugin.browser;

import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import java.io.IOException;
import java.nio.file.Path;

/** Labels as NIfTI on a phantom's grid. */
final class DoeLabels {
  private DoeLabels() {}

  static void write(Path file, PhantomGrid grid, short[] labels) throws IOException {
    NiftiBuilder.of(grid.size(), labels).affine(grid.affineRas()).writeTo(file);
  }
}
