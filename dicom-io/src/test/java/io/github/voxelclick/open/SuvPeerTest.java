package io.github.voxelclick.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Volume;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * SUV of real PET series against those that {@code suv_peer.py} calculates from the same files;
 * skipped where Python or the data are missing.
 */
@Tag("peer")
class SuvPeerTest {
  /** 32-bit floats round. */
  private static final double TOLERANCE = 1e-6;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "seg/pet-headneck-qin024/image, Bq/ml", // decay corrected to the start of the first of two beds
    "dicom/pet-sarcoma-sts002, SUVbw", // a slope of its own for every slice
    "dicom/pet-sarcoma-sts008, SUVbw"
  })
  void of_real_series_equals_that_of_their_attributes(String name, String unit) throws Exception {
    Path series = TestData.folder(name);
    VolumeEntry entry =
        VolumeCatalog.of(series, Progress.none()).entries().stream()
            .filter(e -> e.modality().equals("PT"))
            .findFirst()
            .orElseThrow();
    Volume volume = entry.load(Progress.none()).volume();
    PetUnit pet = volume.pet().orElseThrow();
    assertEquals(entry.petUnit().orElseThrow(), pet);
    assertEquals(unit, pet.name());
    double factor = pet.suvFactor().orElseThrow();
    Path ours = write(volume, factor, folder.resolve("ours"));
    List<String> answer = Peer.ask("suv_peer.py", List.of(series + "\t" + ours), folder);
    String[] parts = answer.get(0).split("\t", -1);
    assertEquals(Double.parseDouble(parts[1]), factor, 1e-12 * factor);
    assertTrue(Double.parseDouble(parts[2]) < TOLERANCE, answer.get(0));
    if (unit.equals("Bq/ml")) {
      // The images' own decay factors were written with seven digits.
      assertTrue(Double.parseDouble(parts[3]) < 0.1, answer.get(0));
    }
    System.out.println(name + " factor, worst difference, seconds: " + String.join(" ", parts));
  }

  private static Path write(Volume volume, double factor, Path file) throws Exception {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(8 * volume.size().voxels()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < volume.size().k(); k++) {
      for (int n = 0; n < volume.size().voxelsPerSlice(); n++) {
        bytes.putDouble(factor * volume.rescale().apply(volume.data().stored(k, n)));
      }
    }
    return Files.write(file, bytes.array());
  }
}
