package io.github.voxelclick.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * A file on the real disk. An interrupt closes a {@link FileChannel}, whoever uses it; cancelling a
 * task must not cost a journal its file, so an interrupted step is done again on a new channel and
 * the thread stays marked as interrupted.
 */
final class DiskFile implements StoredFile {
  /** Bytes in one transfer: a channel keeps a native buffer for each thread, as large as needed. */
  private static final int PIECE = 1 << 16;

  private final Path path;
  private final Set<? extends OpenOption> options;
  private FileChannel channel;
  private boolean closed;

  /**
   * @param path the file
   * @param options how it is opened again
   * @param channel open; this object closes it
   */
  DiskFile(Path path, Set<? extends OpenOption> options, FileChannel channel) {
    this.path = path;
    this.options = options;
    this.channel = channel;
  }

  /** A step that does no harm when it is done twice. */
  private interface Step<T> {
    T on(FileChannel channel) throws IOException;
  }

  @Override
  public long size() throws IOException {
    return run(FileChannel::size);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    int start = target.position();
    return run(
        c -> {
          target.position(start);
          return fill(c, target, position);
        });
  }

  private static int fill(FileChannel channel, ByteBuffer target, long position)
      throws IOException {
    int done = 0;
    while (target.hasRemaining()) {
      ByteBuffer piece = target.slice(target.position(), Math.min(PIECE, target.remaining()));
      int read = channel.read(piece, position + done);
      if (read < 0) {
        break;
      }
      done += read;
      target.position(target.position() + read);
    }
    return done;
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    run(
        c -> {
          int done = 0;
          while (done < source.remaining()) {
            int length = Math.min(PIECE, source.remaining() - done);
            done += c.write(source.slice(source.position() + done, length), position + done);
          }
          return done;
        });
  }

  @Override
  public void truncate(long size) throws IOException {
    run(c -> c.truncate(size));
  }

  @Override
  public void force() throws IOException {
    run(
        c -> {
          c.force(true);
          return c;
        });
  }

  private synchronized <T> T run(Step<T> step) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        if (!channel.isOpen()) {
          channel = FileChannel.open(path, options);
        }
        try {
          return step.on(channel);
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }
}
