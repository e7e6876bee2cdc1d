package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.util.List;

/** Decodes frames of one transfer syntax. Stateless and thread-safe. */
public interface FrameDecoder {
  /**
   * Decodes one frame.
   *
   * @param encoded the bytes of the frame: the codestream, or little-endian samples
   * @param description what the samples must become
   * @return samples masked to Bits Stored and sign-extended; colour samples side by side
   * @throws DicomReadException if the bytes do not decode to a frame of that size; a codec's own
   *     failure of whatever kind is the cause
   */
  RawFrame decode(byte[] encoded, PixelDescription description) throws DicomReadException;

  /**
   * Whether {@link #decode} gives red, green and blue whatever the Photometric Interpretation says,
   * because the codestream alone tells its colour space. Otherwise colours are converted by
   * Photometric Interpretation afterwards.
   */
  default boolean givesRgb() {
    return false;
  }

  /**
   * What of a frame contradicts the header and is tolerated when it is decoded.
   *
   * @param head the first bytes of an encoded frame, at most {@link EncapsulatedFrames#HEAD_LENGTH}
   * @param description as for {@link #decode}
   */
  default List<ReadWarning> check(byte[] head, PixelDescription description) {
    return List.of();
  }
}
