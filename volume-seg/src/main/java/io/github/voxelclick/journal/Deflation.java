package io.github.voxelclick.journal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Payloads as a zlib stream, after four bytes that say how long they are inflated. */
final class Deflation {
  /** Bytes before the stream. */
  static final int PREFIX = 4;

  private static final int PIECE = 1 << 13;

  private Deflation() {}

  /** The deflated form, which may be longer than the payload. Fast rather than small. */
  static byte[] deflate(byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, payload.length / 8));
    out.writeBytes(ByteBuffer.allocate(PREFIX).putInt(payload.length).array());
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(payload);
      deflater.finish();
      byte[] piece = new byte[PIECE];
      while (!deflater.finished()) {
        out.write(piece, 0, deflater.deflate(piece));
      }
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  /** The length that a body claims, in bytes. */
  static int inflatedLength(ByteBuffer body) {
    return body.getInt(body.position());
  }

  /**
   * The payload.
   *
   * @param body what {@link InflationCheck} found right
   */
  static byte[] inflate(byte[] body) {
    byte[] payload = new byte[inflatedLength(ByteBuffer.wrap(body))];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(body, PREFIX, body.length - PREFIX);
      int done = 0;
      while (done < payload.length) {
        int more = inflater.inflate(payload, done, payload.length - done);
        if (more == 0) {
          throw new IllegalStateException("a checked record ends after " + done + " bytes");
        }
        done += more;
      }
    } catch (DataFormatException e) {
      throw new IllegalStateException("a checked record does not inflate", e);
    } finally {
      inflater.end();
    }
    return payload;
  }
}
