package io.github.voxelclick.dicom.io;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Reads hand-made bytes from a file, so that lengths are known, and keeps the warnings. */
abstract class ParsingFixture {
  static final long UNDEFINED = 0xFFFFFFFFL;

  @TempDir Path folder;

  /** Of the file that was read last. */
  private List<ReadWarning> warnings = List.of();

  final Attributes read(DicomBytes bytes) throws Exception {
    return read(bytes.toBytes(), DicomInputStream.IncludeBulkData.YES);
  }

  final Attributes read(byte[] bytes, DicomInputStream.IncludeBulkData include) throws Exception {
    Path file = Files.write(folder.resolve("test.dcm"), bytes);
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      in.setIncludeBulkData(include);
      Attributes dataset = in.readDataset();
      warnings = in.getWarnings();
      return dataset;
    }
  }

  final DicomReadException refused(DicomBytes bytes) {
    return assertThrows(DicomReadException.class, () -> read(bytes));
  }

  final List<ReadWarning> warnings() {
    return warnings;
  }

  final List<String> codes() {
    return warnings.stream().map(ReadWarning::code).toList();
  }

  /** An Explicit VR Little Endian file that starts with Modality CT. */
  static DicomBytes explicitFile() {
    return DicomBytes.file(UID.ExplicitVRLittleEndian)
        .element(0x00080060, "CS", DicomBytes.text("CT"));
  }

  /** A file of the given syntax with a data set. */
  static DicomBytes file(String transferSyntax, DicomBytes dataset) {
    return DicomBytes.file(transferSyntax).raw(dataset.toBytes());
  }
}
