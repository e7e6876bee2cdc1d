package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.seg.SegWriteOptions.Extra;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** FRACTIONAL, LABELMAP, edited and compressed files judged by other people's software. */
@Tag("peer")
class SegTypesPeerTest {
  private static final String EQUAL = "\"highdicom\": \"equal\"";

  @TempDir Path folder;

  private Path write(SourceFixture series, Segmentation seg, SegType type, Extra... extras)
      throws Exception {
    return write(series, seg, Map.of(), type, extras);
  }

  private Path write(
      SourceFixture series,
      Segmentation seg,
      Map<Integer, SegmentFractions> fractions,
      SegType type,
      Extra... extras)
      throws Exception {
    Path target = folder.resolve("seg.dcm");
    new DicomSegWriter()
        .write(
            seg,
            fractions,
            series.source(),
            SourceFixture.OPTIONS.withType(type).with(extras),
            target,
            Progress.none());
    return target;
  }

  /** Segments that share no voxel, in stripes. */
  private static Segmentation stripes(SourceFixture series, int... numbers) {
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (int s = 0; s < numbers.length; s++) {
      int segment = s;
      Mask mask = Mask.empty(series.geometry().size());
      for (int k = 0; k < mask.size().k(); k++) {
        int shift = k;
        mask =
            mask.withSlice(
                SlicePlane.k(k),
                SliceMask.of(
                    mask.size().i(),
                    mask.size().j(),
                    (i, j) -> (i + 2 * j + shift) % (numbers.length + 2) == segment));
      }
      entries.add(
          new Segmentation.Entry(SourceFixture.segment(numbers[s], "No " + numbers[s]), mask));
    }
    return new Segmentation(series.geometry(), entries);
  }

  private static SegmentFractions random(SourceFixture series) {
    SegmentFractions fractions = SegmentFractions.none(series.geometry().size(), 200);
    SplittableRandom random = new SplittableRandom(5);
    for (int k = 0; k < fractions.size().k(); k++) {
      byte[] steps = new byte[fractions.size().voxelsPerSlice()];
      for (int n = 0; n < steps.length; n++) {
        steps[n] = (byte) random.nextInt(201);
      }
      fractions = fractions.withSlice(k, steps);
    }
    return fractions;
  }

  private static SegmentFractions ramp(SourceFixture series) {
    SegmentFractions fractions = SegmentFractions.none(series.geometry().size(), 255);
    for (int k = 0; k < fractions.size().k(); k++) {
      byte[] steps = new byte[fractions.size().voxelsPerSlice()];
      for (int n = 0; n < steps.length; n++) {
        steps[n] = (byte) (n / 13 + 7 * k);
      }
      fractions = fractions.withSlice(k, steps);
    }
    return fractions;
  }

  private String readByOthers(Path seg, List<Path> images) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                SegPeerTest.python(),
                "src/test/python/read_seg.py",
                seg.toString(),
                folder.toString()));
    images.forEach(image -> command.add(image.toString()));
    SegPeerTest.Run run = SegPeerTest.Run.of(command);
    assertEquals(0, run.exit(), run.output());
    return run.output();
  }

  private static List<Path> files(SourceFixture series) {
    return series.source().images().stream().map(SourceImage::file).toList();
  }

  private void assertRead(SegmentFractions expected, int number) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int k = 0; k < expected.size().k(); k++) {
      bytes.writeBytes(expected.slice(k));
    }
    assertArrayEquals(
        bytes.toByteArray(),
        Files.readAllBytes(folder.resolve(number + ".raw")),
        "segment " + number);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stacks.class,
      names = {"AXIAL", "OBLIQUE", "TILTED", "SLICE_MISSING", "SINGLE_SLICE", "PET"})
  void fractions_are_valid_and_read_the_same(Stacks stack) throws Exception {
    SourceFixture series = stack.writeTo(folder.resolve("series"));
    Segmentation two = series.segmentation(series.noise(1), series.noise(2));
    SegmentFractions steps = random(series);
    Path seg = write(series, two, Map.of(1, steps), SegType.FRACTIONAL);
    SegPeerTest.assertValid(seg);
    assertEquals(List.of(), SegPeerTest.differences(seg, series));
    String answer = readByOthers(seg, files(series));
    assertTrue(answer.contains(EQUAL), answer);
    assertRead(steps, 1);
    assertRead(SegmentFractions.of(two.entries().get(1).mask(), 200), 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stacks.class,
      names = {"AXIAL", "OBLIQUE", "TILTED", "SLICE_MISSING", "SINGLE_SLICE"})
  void label_maps_are_read_the_same(Stacks stack) throws Exception {
    SourceFixture series = stack.writeTo(folder.resolve("series"));
    Segmentation labels = stripes(series, 2, 3, 200);
    Path seg = write(series, labels, SegType.LABELMAP);
    assertEquals(0, SegPeerTest.Run.of("dcmdump", "-q", seg.toString()).exit());
    String answer = readByOthers(seg, files(series));
    assertTrue(answer.contains(EQUAL), answer);
    for (Segmentation.Entry entry : labels.entries()) {
      assertRead(SegmentFractions.of(entry.mask(), 1), entry.segment().number());
    }
  }

  @Test
  void label_maps_of_sixteen_bits_are_read_the_same() throws Exception {
    SourceFixture series = Stacks.OBLIQUE.writeTo(folder.resolve("series"));
    Segmentation labels = stripes(series, 1, 256, 65535);
    String answer = readByOthers(write(series, labels, SegType.LABELMAP), files(series));
    assertTrue(answer.contains(EQUAL), answer);
    for (Segmentation.Entry entry : labels.entries()) {
      assertRead(SegmentFractions.of(entry.mask(), 1), entry.segment().number());
    }
  }

  /** Frames come by segment, then upwards; dcmtk draws what is set in some grey. */
  @ParameterizedTest
  @CsvSource({"BINARY, SAGITTAL", "BINARY, TILTED", "FRACTIONAL, OBLIQUE"})
  void dcmtk_draws_every_frame_as_it_was(SegType type, Stacks stack) throws Exception {
    SourceFixture series = stack.writeTo(folder.resolve("series"));
    Segmentation two = series.segmentation(series.noise(1), series.noise(2, 0, 3));
    Path seg = write(series, two, type);
    Path frames = folder.resolve("frame");
    SegPeerTest.Run run = SegPeerTest.Run.of("dcm2pnm", "+Fa", seg.toString(), frames.toString());
    assertEquals(0, run.exit(), run.output());
    int frame = 0;
    for (Segmentation.Entry entry : two.entries()) {
      for (int k : entry.mask().occupiedSlices()) {
        byte[] pgm = Files.readAllBytes(folder.resolve("frame." + frame + ".pgm"));
        int pixels = entry.mask().size().voxelsPerSlice();
        byte[] drawn = Arrays.copyOfRange(pgm, pgm.length - pixels, pgm.length);
        assertEquals(
            entry.mask().slice(SlicePlane.k(k)),
            SliceMask.ofBytes(entry.mask().size().i(), entry.mask().size().j(), drawn, 1),
            "frame " + frame);
        frame++;
      }
    }
    assertFalse(Files.exists(folder.resolve("frame." + frame + ".pgm")));
  }

  /** dciodvfy reads no deflated file: dcmtk inflates it first. */
  @ParameterizedTest
  @EnumSource(SegType.class)
  void deflated_files_are_read_the_same(SegType type) throws Exception {
    SourceFixture series = Stacks.CORONAL.writeTo(folder.resolve("series"));
    Segmentation labels = stripes(series, 1, 2);
    Path seg = write(series, labels, type, Extra.DEFLATED);
    Path inflated = folder.resolve("inflated.dcm");
    assertEquals(
        0, SegPeerTest.Run.of("dcmconv", "+te", seg.toString(), inflated.toString()).exit());
    if (type != SegType.LABELMAP) {
      SegPeerTest.assertValid(inflated);
    }
    String answer = readByOthers(seg, files(series));
    assertTrue(answer.contains(EQUAL), answer);
  }

  /** An explicit empty result and a full grid of frames are legal, too. */
  @Test
  void empty_frames_are_valid() throws Exception {
    SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series"));
    Segmentation empty = series.segmentation(Mask.empty(series.geometry().size()));
    SegPeerTest.assertValid(write(series, empty, SegType.BINARY, Extra.EMPTY_RESULT));
    Segmentation some = series.segmentation(series.noise(1, 2), series.noise(2, 4));
    Path full = write(series, some, SegType.BINARY, Extra.EMPTY_FRAMES);
    SegPeerTest.assertValid(full);
    assertTrue(readByOthers(full, files(series)).contains(EQUAL));
  }

  @ParameterizedTest
  @EnumSource(
      value = SegType.class,
      names = {"BINARY", "FRACTIONAL"})
  void of_an_enhanced_image_they_are_valid(SegType type) throws Exception {
    String data = System.getenv("VOXELCLICK_TEST_DATA");
    assumeTrue(data != null, "VOXELCLICK_TEST_DATA is not set");
    Path place = Path.of(data, "seg/dcmqi-phantom-23x38x3");
    Path copy = Files.createDirectory(folder.resolve("enhanced"));
    Files.copy(place.resolve("multiframe.dcm"), copy.resolve("multiframe.dcm"));
    SourceFixture series = SourceFixture.load(copy);
    Segmentation seg = stripes(series, 1, 2);
    Path file = write(series, seg, type);
    SegPeerTest.assertValid(file);
    assertEquals(List.of(), SegPeerTest.differences(file, series));
    // The single-frame originals lie on the same planes.
    String answer = readByOthers(file, files(SourceFixture.ofFolder(place.resolve("image"))));
    assertTrue(answer.contains(EQUAL), answer);
    for (Segmentation.Entry entry : seg.entries()) {
      assertRead(
          SegmentFractions.of(entry.mask(), type == SegType.BINARY ? 1 : 255),
          entry.segment().number());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SegType.class,
      names = {"BINARY", "FRACTIONAL"})
  void frames_in_time_without_a_place_are_valid(SegType type) throws Exception {
    SourceFixture series = Stacks.AXIAL.writeTo(folder.resolve("series")).asCine();
    SegPeerTest.assertValid(write(series, stripes(series, 1, 2), type));
  }

  @ParameterizedTest
  @EnumSource(
      value = SegType.class,
      names = {"BINARY", "FRACTIONAL"})
  void edited_files_are_valid_and_read_the_same(SegType type) throws Exception {
    SourceFixture series = Stacks.OBLIQUE.writeTo(folder.resolve("series"));
    Segmentation seg = stripes(series, 1, 2, 3);
    SegReading reading =
        DicomSegReader.read(write(series, seg, type), series.source(), series.geometry());
    List<Segmentation.Entry> entries = new ArrayList<>(reading.segmentation().entries());
    entries.set(1, new Segmentation.Entry(entries.get(1).segment(), series.noise(9, 1, 3)));
    Path saved = folder.resolve("edited.dcm");
    new DicomSegWriter()
        .writeEdited(
            reading,
            new Segmentation(series.geometry(), entries),
            series.source(),
            SourceFixture.OPTIONS,
            saved,
            Progress.none());
    SegPeerTest.assertValid(saved);
    assertEquals(List.of(), SegPeerTest.differences(saved, series));
    String answer = readByOthers(saved, files(series));
    assertTrue(answer.contains(EQUAL), answer);
    for (Segmentation.Entry entry : entries) {
      assertRead(
          SegmentFractions.of(entry.mask(), type == SegType.BINARY ? 1 : 255),
          entry.segment().number());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BINARY, " + UID.JPEG2000Lossless,
    "FRACTIONAL, " + UID.RLELossless,
    "FRACTIONAL, " + UID.JPEGLSLossless,
    "FRACTIONAL, " + UID.JPEG2000Lossless,
    "LABELMAP, " + UID.RLELossless,
    "LABELMAP, " + UID.JPEGLSLossless,
    "LABELMAP, " + UID.JPEG2000Lossless,
  })
  void what_others_compressed_is_read(SegType type, String syntax) throws Exception {
    SourceFixture series =
        SourceFixture.of(
            folder.resolve("series"),
            PhantomGrid.axial(
                new int[] {67, 43, 3}, new double[] {0.7, 1.1, 2.5}, new double[] {1, 2, 3}));
    Segmentation labels = stripes(series, 1, type == SegType.LABELMAP ? 300 : 2);
    Map<Integer, SegmentFractions> fractions =
        type == SegType.FRACTIONAL ? Map.of(1, ramp(series)) : Map.of();
    Path seg = write(series, labels, fractions, type);
    Path packed = folder.resolve("packed.dcm");
    SegPeerTest.Run run =
        SegPeerTest.Run.of(
            Arrays.asList(
                SegPeerTest.python(),
                "src/test/python/compress_seg.py",
                seg.toString(),
                packed.toString(),
                syntax));
    assertEquals(0, run.exit(), run.output());
    SegReading before = DicomSegReader.read(seg, series.source(), series.geometry());
    SegReading after = DicomSegReader.read(packed, series.source(), series.geometry());
    assertEquals(before.segmentation().entries(), after.segmentation().entries());
    assertEquals(before.fractions(), after.fractions());
    assertFalse(before.segmentation().entries().isEmpty());
  }
}
