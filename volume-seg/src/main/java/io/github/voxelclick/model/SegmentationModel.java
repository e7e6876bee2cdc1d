package io.github.voxelclick.model;

/**
 * A loaded model. Safe to use from several threads; {@link #close} waits for running calls, may be
 * called twice, and later calls fail with a {@link io.github.voxelclick.volume.ModelException}.
 */
public interface SegmentationModel extends Encoder, Decoder, AutoCloseable {
  /** How the model wants its input and what its output means. */
  ModelProfile profile();

  /** The SHA-256 of the model file, 64 lower-case hexadecimal digits. */
  String sha256();

  /** What the model runs on, such as {@code cpu (2 threads)}. */
  String device();

  /** Frees what the model holds outside Java's heap. */
  @Override
  void close();
}
