package io.github.voxelclick.open;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real images that tests may use, found through the environment. */
public final class TestData {
  private TestData() {}

  /** A folder of the test data; the calling test is skipped where there are none. */
  public static Path folder(String name) {
    String root = System.getenv("VOXELCLICK_TEST_DATA");
    assumeTrue(root != null, "VOXELCLICK_TEST_DATA is not set: no real images to test with");
    Path folder = Path.of(root).resolve(name);
    assumeTrue(Files.exists(folder), "the test data have no " + name);
    return folder;
  }
}
