package io.github.voxelclick.model;

import java.util.Locale;

/** Element types of the tensors that our models take and give. */
public enum TensorType {
  FLOAT32(4),
  FLOAT16(2),
  INT64(8),
  INT32(4),
  INT16(2),
  UINT8(1),
  BOOL(1);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element. */
  public int bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
