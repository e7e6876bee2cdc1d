package io.github.voxelclick.journal;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Whether a zlib stream that comes in pieces is whole and gives exactly as many bytes as promised.
 * Keeps none of them, and stops at the first too many, so that no stream can fill the memory. Not
 * thread-safe.
 */
final class InflationCheck implements AutoCloseable {
  private final Inflater inflater = new Inflater();
  private final byte[] sink = new byte[1 << 13];
  private long missing;
  private boolean good;

  /**
   * @param length bytes that the stream should give
   */
  InflationCheck(int length) {
    this.missing = length;
    this.good = length >= 0 && length <= JournalRecord.MAX_PAYLOAD;
  }

  /** Takes the next piece of the stream. */
  void update(ByteBuffer piece) {
    inflater.setInput(piece);
    try {
      while (good && !inflater.finished() && !inflater.needsInput()) {
        int more = inflater.inflate(sink);
        missing -= more;
        good = missing >= 0 && (more > 0 || inflater.finished() || inflater.needsInput());
      }
    } catch (DataFormatException e) {
      good = false;
    }
    good = good && inflater.getRemaining() == 0;
  }

  /** Whether the pieces so far were one right stream with nothing after it. */
  boolean isRight() {
    return good && inflater.finished() && missing == 0;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
