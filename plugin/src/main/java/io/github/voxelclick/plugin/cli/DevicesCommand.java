package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.onnx.Device;
import io.github.voxelclick.onnx.DeviceReport;
import io.github.voxelclick.onnx.Devices;
import io.github.voxelclick.onnx.OrtRuntime;
import io.github.voxelclick.plugin.task.DeviceTable;
import io.github.voxelclick.plugin.task.ProviderLibraries;
import io.github.voxelclick.volume.VolumeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code devices}: what models can run on here, each tried. */
@Command(
    name = "devices",
    description = {
      "Try what models can run on: the CPU, and the GPUs and other accelerators for which ONNX"
          + " Runtime",
      "has a provider here. A device counts as running when a small network gave the CPU's answer"
          + " on",
      "it; times are those of that network. What does not run is told why, and how to get it."
    })
final class DevicesCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "DEVICE",
      arity = "0..*",
      description = "Only these; exit code 1 when one does not run.")
  private List<String> wanted = List.of();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  DevicesCommand(Console console) {
    this.console = console;
  }

  /**
   * The JSON of one device. Keys are an interface: add, do not change.
   *
   * @param device as {@code --device} takes it
   * @param runs whether the probe's network gave the CPU's answer on it
   * @param where what ran it
   * @param ms of the network there
   * @param cpuMs of the network on the CPU
   * @param reason why it does not run
   * @param remedy how to get it
   */
  private record Row(
      String device,
      boolean runs,
      String where,
      double ms,
      double cpuMs,
      String reason,
      String remedy) {}

  private record Rows(String folder, String auto, List<Row> devices) {}

  @Override
  public Integer call() throws VolumeException {
    List<Device> named = new ArrayList<>();
    for (String text : wanted) {
      named.add(Device.parse(text));
    }
    OrtRuntime.require();
    Devices devices = ProviderLibraries.devices();
    List<DeviceReport> reports =
        named.isEmpty() ? devices.survey() : named.stream().map(devices::tryOut).toList();
    Device chosen = devices.choose(Device.AUTO).device();
    if (json) {
      console.json(
          new Rows(
              devices.folder().toString(),
              chosen.toString(),
              reports.stream().map(DevicesCommand::row).toList()));
    } else {
      DeviceTable.lines(reports).forEach(console.out()::println);
      console.out().println("auto takes " + chosen + ".");
      console.err().println("Provider libraries are looked for in " + devices.folder());
    }
    return named.isEmpty() || reports.stream().allMatch(DeviceReport::runs)
        ? CommandLineProgram.DONE
        : CommandLineProgram.FAILED;
  }

  private static Row row(DeviceReport r) {
    return new Row(
        r.device().toString(), r.runs(), r.where(), r.ms(), r.cpuMs(), r.reason(), r.remedy());
  }
}
