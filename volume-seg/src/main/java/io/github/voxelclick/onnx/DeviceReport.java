package io.github.voxelclick.onnx;

/**
 * What was found when a device was tried.
 *
 * @param device what was tried
 * @param runs whether a graph ran there and gave the CPU's answer
 * @param where what ran it, in words; empty when nothing did
 * @param ms of the probe's graph there, in milliseconds; 0 when it did not run
 * @param cpuMs of the same graph on the CPU, in milliseconds; 0 when it did not run
 * @param reason why it does not run, without full stop; empty when it does
 * @param remedy how to get it, a whole sentence; empty when it runs
 */
public record DeviceReport(
    Device device,
    boolean runs,
    String where,
    double ms,
    double cpuMs,
    String reason,
    String remedy) {}
