package io.github.voxelclick.plugin.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code models …}: what there is to do with model files. */
@Command(name = "models", description = "Look at model files.")
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  ModelsCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing sub-command, such as propose");
  }
}
