package io.github.voxelclick.plugin.batch;

import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.task.LabelTable;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.task.MaskSaver;
import io.github.voxelclick.plugin.task.PropagationRange;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.plugin.task.SegmentationRun;
import io.github.voxelclick.plugin.task.SessionSaver;
import io.github.voxelclick.plugin.task.Stopwatch;
import io.github.voxelclick.plugin.task.UnreadableFilesException;
import io.github.voxelclick.plugin.task.Version;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptParser;
import io.github.voxelclick.provenance.MaskHash;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens one study, segments its structures in one session, and writes their masks, in the way of
 * the command {@code segment}. Used once. Not thread-safe.
 */
final class StudyRun {
  private final BatchJob job;
  private final LoadedModel model;
  private final BatchOptions options;
  private final Progress progress;
  private final List<String> warnings = new ArrayList<>();
  private boolean saving;

  StudyRun(BatchJob job, LoadedModel model, BatchOptions options, Progress progress) {
    this.job = job;
    this.model = model;
    this.options = options;
    this.progress = progress;
  }

  /** Whether a failure came while the mask was written. */
  boolean isSaving() {
    return saving;
  }

  /**
   * Does the job.
   *
   * @param out where the mask is written, with its provenance and its table of labels beside it
   * @param replaced hash of the mask that this one will replace
   */
  JobResult run(Path out, Optional<String> replaced) throws VolumeException, IOException {
    Stopwatch watch = new Stopwatch();
    VolumeCatalog catalog = VolumeCatalog.of(job.image(), progress);
    UnreadableFilesException.requireNone(catalog);
    OpenedVolume opened = catalog.choose(job.series()).load(progress);
    warn(opened.warnings());
    warn(refused(catalog.refused()));
    Volume volume = job.modality().map(opened.volume()::withModality).orElse(opened.volume());
    MaskSaver masks = new MaskSaver(opened, job.reference());
    masks.check(out, job.format());
    double openMs = watch.lapMs();
    List<Segment> segments = segments();
    List<SegmentationRun> runs = segmented(volume, segments);
    watch.lapMs();
    saving = true;
    warn(
        new SessionSaver(masks, model, options.reader(), options.provenance())
            .save(runs.get(0).session(), segments, out, job.format(), progress));
    if (job.format() == MaskFileFormat.NIFTI && !Files.exists(LabelTable.beside(out))) {
      throw new IOException("the table of what the mask's values stand for cannot be written");
    }
    String sha256 = JobFiles.sha256(out).orElseThrow(() -> new IOException("the mask is gone"));
    JobResult.MaskFile file =
        new JobResult.MaskFile(
            job.output().fileName(), job.format().name(), Files.size(out), sha256);
    List<JobResult.Structure> structures = new ArrayList<>();
    for (int n = 0; n < runs.size(); n++) {
      structures.add(structure(segments.get(n), runs.get(n)));
    }
    SegmentationModel m = model.model();
    return new JobResult(
        job.sha256(),
        job.placeSha256(),
        Version.text(),
        new JobResult.Model(m.profile().id(), m.sha256(), m.device()),
        Optional.of(file),
        replaced,
        structures,
        warnings,
        Optional.of(
            new JobResult.Times(
                openMs,
                sum(runs.stream().map(SegmentationRun::encodeMs).toList()),
                sum(runs.stream().map(SegmentationRun::clickMs).toList()),
                sum(runs.stream().map(SegmentationRun::propagateMs).toList()),
                watch.lapMs())),
        Optional.empty());
  }

  private static double sum(List<Double> ms) {
    return Math.rint(ms.stream().mapToDouble(Double::doubleValue).sum() * 10) / 10;
  }

  private void warn(List<ReadWarning> found) {
    found.stream().map(w -> Sentences.without(job, w.message())).forEach(warnings::add);
  }

  /** Which of the refused are of the volume is not known: their headers may be what is damaged. */
  private static List<ReadWarning> refused(List<Refused> refused) {
    if (refused.isEmpty()) {
      return List.of();
    }
    return List.of(
        new ReadWarning(
            "refused",
            "Not all that is with the image could be used, and slices may be missing: "
                + refused.get(0).reason()
                + (refused.size() == 1 ? "" : " (And " + (refused.size() - 1) + " more.)")));
  }

  private List<Segment> segments() throws VolumeException {
    List<Segment> segments = new ArrayList<>();
    for (JobStructure s : job.structures()) {
      segments.add(
          SegmentNaming.describe(
                  s.code(), s.label(), model.model().profile().name(), model.model().sha256())
              .withNumber(segments.size() + 1));
    }
    return segments;
  }

  private List<SegmentationRun> segmented(Volume volume, List<Segment> segments)
      throws VolumeException {
    SessionOptions defaults = SessionOptions.defaults();
    SegmentationSession session =
        SegmentationSession.kept(
            volume,
            model.model(),
            ModelCatalog.propagatorFor(model.model()),
            job.window().isEmpty()
                ? defaults
                : new SessionOptions(job.window(), defaults.embeddingBytes()),
            segments.get(0));
    List<SegmentationRun> runs = new ArrayList<>();
    for (Segment segment : segments) {
      JobStructure structure = job.structures().get(runs.size());
      List<Prompt> prompts = new ArrayList<>();
      for (String text : structure.prompts()) {
        prompts.add(PromptParser.parse(text, volume.size()));
      }
      Optional<PropagationRange> range =
          PropagationRange.parse(structure.propagate(), volume.size().k(), structure.crossGaps());
      SegmentationRun run = SegmentationRun.in(session, segment, prompts, range, progress);
      SegmentationRun.gapWarning(run.stops(), "Set crossGaps")
          .ifPresent(gaps -> warnings.add("Structure " + segment.number() + ": " + gaps));
      runs.add(run);
    }
    return runs;
  }

  private static JobResult.Structure structure(Segment segment, SegmentationRun run) {
    Mask mask = run.state().mask();
    PropagationRange extent = run.extent();
    return new JobResult.Structure(
        segment.number(),
        segment.label(),
        segment.type().scheme() + ":" + segment.type().value(),
        mask.count(),
        mask.millilitres(run.session().volume().geometry()),
        extent.first(),
        extent.last(),
        run.confidence(),
        MaskHash.of(mask));
  }
}
