package io.github.voxelclick.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The raw fields of a NIfTI-1 header at the offsets of nifti1.h. Nothing is checked here.
 * Immutable.
 */
final class NiftiFields {
  /** Bytes of a NIfTI-1 header. */
  static final int BYTES = 348;

  private static final int DIM = 40;
  private static final int DATATYPE = 70;
  private static final int BITPIX = 72;
  private static final int PIXDIM = 76;
  private static final int VOX_OFFSET = 108;
  private static final int SCL_SLOPE = 112;
  private static final int SCL_INTER = 116;
  private static final int XYZT_UNITS = 123;
  private static final int CAL_MAX = 124;
  private static final int CAL_MIN = 128;
  private static final int QFORM_CODE = 252;
  private static final int SFORM_CODE = 254;
  private static final int QUATERN_B = 256;
  private static final int QOFFSET_X = 268;
  private static final int SROW_X = 280;
  private static final int MAGIC = 344;

  private final byte[] bytes;
  private final ByteBuffer in;

  /** Wraps a header whose first field tells its byte order. */
  NiftiFields(byte[] header) {
    bytes = Arrays.copyOf(header, BYTES);
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (Integer.reverseBytes(in.getInt(0)) == BYTES) {
      in.order(ByteOrder.BIG_ENDIAN);
    }
  }

  /** {@code sizeof_hdr}, 348 where the rest can be believed. */
  int headerSize() {
    return in.getInt(0);
  }

  ByteOrder order() {
    return in.order();
  }

  /** A copy of all bytes. */
  byte[] toBytes() {
    return bytes.clone();
  }

  /** Byte {@code n} of {@code magic}. */
  byte magic(int n) {
    return bytes[MAGIC + n];
  }

  /** {@code dim[n]}, n from 0 to 7. */
  int dim(int n) {
    return in.getShort(DIM + 2 * n);
  }

  /** Voxels along an axis from 0; 1 for an axis beyond {@code dim[0]}. */
  int size(int axis) {
    return axis < dim(0) ? dim(axis + 1) : 1;
  }

  int datatype() {
    return in.getShort(DATATYPE);
  }

  int bitpix() {
    return in.getShort(BITPIX);
  }

  float rawPixdim(int n) {
    return in.getFloat(PIXDIM + 4 * n);
  }

  /** {@code pixdim[n]} as nibabel repairs it: a zero counts as 1, a negative step as positive. */
  double pixdim(int n) {
    double step = Math.abs(rawPixdim(n));
    return step == 0 ? 1 : step;
  }

  /** {@code qfac}: -1 when stored so, else 1. */
  double handedness() {
    return rawPixdim(0) == -1 ? -1 : 1;
  }

  float voxOffset() {
    return in.getFloat(VOX_OFFSET);
  }

  float slope() {
    return in.getFloat(SCL_SLOPE);
  }

  float intercept() {
    return in.getFloat(SCL_INTER);
  }

  /** The spatial part of {@code xyzt_units}: 0 not stated, 1 m, 2 mm, 3 µm. */
  int spatialUnit() {
    return bytes[XYZT_UNITS] & 7;
  }

  float calMax() {
    return in.getFloat(CAL_MAX);
  }

  float calMin() {
    return in.getFloat(CAL_MIN);
  }

  int qformCode() {
    return in.getShort(QFORM_CODE);
  }

  int sformCode() {
    return in.getShort(SFORM_CODE);
  }

  /** quatern_b, _c, _d for n 0, 1, 2. */
  float quatern(int n) {
    return in.getFloat(QUATERN_B + 4 * n);
  }

  /** qoffset_x, _y, _z for n 0, 1, 2. */
  float qoffset(int n) {
    return in.getFloat(QOFFSET_X + 4 * n);
  }

  /** Number n, from 0 to 11, of srow_x, srow_y, srow_z. */
  float srow(int n) {
    return in.getFloat(SROW_X + 4 * n);
  }

  /** What a writer sets; all else is taken over from the fields given. */
  static final class Builder {
    private static final int DIM_INFO = 39;
    private static final int DB_NAME = 14;
    private static final int DB_NAME_BYTES = 18;
    private static final int DATA_TYPE = 4;
    private static final int DATA_TYPE_BYTES = 10;
    private static final int INTENT_P1 = 56;
    private static final int INTENT_CODE = 68;
    private static final int DESCRIP = 148;
    private static final int DESCRIP_BYTES = 80;
    private static final int AUX_FILE = 228;
    private static final int AUX_FILE_BYTES = 24;
    private static final int INTENT_NAME = 328;
    private static final int INTENT_NAME_BYTES = 16;

    private final ByteBuffer out;

    /** A little-endian header with nothing but its size and magic. */
    Builder() {
      out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.putInt(0, BYTES);
      out.put(38, (byte) 'r');
      out.put(MAGIC, new byte[] {'n', '+', '1', 0});
    }

    /**
     * A copy of another header, without the texts in it: they may tell who the patient is, and they
     * describe another image.
     */
    Builder(NiftiFields like) {
      out = ByteBuffer.wrap(like.toBytes()).order(like.order());
      out.put(DATA_TYPE, new byte[DATA_TYPE_BYTES]);
      out.put(DB_NAME, new byte[DB_NAME_BYTES]);
      out.put(DESCRIP, new byte[DESCRIP_BYTES]);
      out.put(AUX_FILE, new byte[AUX_FILE_BYTES]);
      out.put(INTENT_NAME, new byte[INTENT_NAME_BYTES]);
      out.put(INTENT_P1, new byte[12]);
    }

    Builder size(int i, int j, int k) {
      short[] dim = {3, (short) i, (short) j, (short) k, 1, 1, 1, 1};
      for (int n = 0; n < dim.length; n++) {
        out.putShort(DIM + 2 * n, dim[n]);
      }
      out.put(DIM_INFO, (byte) 0);
      return this;
    }

    /** Type, scaling and where the samples begin: right after header and extension flag. */
    Builder samples(NiftiDataType type, double slope, double intercept) {
      out.putShort(DATATYPE, (short) type.code());
      out.putShort(BITPIX, (short) (8 * type.bytes()));
      out.putFloat(VOX_OFFSET, NiftiHeader.FIRST_DATA_OFFSET);
      out.putFloat(SCL_SLOPE, (float) slope);
      out.putFloat(SCL_INTER, (float) intercept);
      out.putFloat(CAL_MAX, 0);
      out.putFloat(CAL_MIN, 0);
      return this;
    }

    Builder intent(int code) {
      out.putShort(INTENT_CODE, (short) code);
      return this;
    }

    Builder description(String ascii) {
      byte[] text = ascii.getBytes(StandardCharsets.US_ASCII);
      out.put(DESCRIP, Arrays.copyOf(text, DESCRIP_BYTES - 1));
      return this;
    }

    Builder millimetres() {
      out.put(XYZT_UNITS, (byte) 2);
      return this;
    }

    Builder pixdim(double handedness, double[] spacing) {
      out.putFloat(PIXDIM, (float) handedness);
      for (int n = 0; n < 3; n++) {
        out.putFloat(PIXDIM + 4 + 4 * n, (float) spacing[n]);
      }
      return this;
    }

    Builder qform(int code, double[] bcd, double[] offset) {
      out.putShort(QFORM_CODE, (short) code);
      for (int n = 0; n < 3; n++) {
        out.putFloat(QUATERN_B + 4 * n, (float) bcd[n]);
        out.putFloat(QOFFSET_X + 4 * n, (float) offset[n]);
      }
      return this;
    }

    Builder sform(int code, double[] affineRas) {
      out.putShort(SFORM_CODE, (short) code);
      for (int n = 0; n < 12; n++) {
        out.putFloat(SROW_X + 4 * n, (float) affineRas[n]);
      }
      return this;
    }

    NiftiFields build() {
      return new NiftiFields(out.array());
    }
  }
}
