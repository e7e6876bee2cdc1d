package io.github.voxelclick.dicom.data;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Makes and checks unique identifiers (PS3.5 §9). */
public final class UIDUtils {
  /** Longest legal UID, characters. */
  private static final int MAX_LENGTH = 64;

  private UIDUtils() {}

  /** A new UID below {@code 2.25}: the decimal of a random UUID (PS3.5 §B.2); thread-safe. */
  public static String createUID() {
    return createUID(UUID.randomUUID());
  }

  /** The UID of a given UUID: {@code 2.25.} and its 128 bits as an unsigned decimal. */
  public static String createUID(UUID uuid) {
    ByteBuffer bits = ByteBuffer.allocate(16);
    bits.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    return "2.25." + new BigInteger(1, bits.array());
  }

  /** Whether the text is a legal UID: digits and dots, no empty or zero-led component, ≤ 64. */
  public static boolean isValid(String uid) {
    return uid.length() <= MAX_LENGTH && uid.matches("(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))*");
  }
}
