package io.github.voxelclick.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Java makes the same images as Python; {@code export/parity/resample.py} wrote the checksums. */
class ParityImagesTest {

  @TestFactory
  List<DynamicTest> images_are_those_of_the_scripts() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Reader in =
        new InputStreamReader(
            ParityImagesTest.class.getResourceAsStream("/parity/resample/cases.json"),
            StandardCharsets.UTF_8)) {
      for (JsonElement e : JsonParser.parseReader(in).getAsJsonObject().getAsJsonArray("images")) {
        JsonObject image = e.getAsJsonObject();
        String maker = image.get("maker").getAsString();
        int[] arguments =
            image.getAsJsonArray("arguments").asList().stream()
                .mapToInt(JsonElement::getAsInt)
                .toArray();
        long expected = image.get("crc32").getAsLong();
        tests.add(
            DynamicTest.dynamicTest(
                maker + image.get("arguments"),
                () -> assertEquals(expected, crc32(made(maker, arguments)))));
      }
    }
    return tests;
  }

  private static ByteBuffer made(String maker, int... a) {
    return switch (maker) {
      case "image8" -> ByteBuffer.wrap(ParityImages.image8(a[0], a[1]));
      case "image16" -> bytes(ParityImages.image16(a[0], a[1]));
      case "seen16" ->
          ByteBuffer.wrap(
              ParityImages.seen(
                  ParityImages.image16(a[0], a[1]), ParityImages.LOW16, ParityImages.HIGH16));
      case "embedding" -> bytes(ParityImages.embedding(a[0], a[1], a[2], a[3]));
      default -> throw new IllegalArgumentException(maker);
    };
  }

  private static ByteBuffer bytes(short[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private static long crc32(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
