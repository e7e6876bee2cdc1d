package io.github.voxelclick.modelstore;

import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A model in the making: a folder that no listing shows, renamed when it is whole, gone when it is
 * not. Not thread-safe.
 */
final class Staging implements AutoCloseable {
  /** Folders that begin so were left by a program that was killed. */
  static final String PREFIX = ".adding-";

  private final Disk disk;
  private final Path folder;
  private final List<ModelFile> files = new ArrayList<>();

  private Staging(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  static Staging begin(Disk disk, Path models) throws IOException {
    return new Staging(disk, Files.createDirectory(models.resolve(PREFIX + UUID.randomUUID())));
  }

  Path folder() {
    return folder;
  }

  /** What is there by now, by name. */
  List<ModelFile> files() {
    return files.stream().sorted(Comparator.comparing(ModelFile::name)).toList();
  }

  /**
   * Writes a file.
   *
   * @param in read to its end, but never past {@code most} bytes
   * @param most how long the file may be
   * @return what was written, the hash that of the bytes that came
   * @throws ModelStoreException when more comes
   */
  ModelFile write(String name, InputStream in, long most, ByteProgress progress)
      throws IOException, ModelStoreException {
    MessageDigest digest = Sha256.digest();
    long bytes = 0;
    byte[] chunk = new byte[Sha256.CHUNK];
    try (Disk.Output out = disk.create(folder.resolve(name))) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        bytes += n;
        if (bytes > most) {
          throw new ModelStoreException(
              "Cannot take the file "
                  + name
                  + ": it is longer than the "
                  + most
                  + " bytes that were announced. Get it anew.");
        }
        out.write(chunk, 0, n);
        digest.update(chunk, 0, n);
        progress.add(n);
      }
      out.force();
    }
    return keep(new ModelFile(name, bytes, Sha256.text(digest)));
  }

  /** Writes a short text. */
  ModelFile write(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Disk.Output out = disk.create(folder.resolve(name))) {
      out.write(bytes, 0, bytes.length);
      out.force();
    }
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    return keep(new ModelFile(name, bytes.length, Sha256.text(digest)));
  }

  /** Takes a file of the same disk that is known already. */
  void take(Path from, ModelFile file) throws IOException {
    Files.move(from, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
    keep(file);
  }

  private ModelFile keep(ModelFile file) {
    files.add(file);
    return file;
  }

  /** Reads everything again, from the disk as far as that can be asked for. */
  void verify(Progress progress) throws IOException, ModelStoreException {
    ByteProgress bytes =
        new ByteProgress(progress, files.stream().mapToLong(ModelFile::bytes).sum());
    for (ModelFile file : files) {
      if (!Sha256.of(folder.resolve(file.name()), bytes).equals(file.sha256())) {
        throw new ModelStoreException(
            "The file "
                + file.name()
                + " reads otherwise than it was written. Check the disk; nothing was installed.");
      }
    }
  }

  /** Gives the folder its name; from then on it is a model. */
  Path install(Path target) throws IOException {
    Folders.sync(folder);
    Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    Folders.sync(target.toAbsolutePath().getParent());
    return target;
  }

  /** Removes what has not become a model. */
  @Override
  public void close() {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      System.getLogger(Staging.class.getName())
          .log(System.Logger.Level.INFO, "an unfinished model cannot be removed", e);
    }
  }
}
