package io.github.voxelclick.model;

/**
 * A loaded model. Safe to use from several threads; {@link #close} waits for running calls, may be
 * called twice, and later calls fail with a {@link io.github.voxelclick.volume.ModelException}.
 */
public interface SegmentationModel extends Encoder, Decoder, AutoCloseable {
  /** How the model wants its input and what its output means. */
  ModelProfile profile();

  /** Which prompts it takes. */
  default PromptSupport prompts() {
    return PromptSupport.all();
  }

  /**
   * The SHA-256 of the model file; of a model of several files that of their digests, in the order
   * of the parts' names; 64 lower-case hexadecimal digits.
   */
  String sha256();

  /** What the model runs on, such as {@code cpu (2 threads)}. */
  String device();

  /** Frees what the model holds outside Java's heap. */
  @Override
  void close();
}
