package io.github.voxelclick.nifti;

import java.nio.ByteBuffer;

/** The numbers in a header: where nifti1.h and nifti2.h put them, and how wide they are. */
enum HeaderField {
  DIM(40, Kind.INT16, 16, Kind.INT64),
  INTENT_P(56, Kind.FLOAT32, 80, Kind.FLOAT64),
  INTENT_CODE(68, Kind.INT16, 504, Kind.INT32),
  DATATYPE(70, Kind.INT16, 12, Kind.INT16),
  BITPIX(72, Kind.INT16, 14, Kind.INT16),
  PIXDIM(76, Kind.FLOAT32, 104, Kind.FLOAT64),
  VOX_OFFSET(108, Kind.FLOAT32, 168, Kind.INT64),
  SCL_SLOPE(112, Kind.FLOAT32, 176, Kind.FLOAT64),
  SCL_INTER(116, Kind.FLOAT32, 184, Kind.FLOAT64),
  XYZT_UNITS(123, Kind.INT8, 500, Kind.INT32),
  CAL_MAX(124, Kind.FLOAT32, 192, Kind.FLOAT64),
  CAL_MIN(128, Kind.FLOAT32, 200, Kind.FLOAT64),
  TOFFSET(136, Kind.FLOAT32, 216, Kind.FLOAT64),
  DESCRIP(148, Kind.INT8, 240, Kind.INT8),
  QFORM_CODE(252, Kind.INT16, 344, Kind.INT32),
  SFORM_CODE(254, Kind.INT16, 348, Kind.INT32),
  QUATERN(256, Kind.FLOAT32, 352, Kind.FLOAT64),
  QOFFSET(268, Kind.FLOAT32, 376, Kind.FLOAT64),
  SROW(280, Kind.FLOAT32, 400, Kind.FLOAT64),
  MAGIC(344, Kind.INT8, 4, Kind.INT8);

  /** How a number is stored. */
  private enum Kind {
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FLOAT32(4),
    FLOAT64(8);

    private final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }

    private double get(ByteBuffer in, int at) {
      return switch (this) {
        case INT8 -> in.get(at);
        case INT16 -> in.getShort(at);
        case INT32 -> in.getInt(at);
        case INT64 -> in.getLong(at);
        case FLOAT32 -> in.getFloat(at);
        case FLOAT64 -> in.getDouble(at);
      };
    }

    private void put(ByteBuffer out, int at, double value) {
      switch (this) {
        case INT8 -> out.put(at, (byte) value);
        case INT16 -> out.putShort(at, (short) value);
        case INT32 -> out.putInt(at, (int) value);
        case INT64 -> out.putLong(at, (long) value);
        case FLOAT32 -> out.putFloat(at, (float) value);
        case FLOAT64 -> out.putDouble(at, value);
      }
    }
  }

  private final int place1;
  private final Kind kind1;
  private final int place2;
  private final Kind kind2;

  HeaderField(int place1, Kind kind1, int place2, Kind kind2) {
    this.place1 = place1;
    this.kind1 = kind1;
    this.place2 = place2;
    this.kind2 = kind2;
  }

  /**
   * Number {@code n} of the field. A double holds every number of a header that can be meant:
   * 64-bit fields count voxels or bytes.
   */
  double get(ByteBuffer header, NiftiVersion version, int n) {
    return kind(version).get(header, place(version) + n * kind(version).bytes);
  }

  /** Sets number {@code n} of the field, rounded to its kind. */
  void put(ByteBuffer header, NiftiVersion version, int n, double value) {
    kind(version).put(header, place(version) + n * kind(version).bytes, value);
  }

  private int place(NiftiVersion version) {
    return version == NiftiVersion.ONE ? place1 : place2;
  }

  private Kind kind(NiftiVersion version) {
    return version == NiftiVersion.ONE ? kind1 : kind2;
  }
}
