package io.github.voxelclick.plugin.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code models …}: what there is to do with model files. */
@Command(name = "models", description = "Install models and look at their files.")
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  ModelsCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing sub-command: list, check, add, get, remove, propose, export-bundle or"
            + " import-bundle");
  }
}
