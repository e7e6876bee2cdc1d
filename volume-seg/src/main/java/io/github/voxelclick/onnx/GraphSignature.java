package io.github.voxelclick.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import io.github.voxelclick.model.TensorSpec;
import io.github.voxelclick.volume.ModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what a graph takes and gives with what a profile expects, when the model is loaded. */
final class GraphSignature {
  private final String model;
  private final String side;
  private final Map<String, NodeInfo> found;

  /**
   * @param model what messages call the file
   * @param side {@code input} or {@code output}
   * @param found the graph's nodes on that side
   */
  GraphSignature(String model, String side, Map<String, NodeInfo> found) {
    this.model = model;
    this.side = side;
    this.found = found;
  }

  /**
   * Checks that every expected tensor is there and fits.
   *
   * @param complete whether the graph may have no other tensors on this side
   */
  void require(List<TensorSpec> expected, boolean complete) throws ModelException {
    for (TensorSpec spec : expected) {
      NodeInfo node = found.get(spec.name());
      if (node == null) {
        throw misfit("it has no " + side + " \"" + spec.name() + "\" but " + found.keySet(), spec);
      }
      requireTensor(spec, node);
    }
    if (complete && found.size() > expected.size()) {
      throw new ModelException(
          "The model "
              + model
              + " does not fit its profile: it has "
              + found.size()
              + " "
              + side
              + "s "
              + found.keySet()
              + ", the profile expects "
              + expected.size()
              + ". Choose the profile made for this model.");
    }
  }

  /** The tensors on this side, in the graph's order, without those of types that we do not use. */
  static List<TensorSpec> tensors(Map<String, NodeInfo> nodes) {
    List<TensorSpec> all = new ArrayList<>();
    for (NodeInfo node : nodes.values()) {
      if (node.getInfo() instanceof TensorInfo tensor) {
        List<Long> shape =
            Arrays.stream(tensor.getShape())
                .mapToObj(d -> d < 1 ? Long.valueOf(TensorSpec.ANY) : Long.valueOf(d))
                .toList();
        TensorTypes.of(tensor.type)
            .ifPresent(type -> all.add(new TensorSpec(node.getName(), type, shape)));
      }
    }
    return all;
  }

  private void requireTensor(TensorSpec spec, NodeInfo node) throws ModelException {
    String name = side + " \"" + spec.name() + "\"";
    if (!(node.getInfo() instanceof TensorInfo tensor)
        || !TensorTypes.of(tensor.type).equals(Optional.of(spec.type()))) {
      throw misfit(name + " is " + node.getInfo(), spec);
    }
    long[] shape = tensor.getShape();
    if (shape.length != spec.shape().size()) {
      throw misfit(name + " has rank " + shape.length, spec);
    }
    for (int d = 0; d < shape.length; d++) {
      long wanted = spec.shape().get(d);
      boolean fixed = shape[d] >= 0;
      // An output may be looser than the profile, an input may not be stricter.
      if (fixed && wanted != shape[d]) {
        throw misfit(name + " has size " + shape[d] + " in dimension " + d, spec);
      }
    }
  }

  private ModelException misfit(String what, TensorSpec spec) {
    return new ModelException(
        "The model "
            + model
            + " does not fit its profile: "
            + what
            + ", the profile expects "
            + spec
            + ". Choose the profile made for this model.");
  }
}
