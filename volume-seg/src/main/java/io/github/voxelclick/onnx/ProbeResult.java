package io.github.voxelclick.onnx;

/**
 * What came of running a small graph on a device.
 *
 * @param runs whether it ran there and gave the CPU's answer
 * @param where what ran it, in words; empty when nothing did
 * @param ms of the fastest run there
 * @param cpuMs of the fastest run on the CPU
 * @param reason why it did not run; empty when it did
 */
record ProbeResult(boolean runs, String where, double ms, double cpuMs, String reason) {
  static ProbeResult failed(String reason) {
    return new ProbeResult(false, "", 0, 0, reason);
  }
}
