package io.github.voxelclick.onnx;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.parity.GoldenModel;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.PropagationSettings;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Work on a device, for a Java of its own, and the same for the CPU. What came of it is a file of
 * lines {@code refused=}, {@code where=}, {@code notice=}, {@code operators=NAME COUNT} and {@code
 * mask=NAME COLUMNS ROWS WORDS}.
 */
final class ProviderRun {
  private static final Segment SEGMENT =
      new Segment(
          1,
          "structure",
          CodedConcept.TISSUE,
          CodedConcept.TISSUE,
          new Segment.Rgb(255, 0, 0),
          Segment.Algorithm.SEMIAUTOMATIC,
          "test",
          "");

  private ProviderRun() {}

  /**
   * Works on the device that a provider's library serves.
   *
   * @param words the library, the model as {@link #masks} takes it, the file to write, and a folder
   *     for profiles
   */
  public static void main(String... words) throws VolumeException, IOException {
    Path library = Path.of(words[0]);
    List<String> lines = new ArrayList<>();
    Devices.Choice choice;
    try {
      choice = new Devices(library.getParent()).choose(Device.parse(words[0]));
    } catch (DeviceException e) {
      Files.writeString(Path.of(words[2]), "refused=" + e.getMessage() + "\n");
      return;
    }
    ProfiledEngines engines = new ProfiledEngines(Path.of(words[3]));
    OrtOptions options =
        choice.applyTo(
            new OrtOptions(2).telling(notice -> lines.add("notice=" + notice)).by(engines));
    try (SegmentationModel model = open(words[1], options)) {
      masks(words[1], model).forEach((name, mask) -> lines.add("mask=" + name + " " + text(mask)));
      lines.add("where=" + model.device());
    }
    engines.operators().forEach((name, count) -> lines.add("operators=" + name + " " + count));
    Files.write(Path.of(words[2]), lines);
  }

  private static String text(SliceMask mask) {
    return mask.columns()
        + " "
        + mask.rows()
        + " "
        + LongStream.of(mask.toWords())
            .mapToObj(Long::toHexString)
            .collect(Collectors.joining(","));
  }

  /** A mask as {@link #main} wrote it. */
  static SliceMask mask(String text) {
    String[] parts = text.split(" ", -1);
    String[] words = parts[2].split(",", -1);
    long[] bits = new long[words.length];
    for (int n = 0; n < bits.length; n++) {
      bits[n] = Long.parseUnsignedLong(words[n], 16);
    }
    return SliceMask.ofWords(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), bits);
  }

  /** Opens {@code seednet}, or the small {@code sam} that its authors' code made. */
  static SegmentationModel open(String model, OrtOptions options) throws ModelException {
    return model.equals("seednet")
        ? ModelCatalog.openEmbedded(options)
        : ModelCatalog.open(GoldenModel.of("/parity/" + model).profile(), options);
  }

  /** What a model finds, by the name of what it was asked. */
  static Map<String, SliceMask> masks(String name, SegmentationModel model) throws VolumeException {
    return name.equals("seednet") ? session(model) : golden(name, model);
  }

  /** A click, a correction, and two slices to either side. */
  private static Map<String, SliceMask> session(SegmentationModel model) throws VolumeException {
    SegmentationSession session =
        new SegmentationSession(
            TestVolumes.ellipsoid(),
            model,
            ModelCatalog.propagatorFor(model),
            SessionOptions.defaults(),
            SEGMENT);
    Map<String, SliceMask> masks = new LinkedHashMap<>();
    SlicePlane plane = SlicePlane.k(6);
    session.addPrompt(1, new PointPrompt(plane, new PlanePoint(19, 21), true));
    session.answerPending(Progress.none());
    masks.put("click", session.state().segment(1).mask().slice(plane));
    session.addPrompt(1, new PointPrompt(plane, new PlanePoint(30, 20), false));
    session.answerPending(Progress.none());
    masks.put("correction", session.state().segment(1).mask().slice(plane));
    session
        .propagations()
        .propagate(1, SliceAxis.K, 4, 8, PropagationSettings.defaults(), Progress.none());
    Mask mask = session.state().segment(1).mask();
    for (int k : mask.occupiedSlices()) {
      masks.put("slice-" + k, mask.slice(SlicePlane.k(k)));
    }
    return masks;
  }

  /** A box, then clicks that correct, each after the other's answer. */
  private static Map<String, SliceMask> golden(String name, SegmentationModel model)
      throws ModelException {
    Map<String, SliceMask> masks = new LinkedHashMap<>();
    GoldenModel.Case c =
        GoldenModel.of("/parity/" + name).cases().stream()
            .filter(some -> some.name().equals("box_then_clicks"))
            .findFirst()
            .orElseThrow();
    Embedding embedding = model.encode(c.image(), Progress.none());
    Optional<SlicePrediction> answer = Optional.empty();
    for (GoldenModel.Step step : c.steps()) {
      answer = Optional.of(model.answer(embedding, step.prompts(), answer, Progress.none()));
      masks.put("prompts-" + step.prompts().size(), answer.get().mask());
    }
    return masks;
  }
}
