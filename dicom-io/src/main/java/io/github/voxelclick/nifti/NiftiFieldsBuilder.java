package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.NiftiReadException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes the header of a single file. What is not set is zero, or as in the header it began with.
 */
final class NiftiFieldsBuilder {
  /** Where free text stands, as pairs of place and length. */
  private static final int[] TEXTS_1 = {4, 28, 148, 80, 228, 24, 328, 16};

  private static final int[] TEXTS_2 = {240, 80, 320, 24, 508, 16, 525, 15};
  private static final int DIMENSIONS = 8;
  private static final byte MILLIMETRES = 2;

  private final NiftiVersion version;
  private final byte[] bytes;
  private final ByteBuffer out;

  private NiftiFieldsBuilder(NiftiVersion version, byte[] bytes, ByteOrder order) {
    this.version = version;
    this.bytes = bytes;
    out = ByteBuffer.wrap(bytes).order(order);
  }

  /** A little-endian header with nothing but its size and mark. */
  static NiftiFieldsBuilder empty(NiftiVersion version) {
    byte[] bytes = new byte[version.headerBytes()];
    NiftiFieldsBuilder builder = new NiftiFieldsBuilder(version, bytes, ByteOrder.LITTLE_ENDIAN);
    builder.out.putInt(0, bytes.length);
    builder.mark();
    return builder;
  }

  /**
   * A copy of another header, without the texts in it: they may tell who the patient is, and they
   * describe another image. Of an Analyze header only size and spacing mean anything here.
   */
  static NiftiFieldsBuilder like(NiftiFields other) {
    if (other.form() == NiftiFields.Form.ANALYZE) {
      NiftiFieldsBuilder builder = empty(NiftiVersion.ONE);
      for (int n = 0; n < DIMENSIONS; n++) {
        builder.put(HeaderField.DIM, n, other.number(HeaderField.DIM, n));
        builder.put(HeaderField.PIXDIM, n, n == 0 ? 1 : other.pixdim(n));
      }
      return builder;
    }
    NiftiFieldsBuilder builder =
        new NiftiFieldsBuilder(other.version(), other.toBytes(), other.order());
    builder.mark();
    int[] texts = other.version() == NiftiVersion.ONE ? TEXTS_1 : TEXTS_2;
    for (int n = 0; n < texts.length; n += 2) {
      builder.out.put(texts[n], new byte[texts[n + 1]]);
    }
    return builder.intent(0);
  }

  private void mark() {
    for (int n = 0; n < version.mark().length(); n++) {
      put(HeaderField.MAGIC, n, version.mark().charAt(n));
    }
  }

  private void put(HeaderField field, int n, double value) {
    field.put(out, version, n, value);
  }

  NiftiVersion version() {
    return version;
  }

  ByteOrder order() {
    return out.order();
  }

  /** Three dimensions. */
  NiftiFieldsBuilder size(int i, int j, int k) {
    int[] dim = {3, i, j, k, 1, 1, 1, 1};
    for (int n = 0; n < DIMENSIONS; n++) {
      put(HeaderField.DIM, n, dim[n]);
    }
    return this;
  }

  /** Type, scaling and where the samples begin: right after header and extension flags. */
  NiftiFieldsBuilder samples(NiftiDataType type, double slope, double intercept) {
    put(HeaderField.DATATYPE, 0, type.code());
    put(HeaderField.BITPIX, 0, 8 * type.bytes());
    put(HeaderField.VOX_OFFSET, 0, version.firstDataOffset());
    put(HeaderField.SCL_SLOPE, 0, slope);
    put(HeaderField.SCL_INTER, 0, intercept);
    put(HeaderField.CAL_MAX, 0, 0);
    put(HeaderField.CAL_MIN, 0, 0);
    return this;
  }

  NiftiFieldsBuilder intent(int code) {
    put(HeaderField.INTENT_CODE, 0, code);
    for (int n = 0; n < 3; n++) {
      put(HeaderField.INTENT_P, n, 0);
    }
    return this;
  }

  /** A text of at most 79 characters; none may have been set. */
  NiftiFieldsBuilder description(String ascii) {
    for (int n = 0; n < ascii.length(); n++) {
      put(HeaderField.DESCRIP, n, ascii.charAt(n));
    }
    return this;
  }

  NiftiFieldsBuilder millimetres() {
    put(HeaderField.XYZT_UNITS, 0, MILLIMETRES);
    return this;
  }

  NiftiFieldsBuilder pixdim(double handedness, double[] spacing) {
    put(HeaderField.PIXDIM, 0, handedness);
    for (int n = 0; n < 3; n++) {
      put(HeaderField.PIXDIM, n + 1, spacing[n]);
    }
    return this;
  }

  NiftiFieldsBuilder qform(int code, double[] bcd, double[] offset) {
    put(HeaderField.QFORM_CODE, 0, code);
    for (int n = 0; n < 3; n++) {
      put(HeaderField.QUATERN, n, bcd[n]);
      put(HeaderField.QOFFSET, n, offset[n]);
    }
    return this;
  }

  NiftiFieldsBuilder sform(int code, double[] affineRas) {
    put(HeaderField.SFORM_CODE, 0, code);
    for (int n = 0; n < 12; n++) {
      put(HeaderField.SROW, n, affineRas[n]);
    }
    return this;
  }

  NiftiFields build() {
    try {
      return NiftiFields.of(bytes, false);
    } catch (NiftiReadException e) {
      throw new IllegalStateException("a header of our own has its mark", e);
    }
  }
}
