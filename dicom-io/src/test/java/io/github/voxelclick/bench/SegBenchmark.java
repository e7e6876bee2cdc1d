package io.github.voxelclick.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.dicom.seg.DicomSegWriter;
import io.github.voxelclick.dicom.seg.SegEncoding;
import io.github.voxelclick.dicom.seg.SegWriteOptions;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A SEG of five segments on the series, written (checked, read back, synced to disk) and read,
 * against highdicom and dcmqi, which do neither check nor sync; and encoded as they do, without,
 * which the program itself never does.
 */
@Tag("bench")
class SegBenchmark {
  private static final int SEGMENTS = 5;
  private static final CodedConcept TISSUE = new CodedConcept("85756007", "SCT", "Tissue");

  @TempDir private Path work;

  @Test
  void writes_and_reads() throws Exception {
    OpenedVolume opened =
        VolumeCatalog.of(BenchSeries.folder(), Progress.none())
            .choose(Optional.empty())
            .load(Progress.none());
    SourceSeries source = opened.dicomSource().orElseThrow();
    VolumeGeometry geometry = opened.volume().geometry();
    Segmentation segmentation = segmentation(geometry);
    Path target = work.resolve("seg.dcm");
    SegWriteOptions options =
        SegWriteOptions.of(new Producer("0", "benchmark", "model.onnx", "0a".repeat(32)));
    DicomSegWriter writer = new DicomSegWriter();
    double write =
        Figures.medianMs(
            () -> writer.write(segmentation, source, options, target, Progress.none()));
    Path unchecked = work.resolve("unchecked.dcm");
    double encode =
        Figures.medianMs(
            () -> {
              SegEncoding.write(segmentation, source, options, unchecked);
              return unchecked;
            });
    double read = Figures.medianMs(() -> DicomSegReader.read(target, source, geometry));
    for (Path file : List.of(target, unchecked)) {
      Segmentation back = DicomSegReader.read(file, source, geometry).segmentation();
      for (int n = 0; n < SEGMENTS; n++) {
        assertEquals(segmentation.entries().get(n).mask(), back.entries().get(n).mask());
      }
    }
    Map<String, Map<String, String>> peers =
        Peers.run("seg", BenchSeries.folder(), masks(segmentation), Figures.RUNS);
    String what = "SEG of " + SEGMENTS + " segments on 512x512x" + BenchSeries.SLICES;
    Figures.report("write " + what + ", verified and synced", write, peers, "write_ms");
    Figures.report("write " + what + ", encoding alone", encode, peers, "write_ms");
    Figures.report("read " + what, read, peers, "read_ms");
  }

  /** Ellipsoids beside and through each other. */
  private static Segmentation segmentation(VolumeGeometry geometry) {
    GridSize size = geometry.size();
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (int n = 0; n < SEGMENTS; n++) {
      double centreI = size.i() * (0.25 + 0.12 * n);
      double centreJ = size.j() * (0.65 - 0.08 * n);
      double centreK = size.k() * (0.3 + 0.1 * n);
      Mask mask = Mask.empty(size);
      for (int k = 0; k < size.k(); k++) {
        double z = (k - centreK) / (0.28 * size.k());
        mask =
            mask.withSlice(
                SlicePlane.k(k),
                SliceMask.of(
                    size.i(),
                    size.j(),
                    (i, j) ->
                        Math.pow((i - centreI) / (0.13 * size.i()), 2)
                                + Math.pow((j - centreJ) / (0.2 * size.j()), 2)
                                + z * z
                            < 1));
      }
      entries.add(
          new Segmentation.Entry(
              new Segment(
                  n + 1,
                  "structure " + (n + 1),
                  TISSUE,
                  TISSUE,
                  new Segment.Rgb(200, 40 * n, 90),
                  Segment.Algorithm.SEMIAUTOMATIC,
                  "model",
                  "1"),
              mask));
    }
    return new Segmentation(geometry, entries);
  }

  /** The masks as {@code bench.py} reads them. */
  private Path masks(Segmentation segmentation) throws Exception {
    GridSize size = segmentation.geometry().size();
    ByteBuffer bytes =
        ByteBuffer.allocate(16 + Math.toIntExact((SEGMENTS * size.voxels() + 7) / 8))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(SEGMENTS).putInt(size.k()).putInt(size.j()).putInt(size.i());
    byte[] bits = bytes.array();
    long at = 0;
    for (Segmentation.Entry entry : segmentation.entries()) {
      for (int k = 0; k < size.k(); k++) {
        SliceMask slice = entry.mask().slice(SlicePlane.k(k));
        for (int j = 0; j < size.j(); j++) {
          for (int i = 0; i < size.i(); i++, at++) {
            if (slice.get(i, j)) {
              bits[16 + (int) (at >> 3)] |= (byte) (1 << (at & 7));
            }
          }
        }
      }
    }
    return Files.write(work.resolve("masks.bin"), bits);
  }
}
