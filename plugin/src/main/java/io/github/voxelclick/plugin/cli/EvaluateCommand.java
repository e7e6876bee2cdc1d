package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.evaluate.ClickScore;
import io.github.voxelclick.evaluate.EvaluationReport;
import io.github.voxelclick.evaluate.Evaluator;
import io.github.voxelclick.evaluate.ModelSolver;
import io.github.voxelclick.evaluate.PropagationScore;
import io.github.voxelclick.evaluate.Structure;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.OutputPath;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: a simulated user against labels, and the results in a JSON file. */
@Command(
    name = "evaluate",
    description = {
      "Measure a model on a labelled image: a simulated user clicks at the centre of the largest",
      "error, or the true mask of the middle slice is propagated."
    })
final class EvaluateCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--image", required = true, paramLabel = "FILE", description = "The image.")
  private String image = "";

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "FILE",
      description = "Label image on the same grid; names come from a labels.tsv beside it.")
  private String labels = "";

  @ArgGroup(exclusive = true)
  private Which which = new Which();

  @Option(
      names = "--protocol",
      required = true,
      paramLabel = "NAME",
      description = "clicks or propagate.")
  private Protocol protocol = Protocol.CLICKS;

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private ModalityOption modality = new ModalityOption();

  @Option(
      names = "--max-clicks",
      paramLabel = "N",
      description = "Clicks per slice; default ${DEFAULT-VALUE}.")
  private int maxClicks = 20;

  @Option(names = "--json", required = true, paramLabel = "FILE", description = "Results.")
  private String json = "";

  EvaluateCommand(Console console) {
    this.console = console;
  }

  /** Which structures to judge. */
  static final class Which {
    @Option(names = "--value", paramLabel = "V", description = "Only the structure of this value.")
    private Optional<Integer> value = Optional.empty();

    @Option(names = "--all", description = "All structures (the default).")
    private boolean all;

    OptionalInt only() {
      return all || value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(value.get());
    }
  }

  /** What the simulated user does. */
  enum Protocol {
    CLICKS,
    PROPAGATE
  }

  @Override
  public Integer call() throws VolumeException, IOException {
    Path target = InputPath.of(json);
    OutputPath.check(target);
    if (maxClicks < 1) {
      throw new JobException("--max-clicks is " + maxClicks + "; expected at least 1.");
    }
    Volume volume = modality.applyTo(load(image));
    LabelImage truth = LabelImage.of(InputPath.of(labels), load(labels), volume);
    try (LoadedModel loaded = model.open()) {
      List<EvaluationReport.Case> cases = new ArrayList<>();
      for (Structure structure : truth.structures(image, which.only())) {
        cases.add(judge(structure, loaded.model()));
        tell(cases.get(cases.size() - 1));
      }
      Files.writeString(target, new EvaluationReport(cases).toJson());
    }
    return CommandLineProgram.DONE;
  }

  private static Volume load(String path) throws VolumeException {
    return VolumeCatalog.of(InputPath.of(path), Progress.none())
        .choose(Optional.empty())
        .load(Progress.none())
        .volume();
  }

  private EvaluationReport.Case judge(Structure structure, SegmentationModel judged)
      throws VolumeException {
    Evaluator evaluator = new Evaluator(maxClicks);
    Optional<ClickScore> clicks = Optional.empty();
    Optional<PropagationScore> propagation = Optional.empty();
    if (protocol == Protocol.CLICKS) {
      ModelSolver solver = new ModelSolver(judged, structure.volume());
      clicks = Optional.of(evaluator.clicks(structure, solver, Progress.none()));
    } else {
      propagation =
          Optional.of(
              evaluator.propagation(
                  structure,
                  ModelCatalog.propagatorFor(judged),
                  judged.profile().intensity(),
                  Progress.none()));
    }
    return new EvaluationReport.Case(structure, clicks, propagation);
  }

  private void tell(EvaluationReport.Case done) {
    String name = done.structure().value() + " " + done.structure().name();
    done.clicks()
        .ifPresent(
            c ->
                console
                    .err()
                    .printf(
                        Locale.ROOT,
                        "%s: Dice %.3f after one click, %.3f after %d%n",
                        name,
                        c.diceAfterClicks().get(0),
                        c.diceAfterClicks().get(maxClicks - 1),
                        maxClicks));
    done.propagation()
        .ifPresent(p -> console.err().printf(Locale.ROOT, "%s: Dice %.3f%n", name, p.dice()));
  }
}
