package io.github.voxelclick.onnx;

import io.github.voxelclick.volume.ModelException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files beside an ONNX file that hold weights of it: the {@code location} of every tensor's
 * external data (onnx.proto, TensorProto.external_data), wherever in the graph the tensor stands.
 * Used once, by one thread.
 */
final class ExternalWeights {
  /** A message of onnx.proto that a tensor may stand in, by the numbers of its fields. */
  private enum Message {
    MODEL,
    GRAPH,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    SPARSE_TENSOR,
    TENSOR,
    ENTRY;

    private static final Map<Integer, Message> IN_MODEL = Map.of(7, GRAPH, 25, FUNCTION);
    private static final Map<Integer, Message> IN_GRAPH =
        Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR);
    private static final Map<Integer, Message> IN_FUNCTION = Map.of(7, NODE, 11, ATTRIBUTE);
    private static final Map<Integer, Message> IN_NODE = Map.of(5, ATTRIBUTE);
    private static final Map<Integer, Message> IN_ATTRIBUTE =
        Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR);
    private static final Map<Integer, Message> IN_SPARSE_TENSOR = Map.of(1, TENSOR, 2, TENSOR);
    private static final Map<Integer, Message> IN_TENSOR = Map.of(13, ENTRY);

    Map<Integer, Message> fields() {
      return switch (this) {
        case MODEL -> IN_MODEL;
        case GRAPH -> IN_GRAPH;
        case FUNCTION -> IN_FUNCTION;
        case NODE -> IN_NODE;
        case ATTRIBUTE -> IN_ATTRIBUTE;
        case SPARSE_TENSOR -> IN_SPARSE_TENSOR;
        case TENSOR -> IN_TENSOR;
        case ENTRY -> Map.of();
      };
    }
  }

  // Wire types of protocol buffers.
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int COUNTED = 2;
  private static final int FOUR_BYTES = 5;

  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final String LOCATION = "location";

  /** Graphs lie in nodes of graphs; nobody nests them as deep. */
  private static final int DEEPEST = 100;

  private static final int LONGEST_TEXT = 4096;

  /** One for each tensor of the largest models. */
  private static final int MOST_FILES = 100_000;

  private final InputStream in;
  private final Set<String> locations = new TreeSet<>();
  private long at;

  private ExternalWeights(InputStream in) {
    this.in = in;
  }

  /**
   * The files that a model needs beside its ONNX file.
   *
   * @param onnx of what is no ONNX, nothing or less is found: loading it says what is wrong
   * @return by their location as the model has it, in ascending order
   * @throws ModelException when one is missing, or is no name below the model's folder
   * @throws IOException when the model cannot be read
   */
  static SortedMap<String, Path> of(Path onnx) throws ModelException, IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    for (String location : locations(onnx)) {
      files.put(location, file(onnx, location));
    }
    return files;
  }

  private static Set<String> locations(Path onnx) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(onnx))) {
      ExternalWeights weights = new ExternalWeights(in);
      try {
        weights.read(Message.MODEL, Files.size(onnx), 0);
      } catch (MalformedException | EOFException e) {
        return weights.locations;
      }
      return weights.locations;
    }
  }

  private static Path file(Path onnx, String location) throws ModelException {
    String problem =
        "Cannot open the model "
            + onnx.getFileName()
            + ": it keeps weights in the file "
            + location.replaceAll("\\p{Cntrl}", "?");
    Path folder = onnx.toAbsolutePath().normalize().resolveSibling("");
    Path file;
    try {
      file = folder.resolve(location).normalize();
    } catch (InvalidPathException e) {
      throw new ModelException(problem + ", which is no file's name. Save the model anew.", e);
    }
    if (!file.startsWith(folder)) {
      throw new ModelException(
          problem + ", which is not in its folder; expected one beside it. Save the model anew.");
    }
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          problem + ", which is not there. Copy it to its place beside the model.");
    }
    return file;
  }

  /** It is no protocol buffer, or not of ONNX. */
  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private void read(Message message, long end, int depth) throws IOException, MalformedException {
    if (depth > DEEPEST) {
      throw new MalformedException();
    }
    String key = "";
    String value = "";
    while (at < end) {
      long tag = varint();
      int field = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case VARINT -> varint();
        case EIGHT_BYTES -> skip(Long.BYTES, end);
        case FOUR_BYTES -> skip(Integer.BYTES, end);
        case COUNTED -> {
          long length = varint();
          Message inner = message.fields().get(field);
          if (length < 0 || length > end - at) {
            throw new MalformedException();
          } else if (inner != null) {
            read(inner, at + length, depth + 1);
          } else if (message == Message.ENTRY && field == KEY) {
            key = text(length);
          } else if (message == Message.ENTRY && field == VALUE) {
            value = text(length);
          } else {
            skip(length, end);
          }
        }
        default -> throw new MalformedException();
      }
    }
    if (at > end) {
      throw new MalformedException();
    }
    if (key.equals(LOCATION) && locations.size() < MOST_FILES) {
      locations.add(value);
    }
  }

  private long varint() throws IOException, MalformedException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the model ends early");
      }
      at++;
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new MalformedException();
  }

  private void skip(long bytes, long end) throws IOException, MalformedException {
    if (bytes > end - at) {
      throw new MalformedException();
    }
    in.skipNBytes(bytes);
    at += bytes;
  }

  private String text(long length) throws IOException, MalformedException {
    if (length > LONGEST_TEXT) {
      throw new MalformedException();
    }
    byte[] bytes = in.readNBytes((int) length);
    at += bytes.length;
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
