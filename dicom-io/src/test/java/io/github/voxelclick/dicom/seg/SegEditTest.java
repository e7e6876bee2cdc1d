package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.dicom.io.DicomOutputStream;
import io.github.voxelclick.dicom.seg.SegWriteOptions.Extra;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file is opened, something in it is changed, and it is saved again. */
@org.junit.jupiter.api.Tag("E13")
class SegEditTest {
  private static final int EDITED = 4;

  @TempDir Path folder;
  private Path first;
  private Path second;
  private SourceFixture series;

  @BeforeEach
  void writeSeries() throws Exception {
    first = folder.resolve("first.dcm");
    second = folder.resolve("second.dcm");
    series = Stacks.SAGITTAL.writeTo(folder.resolve("series"));
  }

  /** Eleven segments, each in columns of its own so that none overlaps, on varying slices. */
  private Segmentation eleven() {
    Mask[] masks =
        IntStream.range(0, 11)
            .mapToObj(
                n -> {
                  Mask noise = series.noise(n, n % 5, (2 * n + 1) % 5);
                  Mask mask = Mask.empty(noise.size());
                  for (int k : noise.occupiedSlices()) {
                    SliceMask slice = noise.slice(SlicePlane.k(k));
                    mask =
                        mask.withSlice(
                            SlicePlane.k(k),
                            SliceMask.of(
                                9,
                                7,
                                (i, j) ->
                                    (j * 9 + i) % 11 == n && (slice.get(i, j) || j * 9 + i == n)));
                  }
                  return mask;
                })
            .toArray(Mask[]::new);
    return series.segmentation(masks);
  }

  private Map<Integer, SegmentFractions> fractions(Segmentation seg) {
    Map<Integer, SegmentFractions> all = new HashMap<>();
    SplittableRandom random = new SplittableRandom(8);
    for (Segmentation.Entry entry : seg.entries()) {
      SegmentFractions fractions = SegmentFractions.none(entry.mask().size(), 240);
      for (int k : entry.mask().occupiedSlices()) {
        byte[] steps = entry.mask().slice(SlicePlane.k(k)).toBytes((byte) 1);
        for (int n = 0; n < steps.length; n++) {
          steps[n] *= (byte) (1 + random.nextInt(240));
        }
        steps[1] = (byte) 130;
        fractions = fractions.withSlice(k, steps);
      }
      all.put(entry.segment().number(), fractions);
    }
    return all;
  }

  private void write(Segmentation seg, SegType type, Extra... extras) throws Exception {
    SourceFixture.writer()
        .write(
            seg,
            type == SegType.FRACTIONAL ? fractions(seg) : Map.of(),
            series.source(),
            SourceFixture.OPTIONS.withType(type).with(extras),
            first,
            Progress.none());
  }

  /** Changes the header of the first file; what stands in its pixels stays. */
  private void changeFirst(Consumer<Attributes> change) throws Exception {
    Attributes seg = dataset(first);
    change.accept(seg);
    try (DicomOutputStream out = new DicomOutputStream(first.toFile())) {
      out.writeDataset(seg.createFileMetaInformation("1.2.840.10008.1.2.1"), seg);
    }
  }

  private SegReading read(Path file) throws Exception {
    return DicomSegReader.read(file, series.source(), series.geometry());
  }

  private SegWriteResult save(SegReading reading, Segmentation edited) throws Exception {
    return new DicomSegWriter()
        .writeEdited(
            reading, edited, series.source(), SourceFixture.OPTIONS, second, Progress.none());
  }

  private static Attributes dataset(Path file) throws Exception {
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      return in.readDataset();
    }
  }

  private static Segmentation with(Segmentation seg, Segmentation.Entry... changed) {
    List<Segmentation.Entry> entries = new ArrayList<>(seg.entries());
    for (Segmentation.Entry entry : changed) {
      entries.removeIf(e -> e.segment().number() == entry.segment().number());
      entries.add(entry);
    }
    return new Segmentation(seg.geometry(), entries);
  }

  /** The reading with a pixel of one segment moved from one slice to another. */
  private Segmentation edited(Segmentation seg) {
    Segmentation.Entry entry = seg.entries().get(EDITED - 1);
    int k = entry.mask().occupiedSlices().first();
    Mask mask =
        entry
            .mask()
            .withSlice(SlicePlane.k(k), SliceMask.empty(9, 7))
            .withSlice(
                SlicePlane.k(2),
                SliceMask.of(9, 7, (i, j) -> (j * 9 + i) % 11 == EDITED - 1 && j > 2));
    return with(seg, new Segmentation.Entry(entry.segment(), mask));
  }

  /** The stored pixels of every frame, by segment and image; of a label map by value. */
  private static Map<String, List<Integer>> pixels(Path path) throws Exception {
    List<ReadWarning> warnings = new ArrayList<>();
    SegObject seg = SegObject.of(DicomFile.read(path), warnings);
    Map<String, List<Integer>> frames = new HashMap<>();
    try (SegPixels pixels = SegPixels.open(seg, warnings)) {
      for (int f = 0; f < seg.frames(); f++) {
        String image =
            seg.group(f, Tag.DerivationImageSequence)
                .orElseThrow()
                .getNestedDataset(Tag.SourceImageSequence)
                .getString(Tag.ReferencedSOPInstanceUID);
        switch (seg.type()) {
          case BINARY -> {
            byte[] bytes = pixels.bits(f).toBytes((byte) 1);
            frames.put(seg.segmentOf(f, 0) + " " + image, list(bytes));
          }
          case FRACTIONAL -> frames.put(seg.segmentOf(f, 0) + " " + image, list(pixels.steps(f)));
          case LABELMAP -> {
            char[] labels = pixels.labels(f);
            for (int number = 1; number <= 11; number++) {
              int wanted = number;
              frames.put(
                  number + " " + image,
                  IntStream.range(0, labels.length)
                      .filter(n -> labels[n] == wanted)
                      .boxed()
                      .toList());
            }
          }
        }
      }
    }
    return frames;
  }

  private static List<Integer> list(byte[] bytes) {
    List<Integer> all = new ArrayList<>();
    for (byte b : bytes) {
      all.add(b & 0xFF);
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(SegType.class)
  void one_of_eleven_segments_changes_and_the_other_ten_stay_bit_for_bit(SegType type)
      throws Exception {
    write(eleven(), type);
    SegReading reading = read(first);
    SegWriteResult result = save(reading, edited(reading.segmentation()));
    assertEquals(List.of(), result.warnings());

    Map<String, List<Integer>> before = pixels(first);
    Map<String, List<Integer>> after = pixels(second);
    String touched = EDITED + " ";
    assertNotEquals(before, after);
    before.keySet().removeIf(frame -> frame.startsWith(touched));
    after.keySet().removeIf(frame -> frame.startsWith(touched));
    assertFalse(before.isEmpty());
    after.keySet().removeIf(frame -> type == SegType.LABELMAP && after.get(frame).isEmpty());
    before.keySet().removeIf(frame -> type == SegType.LABELMAP && before.get(frame).isEmpty());
    assertEquals(before, after);

    Attributes old = dataset(first);
    Attributes saved = dataset(second);
    assertEquals(
        List.copyOf(old.getSequence(Tag.SegmentSequence)),
        List.copyOf(saved.getSequence(Tag.SegmentSequence)));
    assertNotEquals(old.getString(Tag.SOPInstanceUID), saved.getString(Tag.SOPInstanceUID));
    assertNotEquals(old.getString(Tag.SeriesInstanceUID), saved.getString(Tag.SeriesInstanceUID));
    assertEquals(
        edited(reading.segmentation()).entries().stream()
            .map(e -> e.mask().count())
            .sorted()
            .toList(),
        read(second).segmentation().entries().stream()
            .map(e -> e.mask().count())
            .sorted()
            .toList());
  }

  @Test
  void voxels_of_a_fractional_segment_that_were_not_touched_keep_their_steps() throws Exception {
    write(eleven(), SegType.FRACTIONAL);
    SegReading reading = read(first);
    Segmentation.Entry entry = reading.segmentation().entries().get(0);
    int k = entry.mask().occupiedSlices().first();
    SliceMask was = entry.mask().slice(SlicePlane.k(k));
    SliceMask drawn = SliceMask.of(9, 7, (i, j) -> i == 3 && j == 5);
    assertTrue(was.and(drawn).isEmpty());
    Mask mask = entry.mask().withSlice(SlicePlane.k(k), was.or(drawn));
    save(reading, with(reading.segmentation(), new Segmentation.Entry(entry.segment(), mask)));
    byte[] expected = reading.fractions().get(1).slice(k);
    expected[5 * 9 + 3] = (byte) 240;
    SegReading saved = read(second);
    assertArrayEquals(expected, saved.fractions().get(1).slice(k));
    assertEquals(reading.fractions().get(2), saved.fractions().get(2));
  }

  @Test
  void what_only_the_file_knew_of_a_segment_stays() throws Exception {
    write(eleven(), SegType.BINARY);
    changeFirst(
        seg -> {
          Attributes item = seg.getNestedDataset(Tag.SegmentSequence, 6);
          Attributes type = item.getNestedDataset(Tag.SegmentedPropertyTypeCodeSequence);
          type.setString(Tag.CodeValue, VR.SH, "T-62000");
          type.setString(Tag.CodingSchemeDesignator, VR.SH, "SRT");
          type.setString(Tag.CodingSchemeVersion, VR.SH, "20100101");
          item.remove(Tag.TrackingID);
          item.remove(Tag.TrackingUID);
          item.remove(Tag.RecommendedDisplayCIELabValue);
        });
    SegReading reading = read(first);
    save(reading, edited(reading.segmentation()));
    assertEquals(
        dataset(first).getNestedDataset(Tag.SegmentSequence, 6),
        dataset(second).getNestedDataset(Tag.SegmentSequence, 6));
  }

  @Test
  void a_segment_described_anew_keeps_its_frames() throws Exception {
    write(eleven(), SegType.BINARY);
    SegReading reading = read(first);
    Segmentation.Entry entry = reading.segmentation().entries().get(2);
    SegmentDetails details = entry.segment().details().withDescription("seen again");
    save(
        reading,
        with(
            reading.segmentation(),
            new Segmentation.Entry(entry.segment().withDetails(details), entry.mask())));
    assertEquals(pixels(first), pixels(second));
    assertEquals(
        "seen again",
        dataset(second).getNestedDataset(Tag.SegmentSequence, 2).getString(Tag.SegmentDescription));
  }

  @ParameterizedTest
  @EnumSource(SegType.class)
  void empty_frames_of_untouched_segments_stay(SegType type) throws Exception {
    write(eleven(), type, Extra.EMPTY_FRAMES);
    SegReading reading = read(first);
    SegWriteResult result = save(reading, edited(reading.segmentation()));
    // Segment 4 has frames on two of five slices now, or one of them.
    int kept = type == SegType.LABELMAP ? 5 : 50;
    assertTrue(result.frames() >= kept && result.frames() <= kept + 2, result.toString());
  }

  @Test
  void a_segment_that_is_taken_away_makes_the_others_move_up() throws Exception {
    write(eleven(), SegType.BINARY);
    SegReading reading = read(first);
    List<Segmentation.Entry> rest = new ArrayList<>(reading.segmentation().entries());
    rest.remove(4);
    SegWriteResult result = save(reading, new Segmentation(series.geometry(), rest));
    assertEquals(
        List.of("segments-renumbered"), result.warnings().stream().map(ReadWarning::code).toList());
    assertEquals(4, result.writtenNumbers().get(4));
    assertEquals(5, result.writtenNumbers().get(6));
    assertEquals(
        rest.get(9).segment().details().tracking().orElseThrow(), result.tracking().get(10));
    assertEquals(
        rest.stream().map(Segmentation.Entry::mask).toList(),
        read(second).segmentation().entries().stream().map(Segmentation.Entry::mask).toList());
  }

  @Test
  void a_label_map_keeps_its_numbers_and_its_background() throws Exception {
    write(eleven(), SegType.LABELMAP);
    SegReading reading = read(first);
    List<Segmentation.Entry> rest = new ArrayList<>(reading.segmentation().entries());
    rest.remove(4);
    SegWriteResult result = save(reading, new Segmentation(series.geometry(), rest));
    assertEquals(List.of(), result.warnings());
    assertEquals(6, result.writtenNumbers().get(6));
    assertEquals(
        dataset(first).getNestedDataset(Tag.SegmentSequence),
        dataset(second).getNestedDataset(Tag.SegmentSequence));
  }

  @Test
  void overlap_that_an_edit_makes_does_not_go_into_a_label_map() throws Exception {
    write(eleven(), SegType.LABELMAP);
    SegReading reading = read(first);
    Segmentation.Entry entry = reading.segmentation().entries().get(0);
    Mask all = entry.mask().withSlice(SlicePlane.k(2), SliceMask.of(9, 7, (i, j) -> true));
    Segmentation overlapping =
        with(reading.segmentation(), new Segmentation.Entry(entry.segment(), all));
    assertThrows(SegWriteException.class, () -> save(reading, overlapping));
    assertFalse(second.toFile().exists());
  }

  @Test
  void nothing_left_is_refused() throws Exception {
    write(eleven(), SegType.BINARY);
    SegReading reading = read(first);
    Segmentation none = new Segmentation(series.geometry(), List.of());
    assertThrows(SegWriteException.class, () -> save(reading, none));
  }

  @Test
  void the_new_file_says_what_it_was_made_of_and_by_whom() throws Exception {
    write(eleven(), SegType.BINARY);
    changeFirst(
        seg -> {
          seg.setString(Tag.Manufacturer, VR.LO, "Somebody else");
          seg.setString(Tag.ContentCreatorName, VR.PN, "Reader^One");
        });
    SegReading reading = read(first);
    save(reading, edited(reading.segmentation()));
    Attributes saved = dataset(second);
    Attributes predecessor = saved.getNestedDataset(Tag.ReferencedInstanceSequence);
    assertEquals(
        dataset(first).getString(Tag.SOPInstanceUID),
        predecessor.getString(Tag.ReferencedSOPInstanceUID));
    Sequence equipment = saved.getSequence(Tag.ContributingEquipmentSequence);
    int last = equipment.size() - 1;
    assertEquals("VoxelClick", equipment.get(last).getString(Tag.Manufacturer));
    assertEquals("Somebody else", equipment.get(last - 1).getString(Tag.Manufacturer));
    assertEquals("Reader^One", equipment.get(last - 1).getString(Tag.OperatorsName));
    assertEquals(
        dataset(first).getSequence(Tag.ContributingEquipmentSequence).size() + 2, equipment.size());
  }

  @Test
  void an_edit_of_an_edit_keeps_the_first_too() throws Exception {
    write(eleven(), SegType.BINARY);
    SegReading reading = read(first);
    save(reading, edited(reading.segmentation()));
    SegReading again = read(second);
    Segmentation.Entry entry = again.segmentation().entries().get(9);
    Mask mask = entry.mask().withSlice(SlicePlane.k(1), SliceMask.of(9, 7, (i, j) -> i == 1));
    first = second;
    second = folder.resolve("third.dcm");
    save(again, with(again.segmentation(), new Segmentation.Entry(entry.segment(), mask)));
    assertEquals(mask, read(second).segmentation().entries().get(9).mask());
    assertEquals(
        again.segmentation().entries().subList(0, 9),
        read(second).segmentation().entries().subList(0, 9));
  }
}
