package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.UID;
import java.util.ArrayList;
import java.util.List;

/** Lossy JPEG of 8 and 12 bits, sequential and progressive. */
public final class JpegFuzz extends CodecTarget {
  /** Takes the decoder from the registry. */
  public JpegFuzz() {
    super(UID.JPEGExtended12Bit);
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String name : List.of("baseline", "progressive-8", "extended-12", "progressive-12")) {
      seeds.add(
          grey(
              JpegStreams.ROWS,
              JpegStreams.COLUMNS,
              JpegStreams.description(name).bitsStored(),
              false,
              JpegStreams.codestream(name)));
    }
    for (String name : List.of("colour-444", "colour-411", "colour-rgb")) {
      seeds.add(colour(JpegStreams.ROWS, JpegStreams.COLUMNS, 8, JpegStreams.codestream(name)));
    }
    return seeds;
  }
}
