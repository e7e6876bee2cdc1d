package io.github.voxelclick.open;

import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The regular files below a path. */
final class FileTree {
  private FileTree() {}

  /**
   * What was found.
   *
   * @param files sorted by path; whether they can be read shows when they are
   * @param refused what more there may be, such as folders that cannot be looked into
   */
  record Found(List<Path> files, List<Refused> refused) {
    /** Copies the lists. */
    Found {
      files = List.copyOf(files);
      refused = List.copyOf(refused);
    }
  }

  /**
   * The file itself, or all files of a folder and its folders. The path itself may be a link; links
   * to folders below it are not followed (they may lead in circles).
   *
   * @param progress asked whether to go on, after each file
   * @throws DicomReadException when there is no such path, or no file in it
   */
  static Found files(Path path, Progress progress) throws DicomReadException {
    if (path.toString().isEmpty()) {
      throw new DicomReadException(
          "The path is empty; expected a DICOM or NIfTI file, or a folder. Give one.");
    }
    if (Files.isRegularFile(path)) {
      return new Found(List.of(path), List.of());
    }
    if (!Files.isDirectory(path)) {
      throw noFolder(path);
    }
    List<Path> files = new ArrayList<>();
    Collector collector = new Collector(files, progress);
    try {
      Files.walkFileTree(Files.isSymbolicLink(path) ? path.toRealPath() : path, collector);
    } catch (IOException e) {
      throw new DicomReadException(
          "Cannot list the folder " + name(path) + ". Check its rights.", e);
    }
    if (files.isEmpty()) {
      throw new DicomReadException(
          "The folder "
              + name(path)
              + " holds no file that may be read; expected DICOM or NIfTI files.",
          collector.failure);
    }
    Collections.sort(files);
    return new Found(files, collector.refused);
  }

  private static DicomReadException noFolder(Path path) {
    String problem = "Cannot open " + name(path) + ": ";
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
      return new DicomReadException(
          problem + "it is neither a file nor a folder. Choose a file or a folder.");
    } catch (NoSuchFileException e) {
      return new DicomReadException(
          problem + "there is no such file or folder. Check the path and its spelling.");
    } catch (IOException e) {
      return new DicomReadException(Refused.unreadable(path, e).reason(), e);
    }
  }

  /** The last part of a path, for messages. */
  static String name(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    return String.valueOf(last == null ? path : last);
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final List<Path> files;
    private final Progress progress;
    private final List<Refused> refused = new ArrayList<>();
    private @Nullable IOException failure;

    Collector(List<Path> files, Progress progress) {
      this.files = files;
      this.progress = progress;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      progress.checkCancelled();
      if (mayBeFile(file, attributes)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    /** Of a link what it leads to counts; where that is not to be found out, reading it tells. */
    private static boolean mayBeFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        return true;
      }
      try {
        return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile();
      } catch (IOException e) {
        return true;
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (Files.isDirectory(file)) {
        failure = e;
        refused.add(Refused.unreadable(file, e));
      } else {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
