package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the writer share: where it writes to, and how they look at the file. */
abstract class SegWriting {
  @TempDir Path folder;
  Path target;

  @BeforeEach
  void chooseTarget() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    target = out.resolve("seg.dcm");
  }

  SegWriteResult write(SourceFixture series, Segmentation segmentation) throws SegWriteException {
    return write(series, segmentation, SourceFixture.OPTIONS);
  }

  SegWriteResult write(SourceFixture series, Segmentation segmentation, SegWriteOptions options)
      throws SegWriteException {
    return SourceFixture.writer()
        .write(segmentation, series.source(), options, target, Progress.none());
  }

  static Attributes dataset(Path file) throws Exception {
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      Attributes dataset = in.readDataset();
      assertEquals(List.of(), in.getWarnings());
      return dataset;
    }
  }

  static Sequence frames(Attributes seg) {
    return seg.getSequence(Tag.PerFrameFunctionalGroupsSequence);
  }

  static List<String> codes(List<ReadWarning> warnings) {
    return warnings.stream().map(ReadWarning::code).toList();
  }

  void assertOnlyTarget() throws IOException {
    try (Stream<Path> files = Files.list(target.getParent())) {
      assertEquals(List.of(target), files.toList());
    }
  }

  SegReading read(SourceFixture series) throws Exception {
    return DicomSegReader.read(target, series.source(), series.geometry());
  }

  static SegReading read(SourceFixture series, Attributes seg, SegReadOptions options)
      throws Exception {
    return DicomSegReader.read(
        SourceFixture.file(seg), series.source(), series.geometry(), options);
  }

  /** Segments under the given numbers that share no voxel: cells of noise with the same slices. */
  static Segmentation labels(SourceFixture series, int... numbers) {
    GridSize size = series.geometry().size();
    SplittableRandom random = new SplittableRandom(numbers.length);
    int[] owner = new int[Math.toIntExact(size.voxels())];
    Arrays.setAll(owner, n -> n < numbers.length ? n : random.nextInt(2 * numbers.length));
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (int s = 0; s < numbers.length; s++) {
      int segment = s;
      Mask mask = Mask.empty(size);
      for (int k = 0; k < size.k(); k++) {
        int first = k * size.voxelsPerSlice();
        mask =
            mask.withSlice(
                SlicePlane.k(k),
                SliceMask.of(
                    size.i(), size.j(), (i, j) -> owner[first + j * size.i() + i] == segment));
      }
      entries.add(
          new Segmentation.Entry(SourceFixture.segment(numbers[s], "Label " + numbers[s]), mask));
    }
    return new Segmentation(series.geometry(), entries);
  }
}
