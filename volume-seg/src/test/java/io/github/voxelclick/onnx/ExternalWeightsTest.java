package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.volume.ModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs of y = x + w, and of y = x + (b ? c : w), whose numbers lie in files of their own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExternalWeightsTest {
  private static final int FLOAT = 1;
  private static final int BOOL = 9;
  private static final int OF_TENSOR = 4;
  private static final int OF_GRAPH = 5;

  @TempDir Path folder;

  /** A protocol buffer. */
  private static final class Proto {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void varint(long value) {
      long rest = value;
      while (rest >= 0x80) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    Proto number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Proto bytes(int field, byte[] bytes) {
      varint(((long) field << 3) | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Proto text(int field, String text) {
      return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Proto inner(int field, Proto proto) {
      return bytes(field, proto.out.toByteArray());
    }
  }

  private static Proto entry(String key, String value) {
    return new Proto().text(1, key).text(2, value);
  }

  private static Proto tensor(String name, String location) {
    return new Proto()
        .number(1, 3)
        .number(2, FLOAT)
        .text(8, name)
        .inner(13, entry("offset", "0"))
        .inner(13, entry("location", location))
        .inner(13, entry("length", "12"))
        .number(14, 1);
  }

  private static Proto value(String name, int type, int... size) {
    Proto shape = new Proto();
    Arrays.stream(size).forEach(n -> shape.inner(1, new Proto().number(1, n)));
    Proto tensorType = new Proto().number(1, type).inner(2, shape);
    return new Proto().text(1, name).inner(2, new Proto().inner(1, tensorType));
  }

  private static Proto node(String type, String output, String... inputs) {
    Proto node = new Proto();
    Arrays.stream(inputs).forEach(input -> node.text(1, input));
    return node.text(2, output).text(4, type);
  }

  private static Proto branch(String output, Proto node) {
    return new Proto().inner(1, node).text(2, output).inner(12, value(output, FLOAT, 3));
  }

  private static Proto attribute(String name, int field, Proto value, int type) {
    return new Proto().text(1, name).inner(field, value).number(20, type);
  }

  private static byte[] model(Proto graph) {
    return new Proto()
        .number(1, 8)
        .inner(7, graph)
        .inner(8, new Proto().number(2, 13))
        .out
        .toByteArray();
  }

  private static Proto sum(String location) {
    return new Proto()
        .inner(1, node("Add", "y", "x", "w"))
        .text(2, "g")
        .inner(5, tensor("w", location))
        .inner(11, value("x", FLOAT, 3))
        .inner(12, value("y", FLOAT, 3));
  }

  private static Proto choice() {
    Proto constant =
        node("Constant", "c").inner(5, attribute("value", 5, tensor("t", "sub/c.bin"), OF_TENSOR));
    Proto choose =
        node("If", "e", "b")
            .inner(5, attribute("then_branch", 6, branch("c", constant), OF_GRAPH))
            .inner(
                5, attribute("else_branch", 6, branch("d", node("Identity", "d", "w")), OF_GRAPH));
    return new Proto()
        .inner(1, choose)
        .inner(1, node("Add", "y", "x", "e"))
        .text(2, "g")
        .inner(5, tensor("w", "w.bin"))
        .inner(11, value("x", FLOAT, 3))
        .inner(11, value("b", BOOL))
        .inner(12, value("y", FLOAT, 3));
  }

  private static String digest(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  @Test
  void count_for_the_hash_that_a_model_has_before_and_after_it_is_opened() throws Exception {
    Path onnx = write("m.onnx", model(sum("m.onnx.data")));
    Path weights = write("m.onnx.data", new byte[12]);
    String first = GraphFiles.sha256(onnx);
    try (OrtModel model = OrtModel.open(onnx, new OrtOptions(1))) {
      assertEquals(first, model.sha256());
    }
    assertNotEquals(digest(Files.readAllBytes(onnx)), first);
    byte[] other = new byte[12];
    other[11] = 64;
    Files.write(weights, other);
    assertNotEquals(first, GraphFiles.sha256(onnx));
    Files.write(weights, new byte[12]);
    assertEquals(first, GraphFiles.sha256(onnx));
  }

  @Test
  void are_found_in_graphs_within_nodes() throws Exception {
    Path onnx = write("m.onnx", model(choice()));
    Files.createDirectory(folder.resolve("sub"));
    write("w.bin", new byte[12]);
    write("sub/c.bin", new byte[12]);
    assertEquals(Set.of("sub/c.bin", "w.bin"), ExternalWeights.of(onnx).keySet());
    OrtModel.open(onnx, new OrtOptions(1)).close();
  }

  @Test
  void are_not_looked_for_where_there_are_none_and_the_hash_is_the_files() throws Exception {
    Path onnx = MiniatureModels.path("channels");
    assertEquals(digest(Files.readAllBytes(onnx)), GraphFiles.sha256(onnx));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../w.bin", "/etc/passwd", "w.bin", "a\u0000b", "sub/../../w.bin"})
  void that_are_missing_or_elsewhere_are_refused_with_a_sentence(String location) throws Exception {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    write("w.bin", new byte[12]);
    Path onnx = Files.write(inner.resolve("m.onnx"), model(sum(location)));
    ModelException e = assertThrows(ModelException.class, () -> GraphFiles.sha256(onnx));
    assertTrue(e.getMessage().contains("keeps weights in the file"), e.getMessage());
  }

  @Test
  void of_what_is_no_model_are_none() throws Exception {
    byte[] good = model(choice());
    Files.createDirectory(folder.resolve("sub"));
    write("w.bin", new byte[12]);
    write("sub/c.bin", new byte[12]);
    for (int length = 0; length < good.length; length++) {
      ExternalWeights.of(write("m.onnx", Arrays.copyOf(good, length)));
    }
    for (int n = 0; n < good.length; n++) {
      byte[] bad = good.clone();
      bad[n] = (byte) 0xff;
      Path onnx = write("m.onnx", bad);
      try {
        ExternalWeights.of(onnx);
      } catch (ModelException e) {
        assertTrue(e.getMessage().contains("keeps weights"), e.getMessage());
      }
    }
    Proto deep = new Proto();
    for (int n = 0; n < 5000; n++) {
      deep = new Proto().inner(1, new Proto().inner(5, new Proto().inner(6, deep)));
    }
    assertEquals(Set.of(), ExternalWeights.of(write("m.onnx", model(deep))).keySet());
  }
}
