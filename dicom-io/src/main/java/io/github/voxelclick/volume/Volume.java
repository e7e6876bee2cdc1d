package io.github.voxelclick.volume;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An image volume: samples, what they mean and where they lie. Immutable and safe to share between
 * threads.
 *
 * @param geometry grid and place in the patient (LPS)
 * @param data stored samples
 * @param rescale stored sample to modality value, for CT in HU
 * @param modality DICOM's Modality (0008,0060) such as {@code CT}, {@code MR}, {@code PT}; empty
 *     when the source does not say
 * @param display how the source proposes to show it
 * @param padding which stored samples are no measurement; empty where the source does not say
 * @param pet what the values of a PET volume are measured in and how they become SUV; empty for
 *     other modalities, or where the source does not say
 */
public record Volume(
    VolumeGeometry geometry,
    VoxelData data,
    Rescale rescale,
    String modality,
    Display display,
    Optional<Padding> padding,
    Optional<PetUnit> pet) {
  private static final String PET = "PT";

  /** Checks that grid and samples agree. */
  public Volume {
    Objects.requireNonNull(rescale, "rescale");
    Objects.requireNonNull(modality, "modality");
    Objects.requireNonNull(display, "display");
    Objects.requireNonNull(pet, "pet");
    if (data.slices() != geometry.size().k()
        || data.voxelsPerSlice() != geometry.size().voxelsPerSlice()) {
      throw new IllegalArgumentException(
          data.slices()
              + " slices of "
              + data.voxelsPerSlice()
              + " samples for "
              + geometry.size());
    }
    if (padding.isPresent() && padding.get().slices() != geometry.size().k()) {
      throw new IllegalArgumentException(
          "padding of " + padding.get().slices() + " slices for " + geometry.size());
    }
  }

  /** A volume whose source says nothing of PET. */
  public Volume(
      VolumeGeometry geometry,
      VoxelData data,
      Rescale rescale,
      String modality,
      Display display,
      Optional<Padding> padding) {
    this(geometry, data, rescale, modality, display, padding, Optional.empty());
  }

  /**
   * A volume without padding.
   *
   * @param windows modality values that the source proposes to show from black to white
   */
  public Volume(
      VolumeGeometry geometry,
      VoxelData data,
      Rescale rescale,
      String modality,
      List<Window> windows) {
    this(geometry, data, rescale, modality, Display.ofWindows(windows), Optional.empty());
  }

  /** The same volume of another modality; what is known of PET values goes with PET alone. */
  public Volume withModality(String other) {
    return new Volume(
        geometry, data, rescale, other, display, padding, pet.filter(unit -> other.equals(PET)));
  }

  /** The display windows that the source proposes, in modality values; may be empty. */
  public List<Window> windows() {
    return display.presets().stream().map(DisplayPreset::window).toList();
  }

  /** Voxels along i, j, k. */
  public GridSize size() {
    return geometry.size();
  }

  /**
   * The modality value of a voxel, for CT in HU.
   *
   * @throws IllegalArgumentException when the voxel lies outside
   */
  public double value(VoxelIndex v) {
    if (!size().contains(v)) {
      throw new IllegalArgumentException(v + " lies outside " + size());
    }
    return rescale.apply(data.stored(v.k(), v.i() + v.j() * size().i()));
  }

  /**
   * Whether a voxel is padding, which counts for no statistics.
   *
   * @param k slice
   * @param offset within the slice, column + row · columns
   */
  public boolean isPadding(int k, int offset) {
    return padding.isPresent() && padding.get().contains(k, data.stored(k, offset));
  }

  /**
   * The modality values of one slice of any axis.
   *
   * @return float32 [rows × columns], row-major, as {@link SliceAxis} defines columns and rows
   * @throws IllegalArgumentException when the volume has no such slice
   */
  public float[] slice(SlicePlane plane) {
    GridSize size = size();
    if (!plane.within(size)) {
      throw new IllegalArgumentException(plane + " lies outside " + size);
    }
    int columns = plane.axis().columns(size);
    int rows = plane.axis().rows(size);
    float[] values = new float[columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        VoxelIndex v = plane.voxel(column, row);
        values[row * columns + column] =
            (float) rescale.apply(data.stored(v.k(), v.i() + v.j() * size.i()));
      }
    }
    return values;
  }

  /**
   * Mm between pixel centres on slices of an axis.
   *
   * @return {along the columns' index, along the rows' index}
   */
  public double[] pixelSpacingMm(SliceAxis axis) {
    double[] s = geometry.spacingMm();
    return switch (axis) {
      case I -> new double[] {s[1], s[2]};
      case J -> new double[] {s[0], s[2]};
      case K -> new double[] {s[0], s[1]};
    };
  }
}
