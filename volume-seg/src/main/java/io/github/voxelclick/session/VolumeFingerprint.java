package io.github.voxelclick.session;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Tells one volume from all others by its grid and its samples, wherever its files lie and whatever
 * they are called. Says nothing about the patient.
 */
public final class VolumeFingerprint {
  private VolumeFingerprint() {}

  /**
   * 64 lower-case hexadecimal digits: the SHA-256 of the grid's size and place, the kind of samples
   * and a CRC-32C of every slice. Equal for equal volumes, also after another start of Java; two
   * volumes made to collide are no concern here.
   */
  public static String of(Volume volume) {
    VoxelData data = volume.data();
    StringBuilder text = new StringBuilder();
    GridSize size = volume.size();
    text.append(size.i()).append(' ').append(size.j()).append(' ').append(size.k());
    text.append(' ').append(data.typeName());
    for (double part : volume.geometry().indexToLps().rowMajor()) {
      // As bits: how Java writes a double in decimals has changed once (JDK 19).
      text.append(' ').append(Long.toHexString(Double.doubleToLongBits(part)));
    }
    for (int k = 0; k < size.k(); k++) {
      CRC32C crc = new CRC32C();
      crc.update(bytes(data, k));
      text.append(' ').append(Long.toHexString(crc.getValue()));
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static ByteBuffer bytes(VoxelData data, int k) {
    if (data instanceof VoxelData.U8 u8) {
      return ByteBuffer.wrap(u8.data()[k]);
    }
    if (data instanceof VoxelData.S16 s16) {
      return bytes(s16.data()[k]);
    }
    if (data instanceof VoxelData.U16 u16) {
      return bytes(u16.data()[k]);
    }
    ByteBuffer bytes = little(8 * data.voxelsPerSlice());
    for (int n = 0; n < data.voxelsPerSlice(); n++) {
      bytes.putDouble(8 * n, data.stored(k, n));
    }
    return bytes;
  }

  private static ByteBuffer bytes(short[] samples) {
    ByteBuffer bytes = little(2 * samples.length);
    bytes.asShortBuffer().put(samples);
    return bytes;
  }

  private static ByteBuffer little(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
