package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the frames of a segmentation together on the grid of a volume. Used once. */
final class SegAssembly {
  private final SegObject seg;
  private final VolumeGeometry geometry;
  private final SegReadOptions options;
  private final List<ReadWarning> warnings;
  private final SegmentReader described;
  private final SegLayers layers;
  private final List<SegOriginal.FrameKey> frames = new ArrayList<>();

  /** Voxels of the segmentation that lie outside of the volume. */
  private long lost;

  SegAssembly(
      SegObject seg, VolumeGeometry geometry, SegReadOptions options, List<ReadWarning> warnings)
      throws DicomReadException {
    this.seg = seg;
    this.geometry = geometry;
    this.options = options;
    this.warnings = warnings;
    this.described = new SegmentReader(seg, warnings);
    this.layers = new SegLayers(geometry.size(), seg.maximum());
  }

  SegReading read(FramePlaces finder) throws DicomReadException, GeometryException, IOException {
    List<FramePlace> places = new ArrayList<>();
    Optional<FramePlace.OffGrid> offGrid = Optional.empty();
    for (int f = 0; f < seg.frames(); f++) {
      FramePlace place = finder.place(f);
      places.add(place);
      if (place instanceof FramePlace.OffGrid found && offGrid.isEmpty()) {
        offGrid = Optional.of(found);
      }
    }
    if (places.stream().allMatch(FramePlace.Outside.class::isInstance)) {
      throw new GeometryException(
          "The segmentation lies outside of the volume: none of its "
              + seg.frames()
              + " frames meets a slice. Open the series that it was made on.");
    }
    try (SegPixels pixels = SegPixels.open(seg, warnings)) {
      SegFrames read = new SegFrames(seg, pixels, described);
      if (offGrid.isPresent()) {
        resample(read, places, offGrid.get());
      } else {
        place(read, places);
      }
    }
    return result(offGrid.isEmpty() && lost == 0);
  }

  /** Takes frames pixel by pixel. */
  private void place(SegFrames read, List<FramePlace> places)
      throws DicomReadException, GeometryException, IOException {
    for (int f = 0; f < seg.frames(); f++) {
      for (Map.Entry<Integer, FramePixels> part : read.read(f).entrySet()) {
        FramePixels pixels = part.getValue();
        if (places.get(f) instanceof PlaneFit fit) {
          FramePixels placed = pixels.placed(fit, geometry.size());
          if (!fit.isWholeSlice(seg.columns(), seg.rows(), geometry.size())) {
            lost += pixels.count() - placed.count();
          }
          placed.addTo(layers, part.getKey(), fit.k());
        } else {
          lost += pixels.count();
        }
      }
      if (places.get(f) instanceof PlaneFit fit) {
        frames.add(new SegOriginal.FrameKey(read.numberOf(f), fit.k()));
      }
    }
  }

  private void resample(SegFrames read, List<FramePlace> places, FramePlace.OffGrid first)
      throws DicomReadException, GeometryException, IOException {
    warnings.add(
        new ReadWarning(
            "resampled",
            "The segmentation is not on the grid of the volume (of a frame: "
                + first.why()
                + "); it was resampled by geometry, so that its edges may have moved by up to half"
                + " a voxel."));
    List<FramePlane> planes = new ArrayList<>();
    for (int f = 0; f < seg.frames(); f++) {
      planes.add(plane(f, places.get(f)));
    }
    SegResampler resampler = new SegResampler(seg, geometry, planes);
    for (int f = 0; f < seg.frames(); f++) {
      for (Map.Entry<Integer, FramePixels> part : read.read(f).entrySet()) {
        resampler.add(part.getKey(), f, part.getValue());
      }
    }
    lost = resampler.finish(layers);
  }

  /** The plane of a frame, that of its slice when it was placed without one. */
  private FramePlane plane(int frame, FramePlace place) {
    return FramePlane.of(seg, frame)
        .orElseGet(
            () ->
                new FramePlane(
                    geometry.slicePosition(((PlaneFit) place).k()),
                    geometry.indexToLps().step(0),
                    geometry.indexToLps().step(1)));
  }

  private SegReading result(boolean faithful) {
    if (lost > 0) {
      warnings.add(
          new ReadWarning(
              "outside-volume", lost + " voxels of the segmentation lie outside the volume."));
    }
    Map<Integer, SegmentFractions> fractions = new HashMap<>();
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (Map.Entry<Integer, Segment> e : described.segments().entrySet()) {
      Segment segment = e.getKey() > 0 ? e.getValue() : renumbered(e.getValue());
      SegmentFractions share = layers.fractions(e.getKey());
      boolean binary = seg.type() != SegType.FRACTIONAL || share.isBinary();
      Mask mask =
          seg.type() == SegType.FRACTIONAL
              ? share.atLeast(options.threshold())
              : layers.mask(e.getKey());
      if (!binary) {
        fractions.put(segment.number(), share);
      }
      entries.add(new Segmentation.Entry(segment, mask));
    }
    Segmentation segmentation = new Segmentation(geometry, entries);
    if ("NO".equals(seg.dataset().getString(Tag.SegmentsOverlap)) && segmentation.overlaps()) {
      warnings.add(
          new ReadWarning("segments-overlap", "Segments overlap although the file denies it."));
    }
    return new SegReading(
        segmentation, fractions, new SegOriginal(seg, frames, faithful), warnings);
  }

  /** A label map may have a segment under 0, which no other type can write. */
  private Segment renumbered(Segment zero) {
    int free = 1;
    while (described.segments().containsKey(free)) {
      free++;
    }
    warnings.add(
        new ReadWarning(
            "segment-renumbered", "The segment under 0 is now the segment " + free + "."));
    return zero.withNumber(free);
  }
}
