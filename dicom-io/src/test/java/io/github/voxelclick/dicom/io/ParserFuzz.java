package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.dicomgen.TransferSyntax;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.fuzz.FuzzTarget;
import io.github.voxelclick.volume.DicomReadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Data sets of every encoding, read to the end. */
public final class ParserFuzz implements FuzzTarget {
  @Override
  public void accept(byte[] data) throws IOException {
    try (DicomInputStream in = new DicomInputStream(new ByteArrayInputStream(data))) {
      Attributes dataset = in.readDataset();
      for (int tag : dataset.tags()) {
        dataset.getStrings(tag);
      }
    } catch (DicomReadException e) {
      // a sentence is as good as a data set
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    PhantomGrid grid = GlyphPhantom.smallObliqueGrid();
    List<byte[]> seeds = new ArrayList<>();
    for (TransferSyntax syntax : TransferSyntax.values()) {
      Path folder = Files.createTempDirectory("seeds");
      Path file =
          DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(grid))
              .encodeAs(syntax)
              .writeTo(folder)
              .images()
              .get(0)
              .file();
      seeds.add(Files.readAllBytes(file));
    }
    return seeds;
  }
}
