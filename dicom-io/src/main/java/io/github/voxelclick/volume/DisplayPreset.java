package io.github.voxelclick.volume;

import java.util.Objects;

/**
 * A way to show values that the source proposes (PS3.3 §C.11.2).
 *
 * @param name what it is for, such as {@code LUNG}; empty when the source does not say
 * @param window modality values shown from black to white
 * @param curve how brightness grows between them
 */
public record DisplayPreset(String name, Window window, ToneCurve curve) {
  /** Checks that all parts are there. */
  public DisplayPreset {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(curve, "curve");
  }

  /** A window without a name. */
  public static DisplayPreset of(Window window) {
    return new DisplayPreset("", window, ToneCurve.LINEAR);
  }
}
