package io.github.voxelclick.modelstore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where files are written; tests put a full disk in its place. */
interface Disk {
  /** A file that grows. */
  interface Output extends Closeable {
    /** Appends bytes. */
    void write(byte[] bytes, int from, int count) throws IOException;

    /** Returns once everything is on the disk. */
    void force() throws IOException;
  }

  /** Creates a file that must not be there. */
  Output create(Path file) throws IOException;

  /** Opens a file to go on writing behind its end, created when it is not there. */
  Output append(Path file) throws IOException;

  /** The real one. */
  static Disk real() {
    return new Disk() {
      @Override
      public Output create(Path file) throws IOException {
        return new ChannelOutput(
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
      }

      @Override
      public Output append(Path file) throws IOException {
        return new ChannelOutput(
            FileChannel.open(
                file,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND));
      }
    };
  }

  /** A real file. */
  record ChannelOutput(FileChannel channel) implements Output {
    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      ByteBuffer left = ByteBuffer.wrap(bytes, from, count);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
