package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} that only a suite has. */
final class SuiteOptions {
  private static final int BASELINE_CLICKS = 10;

  @Option(
      names = "--suite",
      paramLabel = "DIR",
      description =
          "Instead of --image and --labels: all DIR/CASE/{image.nii.gz,label.nii.gz,labels.tsv}.")
  private Optional<String> suite = Optional.empty();

  @Option(
      names = "--cases",
      paramLabel = "CASE",
      split = ",",
      description = "Only these cases of the suite.")
  private List<String> cases = new ArrayList<>();

  @Option(
      names = "--seen",
      paramLabel = "CASE",
      split = ",",
      description = "Cases with a training subject; they get a row of their own.")
  private List<String> seen = new ArrayList<>();

  @Option(
      names = "--seen-cases",
      paramLabel = "FILE",
      description = "A text file that lists such cases, one a line; # begins a comment.")
  private Optional<String> seenCases = Optional.empty();

  @Option(
      names = "--all-structures",
      description = "All structures of each case, not at most six large and six small ones.")
  private boolean allStructures;

  @Option(
      names = "--baselines",
      description =
          "Run wand, watershed, random walker (clicks), mask copy and warp (propagation) as well.")
  private boolean baselines;

  @Option(
      names = "--baseline-clicks",
      paramLabel = "N",
      description = "Clicks for the baselines, if fewer; default " + BASELINE_CLICKS + ".")
  private Optional<Integer> baselineClicks = Optional.empty();

  @Option(
      names = "--figures",
      paramLabel = "FILE",
      description = "Write the mean Dice figures, for --check.")
  private Optional<String> figures = Optional.empty();

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description =
          "Fail when a mean Dice lies more than 0.02 below FILE's; without --cases, its cases run.")
  private Optional<String> check = Optional.empty();

  /** The folder, if a suite is to run. */
  Optional<Path> folder() throws JobException {
    return Inputs.path(suite);
  }

  /** Names of the only cases to run; empty for all. */
  List<String> cases() {
    return List.copyOf(cases);
  }

  /** Names of the cases with a training subject. */
  Set<String> seen() throws JobException, IOException {
    Set<String> names = new LinkedHashSet<>(seen);
    if (seenCases.isPresent()) {
      for (String line : Files.readAllLines(InputPath.of(seenCases.get()))) {
        String name = line.replaceFirst("#.*", "").strip();
        if (!name.isEmpty()) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Most structures of a case and size, at least 1. */
  int mostStructures() {
    return allStructures ? Integer.MAX_VALUE : SuiteRun.MOST_STRUCTURES;
  }

  /** Whether baselines run as well. */
  boolean baselines() {
    return baselines;
  }

  /** Clicks for the baselines, at least 1. */
  int baselineClicks() {
    return baselineClicks.orElse(BASELINE_CLICKS);
  }

  /** Where to write figures. */
  Optional<Path> figures() throws JobException {
    return Inputs.path(figures);
  }

  /** What figures to check the run against. */
  Optional<Path> committed() throws JobException {
    return Inputs.path(check);
  }

  /**
   * Refuses what cannot be or would have no effect, and figures of a run that others could not be
   * held against.
   *
   * @param modalityGiven whether the images count as of a modality that they do not name
   */
  void validate(boolean modalityGiven) throws JobException {
    if (baselineClicks.isPresent() && !baselines) {
      throw new JobException(
          "--baseline-clicks was given without --baselines, so that no baseline would click. Add"
              + " --baselines, or leave it out.");
    }
    if (baselineClicks() < 1) {
      throw new JobException(
          "--baseline-clicks is " + baselineClicks() + "; expected at least 1. Correct it.");
    }
    if ((figures.isPresent() || check.isPresent()) && (allStructures || modalityGiven)) {
      throw new JobException(
          "--figures and --check are for at most six structures of each case and size and for the"
              + " images' own modality, but "
              + (allStructures ? "--all-structures" : "--modality")
              + " was given. Leave it out.");
    }
  }

  /** Whether an option was given that means nothing without a suite. */
  boolean any() {
    return !cases.isEmpty()
        || !seen.isEmpty()
        || seenCases.isPresent()
        || allStructures
        || baselines
        || baselineClicks.isPresent()
        || figures.isPresent()
        || check.isPresent();
  }
}
