package io.github.voxelclick.nifti;

import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.fuzz.FuzzTarget;
import io.github.voxelclick.fuzz.ScratchFile;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.util.List;

/** NIfTI images, compressed or not, loaded whole. */
public final class NiftiFuzz implements FuzzTarget {
  private static final byte GZIP = 0x1F;

  private final ScratchFile plain = new ScratchFile("image.nii");
  private final ScratchFile compressed = new ScratchFile("image.nii.gz");

  /** Makes the two files. */
  public NiftiFuzz() throws IOException {}

  @Override
  public void accept(byte[] data) throws IOException {
    boolean gzip = data.length > 0 && data[0] == GZIP;
    try {
      NiftiReader.read((gzip ? compressed : plain).with(data), Progress.none());
    } catch (VolumeException e) {
      // a sentence is as good as an image
    }
  }

  @Override
  public List<byte[]> seeds() {
    PhantomGrid grid = GlyphPhantom.smallObliqueGrid();
    NiftiBuilder image =
        NiftiBuilder.of(grid.size(), GlyphPhantom.indexSamples(grid)).affine(grid.affineRas());
    return List.of(image.toBytes(), image.toGzipBytes());
  }
}
