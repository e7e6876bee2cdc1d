package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.fuzz.FuzzTarget;
import io.github.voxelclick.fuzz.ScratchFile;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Segmentations, read onto a small oblique volume. */
public final class SegFuzz implements FuzzTarget {
  private final SourceFixture source;
  private final ScratchFile file = new ScratchFile("seg.dcm");

  /** Makes the volume. */
  public SegFuzz() throws IOException, VolumeException {
    PhantomGrid grid = GlyphPhantom.smallObliqueGrid();
    source = SourceFixture.of(Files.createTempDirectory("source"), grid);
  }

  @Override
  public void accept(byte[] data) throws IOException {
    try {
      DicomSegReader.read(file.with(data), source.source(), source.geometry());
    } catch (VolumeException e) {
      // a sentence is as good as a segmentation
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException, VolumeException {
    Mask mask = Mask.empty(source.geometry().size());
    for (int k = 0; k < mask.size().k(); k++) {
      int slice = k;
      SliceMask disc =
          SliceMask.of(mask.size().i(), mask.size().j(), (i, j) -> (i * 3 + j * 5 + slice) % 7 < 3);
      mask = mask.withSlice(SlicePlane.k(k), disc);
    }
    Segmentation two =
        new Segmentation(
            source.geometry(),
            List.of(
                new Segmentation.Entry(SourceFixture.segment(1, "first"), mask),
                new Segmentation.Entry(SourceFixture.segment(2, "second"), mask)));
    Path target = Files.createTempDirectory("seed").resolve("seg.dcm");
    SourceFixture.writer()
        .write(two, source.source(), SourceFixture.OPTIONS, target, Progress.none());
    return List.of(Files.readAllBytes(target));
  }
}
