package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.volume.DicomReadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that a DICOMDIR lists (PS3.3 annex F). Records are taken as they come: neither the
 * offsets that link them nor the patients and studies above them are needed to find the files, and
 * both are wrong in many a copied medium.
 *
 * @param files those that are there, each once, in the order of the records
 * @param unusable what is listed and not there, or would lie outside of the folder of the DICOMDIR
 */
public record DicomDirectory(List<Path> files, List<Refused> unusable) {
  /** Files of one medium; a damaged or hostile index could list millions. */
  private static final int MAX_FILES = 200_000;

  /** So many unusable ones are listed each; of the others, only the number. */
  private static final int MAX_UNUSABLE = 100;

  /** Value of Record In-use Flag (0004,1410) of a record that no longer counts. */
  private static final int INACTIVE = 0;

  /** Copies the lists. */
  public DicomDirectory {
    files = List.copyOf(files);
    unusable = List.copyOf(unusable);
  }

  /**
   * Reads a DICOMDIR, whatever its name.
   *
   * @param file a regular file
   * @return empty if it is no DICOMDIR, or cannot be read at all
   * @throws DicomReadException if it is one that lists no file, or whose records cannot be read
   */
  public static Optional<DicomDirectory> of(Path file) throws DicomReadException {
    DicomFile header;
    FileIds ids;
    try {
      if (!mayBeDirectory(file)) {
        return Optional.empty();
      }
      header = DicomFile.read(file);
      ids = new FileIds(folderOf(file));
    } catch (DicomReadException | IOException e) {
      return Optional.empty(); // opening it as an image says why
    }
    boolean directory =
        sopClass(header.fileMeta()).equals(UID.MediaStorageDirectoryStorage)
            || header.dataset().contains(Tag.DirectoryRecordSequence);
    return directory ? Optional.of(read(header, ids)) : Optional.empty();
  }

  /** Looks at the meta information alone, which images need not be read for twice. */
  private static boolean mayBeDirectory(Path file) throws DicomReadException, IOException {
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      String sopClass = sopClass(in.readFileMetaInformation());
      return sopClass.isEmpty() || sopClass.equals(UID.MediaStorageDirectoryStorage);
    }
  }

  private static String sopClass(Attributes fileMeta) {
    return fileMeta.getString(Tag.MediaStorageSOPClassUID, "");
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static DicomDirectory read(DicomFile file, FileIds ids) throws DicomReadException {
    Sequence records = file.dataset().getSequence(Tag.DirectoryRecordSequence);
    Set<List<String>> listed = records == null ? Set.of() : fileIds(records);
    if (listed.isEmpty()) {
      throw new DicomReadException(
          file.path().getFileName()
              + " is a DICOMDIR that lists no files"
              + (file.warnings().isEmpty() ? "" : " (" + file.warnings().get(0).message() + ")")
              + ". Open the folder that it lies in.");
    }
    if (listed.size() > MAX_FILES) {
      throw new DicomReadException(
          String.format(
              "%s is a DICOMDIR that lists %d files, expected at most %d. Open the folder that it"
                  + " lies in.",
              file.path().getFileName(), listed.size(), MAX_FILES));
    }
    List<Path> files = new ArrayList<>();
    List<Refused> unusable = new ArrayList<>();
    int others = 0;
    boolean othersUnknown = false;
    for (List<String> id : listed) {
      Optional<Path> found = FileIds.isSafe(id) ? ids.find(id) : Optional.empty();
      if (found.isPresent()) {
        files.add(found.get());
        continue;
      }
      boolean unknown = FileIds.isSafe(id) && ids.isUnknown(id);
      if (unusable.size() < MAX_UNUSABLE) {
        unusable.add(new Refused(file.path(), reason(id, unknown), unknown));
      } else {
        others++;
        othersUnknown |= unknown;
      }
    }
    if (others > 0) {
      unusable.add(
          new Refused(
              file.path(), "The DICOMDIR lists " + others + " more such files.", othersUnknown));
    }
    return new DicomDirectory(files, unusable);
  }

  private static String reason(List<String> id, boolean unknown) {
    String name = String.join("/", id).replaceAll("[^ -~]", "?");
    String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    if (unknown) {
      return "The DICOMDIR lists \""
          + shown
          + "\", which the disk does not let be looked for. Check the disk and the rights.";
    }
    return FileIds.isSafe(id)
        ? "The DICOMDIR lists \"" + shown + "\", which is not there. Copy the whole medium."
        : "The DICOMDIR lists \""
            + shown
            + "\", which is no name below its folder; such paths are not followed.";
  }

  /** The File IDs of all records in use. */
  private static Set<List<String>> fileIds(Sequence records) {
    Set<List<String>> ids = new LinkedHashSet<>();
    for (Attributes item : records) {
      String[] id = item.getStrings(Tag.ReferencedFileID);
      if (id != null && id.length > 0 && isInUse(item)) {
        ids.add(List.of(id));
      }
    }
    return ids;
  }

  private static boolean isInUse(Attributes item) {
    try {
      return item.getInt(Tag.RecordInUseFlag, -1) != INACTIVE;
    } catch (DicomValueException e) {
      return true;
    }
  }
}
