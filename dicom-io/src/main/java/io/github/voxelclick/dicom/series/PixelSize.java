package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.volume.ReadWarning;
import java.util.List;
import java.util.Optional;

/**
 * How large the pixels of an image are that does not say where it lies.
 *
 * @param columnMm mm between columns, 1 where not known
 * @param rowMm mm between rows, 1 where not known
 * @param source where the size stands
 */
record PixelSize(double columnMm, double rowMm, Source source) {
  /** Where a size stands, by how much it can be trusted. */
  enum Source {
    /** Pixel Spacing (0028,0030). */
    PATIENT(""),
    /** Imager Pixel Spacing (0018,1164), Nominal Scanned Pixel Spacing (0018,2010). */
    DETECTOR(
        "The size of pixels is that at the detector: structures are magnified, and smaller in the"
            + " patient than they are measured."),
    /** Sequence of Ultrasound Regions (0018,6011). */
    ULTRASOUND(""),
    /** Nowhere. */
    UNKNOWN(
        "The images do not say how large a pixel is: lengths, areas and volumes are in pixels, as"
            + " if a pixel had 1 mm.");

    private final String note;

    Source(String note) {
      this.note = note;
    }
  }

  /** Relative difference up to which two sizes are the same. */
  private static final double SAME = 1e-4;

  private static final int TWO_DIMENSIONAL = 1;
  private static final int CENTIMETRES = 3;
  private static final double MM_PER_CM = 10;

  private static final PixelSize UNKNOWN = new PixelSize(1, 1, Source.UNKNOWN);

  /** Finds the size of pixels in a data set; a senseless one counts as none. */
  static PixelSize of(Attributes d) {
    return spacing(d, Tag.PixelSpacing, Source.PATIENT)
        .or(() -> ultrasound(d))
        .or(() -> spacing(d, Tag.ImagerPixelSpacing, Source.DETECTOR))
        .or(() -> spacing(d, Tag.NominalScannedPixelSpacing, Source.DETECTOR))
        .orElse(UNKNOWN);
  }

  private static Optional<PixelSize> spacing(Attributes d, int tag, Source source) {
    try {
      double[] mm = d.getDoubles(tag);
      return mm != null && mm.length == 2
          ? sensible(new PixelSize(mm[1], mm[0], source))
          : Optional.empty();
    } catch (DicomValueException e) {
      return Optional.empty();
    }
  }

  /** The calibration of the picture's regions, if they agree (PS3.3 C.8.5.5). */
  private static Optional<PixelSize> ultrasound(Attributes d) {
    Sequence regions = d.getSequence(Tag.SequenceOfUltrasoundRegions);
    Optional<PixelSize> common = Optional.empty();
    for (Attributes region : regions == null ? List.<Attributes>of() : regions) {
      Optional<PixelSize> own = region(region);
      if (common.isPresent() && own.isPresent() && !common.get().isSameAs(own.get())) {
        return Optional.empty();
      }
      common = common.or(() -> own);
    }
    return common;
  }

  private static Optional<PixelSize> region(Attributes region) {
    try {
      boolean inCentimetres =
          region.getInt(Tag.RegionSpatialFormat, 0) == TWO_DIMENSIONAL
              && region.getInt(Tag.PhysicalUnitsXDirection, 0) == CENTIMETRES
              && region.getInt(Tag.PhysicalUnitsYDirection, 0) == CENTIMETRES;
      return inCentimetres
          ? sensible(
              new PixelSize(
                  MM_PER_CM * Math.abs(region.getDouble(Tag.PhysicalDeltaX, 0)),
                  MM_PER_CM * Math.abs(region.getDouble(Tag.PhysicalDeltaY, 0)),
                  Source.ULTRASOUND))
          : Optional.empty();
    } catch (DicomValueException e) {
      return Optional.empty();
    }
  }

  private static Optional<PixelSize> sensible(PixelSize size) {
    boolean positive = size.columnMm > 0 && size.rowMm > 0;
    return positive && Double.isFinite(size.columnMm) && Double.isFinite(size.rowMm)
        ? Optional.of(size)
        : Optional.empty();
  }

  /** Whether pixels of both have the same size from the same kind of source. */
  boolean isSameAs(PixelSize other) {
    return source == other.source
        && Math.abs(columnMm - other.columnMm) <= SAME * other.columnMm
        && Math.abs(rowMm - other.rowMm) <= SAME * other.rowMm;
  }

  /** What a user has to know about the size. */
  List<ReadWarning> warnings() {
    return source.note.isEmpty() ? List.of() : List.of(new ReadWarning("pixel-size", source.note));
  }
}
