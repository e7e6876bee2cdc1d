package io.github.voxelclick.plugin.task;

import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.dicom.seg.SegWriteOptions;
import io.github.voxelclick.dicom.seg.SegmentAlgorithm;
import io.github.voxelclick.onnx.OrtVersion;
import io.github.voxelclick.provenance.ProvenanceCollector;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.SegmentMaking;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionStory;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.SegmentDetails.Tracking;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Saves segments of a session with what is known of how they came about: in the DICOM object, and
 * in a file beside the mask.
 *
 * @param masks writes masks of the session's volume
 * @param model the model that is open now
 * @param reader name of the person, only where one is set
 * @param provenance whether the file beside is written
 * @param table whether what their values stand for is written beside NIfTI labels
 */
public record SessionSaver(
    MaskSaver masks,
    LoadedModel model,
    Optional<String> reader,
    boolean provenance,
    boolean table) {
  /** What an algorithm is called that is no model. */
  private static final String TOOLS = "VoxelClick shape tools";

  /** As the other, with a table. */
  public SessionSaver(
      MaskSaver masks, LoadedModel model, Optional<String> reader, boolean provenance) {
    this(masks, model, reader, provenance, true);
  }

  /** As the other {@code save}, in the format that the name stands for. */
  public List<ReadWarning> save(
      SegmentationSession session, List<Segment> described, Path out, Progress progress)
      throws VolumeException {
    return save(session, described, out, MaskFileFormat.ofName(out), progress);
  }

  /**
   * Saves segments as they are at this moment. Reads the session's record; not for the event
   * thread.
   *
   * @param session on the volume of the masks
   * @param described by their numbers in the session; how they were made is worked out here
   * @param format what is written
   * @param progress told by the writer
   * @return what the person who saves should know
   * @throws VolumeException when the mask cannot be saved; an existing file is as it was
   */
  public List<ReadWarning> save(
      SegmentationSession session,
      List<Segment> described,
      Path out,
      MaskFileFormat format,
      Progress progress)
      throws VolumeException {
    masks.check(out, format); // before the record is read
    return save(SessionStory.of(session), described, out, format, progress);
  }

  /**
   * As the other {@code save}, of a session as it was at a moment.
   *
   * @param described by their numbers in the session at that moment
   */
  public List<ReadWarning> save(
      SessionStory story,
      List<Segment> described,
      Path out,
      MaskFileFormat format,
      Progress progress)
      throws VolumeException {
    masks.check(out, format);
    ProvenanceCollector collector = ProvenanceCollector.of(story);
    List<Segmentation.Entry> entries = new ArrayList<>();
    Map<Integer, SegmentAlgorithm> algorithms = new HashMap<>();
    List<ProvenanceFile.Model> used = new ArrayList<>();
    for (Segment segment : described) {
      SegmentMaking making = collector.making(segment.number());
      making.model().ifPresent(used::add);
      algorithms.put(segment.number(), algorithm(making));
      Mask mask = story.state().segment(segment.number()).mask();
      entries.add(new Segmentation.Entry(told(segment, making, collector), mask));
    }
    MaskSaver.Saved saved =
        masks.save(
            new Segmentation(story.volume().geometry(), entries),
            SegWriteOptions.of(producer(used)).withAlgorithms(algorithms),
            out,
            format,
            progress);
    List<ReadWarning> warnings = new ArrayList<>(saved.warnings());
    if (table && format == MaskFileFormat.NIFTI) {
      warnings.addAll(writeTable(out, entries));
    }
    warnings.addAll(
        provenance
            ? ProvenanceBeside.write(out, document(collector, entries, saved, format))
            : ProvenanceBeside.left(out));
    if (provenance && story.entries().isEmpty()) {
      warnings.add(
          new ReadWarning(
              "provenance-entries",
              "The mask cannot be made again from the image and the model: the entries of the"
                  + " session are left out, since "
                  + story.withoutEntries()
                  + "."));
    }
    return warnings;
  }

  /** A mask that is saved must not be lost by a failure here. */
  private static List<ReadWarning> writeTable(Path out, List<Segmentation.Entry> entries) {
    Map<Integer, Segment> segments = new HashMap<>();
    entries.forEach(e -> segments.put(e.segment().number(), e.segment()));
    try {
      new LabelTable(segments).write(out);
      return List.of();
    } catch (JobException e) {
      return List.of(
          new ReadWarning(
              "label-table",
              "The mask is saved, but what its values stand for is not told beside it: "
                  + e.getMessage()
                  + earlierTable(out)));
    }
  }

  /** Loading the mask would take its names from there. */
  private static String earlierTable(Path out) {
    Path table = LabelTable.beside(out);
    return Files.isRegularFile(table)
        ? " The "
            + table.getFileName()
            + " that lies there is of an earlier mask and wrong for this one. Remove it."
        : "";
  }

  private static Segment told(
      Segment segment, SegmentMaking making, ProvenanceCollector collector) {
    Segment made =
        switch (making.algorithm()) {
          case MANUAL -> segment.withAlgorithm(Segment.Algorithm.MANUAL, "", "");
          case AUTOMATIC, SEMIAUTOMATIC ->
              making
                  .model()
                  .map(m -> segment.withAlgorithm(making.algorithm(), name(m), m.sha256()))
                  .orElseGet(() -> withoutModel(segment, making));
        };
    Optional<Tracking> tracking = collector.tracking(segment.number());
    SegmentDetails details = segment.details();
    return tracking.map(t -> made.withDetails(details.withTracking(t.id(), t.uid()))).orElse(made);
  }

  /** What a file brought keeps the name that it came with. */
  private static Segment withoutModel(Segment segment, SegmentMaking making) {
    return making
        .loaded()
        .filter(loaded -> loaded.algorithm() != Segment.Algorithm.MANUAL)
        .map(
            loaded ->
                segment.withAlgorithm(
                    making.algorithm(), loaded.algorithmName(), loaded.algorithmVersion()))
        .orElseGet(() -> segment.withAlgorithm(making.algorithm(), TOOLS, ""));
  }

  /** Segments take names of up to 64 characters. */
  private static String name(ProvenanceFile.Model model) {
    String name = model.name();
    return name.substring(
        0, name.offsetByCodePoints(0, Math.min(64, name.codePointCount(0, name.length()))));
  }

  private static SegmentAlgorithm algorithm(SegmentMaking making) {
    return making.model().isPresent()
        ? SegmentAlgorithm.learned(making.parameters())
        : SegmentAlgorithm.ofShapes(making.parameters());
  }

  /** Names the model only if it has a part in what is saved. */
  private Producer producer(List<ProvenanceFile.Model> used) {
    Producer producer = Installation.producer();
    if (!used.isEmpty()) {
      ProvenanceFile.Model last = used.get(used.size() - 1);
      producer =
          last.sha256().equals(model.model().sha256())
              ? model.producer()
              : new Producer(
                  producer.softwareVersion(),
                  producer.installationId(),
                  last.name(),
                  last.sha256());
    }
    return producer.withReader(reader.orElse(""));
  }

  private ProvenanceFile document(
      ProvenanceCollector collector,
      List<Segmentation.Entry> entries,
      MaskSaver.Saved saved,
      MaskFileFormat format) {
    boolean tracked = format == MaskFileFormat.SEG; // the others have no place for it
    List<ProvenanceCollector.Saved> segments = new ArrayList<>();
    for (Segmentation.Entry entry : entries) {
      int number = entry.segment().number();
      Integer written = saved.numbers().get(number);
      if (written != null) {
        Segment segment = entry.segment().withNumber(written);
        segments.add(
            new ProvenanceCollector.Saved(
                number, tracked ? segment : withoutTracking(segment), entry.mask()));
      }
    }
    return collector.file(
        new ProvenanceCollector.Saving(
            new ProvenanceFile.Software(Producer.MANUFACTURER, Version.text()),
            Instant.now(),
            reader,
            new ProvenanceFile.Platform(
                System.getProperty("java.version"),
                OrtVersion.text(),
                Optional.of(model.model().device()))),
        segments);
  }

  private static Segment withoutTracking(Segment segment) {
    SegmentDetails d = segment.details();
    return segment.withDetails(
        new SegmentDetails(d.typeModifiers(), d.region(), d.description(), Optional.empty()));
  }
}
