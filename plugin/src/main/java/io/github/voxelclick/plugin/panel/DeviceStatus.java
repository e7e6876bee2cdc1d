package io.github.voxelclick.plugin.panel;

import java.util.Objects;

/**
 * Which model runs where, and what it is doing. Immutable.
 *
 * @param model name of the model
 * @param device what it runs on
 * @param text what is being done, or what came of it
 * @param busy whether something is being done
 * @param done how much of it, at least 0
 * @param total out of how much; 0 while that is not known
 */
public record DeviceStatus(
    String model, String device, String text, boolean busy, int done, int total) {
  /** Checks that nothing is missing. */
  public DeviceStatus {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(text, "text");
    if (done < 0 || total < 0) {
      throw new IllegalArgumentException(done + " of " + total + " done");
    }
  }

  /** A model that does nothing yet. */
  public static DeviceStatus idle(String model, String device, String text) {
    return new DeviceStatus(model, device, text, false, 0, 0);
  }

  /** The same on another device: one that fails gives its work to the CPU. */
  public DeviceStatus on(String otherDevice) {
    return new DeviceStatus(model, otherDevice, text, busy, done, total);
  }

  /** Something is being done. */
  public DeviceStatus begun(String what) {
    return new DeviceStatus(model, device, what, true, 0, 0);
  }

  /** So much of it is done. */
  public DeviceStatus progress(int soFar, int outOf) {
    return new DeviceStatus(model, device, text, busy, soFar, outOf);
  }

  /** It is done. */
  public DeviceStatus ended(String outcome) {
    return new DeviceStatus(model, device, outcome, false, 0, 0);
  }
}
