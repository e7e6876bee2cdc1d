package io.github.voxelclick.open;

import io.github.voxelclick.dicom.series.DicomDirectory;
import io.github.voxelclick.dicom.series.DicomSeries;
import io.github.voxelclick.dicom.series.DicomSliceLoader;
import io.github.voxelclick.dicom.series.DicomVolumeLoader;
import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.dicom.series.SeriesScan;
import io.github.voxelclick.dicom.series.SeriesScanner;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The volumes that a file or a folder holds, known from headers alone, and what had to be refused.
 * Immutable.
 */
public final class VolumeCatalog {
  private final Path path;
  private final List<Path> files;
  private final List<VolumeEntry> entries;
  private final List<Refused> refused;
  private final List<Refused> otherObjects;
  private final int otherFiles;

  private VolumeCatalog(
      Path path,
      List<Path> files,
      List<VolumeEntry> entries,
      List<Refused> refused,
      List<Refused> otherObjects,
      int otherFiles) {
    this.path = path;
    this.files = List.copyOf(files);
    this.entries = List.copyOf(entries);
    this.refused = List.copyOf(refused);
    this.otherObjects = List.copyOf(otherObjects);
    this.otherFiles = otherFiles;
  }

  /**
   * Looks at a file, at the files that a DICOMDIR lists, or at all files of a folder and its
   * folders.
   *
   * @param path a DICOM or NIfTI file, a DICOMDIR, or a folder
   * @param progress told after each file
   * @throws VolumeException when the path is missing or empty, or nothing in it is DICOM or NIfTI;
   *     images that cannot be used are no exception but {@link #refused}
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static VolumeCatalog of(Path path, Progress progress) throws VolumeException {
    FileTree.Found found = find(path, progress);
    List<Path> files = found.files();
    Map<Boolean, List<Path>> byName =
        files.stream().collect(Collectors.partitioningBy(NiftiScan::claims));
    SeriesScan scan = SeriesScanner.scan(byName.get(false), progress);
    List<VolumeEntry> entries = new ArrayList<>();
    for (DicomSeries series : scan.series()) {
      entries.add(VolumeEntry.of(series, new DicomLoader(series)));
    }
    List<Refused> refused = new ArrayList<>(scan.refused());
    refused.addAll(found.refused());
    List<Path> niftiFiles = new ArrayList<>(byName.get(true));
    scan.notDicom().stream()
        .map(Refused::path)
        .filter(NiftiReader::hasNiftiName)
        .forEach(niftiFiles::add);
    int orphans = niftiFiles.size() - byName.get(true).size();
    NiftiScan nifti = NiftiScan.of(niftiFiles, scan.seriesCount() + 1, progress);
    entries.addAll(nifti.entries());
    refused.addAll(nifti.refused());
    if (entries.isEmpty() && refused.isEmpty()) {
      throw new DicomReadException(nothing(path, files.size(), scan));
    }
    return new VolumeCatalog(
        path, files, entries, refused, scan.otherObjects(), scan.notDicom().size() - orphans);
  }

  private static FileTree.Found find(Path path, Progress progress) throws DicomReadException {
    Optional<DicomDirectory> index =
        Files.isRegularFile(path) ? DicomDirectory.of(path) : Optional.empty();
    return index.isPresent()
        ? new FileTree.Found(index.get().files(), index.get().unusable())
        : FileTree.files(path, progress);
  }

  /**
   * The files that {@link #of} would look at, without looking at them.
   *
   * @param progress asked whether to go on
   * @throws VolumeException when the path is missing or empty
   */
  public static List<Path> filesOf(Path path, Progress progress) throws VolumeException {
    return find(path, progress).files();
  }

  private record DicomLoader(DicomSeries series) implements VolumeEntry.Loader {
    @Override
    public OpenedVolume load(Progress progress) throws VolumeException {
      return OpenedVolume.of(DicomVolumeLoader.load(series, progress));
    }

    @Override
    public Volume slice(int k, Progress progress) throws VolumeException {
      return DicomSliceLoader.load(series, k, progress);
    }
  }

  private static String nothing(Path path, int files, SeriesScan scan) {
    List<Refused> others = new ArrayList<>(scan.otherObjects());
    others.addAll(scan.notDicom());
    return FileTree.name(path)
        + " holds no image: "
        + (files == 1
            ? others.get(0).reason()
            : files + " files, none of them a DICOM image or NIfTI.")
        + " Choose a DICOM image, a folder of them, or a .nii or .nii.gz file.";
  }

  /** All files that were looked at. */
  public List<Path> files() {
    return files;
  }

  /** What can be loaded, in the order of the ids. */
  public List<VolumeEntry> entries() {
    return entries;
  }

  /** What looked like an image and cannot be used, with the reason. */
  public List<Refused> refused() {
    return refused;
  }

  /**
   * Those of {@link #refused} that the disk or the system refused: any of them may be a slice of
   * any series, and another time it may be read.
   */
  public List<Refused> unreadable() {
    return refused.stream().filter(Refused::unreadable).toList();
  }

  /** DICOM objects that are no images, such as reports and segmentations, each with its kind. */
  public List<Refused> otherObjects() {
    return otherObjects;
  }

  /** How many files are neither DICOM nor NIfTI. */
  public int otherFiles() {
    return otherFiles;
  }

  /**
   * The entry to work on.
   *
   * @param id an id of {@link #entries}; empty where there is only one, or only one volume beside
   *     plain slices
   * @throws VolumeException when nothing can be loaded, the id does not exist, or there are several
   *     entries and no id; the message lists them
   */
  public VolumeEntry choose(Optional<String> id) throws VolumeException {
    String name = FileTree.name(path);
    if (entries.isEmpty()) {
      String more = refused.size() > 1 ? " (" + refused.size() + " refused in all)" : "";
      throw new DicomReadException(
          "Nothing in " + name + " can be opened. " + refused.get(0).reason() + more);
    }
    List<VolumeEntry> volumes = entries.stream().filter(VolumeEntry::isVolume).toList();
    List<VolumeEntry> likely = volumes.isEmpty() ? entries : volumes;
    if (id.isEmpty() && likely.size() == 1) {
      return likely.get(0);
    }
    for (VolumeEntry entry : entries) {
      if (id.isPresent() && id.get().equals(entry.id())) {
        return entry;
      }
    }
    String known = entries.stream().map(VolumeEntry::summary).collect(Collectors.joining(", "));
    String what =
        id.map(i -> name + " has no volume " + i)
            .orElse(name + " holds " + entries.size() + " volumes");
    throw new DicomReadException(what + "; choose one by its id (--series): " + known + ".");
  }
}
