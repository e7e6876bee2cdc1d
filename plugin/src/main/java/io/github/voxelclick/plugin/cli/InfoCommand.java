package io.github.voxelclick.plugin.cli;

import static java.util.stream.Collectors.joining;

import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.Window;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
      console.json(InfoJson.of(catalog));
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
    List<Integer> gaps = gaps(entry.geometry());
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

  /** Slices of a volume behind which others are missing; plain slices have none to speak of. */
  private static List<Integer> gaps(VolumeGeometry geometry) {
    return geometry.relation() == SliceRelation.UNRELATED
        ? List.of()
        : IntStream.range(0, geometry.size().k() - 1).filter(geometry::gapAfter).boxed().toList();
  }

  private static String preset(DisplayPreset preset) {
    Window w = preset.window();
    return String.format(Locale.ROOT, "%s %.6g to %.6g", preset.name(), w.low(), w.high()).strip();
  }

  private void print(Refused refused) {
    console.out().println("refused: " + refused.path() + ": " + refused.reason());
  }

  /**
   * The JSON of {@code info}. Keys are an interface: add, do not change.
   *
   * @param volumes what can be opened
   * @param refused what cannot
   * @param otherObjects DICOM objects that are no images, such as reports and segmentations
   * @param otherFiles how many files are neither DICOM nor NIfTI
   */
  record InfoJson(
      List<VolumeJson> volumes,
      List<RefusedJson> refused,
      List<RefusedJson> otherObjects,
      int otherFiles) {
    static InfoJson of(VolumeCatalog catalog) {
      return new InfoJson(
          catalog.entries().stream().map(VolumeJson::of).toList(),
          catalog.refused().stream().map(RefusedJson::of).toList(),
          catalog.otherObjects().stream().map(RefusedJson::of).toList(),
          catalog.otherFiles());
    }
  }

  /**
   * One volume.
   *
   * @param id for {@code --series}
   * @param modality such as CT; empty for NIfTI
   * @param size voxels along i, j, k
   * @param spacingMm along i, j, k
   * @param orientation patient direction of i, j, k, such as LPH
   * @param affine 16 numbers, row-major, index to LPS mm
   * @param transferSyntaxes UIDs; none for NIfTI
   * @param description of the series, or the file's name
   * @param format DICOM or NIFTI
   * @param warnings what was tolerated
   * @param relation SPATIAL for a volume; TEMPORAL or UNRELATED for plain slices
   * @param plainReason why these are plain slices; empty for a volume
   * @param variant what tells it from others of its series, such as an echo time; may be empty
   * @param gapsAfter slices of a volume behind which others are missing
   * @param windows how the images want to be shown
   * @param pet what the values of a PET series are; left out for all else
   */
  @SuppressWarnings("ArrayRecordComponent") // serialized at once, never compared
  record VolumeJson(
      String id,
      String modality,
      int[] size,
      double[] spacingMm,
      String orientation,
      double[] affine,
      List<String> transferSyntaxes,
      String description,
      String format,
      List<String> warnings,
      String relation,
      String plainReason,
      String variant,
      List<Integer> gapsAfter,
      List<WindowJson> windows,
      @Nullable PetJson pet) {
    static VolumeJson of(VolumeEntry e) {
      GridSize size = e.geometry().size();
      return new VolumeJson(
          e.id(),
          e.modality(),
          new int[] {size.i(), size.j(), size.k()},
          e.geometry().spacingMm(),
          e.geometry().orientation(),
          e.geometry().indexToLps().rowMajor(),
          e.transferSyntaxes(),
          e.description(),
          e.format().name(),
          e.warnings().stream().map(ReadWarning::message).toList(),
          e.geometry().relation().name(),
          e.plainReason(),
          e.variant(),
          gaps(e.geometry()),
          e.presets().stream().map(WindowJson::of).toList(),
          e.petUnit().map(PetJson::of).orElse(null));
    }
  }

  /**
   * What the values of a PET series are.
   *
   * @param unit such as Bq/ml; empty when not known
   * @param suvFactor SUV by body weight per value; left out where there is none
   * @param noSuvReason why there is none; empty beside a factor
   */
  record PetJson(String unit, @Nullable Double suvFactor, String noSuvReason) {
    static PetJson of(PetUnit pet) {
      Double factor = pet.suvFactor().isPresent() ? pet.suvFactor().getAsDouble() : null;
      return new PetJson(pet.name(), factor, pet.reason());
    }
  }

  /**
   * A display window.
   *
   * @param name what it is for; may be empty
   * @param low modality value shown black
   * @param high modality value shown white
   */
  record WindowJson(String name, double low, double high) {
    static WindowJson of(DisplayPreset preset) {
      return new WindowJson(preset.name(), preset.window().low(), preset.window().high());
    }
  }

  /**
   * Something that cannot be opened as an image.
   *
   * @param path the file at fault
   * @param reason what was found and what was expected
   */
  record RefusedJson(String path, String reason) {
    static RefusedJson of(Refused refused) {
      return new RefusedJson(refused.path().toString(), refused.reason());
    }
  }
}
