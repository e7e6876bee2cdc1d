package io.github.voxelclick.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A series from its folder to an array in memory, against pydicom, SimpleITK and GDCM. */
@Tag("bench")
class OpenSeriesBenchmark {
  @ParameterizedTest
  @ValueSource(strings = {"native", "jpeg-lossless", "jpeg2000"})
  void opens(String encoding) throws Exception {
    Path folder = folder(encoding);
    Map<String, Map<String, String>> peers = Peers.run("open", folder, Figures.RUNS);
    String crc = crc(open(folder));
    peers.forEach((program, values) -> assertEquals(values.get("crc"), crc, program));
    double ours = Figures.medianMs(() -> open(folder));
    Figures.report("open " + encoding + " 512x512x" + BenchSeries.SLICES, ours, peers, "ms");
    Figures.note(
        "open "
            + encoding
            + ": smallest heap that suffices, as a part of the volume: "
            + SmallestHeap.forOpening(folder, BenchSeries.bytes()));
  }

  private static Path folder(String encoding) throws Exception {
    Path plain = BenchSeries.folder();
    if (encoding.equals("native")) {
      return plain;
    }
    Path compressed = plain.resolveSibling(plain.getFileName() + "-" + encoding);
    if (!Files.isDirectory(compressed)) {
      Peers.run("compress", plain, encoding);
    }
    return compressed;
  }

  static VoxelData open(Path path) throws VolumeException {
    return VolumeCatalog.of(path, Progress.none())
        .choose(Optional.empty())
        .load(Progress.none())
        .volume()
        .data();
  }

  /** Of the samples as 16-bit little-endian words, slice after slice. */
  static String crc(VoxelData data) throws IOException {
    if (!(data instanceof VoxelData.S16 shorts)) {
      throw new IOException("samples came as " + data.typeName());
    }
    CRC32 crc = new CRC32();
    for (short[] slice : shorts.data()) {
      ByteBuffer bytes = ByteBuffer.allocate(2 * slice.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asShortBuffer().put(slice);
      crc.update(bytes);
    }
    return Long.toString(crc.getValue());
  }
}
