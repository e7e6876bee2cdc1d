package io.github.voxelclick.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C4.1")
class GzipChannelTest {
  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    return noise;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static GzipChannel channel(byte[] packed) {
    return new GzipChannel(Channels.newChannel(new ByteArrayInputStream(packed)));
  }

  /** Unpacks into buffers of an odd size; more than {@code limit} bytes fail the test. */
  private static byte[] unpack(GzipChannel channel, int limit) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(777);
    while (channel.read(buffer) >= 0) {
      assertTrue(buffer.position() > 0);
      out.write(buffer.array(), 0, buffer.position());
      assertTrue(out.size() <= limit);
      buffer.clear();
    }
    return out.toByteArray();
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    try (GzipChannel channel = channel(packed)) {
      return unpack(channel, 10_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 776, 777, 65536, 300_001})
  void gives_back_what_was_packed(int bytes) throws IOException {
    assertArrayEquals(noise(bytes), unpack(gzip(noise(bytes))));
  }

  @Test
  void members_behind_each_other_are_one_stream() throws IOException {
    byte[] packed = join(gzip(noise(100_000)), gzip(new byte[0]), gzip(new byte[50_000]));
    assertArrayEquals(join(noise(100_000), new byte[50_000]), unpack(packed));
  }

  @Test
  void padding_of_zeros_is_the_end_and_anything_else_is_told() throws IOException {
    byte[] packed = gzip(noise(10));
    for (byte[] tail : new byte[][] {new byte[0], new byte[700], {1}, {0, 0, 7, 8}, {0x1f, 1}}) {
      try (GzipChannel channel = channel(join(packed, tail))) {
        assertArrayEquals(noise(10), unpack(channel, 10));
        boolean zeros = Arrays.equals(tail, new byte[tail.length]);
        assertEquals(!zeros, channel.hasForeignBytes());
      }
    }
  }

  @Test
  void optional_parts_of_the_header_are_skipped() throws IOException {
    byte[] plain = gzip(noise(50));
    byte[] head = Arrays.copyOf(plain, 10);
    head[3] = 2 | 4 | 8 | 16; // header checksum, extra field, name, comment
    byte[] parts = {3, 0, 9, 0, 9, 'n', 'a', 0, 'c', 0, 1, 2};
    byte[] packed = join(head, parts, Arrays.copyOfRange(plain, 10, plain.length));
    assertArrayEquals(noise(50), unpack(packed));
  }

  @Test
  void a_wrong_checksum_or_length_is_an_error() throws IOException {
    byte[] packed = gzip(noise(1000));
    for (int fromEnd = 1; fromEnd <= 8; fromEnd++) {
      byte[] damaged = packed.clone();
      damaged[packed.length - fromEnd] ^= 1;
      ZipException e = assertThrows(ZipException.class, () -> unpack(damaged));
      assertTrue(e.getMessage().contains("checksum"), e.getMessage());
    }
  }

  @Test
  void every_cut_is_an_error() throws IOException {
    byte[] packed = gzip(noise(1000));
    for (int n = 2; n < packed.length; n++) {
      byte[] cut = Arrays.copyOf(packed, n);
      assertThrows(EOFException.class, () -> unpack(cut), "cut at " + n);
    }
  }

  @Test
  void an_unknown_method_and_reserved_flags_are_errors() throws IOException {
    byte[] method = gzip(noise(10));
    method[2] = 7;
    assertThrows(ZipException.class, () -> unpack(method));
    byte[] flags = gzip(noise(10));
    flags[3] = 0x20;
    assertThrows(ZipException.class, () -> unpack(flags));
  }

  @Test
  void a_bomb_unpacks_no_more_than_is_asked_for() throws IOException {
    byte[] bomb = gzip(new byte[50_000_000]);
    assertTrue(bomb.length < 60_000);
    try (GzipChannel channel = channel(bomb)) {
      ByteBuffer some = ByteBuffer.allocate(1000);
      while (some.hasRemaining()) {
        assertTrue(channel.read(some) > 0);
      }
      assertEquals(0, channel.read(some));
    }
  }
}
