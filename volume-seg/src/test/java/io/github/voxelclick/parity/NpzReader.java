package io.github.voxelclick.parity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads NumPy's {@code .npz} and {@code .npy} files. */
public final class NpzReader {
  private static final int MAGIC_LENGTH = 6;

  private NpzReader() {}

  /**
   * Reads all arrays of an archive that lies among the test resources.
   *
   * @param resource absolute, such as {@code /parity/resample/arrays.npz}
   * @return the arrays by name
   */
  public static Map<String, NpyArray> resource(String resource) throws IOException {
    try (InputStream in = NpzReader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("There is no resource " + resource);
      }
      return npz(in);
    }
  }

  /**
   * Reads all arrays of an archive.
   *
   * @return the arrays by name
   */
  public static Map<String, NpyArray> npz(InputStream in) throws IOException {
    Map<String, NpyArray> arrays = new TreeMap<>();
    ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      if (!name.endsWith(".npy")) {
        throw new IOException("Not an array: " + name);
      }
      arrays.put(name.substring(0, name.length() - ".npy".length()), npy(zip.readAllBytes()));
    }
    return arrays;
  }

  /** Reads one array from the bytes of a {@code .npy} file. */
  public static NpyArray npy(byte[] file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC_LENGTH];
    bytes.get(magic);
    if (!new String(magic, StandardCharsets.ISO_8859_1).equals("\u0093NUMPY")) {
      throw new IOException("Not a NumPy array");
    }
    int version = bytes.get();
    bytes.get(); // minor version
    byte[] header = new byte[version == 1 ? bytes.getShort() & 0xFFFF : bytes.getInt()];
    bytes.get(header);
    return new NpyArray(
        new String(header, StandardCharsets.UTF_8), bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
  }
}
