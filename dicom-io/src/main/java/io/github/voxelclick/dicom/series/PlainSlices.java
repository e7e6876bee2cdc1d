package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Images that make no volume, as slices to look at one by one: pages, films, and planes that do not
 * fit to each other. Their grid has the true size of pixels; what it says along k is nominal, and
 * it belongs to no frame of reference.
 */
final class PlainSlices {
  /** By file, as pages of a book that are numbered. */
  static final Comparator<ImageHeader> PAGE_ORDER =
      Comparator.<ImageHeader>comparingInt(image -> image.ids().instanceNumber())
          .thenComparingInt(image -> image.ids().concatenation().number())
          .thenComparing(ImageHeader::file)
          .thenComparingInt(ImageHeader::frame);

  private PlainSlices() {}

  /**
   * Makes a stack.
   *
   * @param rank its place in its series
   * @param images of one size, in the order in which they are shown
   * @param relation TEMPORAL or UNRELATED
   * @param variant what tells it from others of its series, may be empty
   * @param reason why they are no volume
   * @param warnings met so far
   */
  static Candidate of(
      Candidate.Rank rank,
      List<ImageHeader> images,
      SliceRelation relation,
      String variant,
      String reason,
      List<ReadWarning> warnings)
      throws GeometryException {
    ImageHeader first = images.get(0);
    List<ReadWarning> all = new ArrayList<>(warnings);
    if (!first.hasPlane()) {
      all.addAll(first.location().pixelSize().warnings());
    }
    all.addAll(FileWarnings.ofImages(images));
    return new Candidate(rank, images, geometry(images, relation), variant, reason, all);
  }

  /** The nominal grid of images. */
  static VolumeGeometry geometry(List<ImageHeader> images, SliceRelation relation)
      throws GeometryException {
    ImageHeader first = images.get(0);
    return VolumeGeometry.regular(
            new GridSize(first.pixels().columns(), first.pixels().rows(), images.size()),
            affine(first),
            Optional.empty())
        .withRelation(relation);
  }

  private static Affine affine(ImageHeader image) throws GeometryException {
    double thicknessMm = image.values().thicknessMm();
    double stepMm = thicknessMm > 0 ? thicknessMm : 1;
    if (image.hasPlane()) {
      ImagePlane plane = image.plane();
      return Affine.ofColumns(
          plane.row().times(plane.columnSpacingMm()),
          plane.column().times(plane.rowSpacingMm()),
          plane.normal().times(stepMm),
          plane.position());
    }
    PixelSize size = image.location().pixelSize();
    return Affine.ofColumns(
        new WorldPoint(size.columnMm(), 0, 0),
        new WorldPoint(0, size.rowMm(), 0),
        new WorldPoint(0, 0, stepMm),
        new WorldPoint(0, 0, 0));
  }
}
