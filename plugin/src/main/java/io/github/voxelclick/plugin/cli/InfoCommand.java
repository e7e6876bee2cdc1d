package io.github.voxelclick.plugin.cli;

import static java.util.stream.Collectors.joining;

import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.figures.VolumesJson;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.Window;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code info PATH}: what volumes there are, from headers alone, and what was refused and why. */
@Command(
    name = "info",
    description = "List the volumes in a file or folder, and what cannot be opened and why.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:at least one volume can be opened", "3:all was refused"})
final class InfoCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "PATH", description = "DICOM or NIfTI file, or a folder of them.")
  private String path = "";

  @Option(names = "--json", description = "Print JSON only.")
  private boolean json;

  InfoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    VolumeCatalog catalog = VolumeCatalog.of(InputPath.of(path), Progress.none());
    if (json) {
      console.json(VolumesJson.of(catalog));
    } else {
      catalog.entries().forEach(this::print);
      catalog.refused().forEach(this::print);
      catalog.otherObjects().forEach(other -> console.out().println("apart: " + other.reason()));
      if (catalog.otherFiles() > 0) {
        console.out().println("not read: " + catalog.otherFiles() + " files of other formats");
      }
    }
    return catalog.entries().isEmpty() ? CommandLineProgram.ALL_REFUSED : CommandLineProgram.DONE;
  }

  private void print(VolumeEntry entry) {
    double[] mm = entry.geometry().spacingMm();
    console
        .out()
        .printf(
            Locale.ROOT,
            "%-4s %-6s %-12s %.3f x %.3f x %.3f mm  %s  %s%n",
            entry.id(),
            entry.modality().isEmpty() ? entry.format() : entry.modality(),
            entry.geometry().size(),
            mm[0],
            mm[1],
            mm[2],
            entry.geometry().orientation(),
            entry.description());
    if (!entry.variant().isEmpty()) {
      line("variant", entry.variant());
    }
    if (!entry.plainReason().isEmpty()) {
      String relation = entry.geometry().relation() == SliceRelation.TEMPORAL ? "film" : "slices";
      line("no volume, " + relation, entry.plainReason());
    }
    List<Integer> gaps = VolumesJson.gaps(entry.geometry());
    if (!gaps.isEmpty()) {
      line("gaps after slices", gaps.stream().map(String::valueOf).collect(joining(", ")));
    }
    if (!entry.presets().isEmpty()) {
      line("windows", entry.presets().stream().map(InfoCommand::preset).collect(joining(", ")));
    }
    entry.petUnit().ifPresent(this::print);
    for (ReadWarning w : entry.warnings()) {
      line("warning", w.message());
    }
  }

  private void print(PetUnit unit) {
    line("values", unit.name().isEmpty() ? "of unknown unit" : unit.name());
    if (unit.suvFactor().isPresent()) {
      line(
          "SUV by body weight",
          String.format(Locale.ROOT, "value x %.6g", unit.suvFactor().getAsDouble()));
    } else {
      line("no SUV", unit.reason());
    }
  }

  private void line(String title, String text) {
    console.out().println("     " + title + ": " + text);
  }

  private static String preset(DisplayPreset preset) {
    Window w = preset.window();
    return String.format(Locale.ROOT, "%s %.6g to %.6g", preset.name(), w.low(), w.high()).strip();
  }

  private void print(Refused refused) {
    console.out().println("refused: " + refused.path() + ": " + refused.reason());
  }
}
