package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.models.ProfileProposer;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models propose FILE…}: which known profiles fit a model's files, and writing one. */
@Command(
    name = "propose",
    description = {
      "Say which profiles fit a model's ONNX files. Graphs of different models can look the same,",
      "so choose the one that the model was made with: --as NAME writes it beside the files."
    })
final class ProposeCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..2",
      description = "Encoder and decoder, or the only graph; in one folder.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--as", paramLabel = "NAME", description = "Write the profile of this name.")
  private Optional<String> chosen = Optional.empty();

  ProposeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    List<Path> paths = new ArrayList<>();
    for (String file : files) {
      paths.add(InputPath.of(file));
    }
    requireOneFolder(paths);
    List<ProfileProposer.Proposal> proposals =
        ProfileProposer.propose(paths, OrtOptions.defaults());
    if (chosen.isEmpty()) {
      for (ProfileProposer.Proposal p : proposals) {
        console.out().printf(Locale.ROOT, "%-22s %s%n", p.name(), p.about());
      }
      return CommandLineProgram.DONE;
    }
    for (ProfileProposer.Proposal p : proposals) {
      if (p.name().equals(chosen.get())) {
        write(p, paths.get(0));
        return CommandLineProgram.DONE;
      }
    }
    throw new JobException(
        "The profile \""
            + chosen.get()
            + "\" does not fit these files; those that do are "
            + proposals.stream().map(ProfileProposer.Proposal::name).toList()
            + ". Choose one of them.");
  }

  private static void requireOneFolder(List<Path> paths) throws JobException {
    for (Path path : paths) {
      Path folder = path.toAbsolutePath().normalize().getParent();
      if (!String.valueOf(folder)
          .equals(String.valueOf(paths.get(0).toAbsolutePath().normalize().getParent()))) {
        throw new JobException(
            "The files of a model lie in different folders, expected one. Move them together.");
      }
    }
  }

  private void write(ProfileProposer.Proposal proposal, Path beside) throws JobException {
    Path file = beside.resolveSibling(proposal.fileName());
    try {
      Files.writeString(file, proposal.json(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new JobException(
          "There is a profile "
              + proposal.fileName()
              + " already; it is left alone. Move it away, or use it.",
          e);
    } catch (IOException e) {
      throw new JobException(
          "Cannot write the profile "
              + proposal.fileName()
              + " beside the model. Check the folder's permissions.",
          e);
    }
    console.out().println("wrote " + file + "; use it with --model " + file);
  }
}
