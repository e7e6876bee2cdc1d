package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session that {@link StoredSession} recorded on JDK 17 once and for all. The tests also run on
 * newer JDKs ({@code .ci/newer_jdk.sh}), so it must be the same there.
 */
class StoredSessionTest {
  @TempDir private Path folder;

  private static Path stored() throws URISyntaxException {
    return Path.of(StoredSessionTest.class.getResource("/session-golden").toURI());
  }

  @Test
  void recorded_long_ago_is_what_it_was() throws Exception {
    try (var files = Files.list(stored())) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    List<String> expected = Files.readAllLines(stored().resolve(StoredSession.EXPECTED));
    assertTrue(expected.size() > 60, expected.size() + " lines");
    try (RecordedSession recorded = KilledSession.open(folder)) {
      assertTrue(recorded.isReopened(), "the image's fingerprint is another");
      assertEquals(List.of(), recorded.warnings());
      assertEquals(expected, StoredSession.describe(recorded.session()));
    }
  }
}
