package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.dicom.derived.DerivedHeader;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.plugin.convert.Converter;
import io.github.voxelclick.plugin.convert.MaskFormat;
import io.github.voxelclick.plugin.convert.ReadSettings;
import io.github.voxelclick.plugin.task.InputPath;
import io.github.voxelclick.plugin.task.Installation;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LabelTable;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.task.OutputPath;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convert IN OUT}: masks between DICOM SEG, RT Structure Set and NIfTI; images to NIfTI. */
@Command(
    name = "convert",
    description = {
      "Convert masks between DICOM SEG, RT Structure Set and NIfTI labels, or images to NIfTI.",
      "Names, colours and codes of NIfTI labels stand in OUT.labels.tsv beside the image."
    })
final class ConvertCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "DICOM SEG, RT Structure Set, NIfTI labels; or images: a folder or a file.")
  private String in = "";

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "FILE.dcm (see --to), or FILE.nii.gz for NIfTI.")
  private String out = "";

  @Option(
      names = "--to",
      paramLabel = "KIND",
      description = "What a .dcm is to be: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private DicomKind to = DicomKind.SEG;

  @Option(
      names = "--reference",
      paramLabel = "SERIES",
      description = {
        "Folder of the images that the masks lie on.",
        "Default for DICOM masks: their own folder. NIfTI labels need it to become DICOM."
      })
  private Optional<String> reference = Optional.empty();

  @Option(
      names = "--series",
      paramLabel = "ID",
      description = "Which volume of that folder, as info shows it.")
  private Optional<String> series = Optional.empty();

  @Option(
      names = "--segments",
      split = ",",
      paramLabel = "NUMBER",
      description = "Take only these segments, such as 1,3; for overlapping ones one at a time.")
  private List<Integer> segments = List.of();

  @Option(
      names = "--resample",
      description = "Put NIfTI labels of another grid onto that of the images, nearest voxel.")
  private boolean resample;

  @Option(
      names = "--any-frame",
      description = "Take masks of another frame of reference as they are.")
  private boolean anyFrame;

  @Option(names = "--overwrite", description = "Replace OUT if it is there.")
  private boolean overwrite;

  @Option(names = "--json", description = "Print JSON only.")
  private boolean json;

  /** What a file that ends in .dcm can be. */
  enum DicomKind {
    SEG(MaskFormat.SEG),
    LABELMAP(MaskFormat.LABELMAP),
    RTSTRUCT(MaskFormat.RTSTRUCT);

    private final MaskFormat format;

    DicomKind(MaskFormat format) {
      this.format = format;
    }
  }

  ConvertCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws VolumeException {
    Path source = existing(in);
    Path target = InputPath.of(out);
    MaskFormat format = MaskFileFormat.ofName(target).isDicom() ? to.format : MaskFormat.NIFTI;
    boolean images = isImages(source, format);
    checkTarget(target, format == MaskFormat.NIFTI && !images);
    if (images) {
      List<ReadWarning> warnings = Converter.image(source, series, target, Progress.none());
      report(target, "image", warnings, List.of());
      return CommandLineProgram.DONE;
    }
    ReadSettings settings =
        new ReadSettings(Inputs.path(reference), series, resample, anyFrame, Set.copyOf(segments));
    Converter.Result result =
        Converter.masks(source, target, format, settings, Installation.producer(), Progress.none());
    report(
        target,
        format.name().toLowerCase(Locale.ROOT),
        result.warnings(),
        SegmentJson.of(result.segmentation()));
    return CommandLineProgram.DONE;
  }

  private static Path existing(String text) throws JobException {
    Path path = InputPath.of(text);
    if (!Files.exists(path)) {
      throw new JobException(
          "There is no file or folder " + path + ". Check the path and its spelling.");
    }
    return path;
  }

  /** Folders and files of images become NIfTI images; NIfTI does unless it is to move to a grid. */
  private boolean isImages(Path source, MaskFormat format) throws VolumeException {
    boolean nifti = !Files.isDirectory(source) && NiftiReader.hasNiftiName(source);
    boolean images =
        nifti
            ? format == MaskFormat.NIFTI && reference.isEmpty()
            : Files.isDirectory(source)
                || DerivedHeader.read(source).kind() == DerivedHeader.Kind.OTHER;
    if (images && format != MaskFormat.NIFTI) {
      throw new JobException(
          source.getFileName()
              + " holds images, and only masks become a DICOM object. Give a DICOM SEG, an RT"
              + " Structure Set or NIfTI labels, or an OUT that ends in .nii.gz.");
    }
    return images;
  }

  private void checkTarget(Path target, boolean withTable) throws JobException {
    OutputPath.check(target);
    List<Path> files = withTable ? List.of(target, LabelTable.beside(target)) : List.of(target);
    for (Path file : files) {
      if (!overwrite && Files.exists(file)) {
        throw new JobException(
            file.getFileName() + " is there already. Choose another name or give --overwrite.");
      }
    }
  }

  private void report(
      Path target, String kind, List<ReadWarning> warnings, List<SegmentJson> segments) {
    warnings.forEach(w -> console.err().println("warning: " + w.message()));
    if (json) {
      console.json(
          new ConvertJson(
              target.toString(),
              kind,
              segments,
              warnings.stream().map(ReadWarning::message).toList()));
      return;
    }
    console.out().println(target + ": " + kind);
    for (SegmentJson s : segments) {
      console
          .out()
          .printf(
              Locale.ROOT, "%5d  %-30s %10d voxels %10.2f ml%n", s.number, s.label, s.voxels, s.ml);
    }
  }

  /**
   * The JSON of {@code convert}. Keys are an interface: add, do not change.
   *
   * @param out the file written
   * @param kind seg, labelmap, rtstruct, nifti or image
   * @param segments what the masks stand for; none for an image
   * @param warnings what was tolerated or lost
   */
  record ConvertJson(String out, String kind, List<SegmentJson> segments, List<String> warnings) {}

  /**
   * One segment.
   *
   * @param number as read; a DICOM SEG may count anew
   * @param label its name
   * @param voxels how many it has
   * @param ml its volume
   */
  record SegmentJson(int number, String label, long voxels, double ml) {
    static List<SegmentJson> of(Segmentation segmentation) {
      return segmentation.entries().stream()
          .map(
              e ->
                  new SegmentJson(
                      e.segment().number(),
                      e.segment().label(),
                      e.mask().count(),
                      e.mask().millilitres(segmentation.geometry())))
          .toList();
    }
  }
}
