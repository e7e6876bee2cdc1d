package io.github.voxelclick.dicom.codec;

import java.io.EOFException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A codestream in memory as ImageIO's codecs take it. Reading behind its end fails, as JJ2000
 * expects it of its input: the usual streams return −1 then, whose bits it takes for data for ever.
 */
final class CodestreamInput extends ImageInputStreamImpl {
  private final byte[] bytes;

  /**
   * @param bytes the codestream, not copied
   */
  CodestreamInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() throws EOFException {
    bitOffset = 0;
    requireMore();
    return bytes[(int) streamPos++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int count) throws EOFException {
    bitOffset = 0;
    if (count == 0) {
      return 0;
    }
    requireMore();
    int read = (int) Math.min(count, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, target, from, read);
    streamPos += read;
    return read;
  }

  private void requireMore() throws EOFException {
    if (streamPos >= bytes.length) {
      throw new EOFException("the codestream ends early");
    }
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
