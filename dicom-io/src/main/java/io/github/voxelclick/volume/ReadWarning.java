package io.github.voxelclick.volume;

import java.util.Objects;

/**
 * Something a reader tolerated. Readers put one into their result for each tolerance, so that
 * nothing is repaired in silence.
 *
 * @param code short and stable, lower case with hyphens, such as {@code missing-transfer-syntax}
 * @param message one sentence for a person, without patient data
 */
public record ReadWarning(String code, String message) {
  /** Checks that both parts are there. */
  public ReadWarning {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }
}
