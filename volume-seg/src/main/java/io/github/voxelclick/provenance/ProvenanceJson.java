package io.github.voxelclick.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Provenance as the JSON file that lies beside a mask, version {@value #VERSION}.
 *
 * <p>Keys that are absent are unknown; none is ever null. Readers skip keys that they do not know,
 * and refuse a higher version. Times are instants in UTC with whole seconds. Stateless.
 */
public final class ProvenanceJson {
  /** What the names of such files end with. */
  public static final String ENDING = ".provenance.json";

  /** The value of the key {@code format}. */
  public static final String FORMAT = "voxelclick-provenance";

  /** The version that is written, and the highest that is read. */
  public static final int VERSION = 1;

  /** Largest file that is read or written, bytes. */
  public static final int MAX_BYTES = 64 << 20;

  private ProvenanceJson() {}

  /**
   * Reads a file.
   *
   * @param file is not changed
   * @throws ProvenanceException when it is larger than {@link #MAX_BYTES}, no JSON in UTF-8, of
   *     another format or a higher version, or a field is missing or out of its range
   */
  public static ProvenanceFile read(Path file) throws ProvenanceException {
    return parse(String.valueOf(file.getFileName()), bytes(file), true);
  }

  /**
   * Reads a file without the session's entries, which takes less memory; otherwise as {@link
   * #read(Path)}.
   */
  public static ProvenanceFile readWithoutEntries(Path file) throws ProvenanceException {
    return parse(String.valueOf(file.getFileName()), bytes(file), false);
  }

  /**
   * Reads what {@link #bytes(ProvenanceFile)} wrote.
   *
   * @param place what messages call it, such as the name of the file
   * @param json UTF-8
   * @throws ProvenanceException as {@link #read(Path)}
   */
  public static ProvenanceFile parse(String place, byte[] json) throws ProvenanceException {
    return parse(place, json, true);
  }

  private static ProvenanceFile parse(String place, byte[] json, boolean entries)
      throws ProvenanceException {
    if (json.length > MAX_BYTES) {
      throw tooLarge(place, json.length);
    }
    try {
      return new ProvenanceReader(json, entries).read();
    } catch (ProvenanceException | IllegalArgumentException e) {
      throw unusable(place, e);
    }
  }

  private static ProvenanceException unusable(String place, Exception e) {
    return new ProvenanceException(
        "Cannot use the provenance "
            + place
            + ": "
            + e.getMessage()
            + ". Save the mask again with VoxelClick, or move this file elsewhere.",
        e);
  }

  private static byte[] bytes(Path file) throws ProvenanceException {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw tooLarge(name, Math.max(Files.size(file), bytes.length));
      }
      return bytes;
    } catch (IOException e) {
      throw new ProvenanceException(
          "Cannot read the provenance "
              + name
              + ": "
              + e.getClass().getSimpleName()
              + ". Expected a file that can be read; check that it is there and may be opened.",
          e);
    }
  }

  private static ProvenanceException tooLarge(String name, long bytes) {
    return new ProvenanceException(
        "Cannot read the provenance "
            + name
            + ": it has "
            + (bytes > MAX_BYTES ? bytes : "more than " + MAX_BYTES)
            + " bytes, expected at most "
            + MAX_BYTES
            + ". Move this file elsewhere.");
  }

  /**
   * The file's bytes, UTF-8, which {@link #parse} reads back as an equal document.
   *
   * @throws ProvenanceException when they are more than {@link #MAX_BYTES}; without the session's
   *     entries they may be fewer
   */
  public static byte[] bytes(ProvenanceFile document) throws ProvenanceException {
    byte[] bytes = ProvenanceWriter.bytes(document);
    if (bytes.length > MAX_BYTES) {
      throw new ProvenanceException(
          "Cannot write the provenance: it would have "
              + bytes.length
              + " bytes, expected at most "
              + MAX_BYTES
              + ". Save it without the session's entries.");
    }
    return bytes;
  }
}
