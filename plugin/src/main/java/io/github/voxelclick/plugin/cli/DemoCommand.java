package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.nifti.NiftiWriter;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.sample.SampleSeries;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.MaskSaver;
import io.github.voxelclick.plugin.task.PropagationRange;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.plugin.task.SegmentationRun;
import io.github.voxelclick.plugin.task.SessionSaver;
import io.github.voxelclick.plugin.task.Stopwatch;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: the main job on a phantom CT whose truth is known, and how well it went. */
@Command(
    name = "demo",
    description = {
      "Make a phantom CT series, click once, propagate, save a DICOM SEG;",
      "all under voxelclick-demo in the current folder."
    })
final class DemoCommand implements Callable<Integer> {
  /** HU shown from black to white on the contact sheet. */
  private static final Window SOFT_TISSUE = new Window(-120, 200);

  private final Console console;

  @Option(names = "--folder", paramLabel = "DIR", description = "Where; default ${DEFAULT-VALUE}.")
  private String folder = "voxelclick-demo";

  @Mixin private ModelOption model = new ModelOption();

  @Option(names = "--json", description = "Print JSON only.")
  private boolean json;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException, IOException {
    Path place = InputPath.of(folder);
    tell("Making a phantom CT in %s ...", place);
    SampleSeries series = SampleSeries.write(place.resolve("series"));
    Stopwatch watch = new Stopwatch();
    OpenedVolume opened =
        VolumeCatalog.of(place.resolve("series"), Progress.none())
            .choose(Optional.empty())
            .load(Progress.none());
    double openMs = watch.lapMs();
    try (LoadedModel loaded = model.open(console)) {
      SegmentationRun run = segment(opened.volume(), series, loaded);
      watch.lapMs();
      Path seg = place.resolve("segmentation.dcm");
      MaskSaver masks = new MaskSaver(opened, Optional.empty());
      new SessionSaver(masks, loaded, Optional.empty(), true)
          .save(run.session(), List.of(run.state().segment()), seg, Progress.none())
          .forEach(warning -> console.err().println("warning: " + warning.message()));
      double saveMs = watch.lapMs();
      report(
          place,
          judge(opened, series, run.state().segment(), place, seg),
          new SegmentCommand.MsJson(
              openMs, run.encodeMs(), run.clickMs(), run.propagateMs(), saveMs));
    }
    return CommandLineProgram.DONE;
  }

  private SegmentationRun segment(Volume volume, SampleSeries series, LoadedModel loaded)
      throws VolumeException {
    Segment segment =
        SegmentNaming.describe(
            "", "Phantom organ", loaded.model().profile().name(), loaded.model().sha256());
    VoxelIndex click = series.click(volume.geometry());
    tell(
        "One click at voxel (%d, %d, %d), then propagation through %d slices ...",
        click.i(), click.j(), click.k(), volume.size().k());
    PointPrompt prompt =
        new PointPrompt(SlicePlane.k(click.k()), new PlanePoint(click.i(), click.j()), true);
    return SegmentationRun.of(
        volume,
        loaded.model(),
        SessionOptions.defaults(),
        segment,
        List.of(prompt),
        Optional.of(new PropagationRange(0, volume.size().k() - 1, false)));
  }

  /** Writes truth and picture; compares the truth with the voxels that the SEG gives back. */
  private static double judge(
      OpenedVolume opened, SampleSeries series, Segment segment, Path place, Path seg)
      throws VolumeException, IOException {
    Volume volume = opened.volume();
    Mask truth = series.truth(volume.geometry());
    NiftiWriter.writeLabels(
        place.resolve("truth.nii.gz"),
        new Segmentation(volume.geometry(), List.of(new Segmentation.Entry(segment, truth))));
    SourceSeries source = opened.dicomSource().orElseThrow();
    Mask read =
        DicomSegReader.read(seg, source, volume.geometry()).segmentation().entries().get(0).mask();
    ContactSheet.write(place.resolve("contact-sheet.png"), volume, SOFT_TISSUE, read, truth);
    return read.dice(truth);
  }

  private void tell(String format, Object... values) {
    if (!json) {
      console.out().printf(Locale.ROOT, format + "%n", values);
    }
  }

  private void report(Path place, double dice, SegmentCommand.MsJson ms) {
    DemoJson result =
        new DemoJson(
            dice,
            place.resolve("segmentation.dcm").toString(),
            place.resolve("truth.nii.gz").toString(),
            place.resolve("contact-sheet.png").toString(),
            ms);
    if (json) {
      console.json(result);
      return;
    }
    tell("Dice against the truth: %.3f", dice);
    tell("DICOM SEG:      %s", result.seg());
    tell("True mask:      %s", result.truth());
    tell("Contact sheet:  %s  (orange: found, blue: true)", result.png());
    tell(
        "Times: open %.0f ms, encode %.0f, click %.0f, propagate %.0f, save %.0f",
        ms.open(), ms.encode(), ms.click(), ms.propagate(), ms.save());
  }

  /**
   * The JSON of {@code demo}. Keys are an interface: add, do not change.
   *
   * @param dice overlap of what the SEG holds and the truth, 0 to 1
   * @param seg the DICOM SEG
   * @param truth the true mask, NIfTI
   * @param png the contact sheet
   * @param ms wall times
   */
  record DemoJson(double dice, String seg, String truth, String png, SegmentCommand.MsJson ms) {}
}
