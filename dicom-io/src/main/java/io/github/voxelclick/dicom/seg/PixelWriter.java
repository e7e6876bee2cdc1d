package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Writes the value of Pixel Data. */
final class PixelWriter {
  private final FramePlan plan;
  private final GridSize size;
  private final Map<Integer, PlannedSegment> segments = new HashMap<>();

  PixelWriter(FramePlan plan, GridSize size) {
    this.plan = plan;
    this.size = size;
    plan.segments().forEach(segment -> segments.put(segment.number(), segment));
  }

  /** Bytes that will be written, padded to an even length. */
  long length() {
    long bytes = plan.form().length(plan.frames().size(), size.j(), size.i());
    return bytes + bytes % 2;
  }

  /**
   * Writes all frames.
   *
   * @param progress one step per frame, of that many and three more
   */
  void writeTo(OutputStream out, Progress progress) throws IOException {
    PackedBits.Packer packer = new PackedBits.Packer(out);
    int steps = plan.frames().size() + 3;
    for (int f = 0; f < plan.frames().size(); f++) {
      progress.checkCancelled();
      SegOriginal.FrameKey frame = plan.frames().get(f);
      switch (plan.form().type()) {
        case BINARY -> packer.add(mask(segments.get(frame.number()), frame.k()));
        case FRACTIONAL ->
            out.write(segments.get(frame.number()).fractions().orElseThrow().slice(frame.k()));
        case LABELMAP -> out.write(labels(frame.k()));
      }
      progress.update(f + 1, steps);
    }
    if (plan.form().type() == SegType.BINARY) {
      packer.finish();
    } else if (plan.form().length(plan.frames().size(), size.j(), size.i()) % 2 != 0) {
      out.write(0);
    }
  }

  private static SliceMask mask(PlannedSegment segment, int k) {
    return segment.mask().slice(SlicePlane.k(k));
  }

  private byte[] labels(int k) {
    char[] labels = new char[size.voxelsPerSlice()];
    Arrays.fill(labels, (char) plan.form().background());
    for (PlannedSegment segment : plan.segments()) {
      mask(segment, k).forEachSet(n -> labels[n] = (char) segment.number());
    }
    byte[] bytes = new byte[labels.length * plan.form().bits() / 8];
    if (plan.form().bits() == 16) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().put(labels);
    } else {
      for (int n = 0; n < labels.length; n++) {
        bytes[n] = (byte) labels[n];
      }
    }
    return bytes;
  }
}
