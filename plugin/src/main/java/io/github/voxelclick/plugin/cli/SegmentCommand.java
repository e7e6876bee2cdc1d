package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.task.MaskSaver;
import io.github.voxelclick.plugin.task.PropagationRange;
import io.github.voxelclick.plugin.task.Reader;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.plugin.task.SegmentationRun;
import io.github.voxelclick.plugin.task.SessionSaver;
import io.github.voxelclick.plugin.task.Stopwatch;
import io.github.voxelclick.plugin.task.ValueRange;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptParser;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code segment PATH}: prompts, propagation, and the mask in a file. */
@Command(
    name = "segment",
    description = {
      "Segment one structure: answer the prompts, propagate to other slices, save the mask.",
      "Indices are zero-based voxels (i column, j row, k slice) of the volume as loaded."
    })
final class SegmentCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "PATH", description = "DICOM or NIfTI file, or a folder of them.")
  private String path = "";

  @Option(names = "--series", paramLabel = "ID", description = "Id of a volume, as info shows it.")
  private Optional<String> series = Optional.empty();

  @Option(
      names = "--prompt",
      required = true,
      paramLabel = "PROMPT",
      description = {
        "point:+:i,j,k or point:-:i,j,k; box:k:i0,j0,i1,j1 (corners inclusive);",
        "scribble:+:k:i,j;i,j;... May be given several times. Other axes and places between voxels"
            + " as in docs/macros.md."
      })
  private List<String> prompts = List.of();

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private ModalityOption modality = new ModalityOption();

  @Option(
      names = "--propagate",
      paramLabel = "RANGE",
      description = "all (the default), none, or slices as in 10..25.")
  private String propagate = "all";

  @Option(
      names = "--cross-gaps",
      description = "Propagate also where slices are missing; by default it ends there.")
  private boolean crossGaps;

  @Option(names = "--label", paramLabel = "NAME", description = "What viewers list.")
  private String label = "";

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Type as SCT:10200004, or scheme:value:meaning for codes not known here.")
  private String code = "";

  @Option(
      names = "--window",
      paramLabel = "LOW..HIGH",
      description = "Values (CT: HU) that the model sees; by default its profile chooses.")
  private Optional<String> window = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "FILE.dcm for a DICOM SEG, FILE.nii.gz for NIfTI.")
  private String out = "";

  @Option(
      names = "--reference",
      paramLabel = "SERIES",
      description = "For a NIfTI PATH and a .dcm output: the DICOM series that PATH came from.")
  private Optional<String> reference = Optional.empty();

  @Option(
      names = "--reader",
      paramLabel = "NAME",
      description = {
        "Your name (Family^Given) for the file's content creator; by default the environment",
        "variable VOXELCLICK_READER, else nobody is named."
      })
  private Optional<String> reader = Optional.empty();

  @Option(
      names = "--no-provenance",
      description = "Leave out FILE.provenance.json, which tells how the mask came about.")
  private boolean noProvenance;

  @Option(names = "--json", description = "Print JSON only.")
  private boolean json;

  SegmentCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    Path target = InputPath.of(out);
    MaskFileFormat.ofName(target); // a misspelt name is told before anything is opened
    Optional<String> name = Reader.name(reader);
    SessionOptions options = sessionOptions();
    Stopwatch watch = new Stopwatch();
    OpenedVolume opened =
        VolumeCatalog.of(InputPath.of(path), Progress.none()).choose(series).load(Progress.none());
    double openMs = watch.lapMs();
    opened.warnings().forEach(this::warn);
    MaskSaver saver = new MaskSaver(opened, Inputs.path(reference));
    saver.check(target);
    Volume volume = modality.applyTo(opened.volume());
    List<Prompt> given = new ArrayList<>();
    for (String text : prompts) {
      given.add(PromptParser.parse(text, volume.size()));
    }
    Optional<PropagationRange> range =
        PropagationRange.parse(propagate, volume.size().k(), crossGaps);
    try (LoadedModel loaded = model.open(console)) {
      Segment segment =
          SegmentNaming.describe(
              code, label, loaded.model().profile().name(), loaded.model().sha256());
      SegmentationRun run =
          SegmentationRun.of(volume, loaded.model(), options, segment, given, range);
      watch.lapMs();
      SegmentationRun.gapWarning(run.stops(), "Give --cross-gaps")
          .ifPresent(sentence -> console.err().println("warning: " + sentence));
      new SessionSaver(saver, loaded, name, !noProvenance)
          .save(run.session(), List.of(segment), target, Progress.none())
          .forEach(this::warn);
      report(run, loaded, openMs, watch.lapMs());
    }
    return CommandLineProgram.DONE;
  }

  private SessionOptions sessionOptions() throws JobException {
    SessionOptions defaults = SessionOptions.defaults();
    return window.isEmpty()
        ? defaults
        : new SessionOptions(
            Optional.of(ValueRange.parse(window.get(), "--window")), defaults.embeddingBytes());
  }

  private void warn(ReadWarning warning) {
    console.err().println("warning: " + warning.message());
  }

  private void report(SegmentationRun run, LoadedModel loaded, double openMs, double saveMs) {
    Mask mask = run.state().mask();
    double ml = mask.millilitres(run.segmentation().geometry());
    PropagationRange extent = run.extent();
    MsJson ms = new MsJson(openMs, run.encodeMs(), run.clickMs(), run.propagateMs(), saveMs);
    if (json) {
      console.json(
          new SegmentJson(
              out,
              mask.count(),
              ml,
              new int[] {extent.first(), extent.last()},
              run.confidence(),
              ms,
              loaded.model().profile().id(),
              loaded.model().sha256(),
              loaded.model().device()));
      return;
    }
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: %d voxels, %.2f ml, slices %d to %d%n"
                + "open %.0f ms, encode %.0f, click %.0f, propagate %.0f, save %.0f; %s on %s%n",
            out,
            mask.count(),
            ml,
            extent.first(),
            extent.last(),
            ms.open(),
            ms.encode(),
            ms.click(),
            ms.propagate(),
            ms.save(),
            loaded.model().profile().id(),
            loaded.model().device());
  }

  /**
   * The JSON of {@code segment}. Keys are an interface: add, do not change.
   *
   * @param out the file written
   * @param voxels how many voxels the mask has
   * @param ml its volume
   * @param slices first and last slice with a voxel
   * @param confidence 0 to 1 for each of these slices; of a carried one, its own times those of the
   *     slices that it was carried over
   * @param ms wall times
   * @param model id of the model's profile
   * @param modelSha256 of the ONNX file
   * @param device what the model ran on
   */
  @SuppressWarnings("ArrayRecordComponent") // serialized at once, never compared
  record SegmentJson(
      String out,
      long voxels,
      double ml,
      int[] slices,
      List<Double> confidence,
      MsJson ms,
      String model,
      String modelSha256,
      String device) {}

  /**
   * Wall times in milliseconds.
   *
   * @param open finding and reading the volume
   * @param encode the prompted slices' embeddings
   * @param click answering all prompts
   * @param propagate the other slices
   * @param save writing, checking and reading back
   */
  record MsJson(double open, double encode, double click, double propagate, double save) {}
}
