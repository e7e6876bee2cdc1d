package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.evaluate.Contestant;
import io.github.voxelclick.evaluate.Evaluator;
import io.github.voxelclick.evaluate.Protocol;
import io.github.voxelclick.evaluate.Result;
import io.github.voxelclick.evaluate.SizeGroup;
import io.github.voxelclick.evaluate.Structure;
import io.github.voxelclick.evaluate.StructureReport;
import io.github.voxelclick.evaluate.StructureSize;
import io.github.voxelclick.evaluate.SuiteCase;
import io.github.voxelclick.evaluate.SuiteReport;
import io.github.voxelclick.plugin.task.Complaint;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a contestant on every case of a suite, one case in memory at a time. Equal input gives
 * equal results, but for times.
 */
final class SuiteRun {
  /** Of each case and size. */
  static final int MOST_STRUCTURES = 6;

  /**
   * What the run does.
   *
   * @param protocols to judge by
   * @param maxClicks on each slice
   * @param maxInteractions when a structure is given up
   * @param baselineClicks likewise for the baselines
   * @param seed of the boxes
   * @param mostStructures of each case and size
   * @param seen names of the cases with a training subject
   */
  record Settings(
      Set<Protocol> protocols,
      int maxClicks,
      int maxInteractions,
      int baselineClicks,
      long seed,
      int mostStructures,
      Set<String> seen) {
    Settings {
      protocols = Set.copyOf(protocols);
      seen = Set.copyOf(seen);
    }
  }

  private final Console console;
  private final Contestant contestant;
  private final List<Contestant> baselines;
  private final Settings settings;

  SuiteRun(Console console, Contestant contestant, List<Contestant> baselines, Settings settings) {
    this.console = console;
    this.contestant = contestant;
    this.baselines = List.copyOf(baselines);
    this.settings = settings;
  }

  /**
   * Runs the suite, telling of each structure on standard error.
   *
   * @param names of the cases
   * @return also the cases that could not be evaluated
   * @throws JobException when none could be
   * @throws VolumeException when a model cannot run
   */
  SuiteReport run(SuiteFolder folder, List<String> names, ModalityOption modality)
      throws VolumeException {
    List<SuiteCase> done = new ArrayList<>();
    List<SuiteReport.Skipped> skipped = new ArrayList<>();
    for (int n = 0; n < names.size(); n++) {
      String name = names.get(n);
      console.err().printf(Locale.ROOT, "[%d/%d] %s%n", n + 1, names.size(), name);
      Optional<SuiteFolder.LabelledCase> loaded = Optional.empty();
      String reason = "";
      try {
        loaded = Optional.of(folder.load(name, modality));
        reason = "No structure has a slice of 12 pixels. Label larger ones.";
      } catch (VolumeException | IOException e) {
        reason = Complaint.about(e);
      }
      List<StructureReport> structures = loaded.isEmpty() ? List.of() : judge(loaded.get());
      if (structures.isEmpty()) {
        console.err().println("  not evaluated: " + reason);
        skipped.add(new SuiteReport.Skipped(name, reason));
      } else {
        SuiteFolder.LabelledCase c = loaded.orElseThrow();
        boolean seen = settings.seen().contains(name);
        done.add(new SuiteCase(name, c.isAtlas(), seen, c.moment(), structures));
      }
    }
    if (done.isEmpty()) {
      throw new JobException(
          "No case of the suite can be evaluated ("
              + skipped.get(0).name()
              + ": "
              + skipped.get(0).reason()
              + ").");
    }
    return new SuiteReport(contestant.name(), settings.maxClicks(), settings.seed(), done, skipped);
  }

  private List<StructureReport> judge(SuiteFolder.LabelledCase loaded) throws VolumeException {
    List<StructureSize> sizes = loaded.labels().sizes();
    List<StructureReport> reports = new ArrayList<>();
    for (SizeGroup group : SizeGroup.values()) {
      for (StructureSize size : StructureSize.choose(sizes, group, settings.mostStructures())) {
        long start = System.nanoTime();
        StructureReport report =
            judge(loaded.labels().structure(loaded.name(), size.value()), group);
        reports.add(report);
        console
            .err()
            .printf(
                Locale.ROOT,
                "  %s, %s: %s in %.1f s%n",
                EvaluateCommand.title(report),
                group.label(),
                EvaluateCommand.outcome(report.result()),
                (System.nanoTime() - start) / 1e9);
      }
    }
    return reports;
  }

  private StructureReport judge(Structure structure, SizeGroup group) throws VolumeException {
    Result own = judge(contestant, structure, settings.maxClicks(), group);
    List<Result> others = new ArrayList<>();
    int clicks = Math.min(settings.maxClicks(), settings.baselineClicks());
    for (Contestant baseline : baselines) {
      others.add(judge(baseline, structure, clicks, group));
    }
    return StructureReport.of(structure, group, own, others);
  }

  private Result judge(Contestant judged, Structure structure, int clicks, SizeGroup group)
      throws VolumeException {
    Evaluator evaluator = new Evaluator(clicks, group.leastPixels(), settings.maxInteractions());
    return Result.of(
        judged, structure, settings.protocols(), evaluator, settings.seed(), Progress.none());
  }
}
