package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables in force while the segments of a codestream are gone through (ITU-T T.81 B.2.4). */
final class JpegTables {
  private static final int BLOCK = 64;
  private static final int AC_CLASS = 1 << 4;

  private final JpegCodestream codestream;

  /** Offset of each Huffman table's definition, by its class and number. */
  private final Map<Integer, Integer> huffman = new HashMap<>();

  private final Map<Integer, int[]> quantization = new HashMap<>();
  private int restartInterval;

  JpegTables(JpegCodestream codestream) {
    this.codestream = codestream;
  }

  /** Takes over what a segment defines; segments that define no table are passed over. */
  void define(JpegCodestream.Segment segment) throws DicomReadException {
    switch (segment.marker()) {
      case JpegCodestream.DEFINE_HUFFMAN_TABLES -> defineHuffman(segment);
      case JpegCodestream.DEFINE_QUANTIZATION_TABLES -> defineQuantization(segment);
      case JpegCodestream.DEFINE_RESTART_INTERVAL -> {
        if (segment.to() - segment.from() != 2) {
          throw JpegCodestream.damaged("its restart interval has a wrong length");
        }
        restartInterval = codestream.u16(segment.from());
      }
      default -> {}
    }
  }

  /** Only notes where a table is: building one costs much more than a hostile definition of it. */
  private void defineHuffman(JpegCodestream.Segment segment) throws DicomReadException {
    int at = segment.from();
    while (at < segment.to()) {
      int end = at + 1 + JpegHuffmanTable.MAX_LENGTH;
      for (int i = at + 1; i < at + 1 + JpegHuffmanTable.MAX_LENGTH && i < segment.to(); i++) {
        end += codestream.u8(i);
      }
      if (end > segment.to()) {
        throw JpegCodestream.damaged("a Huffman table does not fit into its segment");
      }
      huffman.put(codestream.u8(at), at + 1);
      at = end;
    }
  }

  private void defineQuantization(JpegCodestream.Segment segment) throws DicomReadException {
    int at = segment.from();
    while (at < segment.to()) {
      int head = codestream.u8(at++);
      int bytes = head >> 4 == 0 ? 1 : 2;
      if (at + BLOCK * bytes > segment.to()) {
        throw JpegCodestream.damaged("a quantization table does not fit into its segment");
      }
      int[] table = new int[BLOCK];
      for (int i = 0; i < BLOCK; i++, at += bytes) {
        table[i] = bytes == 1 ? codestream.u8(at) : codestream.u16(at);
      }
      quantization.put(head & 0xF, table);
    }
  }

  /** The Huffman table for DC coefficients and lossless differences. */
  JpegHuffmanTable dc(int number) throws DicomReadException {
    return huffman(number);
  }

  /** The Huffman table for AC coefficients. */
  JpegHuffmanTable ac(int number) throws DicomReadException {
    return huffman(AC_CLASS | number);
  }

  private JpegHuffmanTable huffman(int key) throws DicomReadException {
    @Nullable Integer offset = huffman.get(key);
    if (offset == null) {
      throw JpegCodestream.damaged("a scan uses a Huffman table that is not defined");
    }
    return JpegHuffmanTable.of(codestream.bytes(), offset);
  }

  /** The 64 divisors of a quantization table in zigzag order. */
  int[] quantization(int number) throws DicomReadException {
    int @Nullable [] table = quantization.get(number);
    if (table == null) {
      throw JpegCodestream.damaged("it uses a quantization table that is not defined");
    }
    return table;
  }

  /** Units between two restart markers; 0 where there are none. */
  int restartInterval() {
    return restartInterval;
  }
}
