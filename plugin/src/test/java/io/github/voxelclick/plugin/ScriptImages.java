package io.github.voxelclick.plugin;

import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.plugin.cli.Samples;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Path;

/** VoxelClick as scripts start it, with a series and a NIfTI file of the same image. */
final class ScriptImages implements AutoCloseable {
  private final Path ct;
  private final Path nifti;
  private final VoxelClick vc;

  /** Writes the images into a folder and starts VoxelClick. */
  ScriptImages(Path folder) throws IOException, VolumeException {
    ct = folder.resolve("ct");
    Samples.series().shuffled().writeTo(ct);
    nifti = folder.resolve("image.nii.gz");
    NiftiBuilder.of(Samples.size(), Samples.samples())
        .affine(Samples.grid().affineRas())
        .writeTo(nifti);
    vc = VoxelClick.start("seednet-v1", "cpu");
  }

  /** The folder of the series. */
  Path ct() {
    return ct;
  }

  Path nifti() {
    return nifti;
  }

  VoxelClick vc() {
    return vc;
  }

  /** The series, opened. */
  VoxelCase open() throws VolumeException {
    return vc.open(ct);
  }

  static VoxelSegment liver(VoxelCase image) throws VolumeException {
    return image.segment("Liver").click(20, 24, 4);
  }

  @Override
  public void close() {
    vc.close();
  }
}
