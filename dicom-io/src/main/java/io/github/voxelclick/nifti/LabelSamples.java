package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A segmentation as one label image: 0 for background, else the segment's number. Voxels that
 * belong to two segments cannot be expressed.
 */
final class LabelSamples implements SampleSource {
  private static final int MAX_UINT8 = 255;

  private final Segmentation segmentation;
  private final NiftiDataType type;
  private final ByteOrder order;

  LabelSamples(Segmentation segmentation, ByteOrder order) {
    this.segmentation = segmentation;
    this.type = typeFor(segmentation);
    this.order = order;
  }

  /** 8 bits where all numbers fit, else 16. */
  static NiftiDataType typeFor(Segmentation segmentation) {
    int highest =
        segmentation.entries().stream().mapToInt(e -> e.segment().number()).max().orElse(0);
    return highest > MAX_UINT8 ? NiftiDataType.UINT16 : NiftiDataType.UINT8;
  }

  @Override
  public byte[] slice(int k) throws SegWriteException {
    GridSize size = segmentation.geometry().size();
    short[] labels = new short[size.voxelsPerSlice()];
    for (Segmentation.Entry entry : segmentation.entries()) {
      SliceMask mask = entry.mask().slice(SlicePlane.k(k));
      if (!mask.isEmpty()) {
        paint(labels, mask, entry.segment(), k);
      }
    }
    ByteBuffer out = ByteBuffer.allocate(labels.length * type.bytes()).order(order);
    for (short label : labels) {
      if (type == NiftiDataType.UINT8) {
        out.put((byte) label);
      } else {
        out.putShort(label);
      }
    }
    return out.array();
  }

  private void paint(short[] labels, SliceMask mask, Segment segment, int k)
      throws SegWriteException {
    int[] overlapped = {0};
    mask.forEachSet(
        at -> {
          overlapped[0] = labels[at] == 0 ? overlapped[0] : labels[at] & 0xffff;
          labels[at] = (short) segment.number();
        });
    if (overlapped[0] != 0) {
      throw new SegWriteException(
          "Cannot write a NIfTI label image: segments "
              + overlapped[0]
              + " and "
              + segment.number()
              + " overlap on slice "
              + k
              + ", and a voxel can have one label only. Save each segment alone, or save a"
              + " DICOM SEG.");
    }
  }
}
