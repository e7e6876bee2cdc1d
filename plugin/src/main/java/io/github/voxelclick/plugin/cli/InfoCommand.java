package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.VolumeException;
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
      console.json(InfoJson.of(catalog));
    } else {
      catalog.entries().forEach(this::print);
      catalog.refused().forEach(this::print);
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
    for (ReadWarning w : entry.warnings()) {
      console.out().println("     warning: " + w.message());
    }
  }

  private void print(Refused refused) {
    console.out().println("refused: " + refused.path() + ": " + refused.reason());
  }

  /**
   * The JSON of {@code info}. Keys are an interface: add, do not change.
   *
   * @param volumes what can be opened
   * @param refused what cannot
   */
  record InfoJson(List<VolumeJson> volumes, List<RefusedJson> refused) {
    static InfoJson of(VolumeCatalog catalog) {
      return new InfoJson(
          catalog.entries().stream().map(VolumeJson::of).toList(),
          catalog.refused().stream()
              .map(r -> new RefusedJson(r.path().toString(), r.reason()))
              .toList());
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
      List<String> warnings) {
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
          e.warnings().stream().map(ReadWarning::message).toList());
    }
  }

  /**
   * Something that cannot be opened.
   *
   * @param path the file at fault
   * @param reason what was found and what was expected
   */
  record RefusedJson(String path, String reason) {}
}
