package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * The headers of a DICOM file: everything before the pixel data, and where those stand.
 *
 * @param path the file
 * @param fileMeta file meta information, empty if the file has none
 * @param dataset the elements before the pixel data; of a deflated file, the pixel data too
 * @param transferSyntax UID of the transfer syntax of the bytes, which may not be the declared one
 * @param pixelData where the pixel data stand; empty if there are none, or the file is deflated
 * @param warnings what was tolerated
 */
public record DicomFile(
    Path path,
    Attributes fileMeta,
    Attributes dataset,
    String transferSyntax,
    Optional<PixelDataLocation> pixelData,
    List<ReadWarning> warnings) {
  /** Copies the list. */
  public DicomFile {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads the headers of a file.
   *
   * @throws DicomReadException if it is not a regular file, not DICOM, or damaged; the message
   *     names element and offset but not the file
   * @throws IOException if it cannot be read
   */
  public static DicomFile read(Path path) throws DicomReadException, IOException {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
        throw new DicomReadException("Not a DICOM file: it is no regular file.");
      }
    } catch (NoSuchFileException e) {
      throw new DicomReadException("Cannot read the file: it does not exist.", e);
    }
    try (DicomInputStream in = new DicomInputStream(path.toFile())) {
      Attributes fileMeta = in.readFileMetaInformation();
      Attributes dataset = in.readDatasetUntilPixelData();
      return new DicomFile(
          path,
          fileMeta,
          dataset,
          in.getTransferSyntax(),
          in.getPixelDataLocation(),
          in.getWarnings());
    }
  }
}
