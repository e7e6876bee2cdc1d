package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.dicom.derived.DerivedHeader;
import io.github.voxelclick.modelstore.Sha256;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One folder with an image and its masks: a DICOM series with one DICOM Segmentation, RT Structure
 * Set or NIfTI of labels, or {@code image.nii.gz} with {@code label.nii.gz}. Immutable.
 */
final class TrainingCase {
  private static final int ID_DIGITS = 16;

  /** What the file of labels of a NIfTI image may be called, without its ending. */
  private static final Set<String> LABEL_NAMES =
      Set.of("label", "labels", "seg", "segmentation", "mask");

  private final Path folder;
  private final VolumeEntry image;
  private final Path masks;

  /** Empty for NIfTI labels. */
  private final Optional<DerivedHeader> header;

  private TrainingCase(Path folder, VolumeEntry image, Path masks, Optional<DerivedHeader> header) {
    this.folder = folder;
    this.image = image;
    this.masks = masks;
    this.header = header;
  }

  /**
   * Finds image and masks, from headers alone.
   *
   * @throws VolumeException when one of them is missing, or there are several to choose from
   */
  static TrainingCase find(Path folder, Progress progress) throws VolumeException {
    List<Path> masks = new ArrayList<>();
    List<DerivedHeader> headers = new ArrayList<>();
    Set<Path> nifti = new LinkedHashSet<>();
    for (Path file : files(folder)) {
      if (NiftiReader.hasNiftiName(file)) {
        nifti.add(NiftiReader.headerFile(file)); // of a pair once
      } else {
        Optional<DerivedHeader> header = derived(file);
        if (header.isPresent()) {
          masks.add(file);
          headers.add(header.get());
        }
      }
    }
    List<VolumeEntry> entries = VolumeCatalog.of(folder, progress).entries();
    List<VolumeEntry> series =
        entries.stream().filter(e -> e.format() == VolumeEntry.Format.DICOM).toList();
    if (series.isEmpty()) {
      return ofNifti(folder, entries);
    }
    if (masks.size() + nifti.size() != 1) {
      throw new JobException(
          "it has "
              + (masks.size() + nifti.size())
              + " files of masks (DICOM Segmentation, RT Structure Set or NIfTI), expected one");
    }
    if (masks.isEmpty()) {
      return new TrainingCase(folder, only(series), nifti.iterator().next(), Optional.empty());
    }
    Set<String> uids = headers.get(0).seriesInstanceUids();
    List<VolumeEntry> named =
        series.stream().filter(e -> uids.contains(e.seriesInstanceUid())).toList();
    return new TrainingCase(
        folder, only(named.isEmpty() ? series : named), masks.get(0), Optional.of(headers.get(0)));
  }

  private static VolumeEntry only(List<VolumeEntry> entries) throws JobException {
    if (entries.size() != 1) {
      throw new JobException("it has " + entries.size() + " volumes, expected one");
    }
    return entries.get(0);
  }

  private static TrainingCase ofNifti(Path folder, List<VolumeEntry> entries) throws JobException {
    List<VolumeEntry> labels =
        entries.stream().filter(e -> LABEL_NAMES.contains(stem(e.path()))).toList();
    List<VolumeEntry> images =
        entries.stream().filter(e -> !LABEL_NAMES.contains(stem(e.path()))).toList();
    if (labels.size() != 1 || images.size() != 1) {
      throw new JobException(
          "it has no DICOM series, and "
              + entries.size()
              + " NIfTI volumes of which "
              + labels.size()
              + " are called label; expected one image and one label");
    }
    return new TrainingCase(folder, images.get(0), labels.get(0).path(), Optional.empty());
  }

  private static String stem(Path file) {
    return String.valueOf(file.getFileName()).replaceAll("\\..*", "").toLowerCase(Locale.ROOT);
  }

  private static List<Path> files(Path folder) throws JobException {
    try (Stream<Path> files = Files.walk(folder.toRealPath())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new JobException("its files cannot be listed", e);
    }
  }

  /** The header of a file of masks; empty for images and whatever is no DICOM. */
  private static Optional<DerivedHeader> derived(Path file) {
    try {
      DerivedHeader header = DerivedHeader.read(file);
      return header.kind() == DerivedHeader.Kind.OTHER ? Optional.empty() : Optional.of(header);
    } catch (DicomReadException noDicom) {
      return Optional.empty();
    }
  }

  /** Where it lies. */
  Path folder() {
    return folder;
  }

  /** Modality of the image, such as CT; empty where it does not say. */
  String modality() {
    return image.modality();
  }

  /**
   * A name that stays the same wherever the case lies and says nothing of the patient: the hash of
   * the Series Instance UID, or of the image file where there is none.
   *
   * @throws JobException when the file cannot be read
   */
  String id() throws JobException {
    try {
      return "case_" + sha256().substring(0, ID_DIGITS);
    } catch (IOException e) {
      throw new JobException("its image cannot be read: " + e.getMessage(), e);
    }
  }

  private String sha256() throws IOException {
    if (image.seriesInstanceUid().isEmpty()) {
      return Sha256.of(image.path());
    }
    MessageDigest sha = Sha256.digest();
    String name = image.seriesInstanceUid() + "\n" + image.variant();
    sha.update(name.getBytes(StandardCharsets.UTF_8));
    return Sha256.text(sha);
  }

  /**
   * Reads image and masks.
   *
   * @throws VolumeException when they cannot be read, or the masks do not lie on the image
   */
  Loaded load(Progress progress) throws VolumeException {
    OpenedVolume opened = image.load(progress);
    Optional<ReferenceSeries> series = ReferenceSeries.of(opened);
    ReadSettings settings = ReadSettings.PLAIN;
    if (series.isEmpty()) {
      PlacedMasks labels = PlacedMasks.read(masks, settings, progress);
      return new Loaded(opened, labels.onto(opened.volume().geometry()));
    }
    PlacedMasks placed =
        header.isPresent()
            ? PlacedMasks.readDicom(masks, header.get().kind(), series.get(), settings, progress)
            : PlacedMasks.readNifti(masks, series.get(), settings, progress);
    return new Loaded(opened, placed);
  }

  /**
   * A case in memory.
   *
   * @param image the image
   * @param masks on its grid
   */
  record Loaded(OpenedVolume image, PlacedMasks masks) {}
}
