package io.github.voxelclick.provenance;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a mask's voxels, which anyone can work out again: of the ASCII text {@code
 * "columns rows slices\n"} (the grid's size in decimals), then of every slice of constant k, in
 * order, one bit per voxel row by row, the first in the lowest bit of the first byte, the last byte
 * filled up with zeros. In numpy, of a boolean array {@code [k, j, i]}: {@code
 * packbits(mask[k].ravel(), bitorder="little")}. Stateless.
 */
public final class MaskHash {
  private MaskHash() {}

  /** 64 lower-case hexadecimal digits. */
  public static String of(Mask mask) {
    GridSize size = mask.size();
    MessageDigest digest = sha256();
    String head = size.i() + " " + size.j() + " " + size.k() + "\n";
    digest.update(head.getBytes(StandardCharsets.US_ASCII));
    int bytes = (int) (((long) size.i() * size.j() + 7) / 8);
    byte[] empty = new byte[bytes];
    for (int k = 0; k < size.k(); k++) {
      SliceMask slice = mask.slice(SlicePlane.k(k));
      digest.update(slice.isEmpty() ? empty : packed(slice, bytes));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] packed(SliceMask slice, int bytes) {
    ByteBuffer words =
        ByteBuffer.allocate(slice.wordCount() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    words.asLongBuffer().put(slice.toWords());
    byte[] packed = new byte[bytes];
    words.get(packed);
    return packed;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
