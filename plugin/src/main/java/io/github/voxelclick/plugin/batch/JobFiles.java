package io.github.voxelclick.plugin.batch;

import io.github.voxelclick.modelstore.Sha256;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LabelTable;
import io.github.voxelclick.plugin.task.ProvenanceBeside;
import io.github.voxelclick.volume.MemoryShortageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of one job: the mask, its provenance, its table of labels and the result, and a hidden
 * folder beside them where they are made. They are moved into place one after the other, each in
 * one step; the result, which is written last, lies in the folder before the first is moved, so
 * that whoever finds it there can finish what was broken off.
 */
final class JobFiles {
  private final String stem;
  private final Path mask;
  private final Path result;
  private final Path lock;
  private final Path work;

  /**
   * @param mask the mask's place, in a folder that is there
   */
  JobFiles(Path mask, String stem) {
    this.stem = stem;
    this.mask = mask;
    this.result = mask.resolveSibling(stem + ".result.json");
    this.lock = mask.resolveSibling("." + stem + ".job.lock");
    this.work = mask.resolveSibling("." + stem + ".job");
  }

  Path mask() {
    return mask;
  }

  Path result() {
    return result;
  }

  Path lock() {
    return lock;
  }

  /** Where the mask is made. */
  Path stagedMask() {
    return work.resolve(String.valueOf(mask.getFileName()));
  }

  Path provenance() {
    return ProvenanceBeside.of(mask);
  }

  private Path stagedProvenance() {
    return ProvenanceBeside.of(stagedMask());
  }

  /** Where the table of what the mask's values stand for lies; only NIfTI masks have one. */
  Path table() {
    return LabelTable.beside(mask);
  }

  private Path stagedTable() {
    return LabelTable.beside(stagedMask());
  }

  private Path stagedResult() {
    return work.resolve("result.json");
  }

  private Path unfinishedResult() {
    return work.resolve("result.tmp");
  }

  /** Masks of the same name with another ending: they would have the same files beside them. */
  List<Path> otherEndings() {
    return OutputName.ENDINGS.stream()
        .map(ending -> mask.resolveSibling(stem + ending))
        .filter(file -> !file.equals(mask) && isOther(file))
        .toList();
  }

  /**
   * The mask of the same name with another ending that the result beside tells of.
   *
   * @return nothing when the result is of this mask, or the other is gone
   */
  Optional<Path> otherOf(JobResult beside) throws IOException {
    if (beside.mask().isPresent()) {
      return beside
          .mask()
          .map(JobResult.MaskFile::name)
          .filter(this::isOfOurStem)
          .map(mask::resolveSibling)
          .filter(file -> !file.equals(mask) && isOther(file));
    }
    if (beside.earlier().isPresent() && !beside.earlier().equals(sha256(mask))) {
      for (Path file : otherEndings()) {
        if (beside.earlier().equals(sha256(file))) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** As for {@link OutputName#key}: where letters are alike, the files beside are shared. */
  private boolean isOfOurStem(String name) {
    return OutputName.stem(name).equalsIgnoreCase(stem);
  }

  /** On some disks names in other letters are the same file. */
  private boolean isOther(Path file) {
    try {
      return Files.isRegularFile(file) && !(Files.exists(mask) && Files.isSameFile(file, mask));
    } catch (IOException e) {
      return true;
    }
  }

  /** What {@link #publish} would replace. */
  List<Path> inPlace() {
    return Stream.of(mask, result, provenance(), table()).filter(Files::exists).toList();
  }

  /** Whether a table lies there that says something else of the values than the one made. */
  boolean wouldReplaceTable() {
    if (!Files.exists(stagedTable()) || !Files.exists(table(), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      return !Files.isRegularFile(table())
          || !LabelTable.read(mask).meansTheSame(LabelTable.read(stagedMask()));
    } catch (JobException e) {
      return true; // no table of ours
    }
  }

  /** Hash of a file; empty when there is none. */
  static Optional<String> sha256(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Sha256.of(file)) : Optional.empty();
  }

  /** An empty folder to work in. */
  void begin() throws IOException {
    clear();
    Files.createDirectory(work);
  }

  /**
   * Writes the result beside the mask that was made. From then on the job is done, and {@link
   * #publish} and {@link #recover} only move files.
   *
   * @param keepProvenance whether what lies in the provenance's place is left
   */
  void finish(JobResult finished, boolean keepProvenance) throws IOException {
    if (keepProvenance) {
      Files.deleteIfExists(stagedProvenance());
    }
    for (Path made : List.of(stagedMask(), stagedTable())) {
      if (Files.exists(made)) {
        force(made);
      }
    }
    byte[] bytes = ResultJson.text(finished).getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            unfinishedResult(), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    move(unfinishedResult(), stagedResult());
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Moves what was made into its place. Where that fails in the middle, a later {@link #recover}
   * goes on with it.
   */
  void publish() throws IOException {
    moveIfThere(stagedMask(), mask); // first: what tells of it must not lie beside another mask
    moveIfThere(stagedTable(), table());
    moveIfThere(stagedProvenance(), provenance());
    move(stagedResult(), result);
    clear();
  }

  private static void moveIfThere(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      move(from, to);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Finishes what an earlier process was killed in, if all of it was made; removes it if not, or if
   * somebody changed the mask in its place since. What was made for a mask of the same name with
   * another ending stays for its own job.
   *
   * @return that other mask's place
   * @throws MemoryShortageException when that cannot be told now
   */
  Optional<Path> recover() throws IOException, MemoryShortageException {
    if (!Files.exists(work, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    Optional<JobResult> made = ResultJson.read(stagedResult());
    Optional<String> other =
        made.flatMap(JobResult::mask)
            .map(JobResult.MaskFile::name)
            .filter(this::isOfOurStem)
            .filter(name -> !name.equalsIgnoreCase(String.valueOf(mask.getFileName())))
            .filter(
                name ->
                    Files.isRegularFile(work.resolve(name))
                        || Files.isRegularFile(mask.resolveSibling(name)));
    if (other.isPresent()) {
      return other.map(mask::resolveSibling);
    }
    if (made.isPresent() && canFinish(made.get())) {
      publish();
    } else {
      clear();
    }
    return Optional.empty();
  }

  private boolean canFinish(JobResult made) throws IOException {
    Optional<String> wanted = made.mask().map(JobResult.MaskFile::sha256);
    if (wanted.isEmpty()) {
      return !Files.exists(stagedMask());
    }
    Optional<String> staged = sha256(stagedMask());
    Optional<String> there = sha256(mask);
    return staged.isPresent()
        ? staged.equals(wanted) && there.equals(made.earlier())
        : there.equals(wanted);
  }

  /** Removes the folder; nothing in it is a folder of ours. */
  void clear() throws IOException {
    if (!Files.exists(work, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(work, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          work.getFileName() + " is there and is no folder of a job; remove it");
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(work)) {
      for (Path file : all) {
        Files.delete(file);
      }
    }
    Files.delete(work);
  }
}
