package io.github.voxelclick.open;

import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The regular files below a path. */
final class FileTree {
  private FileTree() {}

  /**
   * The file itself, or all files of a folder and its folders, sorted by path. The path itself may
   * be a link; links to folders below it are not followed (they may lead in circles). What may not
   * be read is left out.
   *
   * @param progress asked whether to go on, after each file
   * @throws DicomReadException when there is no such path, or no file in it
   */
  static List<Path> files(Path path, Progress progress) throws DicomReadException {
    if (path.toString().isEmpty()) {
      throw new DicomReadException(
          "The path is empty; expected a DICOM or NIfTI file, or a folder. Give one.");
    }
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (!Files.isDirectory(path)) {
      throw new DicomReadException(
          "Cannot open "
              + name(path)
              + (Files.exists(path)
                  ? ": it is neither a file nor a folder. Choose a file or a folder."
                  : ": there is no such file or folder. Check the path and its spelling."));
    }
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          Files.isSymbolicLink(path) ? path.toRealPath() : path, new Collector(files, progress));
    } catch (IOException e) {
      throw new DicomReadException(
          "Cannot list the folder " + name(path) + ". Check its rights.", e);
    }
    if (files.isEmpty()) {
      throw new DicomReadException(
          "The folder "
              + name(path)
              + " holds no file that may be read; expected DICOM or NIfTI files.");
    }
    Collections.sort(files);
    return files;
  }

  /** The last part of a path, for messages. */
  static String name(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    return String.valueOf(last == null ? path : last);
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final List<Path> files;
    private final Progress progress;

    Collector(List<Path> files, Progress progress) {
      this.files = files;
      this.progress = progress;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      progress.checkCancelled();
      if (Files.isRegularFile(file)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
