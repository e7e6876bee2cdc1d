package io.github.voxelclick.dicom.io;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Says what a file is that is not DICOM, by the bytes that it starts with. */
final class FileKinds {
  /** Bytes of the start of a file that are looked at. */
  static final int LOOKED_AT = 512;

  private record Kind(String magic, int at, String title) {}

  private static final List<Kind> ARCHIVES =
      List.of(
          new Kind("\u001F\u008B", 0, "gzip-compressed"),
          new Kind("PK\3\4", 0, "a zip archive"),
          new Kind("PK\5\6", 0, "an empty zip archive"),
          new Kind("7z\u00BC\u00AF'\u001C", 0, "a 7z archive"),
          new Kind("Rar!\u001A\7", 0, "a rar archive"),
          new Kind("BZh", 0, "bzip2-compressed"),
          new Kind("\u00FD7zXZ\0", 0, "xz-compressed"),
          new Kind("(\u00B5/\u00FD", 0, "zstd-compressed"),
          new Kind("ustar", 257, "a tar archive"));

  private FileKinds() {}

  /**
   * Why the file cannot be read as DICOM, as a message.
   *
   * @param head its first {@link #LOOKED_AT} bytes, or all
   */
  static String notDicom(byte[] head) {
    if (head.length == 0) {
      return "Cannot read DICOM: the file is empty.";
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    for (Kind kind : ARCHIVES) {
      if (text.startsWith(kind.magic(), kind.at())) {
        return "Cannot read DICOM: the file is " + kind.title() + ". Unpack it first.";
      }
    }
    return "Not a DICOM file: there is no DICM prefix at byte 128, and byte 0 starts no data set.";
  }
}
