package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.codec.PixelSource;
import io.github.voxelclick.dicom.codec.RawFrame;
import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the samples of a series, one image at a time: beside the volume no more than one image is
 * in memory. A single image that cannot be read fails the whole; none is filled with zeros. Used
 * once, by one thread.
 */
public final class DicomVolumeLoader {
  private final DicomSeries series;
  private final List<ImageHeader> images;
  private final SliceStore store;
  private final List<List<ReadWarning>> pixelWarnings = new ArrayList<>();
  private Attributes firstImage = new Attributes();

  private DicomVolumeLoader(DicomSeries series) {
    this.series = series;
    images = series.images();
    store = new SliceStore(images);
  }

  /**
   * Reads a volume.
   *
   * @param series as found by {@link SeriesScanner}; its files must still be there
   * @param progress told after each slice
   * @throws DicomReadException when a file is gone, changed, cut off or does not decode; names it
   * @throws GeometryException when the volume does not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static DicomVolume load(DicomSeries series, Progress progress)
      throws DicomReadException, GeometryException {
    return new DicomVolumeLoader(series).load(progress);
  }

  private DicomVolume load(Progress progress) throws DicomReadException, GeometryException {
    VoxelMemory.require(series.geometry().size().voxels() * store.bytesPerSample());
    for (int k = 0; k < images.size(); k++) {
      progress.checkCancelled();
      read(k);
      progress.update(k + 1, images.size());
    }
    List<ReadWarning> warnings = new ArrayList<>(series.warnings());
    warnings.addAll(FileWarnings.summary(pixelWarnings));
    warnings.addAll(MissingUids.fill(firstImage, images.get(0).ids()));
    Volume volume =
        new Volume(
            series.geometry(),
            store.toData(),
            store.rescale(),
            series.modality(),
            images.get(images.size() / 2).values().windows());
    return new DicomVolume(volume, source(), warnings);
  }

  private void read(int k) throws DicomReadException {
    ImageHeader image = images.get(k);
    try {
      DicomFile file = DicomFile.read(image.file());
      PixelSource pixels = PixelSource.open(file);
      checkUnchanged(image, pixels);
      RawFrame frame = pixels.frame(image.frame());
      store.put(k, frame, image.values().rescale());
      pixelWarnings.add(pixels.warnings());
      if (k == 0) {
        firstImage = file.dataset();
        firstImage.remove(Tag.PixelData); // there only when the file is deflated
      }
    } catch (DicomReadException e) {
      throw new DicomReadException(image.file().getFileName() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DicomReadException(
          image.file().getFileName()
              + ": the file cannot be read any more ("
              + e.getClass().getSimpleName()
              + "). Open the series again.",
          e);
    }
  }

  private static void checkUnchanged(ImageHeader image, PixelSource pixels)
      throws DicomReadException {
    SampleLayout expected = image.pixels();
    if (pixels.description().rows() != expected.rows()
        || pixels.description().columns() != expected.columns()
        || pixels.description().bitsAllocated() != expected.bitsAllocated()
        || pixels.description().signed() != expected.signed()
        || pixels.description().samplesPerPixel() != 1) {
      throw new DicomReadException(
          "the file was changed since the series was opened. Open the series again.");
    }
  }

  private SourceSeries source() {
    return new SourceSeries(
        firstImage,
        images.stream().map(ImageHeader::toSourceImage).toList(),
        images.stream().anyMatch(image -> image.pixels().lossy()),
        series.highestSeriesNumber());
  }
}
