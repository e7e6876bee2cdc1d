package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.util.ArrayList;
import java.util.List;

/**
 * A JPEG frame header (ITU-T T.81 B.2.2).
 *
 * @param process second byte of its marker, C0 to CF, which names the coding process
 * @param precision bits of a sample
 * @param rows height, pixels; 0 where it is told only after the first scan
 * @param columns width, pixels
 * @param components the colour components, at least 1
 */
record JpegFrame(int process, int precision, int rows, int columns, List<Component> components) {
  static final int BASELINE = 0xC0;
  static final int EXTENDED = 0xC1;
  static final int PROGRESSIVE = 0xC2;
  static final int LOSSLESS = 0xC3;

  /** The processes from here on use arithmetic coding. */
  static final int LAST_HUFFMAN = 0xC7;

  private static final int FIXED_LENGTH = 6;
  private static final int COMPONENT_LENGTH = 3;
  private static final int MAX_SAMPLING = 4;

  /**
   * A component of the frame.
   *
   * @param id its name in scan headers, 0..255
   * @param horizontal sampling factor, 1..4
   * @param vertical sampling factor, 1..4
   * @param quantization number of its quantization table, 0..3
   */
  record Component(int id, int horizontal, int vertical, int quantization) {}

  JpegFrame {
    components = List.copyOf(components);
  }

  /** Reads the header. */
  static JpegFrame read(JpegCodestream codestream, JpegCodestream.Segment segment)
      throws DicomReadException {
    int at = segment.from();
    int length = segment.to() - at;
    int count = length < FIXED_LENGTH ? 0 : codestream.u8(at + 5);
    if (count == 0 || length != FIXED_LENGTH + COMPONENT_LENGTH * count) {
      throw JpegCodestream.damaged("its frame header has a wrong length");
    }
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = at + FIXED_LENGTH + COMPONENT_LENGTH * i;
      int sampling = codestream.u8(from + 1);
      Component component =
          new Component(
              codestream.u8(from), sampling >> 4, sampling & 0xF, codestream.u8(from + 2));
      if (component.horizontal() < 1
          || component.horizontal() > MAX_SAMPLING
          || component.vertical() < 1
          || component.vertical() > MAX_SAMPLING
          || component.quantization() > 3) {
        throw JpegCodestream.damaged(
            "its frame header describes component " + (i + 1) + " wrongly");
      }
      components.add(component);
    }
    return new JpegFrame(
        segment.marker(),
        codestream.u8(at),
        codestream.u16(at + 1),
        codestream.u16(at + 3),
        components);
  }
}
