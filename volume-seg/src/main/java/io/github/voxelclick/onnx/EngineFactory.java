package io.github.voxelclick.onnx;

import ai.onnxruntime.OrtException;

/** Loads graphs into devices. */
@FunctionalInterface
interface EngineFactory {
  /**
   * Loads a graph.
   *
   * @param device not {@code auto}
   * @param threads of the CPU
   * @throws OrtException when the graph or the device will not do
   */
  Engine open(GraphSource graph, Device device, int threads) throws OrtException;
}
