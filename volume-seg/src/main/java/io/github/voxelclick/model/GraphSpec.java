package io.github.voxelclick.model;

import java.util.List;
import java.util.Optional;

/**
 * What a graph takes and gives, as the ONNX file says. Tensors of types that no model of ours uses
 * are left out.
 *
 * @param inputs in the graph's order
 * @param outputs in the graph's order
 */
public record GraphSpec(List<TensorSpec> inputs, List<TensorSpec> outputs) {
  /** Takes the lists as they are at this moment. */
  public GraphSpec {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** An input by its name. */
  public Optional<TensorSpec> input(String name) {
    return inputs.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  /** An output by its name. */
  public Optional<TensorSpec> output(String name) {
    return outputs.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  /** Whether the graph takes all of these. */
  public boolean takes(String... names) {
    return List.of(names).stream().allMatch(n -> input(n).isPresent());
  }

  /** Whether the graph gives all of these. */
  public boolean gives(String... names) {
    return List.of(names).stream().allMatch(n -> output(n).isPresent());
  }

  @Override
  public String toString() {
    return "takes " + inputs + ", gives " + outputs;
  }
}
