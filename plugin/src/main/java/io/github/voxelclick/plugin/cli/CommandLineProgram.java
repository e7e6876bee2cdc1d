package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.task.Complaint;
import io.github.voxelclick.plugin.task.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * The command line as a whole: sub-commands, exit codes, and one sentence for every failure.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 misspelt, 3 nothing of what was found can be opened; of {@code
 * verify}: that it cannot tell. 4, of {@code job} and {@code batch}: not done for a reason that
 * lies outside of the data, such as disk, memory or device, so that the same may do at another
 * time.
 */
@Command(
    name = "voxelclick",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = CommandLineProgram.ManifestVersion.class,
    description = "Click-prompted segmentation of DICOM and NIfTI volumes.",
    footer = "Not a medical device.")
final class CommandLineProgram {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int MISSPELT = 2;
  static final int ALL_REFUSED = 3;
  static final int TEMPORARY = 4;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean verbose;

  private CommandLineProgram() {}

  /**
   * Runs one command.
   *
   * @return the exit code
   */
  static int run(Console console, String... args) {
    CommandLineProgram program = new CommandLineProgram();
    CommandLine line =
        new CommandLine(program)
            .addSubcommand(new InfoCommand(console))
            .addSubcommand(new SegmentCommand(console))
            .addSubcommand(new JobCommand(console))
            .addSubcommand(new BatchCommand(console))
            .addSubcommand(new ConvertCommand(console))
            .addSubcommand(new DatasetCommand(console))
            .addSubcommand(new MeasureCommand(console))
            .addSubcommand(new CompareCommand(console))
            .addSubcommand(new EvaluateCommand(console))
            .addSubcommand(
                new CommandLine(new ModelsCommand())
                    .addSubcommand(new ModelListCommand(console))
                    .addSubcommand(new ModelCheckCommand(console))
                    .addSubcommand(new ModelAddCommand(console))
                    .addSubcommand(new ModelGetCommand(console))
                    .addSubcommand(new ModelRemoveCommand(console))
                    .addSubcommand(new ProposeCommand(console))
                    .addSubcommand(new BundleExportCommand(console))
                    .addSubcommand(new BundleImportCommand(console)))
            .addSubcommand(
                new CommandLine(new SessionsCommand())
                    .addSubcommand(new SessionsCommand.ListCommand(console))
                    .addSubcommand(new SessionsCommand.PurgeCommand(console)))
            .addSubcommand(new ReplayCommand(console))
            .addSubcommand(new VerifyCommand(console))
            .addSubcommand(new ReportCommand(console))
            .addSubcommand(new DevicesCommand(console))
            .addSubcommand(new DiagnosticsCommand(console))
            .addSubcommand(new DemoCommand(console));
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((e, words) -> misspelt(console, e));
    line.setExecutionExceptionHandler(
        (e, command, words) -> {
          int code = program.failed(console, e);
          return command.getCommand() instanceof JobCommand
                  || command.getCommand() instanceof BatchCommand
              ? BatchCommand.exitCode(e)
              : code;
        });
    if (args.length == 0) {
      line.usage(console.err());
      return MISSPELT;
    }
    try {
      return line.execute(args);
    } catch (LinkageError | OutOfMemoryError e) {
      return program.failed(console, e);
    }
  }

  private static int misspelt(Console console, ParameterException e) {
    console.err().println("voxelclick: " + e.getMessage());
    console
        .err()
        .println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return MISSPELT;
  }

  private int failed(Console console, Throwable e) {
    console.err().println("voxelclick: " + Complaint.about(e));
    if (verbose) {
      e.printStackTrace(console.err());
    }
    return FAILED;
  }

  /** Tells picocli the version. */
  static final class ManifestVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"VoxelClick " + Version.text()};
    }
  }
}
