package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.series.DicomVolume;
import io.github.voxelclick.dicom.series.DicomVolumeLoader;
import io.github.voxelclick.dicom.series.SeriesScan;
import io.github.voxelclick.dicom.series.SeriesScanner;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segment.Algorithm;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A small series on disk with its references and grid, put together from the file headers without
 * the series loader, so that the two are tested apart.
 *
 * @param folder where the files lie
 * @param source one image per slice, in the order of the grid's k
 * @param geometry where the slices lie
 */
record SourceFixture(Path folder, SourceSeries source, VolumeGeometry geometry) {
  static final Producer PRODUCER =
      new Producer("0.1.0", "test-installation", "seednet-v0.onnx", "0a".repeat(32));
  static final SegWriteOptions OPTIONS = SegWriteOptions.of(PRODUCER);

  static SourceFixture of(Path folder, PhantomGrid grid) throws IOException, VolumeException {
    return of(folder, grid, builder -> builder);
  }

  /** Writes a series of the grid and reads its headers. */
  static SourceFixture of(Path folder, PhantomGrid grid, UnaryOperator<DicomSeriesBuilder> settings)
      throws IOException, VolumeException {
    short[] samples = new short[grid.voxelCount()];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (short) (n % 251);
    }
    settings.apply(DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, samples)).writeTo(folder);
    return ofFolder(folder);
  }

  /** The only volume of a folder, as the series loader finds and reads it. */
  static SourceFixture load(Path folder) throws IOException, VolumeException {
    try (Stream<Path> paths = Files.list(folder)) {
      SeriesScan scan = SeriesScanner.scan(paths.toList(), Progress.none());
      if (scan.series().size() != 1) {
        throw new IllegalArgumentException(scan.series().size() + " volumes in " + folder);
      }
      DicomVolume loaded = DicomVolumeLoader.load(scan.series().get(0), Progress.none());
      return new SourceFixture(folder, loaded.source(), loaded.volume().geometry());
    }
  }

  /** The images of a folder, sorted along their normal. */
  static SourceFixture ofFolder(Path folder) throws IOException, VolumeException {
    List<DicomFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        DicomFile file = DicomFile.read(path);
        if (file.dataset().contains(Tag.ImagePositionPatient)) {
          files.add(file);
        }
      }
    }
    double[] o = files.get(0).dataset().getDoubles(Tag.ImageOrientationPatient);
    WorldPoint row = new WorldPoint(o[0], o[1], o[2]);
    WorldPoint column = new WorldPoint(o[3], o[4], o[5]);
    files.sort(
        (a, b) ->
            Double.compare(
                position(a.dataset()).dot(row.cross(column)),
                position(b.dataset()).dot(row.cross(column))));
    Attributes first = files.get(0).dataset();
    List<SourceImage> images = new ArrayList<>();
    for (DicomFile file : files) {
      images.add(image(file));
    }
    double[] spacing = first.getDoubles(Tag.PixelSpacing);
    VolumeGeometry geometry =
        geometry(
            new GridSize(first.getInt(Tag.Columns, 0), first.getInt(Tag.Rows, 0), files.size()),
            row.times(spacing[1]),
            column.times(spacing[0]),
            files.stream().map(file -> position(file.dataset())).toList(),
            first);
    boolean lossy = "01".equals(first.getString(Tag.LossyImageCompression));
    return new SourceFixture(folder, new SourceSeries(first, images, lossy, 4), geometry);
  }

  private static VolumeGeometry geometry(
      GridSize size, WorldPoint stepI, WorldPoint stepJ, List<WorldPoint> places, Attributes first)
      throws GeometryException {
    Optional<String> frame = Optional.ofNullable(first.getString(Tag.FrameOfReferenceUID));
    if (size.k() > 1) {
      return VolumeGeometry.ofSlices(size, stepI, stepJ, places, frame);
    }
    WorldPoint normal = stepI.cross(stepJ);
    double thickness = first.getDouble(Tag.SliceThickness, 1);
    return VolumeGeometry.regular(
        size,
        Affine.ofColumns(stepI, stepJ, normal.times(thickness / normal.length()), places.get(0)),
        frame);
  }

  private static WorldPoint position(Attributes image) {
    double[] p = image.getDoubles(Tag.ImagePositionPatient);
    return new WorldPoint(p[0], p[1], p[2]);
  }

  private static SourceImage image(DicomFile file) {
    Attributes image = file.dataset();
    return new SourceImage(
        file.path(),
        textOf(file, Tag.SOPClassUID, Tag.MediaStorageSOPClassUID),
        textOf(file, Tag.SOPInstanceUID, Tag.MediaStorageSOPInstanceUID),
        Optional.empty(),
        List.of(image.getStrings(Tag.ImagePositionPatient)),
        List.of(image.getStrings(Tag.ImageOrientationPatient)),
        List.of(image.getStrings(Tag.PixelSpacing)),
        image.getString(Tag.SliceThickness, ""));
  }

  private static String textOf(DicomFile file, int tag, int metaTag) {
    return file.dataset().getString(tag, file.fileMeta().getString(metaTag, ""));
  }

  /** A data set as if it had been read from a file with everything in memory. */
  static DicomFile file(Attributes seg) {
    return new DicomFile(
        Path.of("memory.dcm"),
        new Attributes(),
        seg,
        UID.ExplicitVRLittleEndian,
        Optional.empty(),
        List.of());
  }

  /** A writer whose clock stands still and whose UIDs count up. */
  static DicomSegWriter writer() {
    AtomicInteger count = new AtomicInteger();
    return new DicomSegWriter(
        Clock.fixed(Instant.parse("2026-11-22T13:14:15Z"), ZoneOffset.UTC),
        () -> "2.25." + (700000 + count.incrementAndGet()));
  }

  /** A liver with an identity. */
  static Segment segment(int number, String label) {
    return new Segment(
        number,
        label,
        new CodedConcept("123037004", "SCT", "Anatomical Structure"),
        new CodedConcept("10200004", "SCT", "Liver"),
        new Rgb(221, 130, 101),
        Algorithm.SEMIAUTOMATIC,
        "SeedNet",
        "v0",
        SegmentDetails.NONE.withTracking(label, "2.25.5000" + number));
  }

  /** A segmentation with one segment per mask, numbered from 1. */
  Segmentation segmentation(Mask... masks) {
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (Mask mask : masks) {
      int number = entries.size() + 1;
      entries.add(new Segmentation.Entry(segment(number, "Structure " + number), mask));
    }
    return new Segmentation(geometry, entries);
  }

  /** Noise on the given slices, on all when none is given; never an empty slice. */
  Mask noise(long seed, int... slices) {
    int[] on = slices.length > 0 ? slices : all(geometry.size().k());
    SplittableRandom random = new SplittableRandom(seed);
    Mask mask = Mask.empty(geometry.size());
    for (int k : on) {
      SliceMask slice =
          SliceMask.of(
              geometry.size().i(),
              geometry.size().j(),
              (i, j) -> (i == 0 && j == 1) || random.nextInt(3) == 0);
      mask = mask.withSlice(SlicePlane.k(k), slice);
    }
    return mask;
  }

  /** The same slices as frames of one multi-frame image. */
  SourceFixture asMultiFrame() {
    return withImages(
        (image, k) ->
            new SourceImage(
                image.file(),
                UID.EnhancedCTImageStorage,
                "2.25.4711",
                Optional.of(k + 1),
                image.imagePosition(),
                image.imageOrientation(),
                image.pixelSpacing(),
                image.sliceThickness()),
        geometry);
  }

  /** The same slices as frames in time of one image that has no place in the patient. */
  SourceFixture asCine() {
    Attributes first = new Attributes(source.firstImage());
    first.remove(Tag.FrameOfReferenceUID);
    SourceFixture frames =
        withImages(
            (image, k) ->
                new SourceImage(
                    image.file(),
                    UID.UltrasoundMultiFrameImageStorage,
                    "2.25.4711",
                    Optional.of(k + 1),
                    List.of(),
                    List.of(),
                    List.of(),
                    ""),
            VolumeGeometry.regular(geometry.size(), geometry.indexToLps(), Optional.empty())
                .withRelation(SliceRelation.TEMPORAL));
    return new SourceFixture(
        folder, new SourceSeries(first, frames.source().images(), false, 4), frames.geometry());
  }

  private SourceFixture withImages(
      BiFunction<SourceImage, Integer, SourceImage> change, VolumeGeometry grid) {
    List<SourceImage> images = new ArrayList<>();
    for (SourceImage image : source.images()) {
      images.add(change.apply(image, images.size()));
    }
    return new SourceFixture(folder, new SourceSeries(source.firstImage(), images, false, 4), grid);
  }

  private static int[] all(int count) {
    int[] all = new int[count];
    Arrays.setAll(all, k -> k);
    return all;
  }
}
