package io.github.voxelclick.open;

import io.github.voxelclick.dicom.series.DicomSeries;
import io.github.voxelclick.nifti.NiftiHeader;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.MemoryShortageException;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A volume that was found and can be loaded; known from headers alone. Immutable. */
public final class VolumeEntry {
  /** Reads the samples of one entry. */
  interface Loader {
    OpenedVolume load(Progress progress) throws VolumeException;

    /**
     * Reads one slice.
     *
     * @param k from zero
     * @return a volume of one slice
     */
    Volume slice(int k, Progress progress) throws VolumeException;
  }

  /** What the files are. */
  public enum Format {
    DICOM,
    NIFTI
  }

  private final String id;
  private final Format format;
  private final Path path;
  private final String studyInstanceUid;
  private final String seriesInstanceUid;
  private final String modality;
  private final String description;
  private final String variant;
  private final String plainReason;
  private final VolumeGeometry geometry;
  private final List<DisplayPreset> presets;
  private final Optional<PetUnit> petUnit;
  private final List<String> transferSyntaxes;
  private final List<ReadWarning> warnings;
  private final long memoryBytes;
  private final Loader loader;

  private VolumeEntry(
      String id,
      Format format,
      Path path,
      String studyInstanceUid,
      String seriesInstanceUid,
      String modality,
      String description,
      String variant,
      String plainReason,
      VolumeGeometry geometry,
      List<DisplayPreset> presets,
      Optional<PetUnit> petUnit,
      List<String> transferSyntaxes,
      List<ReadWarning> warnings,
      long memoryBytes,
      Loader loader) {
    this.id = id;
    this.format = format;
    this.path = path;
    this.studyInstanceUid = studyInstanceUid;
    this.seriesInstanceUid = seriesInstanceUid;
    this.modality = modality;
    this.description = description;
    this.variant = variant;
    this.plainReason = plainReason;
    this.geometry = geometry;
    this.presets = List.copyOf(presets);
    this.petUnit = petUnit;
    this.transferSyntaxes = List.copyOf(transferSyntaxes);
    this.warnings = List.copyOf(warnings);
    this.memoryBytes = memoryBytes;
    this.loader = loader;
  }

  static VolumeEntry of(String id, Path path, NiftiHeader header, String variant, Loader loader) {
    return new VolumeEntry(
        id,
        Format.NIFTI,
        path,
        "",
        "",
        "",
        String.valueOf(path.getFileName()),
        variant,
        "",
        header.geometry(),
        List.of(),
        Optional.empty(),
        List.of(),
        header.warnings(),
        header.memoryBytes(),
        loader);
  }

  static VolumeEntry of(DicomSeries series, Loader loader) {
    return new VolumeEntry(
        series.id(),
        Format.DICOM,
        series.files().get(0),
        series.studyInstanceUid(),
        series.seriesInstanceUid(),
        series.modality(),
        series.description(),
        series.variant(),
        series.plainReason(),
        series.geometry(),
        series.presets(),
        series.petUnit(),
        series.transferSyntaxes(),
        series.warnings(),
        series.memoryBytes(),
        loader);
  }

  /**
   * Short name within the catalog: 1, 2, … in the order of series number and series UID, NIfTI
   * files after DICOM series; with a letter (2a, 2b) where one series or file makes several
   * volumes.
   */
  public String id() {
    return id;
  }

  /** DICOM or NIfTI. */
  public Format format() {
    return format;
  }

  /** The NIfTI file (of a pair its header), or the first file of the DICOM series. */
  public Path path() {
    return path;
  }

  /** Study Instance UID (0020,000D); empty for NIfTI, or where the files lack it. */
  public String studyInstanceUid() {
    return studyInstanceUid;
  }

  /** Series Instance UID (0020,000E); empty for NIfTI, or where the files lack it. */
  public String seriesInstanceUid() {
    return seriesInstanceUid;
  }

  /** Modality (0008,0060) such as CT; empty for NIfTI. */
  public String modality() {
    return modality;
  }

  /** Series Description (0008,103E), or the name of the NIfTI file; may be empty. */
  public String description() {
    return description;
  }

  /**
   * What tells this volume from the others of its series or file, such as {@code echo time 15};
   * empty where it makes only one, or they differ in place alone. Never a date or time of day.
   */
  public String variant() {
    return variant;
  }

  /**
   * Why the images are offered as plain slices and not as a volume; empty for a volume. Plain
   * slices have the {@linkplain VolumeGeometry#relation relation} UNRELATED or TEMPORAL.
   */
  public String plainReason() {
    return plainReason;
  }

  /**
   * Grid and place, mm LPS; equal to that of the volume once loaded, unless images turn out to be
   * damaged and are left out.
   */
  public VolumeGeometry geometry() {
    return geometry;
  }

  /** How the images want to be shown, the preferred way first; none for NIfTI. */
  public List<DisplayPreset> presets() {
    return presets;
  }

  /** What the values of a PET series are and how they become SUV; empty for all else. */
  public Optional<PetUnit> petUnit() {
    return petUnit;
  }

  /** The UIDs of the transfer syntaxes that occur, ascending; none for NIfTI. */
  public List<String> transferSyntaxes() {
    return transferSyntaxes;
  }

  /** What the headers made the reader tolerate; loading may add to it. */
  public List<ReadWarning> warnings() {
    return warnings;
  }

  /**
   * Reads the samples.
   *
   * @param progress told after each slice
   * @throws VolumeException when a file cannot be read or trusted, or memory does not suffice; an
   *     image whose pixels are damaged is left out with a warning, none is filled with zeros
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public OpenedVolume load(Progress progress) throws VolumeException {
    return loader.load(progress);
  }

  /**
   * Bytes that the samples will take in memory; NIfTI samples of 32 and 64 bits may turn out to
   * take twice that.
   */
  public long memoryBytes() {
    return memoryBytes;
  }

  /**
   * A small picture of the middle slice, the only one that is read; where it is damaged, of one of
   * four others, the nearest first: it is to tell what the series shows. Of a packed NIfTI file,
   * all before the slice is unpacked and not kept.
   *
   * @param side pixels that it has at most along its longer side, at least 1
   * @param progress asked whether to go on
   * @throws VolumeException when none of the slices can be read, or one does not fit into memory;
   *     it tells of the middle slice
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public Thumbnail preview(int side, Progress progress) throws VolumeException {
    @Nullable VolumeException failure = null;
    for (int k : previewed(geometry.size().k())) {
      try {
        return Thumbnail.of(loader.slice(k, progress), side);
      } catch (MemoryShortageException e) {
        throw e; // the other slices are as large
      } catch (VolumeException e) {
        failure = failure == null ? e : failure;
      }
    }
    throw Objects.requireNonNull(failure);
  }

  /** Neighbours for where one file is damaged, quarters for where the end of all is. */
  private static int[] previewed(int slices) {
    int middle = slices / 2;
    return IntStream.of(middle, middle + 1, middle - 1, slices / 4, 3 * slices / 4)
        .filter(k -> k >= 0 && k < slices)
        .distinct()
        .toArray();
  }

  /** Whether slices k are neighbours in space, so that the images are a volume. */
  public boolean isVolume() {
    return plainReason.isEmpty();
  }

  /** One line for a choice between entries: id, modality or format, size, what is special. */
  String summary() {
    return id
        + " ("
        + (modality.isEmpty() ? format : modality)
        + " "
        + geometry.size()
        + (variant.isEmpty() ? "" : ", " + variant)
        + (isVolume() ? "" : ", plain slices")
        + ")";
  }
}
