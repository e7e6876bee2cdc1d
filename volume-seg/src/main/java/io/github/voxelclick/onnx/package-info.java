/**
 * The only code that touches ONNX Runtime. Nothing native leaves it: callers hand in and get back
 * {@link io.github.voxelclick.onnx.TensorBuffer}s.
 */
@NullMarked
package io.github.voxelclick.onnx;

import org.jspecify.annotations.NullMarked;
