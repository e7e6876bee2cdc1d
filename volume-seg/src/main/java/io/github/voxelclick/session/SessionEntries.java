package io.github.voxelclick.session;

import io.github.voxelclick.journal.JournalRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * All entries of a session's record in one piece, so that the session can be told of and repeated
 * elsewhere. Immutable.
 *
 * <p>The piece is a zlib stream (RFC 1950) of, for every entry, its length in bytes as four bytes,
 * the highest first, and its bytes as they lie in a journal. Nothing in it is believed: no more is
 * inflated than the limits allow, one entry at a time.
 */
public final class SessionEntries {
  /** The longest piece, in bytes. */
  public static final int MAX_BYTES = 16 << 20;

  /** How many bytes it may become. */
  static final long MAX_INFLATED = 256L << 20;

  /** How many entries it may hold. */
  static final int MAX_ENTRIES = 200_000;

  private final byte[] deflated;

  private SessionEntries(byte[] deflated) {
    this.deflated = deflated;
  }

  /**
   * Entries that come from elsewhere.
   *
   * @param deflated the piece; copied
   * @throws SessionException when it is longer than {@link #MAX_BYTES}
   */
  public static SessionEntries of(byte[] deflated) throws SessionException {
    if (deflated.length > MAX_BYTES) {
      throw broken(
          String.format(
              Locale.ROOT,
              "they take %,d bytes, expected at most %,d",
              deflated.length,
              MAX_BYTES));
    }
    return new SessionEntries(deflated.clone());
  }

  /** The piece, a new array at each call. */
  public byte[] bytes() {
    return deflated.clone();
  }

  /** Takes one entry after the other. */
  @FunctionalInterface
  interface Sink<E extends Exception> {
    /**
     * The next entry.
     *
     * @param payload its bytes
     * @param index from 0
     */
    void take(byte[] payload, int index) throws E, SessionException;
  }

  /**
   * Hands out the entries, the oldest first.
   *
   * @throws SessionException when the piece is damaged or holds more than the limits allow
   */
  <E extends Exception> void forEach(Sink<E> sink) throws E, SessionException {
    Inflater inflater = new Inflater();
    ByteArrayInputStream bytes = new ByteArrayInputStream(deflated);
    try (DataInputStream in = new DataInputStream(new InflaterInputStream(bytes, inflater))) {
      long left = MAX_INFLATED;
      int index = 0;
      Optional<byte[]> next = next(in, left);
      while (next.isPresent()) {
        if (index == MAX_ENTRIES) {
          throw new IOException("there are more than " + MAX_ENTRIES);
        }
        sink.take(next.get(), index);
        left -= Integer.BYTES + next.get().length;
        index++;
        next = next(in, left);
      }
      if (inflater.getRemaining() > 0 || bytes.available() > 0) {
        throw new IOException("bytes follow their end");
      }
    } catch (ZipException | EOFException e) {
      throw broken("they do not inflate to whole entries");
    } catch (IOException e) {
      throw broken(e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private static Optional<byte[]> next(DataInputStream in, long left) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    if (length < 0 || length > JournalRecord.MAX_PAYLOAD || length > left - Integer.BYTES) {
      throw new IOException("one claims a length of " + Integer.toUnsignedString(length));
    }
    byte[] payload = in.readNBytes(length); // grows with what really comes
    if (payload.length < length) {
      throw new EOFException("the last one is cut off");
    }
    return Optional.of(payload);
  }

  private static SessionException broken(String what) {
    return new SessionException(
        "Cannot read the entries of the session: "
            + what
            + ". They are damaged or of another program; save the segmentation again to have whole"
            + " ones.");
  }

  /** Puts entries together. Not thread-safe. */
  static final class Builder {
    private final ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(deflated));
    private long inflated;
    private int count;
    private boolean givenUp;

    /** Some entries are not to be had. */
    void giveUp() {
      givenUp = true;
    }

    /** Adds an entry; once it is {@link #isTooLarge} it keeps no more. */
    void add(byte[] payload) {
      if (isTooLarge()) {
        return;
      }
      inflated += Integer.BYTES + payload.length;
      count++;
      if (isTooLarge()) {
        return;
      }
      try {
        out.writeInt(payload.length);
        out.write(payload);
      } catch (IOException e) {
        throw new IllegalStateException("writing to memory failed", e);
      }
    }

    boolean isTooLarge() {
      return givenUp
          || inflated > MAX_INFLATED
          || count > MAX_ENTRIES
          || deflated.size() > MAX_BYTES;
    }

    /** The piece; empty when it became too large. */
    Optional<SessionEntries> build() {
      try {
        out.close();
      } catch (IOException e) {
        throw new IllegalStateException("writing to memory failed", e);
      }
      return isTooLarge()
          ? Optional.empty()
          : Optional.of(new SessionEntries(deflated.toByteArray()));
    }
  }
}
