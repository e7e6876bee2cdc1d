package io.github.voxelclick.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzz targets work, and what the fuzzer once found stays mended. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FuzzSeedsTest {
  static List<String> targets() throws IOException {
    return FuzzTargets.all();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void every_seed_is_read(String className) throws Exception {
    FuzzTarget target = FuzzTargets.make(className);
    List<byte[]> seeds = target.seeds();
    assertFalse(seeds.isEmpty());
    for (byte[] seed : seeds) {
      assertDoesNotThrow(() -> target.accept(seed));
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void no_former_finding_comes_back(String className) throws Exception {
    FuzzTarget target = FuzzTargets.make(className);
    for (Path finding : FuzzTargets.findings(className)) {
      byte[] data = Files.readAllBytes(finding);
      assertDoesNotThrow(
          () -> {
            try {
              target.accept(data);
            } catch (VolumeException e) {
              assertFalse(e.getMessage().isBlank(), "an error says what is wrong");
            }
          },
          () -> finding.toString());
    }
  }
}
