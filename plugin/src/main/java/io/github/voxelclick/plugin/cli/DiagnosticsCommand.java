package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.diagnostics.DiagnosticReport;
import io.github.voxelclick.plugin.diagnostics.Diagnostics;
import io.github.voxelclick.plugin.diagnostics.Host;
import io.github.voxelclick.plugin.task.ProviderLibraries;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code diagnostics}: what is to be known about this installation. */
@Command(
    name = "diagnostics",
    description = {
      "Print what is to be known about this installation, to paste into a report: versions,"
          + " memory, folders,",
      "ONNX Runtime and copies of it, devices (each tried, which takes seconds), models."
          + " Nothing of patients,",
      "and not your name. Exit code 1 when something looks wrong."
    })
final class DiagnosticsCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--no-devices", description = "Do not try the devices.")
  private boolean noDevices;

  DiagnosticsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Host host = new Host("the command line", Optional.empty(), Optional.empty(), List.of());
    Diagnostics diagnostics = new Diagnostics(host);
    DiagnosticReport report = diagnostics.withoutDevices();
    if (!noDevices) {
      console.err().println("Trying the devices…");
      report = report.and(diagnostics.devices(ProviderLibraries::devices));
    }
    if (json) {
      console.json(report.json());
    } else {
      console.out().print(report.text());
    }
    return report.warnings().isEmpty() ? CommandLineProgram.DONE : CommandLineProgram.FAILED;
  }
}
