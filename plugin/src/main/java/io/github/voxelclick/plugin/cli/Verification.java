package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.cli.VerifyReport.Check;
import io.github.voxelclick.plugin.cli.VerifyReport.Outcome;
import io.github.voxelclick.plugin.convert.MaskFiles;
import io.github.voxelclick.plugin.convert.ReadSettings;
import io.github.voxelclick.provenance.MaskHash;
import io.github.voxelclick.provenance.ProvenanceException;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.ProvenanceJson;
import io.github.voxelclick.provenance.SegmentProvenance;
import io.github.voxelclick.session.VolumeFingerprint;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether a saved mask can be made again: is its record there and whole, is the image the
 * one, are the voxels those that were saved; the rest is {@link RepeatedWork}. One use; not
 * thread-safe.
 */
final class Verification {
  private final Path mask;
  private final Path record;
  private final Optional<Path> image;
  private final Optional<String> series;
  private final Optional<Path> reference;
  private final Optional<String> model;
  private final List<Check> checks = new ArrayList<>();
  private final List<ReadWarning> warnings = new ArrayList<>();

  /**
   * @param mask a DICOM SEG or NIfTI labels
   * @param record the provenance, whether it is there or not
   * @param image by default the mask's folder, if that is DICOM
   * @param series which volume of it
   * @param reference the DICOM series below a SEG of a NIfTI image
   * @param model as people name it; by default the embedded or the installed one that was used
   */
  Verification(
      Path mask,
      Path record,
      Optional<Path> image,
      Optional<String> series,
      Optional<Path> reference,
      Optional<String> model) {
    this.mask = mask;
    this.record = record;
    this.image = image;
    this.series = series;
    this.reference = reference;
    this.model = model;
  }

  /** What was tolerated in reading. */
  List<ReadWarning> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Checks everything that can be; what is missing is told and throws nothing.
   *
   * @throws VolumeException when the model that was named cannot be opened
   */
  VerifyReport run() throws VolumeException {
    Optional<ProvenanceFile> document = document();
    if (document.isPresent()) {
      Optional<Volume> volume = imageAndMasks(document.get());
      checks.addAll(new RepeatedWork(document.get(), volume, model).checks());
    }
    return new VerifyReport(name(mask), checks);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private void add(String part, Outcome outcome, String clause, String advice) {
    checks.add(new Check(part, outcome, clause, advice));
  }

  private Optional<ProvenanceFile> document() {
    if (!Files.exists(record)) {
      add(
          "record",
          Outcome.UNKNOWN,
          "there is no " + name(record) + ", which tells how the mask came about",
          "VoxelClick writes it beside every mask; give it with --provenance if it is elsewhere.");
      return Optional.empty();
    }
    try {
      ProvenanceFile document = ProvenanceJson.read(record);
      add("record", Outcome.OK, "the record " + name(record) + " is there and whole", "");
      return Optional.of(document);
    } catch (ProvenanceException e) {
      add(
          "record",
          Outcome.UNKNOWN,
          "the record " + name(record) + " is damaged or none of VoxelClick",
          e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Looks at the image, and at the masks on it.
   *
   * @return the image, if it is the one that was segmented
   */
  private Optional<Volume> imageAndMasks(ProvenanceFile document) {
    Optional<Path> place =
        image.or(
            () ->
                NiftiReader.hasNiftiName(mask)
                    ? Optional.empty()
                    : Optional.of(mask.toAbsolutePath().getParent()));
    if (place.isEmpty()) {
      add("image", Outcome.UNKNOWN, "the image was not given", "Give it with --image.");
      return Optional.empty();
    }
    ReadSettings settings = new ReadSettings(reference, series, false, false, Set.of());
    try {
      MaskFiles.OnImage read = MaskFiles.onImage(place.get(), mask, settings, Progress.none());
      warnings.addAll(read.warnings());
      Optional<Volume> same = sameImage(document, read.image());
      if (same.isPresent()) {
        voxels(document, read.segmentation());
      }
      return same;
    } catch (VolumeException e) {
      return imageAlone(document, place.get(), e);
    }
  }

  /** The masks could not be read onto the image; it may be another. */
  private Optional<Volume> imageAlone(
      ProvenanceFile document, Path place, VolumeException refusal) {
    if (image.isEmpty()) {
      add(
          "image",
          Outcome.UNKNOWN,
          "the mask and its image cannot be read from the mask's folder",
          refusal.getMessage());
      return Optional.empty();
    }
    Volume volume;
    try {
      volume =
          VolumeCatalog.of(place, Progress.none()).choose(series).load(Progress.none()).volume();
    } catch (VolumeException e) {
      add("image", Outcome.UNKNOWN, "the image cannot be read", e.getMessage());
      return Optional.empty();
    }
    Optional<Volume> same = sameImage(document, volume);
    if (same.isPresent()) {
      add(
          "voxels",
          Outcome.FAILED,
          "the voxels of " + name(mask) + " cannot be read",
          refusal.getMessage());
    }
    return same;
  }

  /** The image as it was seen, with the modality that was known then. */
  private Optional<Volume> sameImage(ProvenanceFile document, Volume volume) {
    if (VolumeFingerprint.of(volume).equals(document.volume().fingerprint())) {
      add("image", Outcome.OK, "the image is the one that was segmented", "");
      return Optional.of(document.volume().modality().map(volume::withModality).orElse(volume));
    }
    add(
        "image",
        Outcome.FAILED,
        "the image is not the one that was segmented",
        "It has "
            + volume.size()
            + " voxels, the one of the record "
            + document.volume().size()
            + "; grid or voxels differ. Give the right one with --image, and --series if the"
            + " folder holds several.");
    return Optional.empty();
  }

  private void voxels(ProvenanceFile document, Segmentation segmentation) {
    Map<Integer, Mask> found = new HashMap<>();
    segmentation.entries().forEach(e -> found.put(e.segment().number(), e.mask()));
    for (SegmentProvenance told : document.segments()) {
      // Labels have no place for a segment without voxels.
      Mask voxels =
          Optional.ofNullable(found.remove(told.number()))
              .orElseGet(() -> Mask.empty(segmentation.geometry().size()));
      String segment = "segment " + told.number() + " of " + name(mask);
      if (MaskHash.of(voxels).equals(told.maskSha256())) {
        add(
            "voxels",
            Outcome.OK,
            "the " + voxels.count() + " voxels of " + segment + " are those that were saved",
            "");
      } else {
        add(
            "voxels",
            Outcome.FAILED,
            "the voxels of " + segment + " are not those that were saved",
            "There are "
                + voxels.count()
                + ", the record tells of "
                + told.voxels()
                + ". The file or its record was changed since.");
      }
    }
    for (int number : found.keySet()) {
      add(
          "voxels",
          Outcome.FAILED,
          "the record tells nothing of segment " + number + " of " + name(mask),
          "It was added since, or the record is that of another file.");
    }
  }
}
