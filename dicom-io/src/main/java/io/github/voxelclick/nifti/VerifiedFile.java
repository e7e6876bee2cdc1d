package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SegWriteException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a NIfTI file whole or not at all: to a temporary file beside the target, which is read
 * again and compared before it takes the target's name. On failure the target is as it was.
 */
final class VerifiedFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private VerifiedFile() {}

  /**
   * @param target ends in .nii or .nii.gz
   * @param slices how many slices {@code samples} has
   */
  static void write(Path target, NiftiFields header, SampleSource samples, int slices)
      throws SegWriteException {
    String name = String.valueOf(target.getFileName());
    String lower = name.toLowerCase(Locale.ROOT);
    boolean packed = lower.endsWith(".nii.gz");
    if (!packed && !lower.endsWith(".nii")) {
      throw new SegWriteException(
          "Cannot write " + name + " as NIfTI: its name must end in .nii or .nii.gz.");
    }
    if (Files.isDirectory(target)) {
      throw new SegWriteException(
          "Cannot write " + name + ": there is a folder of this name. Choose another name.");
    }
    Path temporary =
        target.resolveSibling("." + UUID.randomUUID() + (packed ? ".part.nii.gz" : ".part.nii"));
    try {
      writeTo(temporary, packed, header, samples, slices);
      verify(temporary, header, samples, slices);
      move(temporary, target);
    } catch (IOException e) {
      throw new SegWriteException(
          "Cannot write "
              + name
              + ": "
              + e.getClass().getSimpleName()
              + ". Check that its folder exists, may be written to and has room.",
          e);
    } catch (NiftiReadException e) {
      throw new SegWriteException(
          "Cannot write " + name + ": reading it back failed. " + e.getMessage(), e);
    } finally {
      discard(temporary);
    }
  }

  private static void writeTo(
      Path file, boolean packed, NiftiFields header, SampleSource samples, int slices)
      throws IOException, SegWriteException {
    try (OutputStream raw = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        OutputStream out =
            packed ? new FastGzip(raw) : new BufferedOutputStream(raw, BUFFER_BYTES)) {
      out.write(header.toBytes());
      out.write(new byte[NiftiVersion.EXTENSION_FLAGS]);
      for (int k = 0; k < slices; k++) {
        out.write(samples.slice(k));
      }
    }
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.force(true); // what takes the target's name shall outlive a power cut
    }
  }

  /** Images hardly get smaller by packing harder, only later. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static void verify(Path file, NiftiFields header, SampleSource samples, int slices)
      throws NiftiReadException, SegWriteException {
    try (NiftiFile in = NiftiFile.open(file)) {
      boolean same = Arrays.equals(in.header().fields().toBytes(), header.toBytes());
      in.skipTo(0, 0, Progress.none());
      for (int k = 0; same && k < slices; k++) {
        byte[] expected = samples.slice(k);
        byte[] found = new byte[expected.length];
        in.read(ByteBuffer.wrap(found));
        same = Arrays.equals(expected, found);
      }
      if (!same || in.hasMore()) {
        throw new NiftiReadException("It differs from what was written; the disk may be failing.");
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      System.getLogger(VerifiedFile.class.getName())
          .log(System.Logger.Level.WARNING, "a temporary file could not be removed", e);
    }
  }
}
