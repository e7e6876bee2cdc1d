package io.github.voxelclick.onnx;

import ai.onnxruntime.OnnxJavaType;
import io.github.voxelclick.model.TensorType;
import java.util.Optional;

/** ONNX Runtime's names of element types and ours. */
final class TensorTypes {
  private TensorTypes() {}

  /** Ours; empty for one that no model of ours uses. */
  static Optional<TensorType> of(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> Optional.of(TensorType.FLOAT32);
      case FLOAT16 -> Optional.of(TensorType.FLOAT16);
      case INT64 -> Optional.of(TensorType.INT64);
      case INT32 -> Optional.of(TensorType.INT32);
      case INT16 -> Optional.of(TensorType.INT16);
      case UINT8 -> Optional.of(TensorType.UINT8);
      case BOOL -> Optional.of(TensorType.BOOL);
      default -> Optional.empty();
    };
  }

  /** ONNX Runtime's. */
  static OnnxJavaType of(TensorType type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case INT64 -> OnnxJavaType.INT64;
      case INT32 -> OnnxJavaType.INT32;
      case INT16 -> OnnxJavaType.INT16;
      case UINT8 -> OnnxJavaType.UINT8;
      case BOOL -> OnnxJavaType.BOOL;
    };
  }
}
