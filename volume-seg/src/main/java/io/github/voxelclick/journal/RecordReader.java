package io.github.voxelclick.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Walks over the records of a stretch of a file and stops at the first that is not whole and right.
 * Believes no length that the stretch cannot hold. Not thread-safe.
 */
final class RecordReader {
  private static final int WINDOW = 1 << 16;

  private final StoredFile file;
  private final long end;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowStart;
  private long position;
  private long count;

  /**
   * @param from byte at which the first record begins
   * @param end byte after the last, at most the file's size
   */
  RecordReader(StoredFile file, long from, long end) {
    this.file = file;
    this.position = from;
    this.end = end;
  }

  /** A consumer that may fail as the disk does. */
  private interface PieceSink {
    void take(ByteBuffer piece) throws IOException;
  }

  /** The byte after the last right record. */
  long position() {
    return position;
  }

  /** Right records so far. */
  long count() {
    return count;
  }

  /** Goes over all right records, in constant memory. */
  void skipAll() throws IOException {
    while (skip()) {
      count++;
    }
  }

  private boolean skip() throws IOException {
    Optional<RecordHead> head = plausibleHead(position);
    if (head.isEmpty()
        || !checksumIsRight(head.get(), position)
        || !inflates(head.get(), position)) {
      return false;
    }
    position += RecordHead.LENGTH + head.get().bodyLength();
    return true;
  }

  /**
   * The next record, or nothing where the stretch ends or is damaged. What is returned was checked
   * in memory, so it is right whatever happens to the file.
   */
  Optional<JournalRecord> next() throws IOException {
    Optional<RecordHead> found = plausibleHead(position);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    RecordHead head = found.get();
    ByteBuffer body = ByteBuffer.allocate(head.bodyLength());
    forPieces(position + RecordHead.LENGTH, head.bodyLength(), body::put);
    if (!isRight(head, body.array())) {
      return Optional.empty();
    }
    position += RecordHead.LENGTH + head.bodyLength();
    count++;
    return Optional.of(JournalRecord.read(head.type() & 0xFF, head.deflated(), body.array()));
  }

  private static boolean isRight(RecordHead head, byte[] body) {
    CRC32C checksum = head.startChecksum();
    checksum.update(body);
    if ((int) checksum.getValue() != head.checksum() || !head.deflated()) {
      return (int) checksum.getValue() == head.checksum();
    }
    ByteBuffer rest = ByteBuffer.wrap(body);
    try (InflationCheck check = new InflationCheck(rest.getInt())) {
      check.update(rest);
      return check.isRight();
    }
  }

  /**
   * Whether a record with a right checksum begins somewhere behind the damage, tried only where a
   * mark stands.
   *
   * @param effort bytes to read at most for checksums; then the answer is yes, for only a file full
   *     of marks takes that long
   */
  boolean findsRecordBehind(long damage, long effort) throws IOException {
    long left = effort;
    for (long at = damage + 1; at + RecordHead.LENGTH <= end; at++) {
      Optional<RecordHead> head = plausibleHead(at);
      if (head.isEmpty()) {
        continue;
      }
      left -= head.get().bodyLength();
      if (left < 0 || checksumIsRight(head.get(), at)) {
        return true;
      }
    }
    return false;
  }

  private Optional<RecordHead> plausibleHead(long at) throws IOException {
    if (at + RecordHead.LENGTH > end) {
      return Optional.empty();
    }
    ByteBuffer bytes = piece(at, RecordHead.LENGTH);
    if (bytes.getInt(bytes.position()) != RecordHead.MARK) {
      return Optional.empty();
    }
    RecordHead head = RecordHead.decode(bytes);
    boolean fits =
        head.bodyLength() <= JournalRecord.MAX_PAYLOAD
            && head.bodyLength() <= end - at - RecordHead.LENGTH
            && (!head.deflated() || head.bodyLength() >= Deflation.PREFIX);
    return fits ? Optional.of(head) : Optional.empty();
  }

  private boolean checksumIsRight(RecordHead head, long at) throws IOException {
    CRC32C checksum = head.startChecksum();
    forPieces(at + RecordHead.LENGTH, head.bodyLength(), checksum::update);
    return (int) checksum.getValue() == head.checksum();
  }

  private boolean inflates(RecordHead head, long at) throws IOException {
    if (!head.deflated()) {
      return true;
    }
    long start = at + RecordHead.LENGTH;
    int length = Deflation.inflatedLength(piece(start, Deflation.PREFIX));
    try (InflationCheck check = new InflationCheck(length)) {
      forPieces(start + Deflation.PREFIX, head.bodyLength() - Deflation.PREFIX, check::update);
      return check.isRight();
    }
  }

  private void forPieces(long from, int length, PieceSink sink) throws IOException {
    int done = 0;
    while (done < length) {
      ByteBuffer piece = piece(from + done, 1);
      piece.limit(Math.min(piece.limit(), piece.position() + length - done));
      done += piece.remaining();
      sink.take(piece);
    }
  }

  /** A view of the window from a position on, of at least so many bytes. */
  private ByteBuffer piece(long at, int atLeast) throws IOException {
    if (at < windowStart || at + atLeast > windowStart + window.limit()) {
      window.clear();
      int read = file.read(window, at);
      window.flip();
      windowStart = at;
      if (read < atLeast) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return window.duplicate().position((int) (at - windowStart));
  }
}
