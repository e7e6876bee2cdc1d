package io.github.voxelclick.plugin.figures;

import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of {@code info}. Keys are an interface: add, do not change.
 *
 * @param volumes what can be opened
 * @param refused what cannot
 * @param otherObjects DICOM objects that are no images, such as reports and segmentations
 * @param otherFiles how many files are neither DICOM nor NIfTI
 */
public record VolumesJson(
    List<VolumeJson> volumes,
    List<RefusedJson> refused,
    List<RefusedJson> otherObjects,
    int otherFiles) {
  /** What the catalog found. */
  public static VolumesJson of(VolumeCatalog catalog) {
    return new VolumesJson(
        catalog.entries().stream().map(VolumeJson::of).toList(),
        catalog.refused().stream().map(RefusedJson::of).toList(),
        catalog.otherObjects().stream().map(RefusedJson::of).toList(),
        catalog.otherFiles());
  }

  /** Slices of a volume behind which others are missing; plain slices have none to speak of. */
  public static List<Integer> gaps(VolumeGeometry geometry) {
    return geometry.relation() == SliceRelation.UNRELATED
        ? List.of()
        : IntStream.range(0, geometry.size().k() - 1).filter(geometry::gapAfter).boxed().toList();
  }

  /**
   * One volume.
   *
   * @param id for {@code --series}
   * @param modality such as CT; empty for NIfTI
   * @param size voxels along i, j, k
   * @param spacingMm along i, j, k
   * @param orientation patient direction of i, j, k, such as LPH
   * @param affine 16 numbers, row-major, index to LPS mm
   * @param transferSyntaxes UIDs; none for NIfTI
   * @param description of the series, or the file's name
   * @param format DICOM or NIFTI
   * @param warnings what was tolerated
   * @param relation SPATIAL for a volume; TEMPORAL or UNRELATED for plain slices
   * @param plainReason why these are plain slices; empty for a volume
   * @param variant what tells it from others of its series, such as an echo time; may be empty
   * @param gapsAfter slices of a volume behind which others are missing
   * @param windows how the images want to be shown
   * @param pet what the values of a PET series are; left out for all else
   */
  @SuppressWarnings("ArrayRecordComponent") // serialized at once, never compared
  public record VolumeJson(
      String id,
      String modality,
      int[] size,
      double[] spacingMm,
      String orientation,
      double[] affine,
      List<String> transferSyntaxes,
      String description,
      String format,
      List<String> warnings,
      String relation,
      String plainReason,
      String variant,
      List<Integer> gapsAfter,
      List<WindowJson> windows,
      @Nullable PetJson pet) {
    static VolumeJson of(VolumeEntry e) {
      GridSize size = e.geometry().size();
      return new VolumeJson(
          e.id(),
          e.modality(),
          new int[] {size.i(), size.j(), size.k()},
          e.geometry().spacingMm(),
          e.geometry().orientation(),
          e.geometry().indexToLps().rowMajor(),
          e.transferSyntaxes(),
          e.description(),
          e.format().name(),
          e.warnings().stream().map(ReadWarning::message).toList(),
          e.geometry().relation().name(),
          e.plainReason(),
          e.variant(),
          gaps(e.geometry()),
          e.presets().stream().map(WindowJson::of).toList(),
          e.petUnit().map(PetJson::of).orElse(null));
    }
  }

  /**
   * What the values of a PET series are.
   *
   * @param unit such as Bq/ml; empty when not known
   * @param suvFactor SUV by body weight per value; left out where there is none
   * @param noSuvReason why there is none; empty beside a factor
   */
  public record PetJson(String unit, @Nullable Double suvFactor, String noSuvReason) {
    static PetJson of(PetUnit pet) {
      Double factor = pet.suvFactor().isPresent() ? pet.suvFactor().getAsDouble() : null;
      return new PetJson(pet.name(), factor, pet.reason());
    }
  }

  /**
   * A display window.
   *
   * @param name what it is for; may be empty
   * @param low modality value shown black
   * @param high modality value shown white
   */
  public record WindowJson(String name, double low, double high) {
    static WindowJson of(DisplayPreset preset) {
      return new WindowJson(preset.name(), preset.window().low(), preset.window().high());
    }
  }

  /**
   * Something that cannot be opened as an image.
   *
   * @param path the file at fault
   * @param reason what was found and what was expected
   */
  public record RefusedJson(String path, String reason) {
    static RefusedJson of(Refused refused) {
      return new RefusedJson(refused.path().toString(), refused.reason());
    }
  }
}
