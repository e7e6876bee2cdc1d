package io.github.voxelclick.dicom.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkDataTest {
  @TempDir Path folder;

  private BulkData region(long offset, long length) throws Exception {
    Path file = folder.resolve("bulk data.bin");
    Files.write(file, new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
    return new BulkData(file.toUri().toString(), offset, length, false);
  }

  @Test
  void reads_its_region_in_either_byte_order() throws Exception {
    assertArrayEquals(new byte[] {2, 3, 4, 5}, region(2, 4).toBytes(VR.OW, false));
    assertArrayEquals(new byte[] {3, 2, 5, 4}, region(2, 4).toBytes(VR.OW, true));
    assertArrayEquals(new byte[] {2, 3, 4, 5}, region(2, 4).toBytes(VR.OB, true));
  }

  @Test
  void its_stream_ends_with_the_region() throws Exception {
    try (InputStream in = region(5, 2).openStream()) {
      assertArrayEquals(new byte[] {5, 6}, in.readAllBytes());
    }
    try (InputStream in = region(5, -1).openStream()) {
      assertArrayEquals(new byte[] {5, 6, 7}, in.readAllBytes());
    }
  }

  @Test
  void a_region_beyond_the_file_is_refused_before_memory_is_taken() throws Exception {
    BulkData beyond = region(2, 2_000_000_000);
    assertThrows(EOFException.class, () -> beyond.toBytes(VR.OB, false));
    BulkData undefined = region(2, -1);
    assertThrows(EOFException.class, () -> undefined.toBytes(VR.OB, false));
  }

  @Test
  void only_regions_of_files_are_accepted() {
    assertThrows(IllegalArgumentException.class, () -> new BulkData("http://a/", 0, 1, false));
    assertThrows(IllegalArgumentException.class, () -> new BulkData("file:/a", -1, 1, false));
  }
}
