package io.github.voxelclick.plugin.task;

import io.github.voxelclick.onnx.DeviceReport;
import java.util.List;
import java.util.Locale;

/** What was found about devices, as lines for people. Stateless. */
public final class DeviceTable {
  private DeviceTable() {}

  /** A line for each device. */
  public static List<String> lines(List<DeviceReport> reports) {
    return reports.stream().map(DeviceTable::line).toList();
  }

  private static String line(DeviceReport r) {
    return r.runs()
        ? String.format(
            Locale.ROOT,
            "%-9s runs: %s, %.1f ms; the CPU takes %.1f ms",
            r.device(),
            r.where(),
            r.ms(),
            r.cpuMs())
        : String.format(Locale.ROOT, "%-9s no: %s. %s", r.device(), r.reason(), r.remedy());
  }
}
