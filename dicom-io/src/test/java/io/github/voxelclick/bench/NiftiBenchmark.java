package io.github.voxelclick.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.nifti.NiftiWriter;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.volume.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A compressed NIfTI image from its path to an array in memory, against nibabel and SimpleITK. */
@Tag("bench")
class NiftiBenchmark {
  @Test
  void opens() throws Exception {
    Path file = BenchSeries.folder().resolveSibling("image-" + BenchSeries.SLICES + ".nii.gz");
    if (!Files.exists(file)) {
      NiftiWriter.writeVolume(
          file,
          VolumeCatalog.of(BenchSeries.folder(), Progress.none())
              .choose(Optional.empty())
              .load(Progress.none())
              .volume());
    }
    Map<String, Map<String, String>> peers = Peers.run("nifti", file, Figures.RUNS);
    String crc = OpenSeriesBenchmark.crc(OpenSeriesBenchmark.open(file));
    peers.forEach((program, values) -> assertEquals(values.get("crc"), crc, program));
    double ours = Figures.medianMs(() -> OpenSeriesBenchmark.open(file));
    Figures.report("open .nii.gz 512x512x" + BenchSeries.SLICES, ours, peers, "ms");
    Figures.note(
        "open .nii.gz: smallest heap that suffices, as a part of the volume: "
            + SmallestHeap.forOpening(file, BenchSeries.bytes()));
  }
}
