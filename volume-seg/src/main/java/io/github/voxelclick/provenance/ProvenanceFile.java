package io.github.voxelclick.provenance;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceAxis;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How the segments of one saved mask came about: the content of {@code NAME.provenance.json} beside
 * it. Holds no patient data, unless someone typed it as a label. Immutable.
 *
 * @param software that saved it
 * @param saved when; whole seconds
 * @param reader who did the work, only where that person has set a name
 * @param runtime what the software ran on
 * @param volume what was segmented
 * @param models every model that the session was opened with, referred to by their place
 * @param segments what was saved, numbers unique
 * @param entries the session's journal, with which the case can be made again from image and model;
 *     empty where it was left out, or not read
 */
public record ProvenanceFile(
    Software software,
    Instant saved,
    Optional<String> reader,
    Platform runtime,
    ScannedVolume volume,
    List<Model> models,
    List<SegmentProvenance> segments,
    Optional<RecordedEntries> entries) {

  /**
   * A program.
   *
   * @param name such as {@code VoxelClick}
   * @param version as the program says it
   */
  public record Software(String name, String version) {
    /** Checks lengths. */
    public Software {
      Limits.text("software name", name);
      Limits.text("software version", version);
    }
  }

  /**
   * What the program ran on.
   *
   * @param java version of Java
   * @param onnxRuntime version of ONNX Runtime, where one was used
   * @param device that ran the models, such as {@code cpu}, where one was used
   */
  public record Platform(String java, Optional<String> onnxRuntime, Optional<String> device) {
    /** Checks lengths. */
    public Platform {
      Limits.text("java", java);
      Limits.text("onnxRuntime", onnxRuntime);
      Limits.text("device", device);
    }
  }

  /**
   * The image, without saying whose.
   *
   * @param fingerprint hash of grid and samples, 64 lower-case hexadecimal digits
   * @param modality such as {@code CT}, where known
   * @param size voxels: columns, rows, slices
   * @param spacingMm mm between the centres of columns, rows and slices; three numbers above 0
   */
  public record ScannedVolume(
      String fingerprint, Optional<String> modality, GridSize size, List<Double> spacingMm) {
    /** Checks ranges. */
    public ScannedVolume {
      Limits.sha256("fingerprint", fingerprint);
      Limits.text("modality", modality);
      Objects.requireNonNull(size, "size");
      spacingMm = List.copyOf(spacingMm);
      if (spacingMm.size() != 3) {
        throw new IllegalArgumentException("spacingMm has " + spacingMm.size() + " numbers, not 3");
      }
      for (double mm : spacingMm) {
        if (!(mm > 0 && mm <= Limits.AMOUNT)) {
          throw new IllegalArgumentException("spacingMm " + mm + " is not above 0");
        }
      }
    }
  }

  /**
   * A model.
   *
   * @param name such as {@code seednet-v1}
   * @param sha256 of its files, 64 lower-case hexadecimal digits
   * @param family which adapter ran it, such as {@code seednet}
   */
  public record Model(String name, String sha256, String family) {
    /** Checks lengths. */
    public Model {
      Limits.text("model name", name);
      Limits.sha256("model sha256", sha256);
      Limits.text("model family", family);
    }
  }

  /** Checks that the parts fit one another; cuts the time to seconds. */
  public ProvenanceFile {
    Objects.requireNonNull(software, "software");
    Objects.requireNonNull(runtime, "runtime");
    Objects.requireNonNull(volume, "volume");
    Objects.requireNonNull(entries, "entries");
    Limits.text("reader", reader);
    saved = saved.truncatedTo(ChronoUnit.SECONDS);
    Limits.time("saved", saved);
    models = List.copyOf(models);
    segments = List.copyOf(segments);
    Set<Integer> numbers = new HashSet<>();
    for (SegmentProvenance segment : segments) {
      if (!numbers.add(segment.number())) {
        throw new IllegalArgumentException("segment " + segment.number() + " is there twice");
      }
      check(segment, volume.size(), models.size());
    }
  }

  private static void check(SegmentProvenance segment, GridSize size, int models) {
    String name = "segment " + segment.number();
    long all = (long) size.i() * size.j() * size.k();
    Limits.count(name + ": voxels", segment.voxels(), all);
    for (SliceProvenance slice : segment.slices()) {
      SliceAxis axis = slice.axis();
      String place = name + ", slice " + axis + " " + slice.index();
      long pixels = (long) axis.columns(size) * axis.rows(size);
      Limits.count(place + ": index", slice.index(), axis.slices(size) - 1L);
      Limits.count(place + ": voxels", slice.voxels(), pixels);
      slice
          .model()
          .ifPresent(
              m -> {
                Limits.count(place + ": the model's voxels", m.voxels(), pixels);
                Limits.count(place + ": differing voxels", m.differing(), pixels);
                m.place().ifPresent(p -> Limits.count(place + ": place", p, models - 1L));
              });
    }
  }
}
