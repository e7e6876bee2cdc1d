package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * One entry of a journal: a type and a payload, both of the application's making. Immutable. Large
 * payloads are held deflated, as they lie in the file.
 */
public final class JournalRecord {
  /** The longest payload, in bytes. */
  public static final int MAX_PAYLOAD = 64 << 20;

  /** Payloads below this many bytes are not worth deflating. */
  private static final int DEFLATE_FROM = 512;

  private final int type;
  private final boolean deflated;
  private final byte[] body;

  private JournalRecord(int type, boolean deflated, byte[] body) {
    this.type = type;
    this.deflated = deflated;
    this.body = body;
  }

  /**
   * A record to be written.
   *
   * @param type 0 to 255
   * @param payload copied
   * @throws JournalException when the payload is longer than {@link #MAX_PAYLOAD}
   */
  public static JournalRecord of(int type, byte[] payload) throws JournalException {
    if (type < 0 || type > 255) {
      throw new IllegalArgumentException("type " + type + " is not within 0 to 255");
    }
    if (payload.length > MAX_PAYLOAD) {
      throw new JournalException(
          String.format(
              Locale.ROOT,
              "Cannot record this action: it takes %,d bytes, and a journal takes at most %,d in"
                  + " one record. Save the segmentation, then go on in smaller steps.",
              payload.length,
              MAX_PAYLOAD));
    }
    if (payload.length >= DEFLATE_FROM) {
      byte[] shorter = Deflation.deflate(payload);
      if (shorter.length < payload.length) {
        return new JournalRecord(type, true, shorter);
      }
    }
    return new JournalRecord(type, false, payload.clone());
  }

  /**
   * A record as it was read.
   *
   * @param body checked, of {@link Deflation}'s form when deflated; owned by the record from here
   */
  static JournalRecord read(int type, boolean deflated, byte[] body) {
    return new JournalRecord(type, deflated, body);
  }

  /** What the application called this kind of record, 0 to 255. */
  public int type() {
    return type;
  }

  /** Length of the payload in bytes. */
  public int size() {
    return deflated ? Deflation.inflatedLength(ByteBuffer.wrap(body)) : body.length;
  }

  /** The payload, a new array at each call. */
  public byte[] payload() {
    return deflated ? Deflation.inflate(body) : body.clone();
  }

  /** Whether the body is {@link Deflation}'s. */
  boolean deflated() {
    return deflated;
  }

  /** What lies in the file; not to be changed. */
  byte[] body() {
    return body;
  }
}
