package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.codec.PixelSource;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelMemory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads one slice of a series, for a look at it before all is read. Stateless. */
public final class DicomSliceLoader {
  private DicomSliceLoader() {}

  /**
   * Reads one slice. No other file of the series is touched, and no other frame is decoded.
   *
   * @param series as found by {@link SeriesScanner}
   * @param k slice, from zero
   * @return a volume of one slice, at its place in the patient. Its modality values are those of
   *     the series' volume; its stored samples may be of another type where slices differ
   * @throws DicomReadException when the file is gone, changed or damaged
   * @throws GeometryException when the slice does not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static Volume load(DicomSeries series, int k, Progress progress)
      throws DicomReadException, GeometryException {
    ImageHeader image = series.images().get(k);
    SliceStore store = new SliceStore(List.of(image));
    VoxelMemory.require(image.pixels().pixelCount() * store.bytesPerVoxel());
    progress.checkCancelled();
    try {
      DicomFile file = DicomFile.read(image.file());
      PixelSource pixels = PixelSource.open(file);
      DicomVolumeLoader.checkUnchanged(image, pixels);
      progress.checkCancelled();
      if (store.isColour()) {
        store.putRgb(0, pixels.rgb(image.frame()));
      } else {
        store.put(0, pixels.frame(image.frame()));
      }
    } catch (DicomReadException | IOException e) {
      throw DicomVolumeLoader.failure(image, e);
    }
    return new Volume(
        geometry(series.geometry(), k),
        store.toData(),
        store.rescale(),
        series.modality(),
        image.values().display(),
        store.padding());
  }

  private static VolumeGeometry geometry(VolumeGeometry of, int k) throws GeometryException {
    Affine affine = of.indexToLps();
    GridSize size = of.size();
    return VolumeGeometry.regular(
        new GridSize(size.i(), size.j(), 1),
        Affine.ofColumns(affine.step(0), affine.step(1), affine.step(2), of.slicePosition(k)),
        Optional.empty());
  }
}
