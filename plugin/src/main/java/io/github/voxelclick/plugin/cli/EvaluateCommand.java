package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.evaluate.Baseline;
import io.github.voxelclick.evaluate.CommittedFigures;
import io.github.voxelclick.evaluate.Contestant;
import io.github.voxelclick.evaluate.EffortRules;
import io.github.voxelclick.evaluate.EvaluationReport;
import io.github.voxelclick.evaluate.Evaluator;
import io.github.voxelclick.evaluate.Protocol;
import io.github.voxelclick.evaluate.Result;
import io.github.voxelclick.evaluate.SizeGroup;
import io.github.voxelclick.evaluate.Structure;
import io.github.voxelclick.evaluate.StructureReport;
import io.github.voxelclick.evaluate.SuiteReport;
import io.github.voxelclick.evaluate.SuiteTable;
import io.github.voxelclick.model.IntensityRecipe;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: a simulated user against labels, and the results in a JSON file. */
@Command(
    name = "evaluate",
    description = {
      "Measure a model on labelled images: a simulated user clicks at the centre of the largest",
      "error, draws a box a little too large, or has the true mask of the middle slice propagated;",
      "--protocol effort counts what it takes to segment whole structures to a Dice of 0.90.",
      "--model baseline:NAME measures a simple method: regiongrow, regiongrow-oracle, watershed,",
      "randomwalker (clicks), ellipse (box), copy, warp (propagate)."
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final String BASELINE = "baseline:";

  private final Console console;

  @Option(names = "--image", paramLabel = "FILE", description = "The image.")
  private Optional<String> image = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Label image on the same grid; names come from a labels.tsv beside it.")
  private Optional<String> labels = Optional.empty();

  @ArgGroup(exclusive = true)
  private Which which = new Which();

  @Mixin private SuiteOptions suite = new SuiteOptions();

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description = "clicks, box, propagate, all of these, or effort; default all.")
  private ProtocolName protocol = ProtocolName.ALL;

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private ModalityOption modality = new ModalityOption();

  @Option(
      names = "--max-clicks",
      paramLabel = "N",
      description = "Clicks per slice; default ${DEFAULT-VALUE}.")
  private int maxClicks = 20;

  @Option(
      names = "--max-interactions",
      paramLabel = "N",
      description =
          "With effort: when a structure is given up; default "
              + EffortRules.DEFAULT_MAX_INTERACTIONS
              + ".")
  private Optional<Integer> maxInteractions = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the boxes' randomness; default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Results; may be left out with --suite.")
  private Optional<String> json = Optional.empty();

  EvaluateCommand(Console console) {
    this.console = console;
  }

  /** Which structures of one image to judge. */
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
  enum ProtocolName {
    CLICKS,
    BOX,
    PROPAGATE,
    EFFORT,
    /** Without effort, which takes as long as all others together. */
    ALL;

    Set<Protocol> protocols() {
      return this == ALL
          ? EnumSet.complementOf(EnumSet.of(Protocol.EFFORT))
          : EnumSet.of(Protocol.valueOf(name()));
    }
  }

  @Override
  public Integer call() throws VolumeException, IOException {
    if (maxClicks < 1) {
      throw new JobException("--max-clicks is " + maxClicks + "; expected at least 1.");
    }
    Optional<Path> folder = suite.folder();
    checkOptions(folder.isPresent());
    Optional<Path> target = Inputs.path(json);
    if (target.isPresent()) {
      OutputPath.check(target.get());
    }
    if (folder.isPresent()) {
      evaluate(new SuiteFolder(folder.get()), target);
    } else {
      Files.writeString(target.orElseThrow(), evaluateImage().toJson());
    }
    return CommandLineProgram.DONE;
  }

  private void checkOptions(boolean ofSuite) throws JobException {
    boolean ofImage = image.isPresent() || labels.isPresent() || which.only().isPresent();
    if (ofSuite && ofImage) {
      throw new JobException(
          "--suite and --image, --labels or --value were given; expected one or the other. Leave"
              + " out --suite, or everything about a single image.");
    }
    if (!ofSuite && (image.isEmpty() || labels.isEmpty() || json.isEmpty())) {
      throw new JobException(
          "Nothing to evaluate: expected --image, --labels and --json, or --suite. Give them.");
    }
    if (!ofSuite && suite.any()) {
      throw new JobException(
          "Options of a suite were given without --suite. Add it, or leave them out.");
    }
    if (maxInteractions.isPresent() && protocol != ProtocolName.EFFORT) {
      throw new JobException(
          "--max-interactions was given without --protocol effort, so that nobody would count"
              + " them. Add that, or leave it out.");
    }
    if (mostInteractions() < 1) {
      throw new JobException(
          "--max-interactions is " + mostInteractions() + "; expected at least 1. Correct it.");
    }
    suite.validate(modality.given());
  }

  private int mostInteractions() {
    return maxInteractions.orElse(EffortRules.DEFAULT_MAX_INTERACTIONS);
  }

  private EvaluationReport evaluateImage() throws VolumeException, IOException {
    Path truthFile = InputPath.of(labels.orElseThrow());
    Volume volume = modality.applyTo(load(InputPath.of(image.orElseThrow())));
    LabelImage truth = LabelImage.of(truthFile, load(truthFile), volume);
    try (LoadedModel loaded = open()) {
      Contestant judged = contestant(loaded);
      Evaluator evaluator = new Evaluator(maxClicks, 1, mostInteractions());
      List<StructureReport> reports = new ArrayList<>();
      for (Structure structure : truth.structures(image.orElseThrow(), which.only())) {
        Result result =
            Result.of(judged, structure, protocol.protocols(), evaluator, seed, Progress.none());
        StructureReport report = StructureReport.of(structure, SizeGroup.LARGE, result, List.of());
        reports.add(report);
        console.err().println(title(report) + ": " + outcome(result));
      }
      return new EvaluationReport(reports);
    }
  }

  private static Volume load(Path path) throws VolumeException {
    return VolumeCatalog.of(path, Progress.none())
        .choose(Optional.empty())
        .load(Progress.none())
        .volume();
  }

  private void evaluate(SuiteFolder folder, Optional<Path> target)
      throws VolumeException, IOException {
    Optional<CommittedFigures> committed = Optional.empty();
    if (suite.committed().isPresent()) {
      Path file = suite.committed().get();
      committed =
          Optional.of(
              CommittedFigures.parse(String.valueOf(file.getFileName()), Files.readString(file)));
    }
    if (suite.figures().isPresent()) {
      OutputPath.check(suite.figures().get());
    }
    List<String> only = suite.cases();
    if (only.isEmpty() && committed.isPresent()) {
      only = committed.get().cases();
    }
    List<String> names = folder.cases(only);
    Set<String> seen = suite.seen();
    seen.stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> console.err().println("Not in this run, though seen: " + name));
    SuiteReport report = run(folder, names, seen);
    console.out().print(SuiteTable.of(report));
    if (target.isPresent()) {
      Files.writeString(target.get(), report.toJson());
    }
    if (suite.figures().isPresent()) {
      Files.writeString(suite.figures().get(), CommittedFigures.of(report).toJson());
    }
    if (committed.isPresent()) {
      requireNoFaults(committed.get().faults(report));
    }
  }

  private SuiteReport run(SuiteFolder folder, List<String> names, Set<String> seen)
      throws VolumeException {
    try (LoadedModel loaded = open()) {
      IntensityRecipe recipe = loaded.model().profile().intensity();
      List<Contestant> baselines =
          suite.baselines()
              ? Baseline.compared().stream().map(b -> b.contestant(recipe)).toList()
              : List.of();
      SuiteRun.Settings settings =
          new SuiteRun.Settings(
              protocol.protocols(),
              maxClicks,
              mostInteractions(),
              suite.baselineClicks(),
              seed,
              suite.mostStructures(),
              seen);
      return new SuiteRun(console, contestant(loaded), baselines, settings)
          .run(folder, names, modality);
    }
  }

  private static void requireNoFaults(List<String> faults) throws JobException {
    if (!faults.isEmpty()) {
      throw new JobException(
          "The suite falls short of the committed figures: "
              + String.join("; ", faults)
              + ". Correct the cause, or commit new figures written with --figures.");
    }
  }

  /** The named model; for a baseline the embedded one, whose windows it sees images in. */
  private LoadedModel open() throws VolumeException {
    return baselineName().isPresent() ? LoadedModel.open(Optional.empty()) : model.open(console);
  }

  private Optional<String> baselineName() {
    return model
        .text()
        .filter(m -> m.startsWith(BASELINE))
        .map(m -> m.substring(BASELINE.length()));
  }

  private Contestant contestant(LoadedModel loaded) throws JobException {
    Optional<String> name = baselineName();
    if (name.isEmpty()) {
      return Contestant.of(loaded.model(), ModelCatalog.propagatorFor(loaded.model()));
    }
    Optional<Baseline> baseline = Baseline.named(name.get());
    if (baseline.isEmpty()) {
      String known =
          Arrays.stream(Baseline.values()).map(Baseline::label).collect(Collectors.joining(", "));
      throw new JobException(
          "There is no baseline \"" + name.get() + "\"; there are " + known + ". Choose one.");
    }
    Contestant judged = baseline.get().contestant(loaded.model().profile().intensity());
    if (protocol.protocols().stream().noneMatch(judged.protocols()::contains)) {
      throw new JobException(
          "baseline:"
              + judged.name()
              + " cannot be judged by --protocol "
              + protocol.name().toLowerCase(Locale.ROOT)
              + "; expected "
              + judged.protocols().iterator().next().name().toLowerCase(Locale.ROOT)
              + ". Choose that, or leave --protocol out.");
    }
    return judged;
  }

  /** Value and name of a structure. */
  static String title(StructureReport report) {
    return (report.value() + " " + report.name()).strip();
  }

  /** The most important figures of a result in one line. */
  static String outcome(Result result) {
    List<String> parts = new ArrayList<>();
    result
        .clicks()
        .ifPresent(
            c -> {
              List<Double> dice = c.diceAfterClicks();
              parts.add(
                  String.format(
                      Locale.ROOT,
                      "Dice %.3f after one click, %.3f after %d",
                      dice.get(0),
                      dice.get(dice.size() - 1),
                      dice.size()));
            });
    result.box().ifPresent(b -> parts.add(String.format(Locale.ROOT, "box %.3f", b.dice())));
    result
        .propagation()
        .ifPresent(p -> parts.add(String.format(Locale.ROOT, "propagation %.3f", p.dice())));
    result.effort().ifPresent(e -> parts.add(e.summary()));
    return String.join(", ", parts);
  }
}
