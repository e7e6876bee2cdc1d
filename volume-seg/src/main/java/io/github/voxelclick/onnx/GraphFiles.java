package io.github.voxelclick.onnx;

import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.volume.ModelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The graphs of a model that consists of several ONNX files. Thread-safe, as its graphs are. */
public final class GraphFiles implements AutoCloseable {
  private final Map<String, OrtModel> graphs;
  private final String sha256;

  private GraphFiles(Map<String, OrtModel> graphs) {
    this.graphs = graphs;
    this.sha256 = combined(graphs.values().stream().map(OrtModel::sha256).toList());
  }

  /**
   * Opens all graphs that a profile names.
   *
   * @param folder where they lie
   * @param parts those that the family needs; each must be named, and no others
   * @throws ModelException when one is not named, cannot be read or is not ONNX
   */
  public static GraphFiles open(
      Path folder, ModelProfile profile, List<String> parts, OrtOptions options)
      throws ModelException {
    Map<String, OrtModel> graphs = new TreeMap<>();
    try {
      for (String part : parts) {
        String file = profile.graphs().get(part);
        if (file == null || profile.graphs().size() != parts.size()) {
          throw new ModelException(
              "Cannot use the model profile "
                  + profile.id()
                  + ": its \"graphs\" are "
                  + new TreeMap<>(profile.graphs())
                  + ", expected a file name for each of "
                  + parts
                  + ". Correct the JSON file beside the model.");
        }
        graphs.put(part, OrtModel.open(folder.resolve(file), options));
      }
      return new GraphFiles(graphs);
    } catch (ModelException e) {
      graphs.values().forEach(OrtModel::close);
      throw e;
    }
  }

  /**
   * What {@link #sha256} of a model will be, without opening it.
   *
   * @param folder where the graphs lie
   * @throws ModelException when one cannot be read
   */
  public static String sha256(Path folder, ModelProfile profile) throws ModelException {
    List<String> hashes = new ArrayList<>();
    for (String file : new TreeMap<>(profile.graphs()).values()) {
      hashes.add(GraphSource.of(folder.resolve(file)).sha256());
    }
    return combined(hashes);
  }

  /** SHA-256 of one ONNX file and of weights beside it, 64 lower-case hexadecimal digits. */
  public static String sha256(Path file) throws ModelException {
    return GraphSource.of(file).sha256();
  }

  /** One graph's own digest, or that of all digests in the order of the parts' names. */
  private static String combined(List<String> hashes) {
    if (hashes.size() == 1) {
      return hashes.get(0);
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      hashes.forEach(hash -> digest.update(hash.getBytes(StandardCharsets.US_ASCII)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A graph by its part's name. */
  public OrtModel graph(String part) {
    OrtModel graph = graphs.get(part);
    if (graph == null) {
      throw new IllegalArgumentException("no graph " + part + " among " + graphs.keySet());
    }
    return graph;
  }

  /** SHA-256 of the file, or over the digests of all, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  @Override
  public void close() {
    graphs.values().forEach(OrtModel::close);
  }
}
