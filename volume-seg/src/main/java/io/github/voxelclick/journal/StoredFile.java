package io.github.voxelclick.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file of a {@link Storage}. Safe for several threads. Positions and sizes in bytes. */
interface StoredFile extends Closeable {
  /** The file's size in bytes. */
  long size() throws IOException;

  /**
   * Reads until the buffer is full or the file ends, and moves the buffer's position.
   *
   * @return bytes read, 0 at the end of the file
   */
  int read(ByteBuffer target, long position) throws IOException;

  /** Writes all that remains in the buffer; after a failure any part of it may be in the file. */
  void write(ByteBuffer source, long position) throws IOException;

  /** Cuts the file off. */
  void truncate(long size) throws IOException;

  /** Returns once content and size are on the disk. */
  void force() throws IOException;

  /** Closes the file; once more does nothing. */
  @Override
  void close() throws IOException;
}
