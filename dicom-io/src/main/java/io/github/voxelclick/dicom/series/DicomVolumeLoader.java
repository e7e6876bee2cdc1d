package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.codec.PixelSource;
import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Reads the samples of a series, several images at a time on the threads of the common pool: beside
 * the volume no more than one image per thread is in memory. An image whose pixels cannot be read
 * is left out, with a gap and a warning; none is filled with zeros. Used once.
 */
public final class DicomVolumeLoader {
  private final DicomSeries series;
  private final List<ImageHeader> images;
  private final Progress progress;
  private final SliceStore store;

  /** By the first slice of the file. */
  private final NavigableMap<Integer, List<ReadWarning>> warnings = new ConcurrentSkipListMap<>();

  /** By slice. */
  private final NavigableMap<Integer, DicomReadException> failures = new ConcurrentSkipListMap<>();

  /** By slice, why its pixels cannot be read though the rest of the file can. */
  private final NavigableMap<Integer, String> damaged = new ConcurrentSkipListMap<>();

  private int done;

  /** Headers of the first slice; set by one thread and read when all are done. */
  private Attributes firstImage = new Attributes();

  private DicomVolumeLoader(DicomSeries series, Progress progress) {
    this.series = series;
    this.progress = progress;
    images = series.images();
    store = new SliceStore(images);
  }

  /**
   * Reads a volume.
   *
   * @param series as found by {@link SeriesScanner}; its files must still be there. Where pixels
   *     turn out to be damaged, the volume has fewer slices than the series
   * @param progress told after each slice, by one thread at a time
   * @throws DicomReadException when a file is gone or changed, or no image decodes; names the one
   *     of the lowest slice
   * @throws GeometryException when the volume does not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static DicomVolume load(DicomSeries series, Progress progress)
      throws DicomReadException, GeometryException {
    DicomSeries usable = series;
    while (true) {
      DicomVolumeLoader loader = new DicomVolumeLoader(usable, progress);
      loader.readAll();
      if (loader.damaged.isEmpty()) {
        return loader.toVolume(series.petUnit()); // of all images, also those that are damaged
      }
      usable = usable.without(loader.damaged);
    }
  }

  private void readAll() throws DicomReadException, GeometryException {
    VoxelMemory.require(series.geometry().size().voxels() * store.bytesPerVoxel());
    slicesByFile().parallelStream().forEach(this::readFile);
    progress.checkCancelled();
    if (!failures.isEmpty()) {
      throw failures.firstEntry().getValue();
    }
    if (damaged.size() == images.size()) {
      throw new DicomReadException(
          images.get(0).file().getFileName() + ": " + damaged.firstEntry().getValue());
    }
  }

  private DicomVolume toVolume(Optional<PetUnit> pet) {
    List<ReadWarning> all = new ArrayList<>(series.warnings());
    all.addAll(FileWarnings.summary(List.copyOf(warnings.values())));
    all.addAll(MissingUids.fill(firstImage, images.get(0).ids()));
    Volume volume =
        new Volume(
            series.geometry(),
            store.toData(),
            store.rescale(),
            series.modality(),
            images.get(images.size() / 2).values().display(),
            store.padding(),
            pet);
    return new DicomVolume(volume, source(), all);
  }

  /** The slices of each file, so that its headers are read once. */
  private List<List<Integer>> slicesByFile() {
    Map<Path, List<Integer>> slices = new LinkedHashMap<>();
    for (int k = 0; k < images.size(); k++) {
      slices.computeIfAbsent(images.get(k).file(), file -> new ArrayList<>()).add(k);
    }
    return List.copyOf(slices.values());
  }

  /**
   * @param slices ascending
   */
  private void readFile(List<Integer> slices) {
    int first = slices.get(0);
    if (isPointless(first)) {
      return;
    }
    try {
      DicomFile file = DicomFile.read(images.get(first).file());
      Optional<PixelSource> readable = open(file, slices);
      if (readable.isEmpty()) {
        return;
      }
      PixelSource pixels = readable.get();
      checkUnchanged(images.get(first), pixels);
      warnings.put(first, pixels.warnings());
      if (first == 0) {
        firstImage = file.dataset();
        PixelSource.pixelDataTag(file).ifPresent(firstImage::remove); // of a deflated file
      }
      slices.parallelStream().forEach(k -> readSlice(k, pixels));
    } catch (DicomReadException | IOException e) {
      failures.put(first, failure(images.get(first), e));
    }
  }

  /** The frames of a file; empty when they cannot be found, which damages all its slices. */
  private Optional<PixelSource> open(DicomFile file, List<Integer> slices) throws IOException {
    try {
      return Optional.of(PixelSource.open(file));
    } catch (DicomReadException e) {
      slices.forEach(k -> damaged.put(k, e.getMessage()));
      return Optional.empty();
    }
  }

  private void readSlice(int k, PixelSource pixels) {
    if (isPointless(k)) {
      return;
    }
    ImageHeader image = images.get(k);
    try {
      if (store.isColour()) {
        store.putRgb(k, pixels.rgb(image.frame()));
      } else {
        store.put(k, pixels.frame(image.frame()));
      }
    } catch (DicomReadException e) {
      damaged.put(k, e.getMessage());
    } catch (IOException e) {
      failures.put(k, failure(image, e));
      return;
    }
    tellProgress();
  }

  private synchronized void tellProgress() {
    if (!progress.isCancelled()) {
      done++;
      progress.update(done, images.size());
    }
  }

  /** Slices below one that failed are still read: the lowest failure is told. */
  private boolean isPointless(int k) {
    Map.Entry<Integer, DicomReadException> failure = failures.firstEntry();
    return progress.isCancelled() || (failure != null && failure.getKey() < k);
  }

  /** What is told of an image that cannot be read. */
  static DicomReadException failure(ImageHeader image, Exception e) {
    String reason =
        e instanceof DicomReadException
            ? e.getMessage()
            : "the file cannot be read any more ("
                + e.getClass().getSimpleName()
                + "). Open the series again.";
    return new DicomReadException(image.file().getFileName() + ": " + reason, e);
  }

  /** Refuses a file that is no longer what its header said. */
  static void checkUnchanged(ImageHeader image, PixelSource pixels) throws DicomReadException {
    SampleLayout expected = image.pixels();
    if (pixels.description().rows() != expected.rows()
        || pixels.description().columns() != expected.columns()
        || pixels.description().bitsAllocated() != expected.bitsAllocated()
        || pixels.description().signed() != expected.signed()
        || pixels.isColour() != expected.isColour()) {
      throw new DicomReadException(
          "the file was changed since the series was opened. Open the series again.");
    }
  }

  private SourceSeries source() {
    return new SourceSeries(
        firstImage,
        series.sourceImages(),
        images.stream().anyMatch(image -> image.pixels().lossy()),
        series.highestSeriesNumber());
  }
}
