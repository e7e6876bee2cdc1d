package io.github.voxelclick.plugin;

import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.plugin.convert.LabelLoader;
import io.github.voxelclick.plugin.convert.ReadSettings;
import io.github.voxelclick.plugin.ij.ScriptImages;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.task.MaskFiles;
import io.github.voxelclick.plugin.task.MaskSaver;
import io.github.voxelclick.plugin.task.MeasuredSegment;
import io.github.voxelclick.plugin.task.Reader;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.plugin.task.SegmentationRun;
import io.github.voxelclick.plugin.task.SessionSaver;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.Terminology;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image that a script has opened, and the structures on it; made by {@link VoxelClick#open}.
 *
 * <p>Structures may overlap. Each step on them can be undone, without a limit. Nothing of the work
 * is kept but what is saved.
 *
 * <p>All but {@link #close} throws {@link IllegalArgumentException} once the image or its {@link
 * VoxelClick} is closed. One thread at a time.
 */
public final class VoxelCase implements AutoCloseable {
  private final VoxelClick owner;
  private final List<String> warnings = new ArrayList<>();
  private Optional<OpenedVolume> opened;
  private Optional<SegmentationSession> session = Optional.empty();
  private Optional<String> modality = Optional.empty();
  private Optional<Window> window = Optional.empty();
  private Optional<Path> reference = Optional.empty();
  private Optional<String> reader = Optional.empty();
  private boolean provenance = true;

  VoxelCase(VoxelClick owner, OpenedVolume opened) {
    this.owner = owner;
    this.opened = Optional.of(opened);
    warn(opened.warnings());
  }

  void warn(List<ReadWarning> more) {
    more.forEach(w -> warn(w.message()));
  }

  void warn(String sentence) {
    if (!warnings.contains(sentence)) {
      warnings.add(sentence);
    }
  }

  private OpenedVolume opened() {
    owner.loaded(); // throws when that is closed
    return opened.orElseThrow(
        () ->
            new IllegalArgumentException(
                "This image is closed. Open it again with open(path) of a VoxelClick."));
  }

  private Volume volume() {
    Volume read = opened().volume();
    return modality.map(read::withModality).orElse(read);
  }

  SegmentationSession session() throws VolumeException {
    Volume volume = volume();
    if (session.isEmpty()) {
      LoadedModel loaded = owner.loaded();
      SessionOptions options =
          new SessionOptions(window, SessionOptions.defaults().embeddingBytes());
      session =
          Optional.of(
              SegmentationSession.kept(
                  volume, loaded.model(), ModelCatalog.propagatorFor(loaded.model()), options));
    }
    return session.get();
  }

  /** The session once no prompt waits for its answer. */
  SegmentationSession answered() throws VolumeException {
    SegmentationSession s = session();
    s.answerPending(Progress.none());
    return s;
  }

  private void requireNoStructure(String what) {
    opened();
    if (session.isPresent()) {
      throw new IllegalArgumentException(
          "Say the " + what + " before the first structure; now the model has seen the image.");
    }
  }

  /**
   * Says what the image is where its file does not, as NIfTI files and images of ImageJ: by it the
   * model chooses which values it looks at.
   *
   * @param name CT, MR, PT …
   * @throws IllegalArgumentException once there are structures
   */
  public VoxelCase modality(String name) {
    requireNoStructure("modality");
    modality = Optional.of(name.strip().toUpperCase(Locale.ROOT));
    return this;
  }

  /**
   * Chooses which values the model sees, instead of its profile.
   *
   * @param low value that it sees as black (CT: HU), below {@code high}
   * @param high value that it sees as white
   * @throws IllegalArgumentException once there are structures, or when low is not below high
   */
  public VoxelCase window(double low, double high) {
    requireNoStructure("window");
    window = Optional.of(new Window(low, high));
    return this;
  }

  /**
   * Names the DICOM series that a NIfTI image was converted from, so that masks can be saved as
   * DICOM.
   *
   * @param series its folder
   */
  public VoxelCase reference(Object series) throws VolumeException {
    opened();
    reference = Optional.of(ScriptInput.path(series));
    return this;
  }

  /**
   * Names the person who works, in what is saved; by default VOXELCLICK_READER, else nobody.
   *
   * @param name Family^Given, up to 64 characters
   * @throws VolumeException when it cannot stand in a DICOM object
   */
  public VoxelCase reader(String name) throws VolumeException {
    opened();
    reader = Reader.name(Optional.of(name));
    return this;
  }

  /**
   * Whether a file that tells how the mask came about is written beside it; by default it is.
   *
   * @param write false to leave it out
   */
  public VoxelCase provenance(boolean write) {
    opened();
    provenance = write;
    return this;
  }

  /** Voxels along i, j, k. */
  public List<Integer> size() {
    GridSize size = opened().volume().size();
    return List.of(size.i(), size.j(), size.k());
  }

  /** Distances between voxel centres along i, j, k, in mm. */
  public List<Double> spacingMm() {
    double[] mm = opened().volume().geometry().spacingMm();
    return List.of(mm[0], mm[1], mm[2]);
  }

  /** The modality, such as CT; empty where nobody said it. */
  public String modality() {
    return volume().modality();
  }

  /** What was tolerated or left out on the way, as sentences, oldest first. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** All structures, in the order in which they were made. */
  public List<VoxelSegment> segments() throws VolumeException {
    List<VoxelSegment> all = new ArrayList<>();
    session().state().segments().forEach(s -> all.add(new VoxelSegment(this, s)));
    return all;
  }

  /**
   * The structure of a name, which is made when there is none yet (one undo step).
   *
   * @param label 1 to 64 characters; names such as "left kidney" become SNOMED CT codes
   * @throws VolumeException when the label cannot be one
   */
  public VoxelSegment segment(String label) throws VolumeException {
    return segment(label, "");
  }

  /**
   * As the other {@code segment}, of a type.
   *
   * @param label what viewers list; empty to take the code's meaning
   * @param code {@code scheme:value} as in {@code SCT:10200004}, or {@code scheme:value:meaning}
   *     for codes that are not known here
   * @throws VolumeException also when the code is misspelt or not known, or the structure of this
   *     name has another
   */
  public VoxelSegment segment(String label, String code) throws VolumeException {
    SegmentationSession s = session();
    LoadedModel loaded = owner.loaded();
    Segment described =
        SegmentNaming.describe(
            code, label, loaded.model().profile().name(), loaded.model().sha256());
    for (SegmentState state : s.state().segments()) {
      if (state.segment().label().equalsIgnoreCase(described.label())) {
        if (!code.isBlank() && !state.segment().type().equals(described.type())) {
          throw new JobException(
              "There is a structure \""
                  + state.segment().label()
                  + "\" already, and its code is not "
                  + code
                  + ". Choose another label.");
        }
        return new VoxelSegment(this, state);
      }
    }
    int number = 1 + s.state().segments().stream().mapToInt(SegmentState::number).max().orElse(0);
    if (number > Segment.MAX_NUMBER) {
      throw new JobException(
          "There is no number above " + Segment.MAX_NUMBER + " for another structure.");
    }
    Segment segment = described.withNumber(number);
    boolean named = !segment.type().equals(Terminology.standard().unnamed().type());
    s.tools()
        .addSegment(
            named || number == 1 ? segment : segment.withColour(Segment.Rgb.ofNumber(number)));
    return new VoxelSegment(this, s.state().segment(number));
  }

  /**
   * Puts existing masks onto the image, each as a structure; one undo step each. Propagation and
   * interpolation do not start from them.
   *
   * @param masks a DICOM Segmentation, an RT Structure Set or NIfTI labels on the voxels of the
   *     image
   * @return what was loaded, in the order of the file
   * @throws VolumeException when they cannot be read, or do not lie on the image
   */
  public List<VoxelSegment> load(Object masks) throws VolumeException {
    LabelLoader.Labels labels =
        LabelLoader.read(opened(), ScriptInput.path(masks), ReadSettings.PLAIN, Progress.none());
    SegmentationSession s = session();
    List<VoxelSegment> loaded = new ArrayList<>();
    for (int number : LabelLoader.enter(s, labels)) {
      loaded.add(new VoxelSegment(this, s.state().segment(number)));
    }
    warn(labels.warnings());
    return loaded;
  }

  /**
   * Removes a structure; one undo step.
   *
   * @throws IllegalArgumentException when it is of another image
   */
  public VoxelCase remove(VoxelSegment segment) throws VolumeException {
    SegmentationSession s = session();
    segment.requireOf(this);
    s.tools().removeSegment(segment.state(s).number());
    return this;
  }

  /**
   * Goes back to the state before the last step, which was a prompt, a propagation, a new or
   * removed structure, or a loaded one.
   *
   * @return false when there is none
   */
  public boolean undo() throws VolumeException {
    return session().undo();
  }

  /**
   * Repeats the step that was undone last.
   *
   * @return false when there is none, or another step came after the undo
   */
  public boolean redo() throws VolumeException {
    return session().redo();
  }

  /**
   * Saves all structures that have a voxel, and how they came about in a file beside, NAME{@code
   * .provenance.json}; beside NIfTI labels also what their values stand for, NAME{@code
   * .labels.tsv}. What is written is read back and compared before it is there.
   *
   * @param path its ending chooses the format: {@code .dcm} a DICOM Segmentation, {@code .nii.gz}
   *     or {@code .nii} NIfTI labels
   * @throws VolumeException when one of these files is there already, nothing is to be saved, or it
   *     cannot be written
   */
  public VoxelCase save(Object path) throws VolumeException {
    Path out = ScriptInput.path(path);
    return save(out, MaskFileFormat.ofName(out), false);
  }

  /**
   * As the other {@code save}, in a format.
   *
   * @param format {@code seg}, {@code rtstruct} or {@code nifti}
   */
  public VoxelCase save(Object path, String format) throws VolumeException {
    return save(ScriptInput.path(path), format(format), false);
  }

  /** As {@link #save(Object)}, but replaces the files; they are as they were when that fails. */
  public VoxelCase overwrite(Object path) throws VolumeException {
    Path out = ScriptInput.path(path);
    return save(out, MaskFileFormat.ofName(out), true);
  }

  /** As {@link #save(Object, String)}, but replaces the files. */
  public VoxelCase overwrite(Object path, String format) throws VolumeException {
    return save(ScriptInput.path(path), format(format), true);
  }

  private static MaskFileFormat format(String word) throws JobException {
    for (MaskFileFormat format : MaskFileFormat.values()) {
      if (format.name().equalsIgnoreCase(word.strip())) {
        return format;
      }
    }
    throw new JobException(
        "There is no format \"" + word + "\" for masks. Choose seg, rtstruct or nifti.");
  }

  private VoxelCase save(Path out, MaskFileFormat format, boolean replace) throws VolumeException {
    MaskSaver masks = new MaskSaver(opened(), reference);
    masks.check(out, format);
    if (!replace) {
      for (Path there : MaskFiles.replaced(out, format, provenance)) {
        throw new JobException(
            there.getFileName()
                + " is there already. Choose another name, or replace it with overwrite(path).");
      }
    }
    Optional<String> name = reader.isPresent() ? reader : Reader.name(Optional.empty());
    SegmentationSession s = answered();
    warn(
        new SessionSaver(masks, owner.loaded(), name, provenance, true)
            .save(s, toSave(s), out, format, Progress.none()));
    return this;
  }

  private List<Segment> toSave(SegmentationSession s) throws JobException {
    List<Segment> found = new ArrayList<>();
    List<SegmentState> missing = new ArrayList<>();
    for (SegmentState state : s.state().segments()) {
      if (state.mask().isEmpty()) {
        missing.add(state);
      } else {
        found.add(state.segment());
      }
    }
    if (found.isEmpty()) {
      for (SegmentState state : missing) {
        if (!state.prompts().isEmpty()) {
          SegmentationRun.requireFound(state);
        }
      }
      throw new JobException(
          "There is nothing to save: no structure has a voxel. Click into one first.");
    }
    missing.forEach(
        state -> warn("\"" + state.segment().label() + "\" has no voxel and was left out."));
    return found;
  }

  /**
   * Measures all structures.
   *
   * <pre>{@code
   * try (VoxelClick vc = VoxelClick.start();
   *     VoxelCase image = vc.open("/data/ct")) {
   *   image.segment("Liver").click(20, 24, 4).propagate();
   *   for (Map<String, Object> structure : image.measure()) {
   *     System.out.println(structure.get("label") + ": " + structure.get("volumeMl") + " ml");
   *   }
   * }
   * }</pre>
   *
   * @return for each the keys of {@code measure --json}; null where something is not defined.
   *     {@code docs/measurements.md} says what they mean
   * @throws VolumeException when the model cannot run or memory does not suffice
   */
  public List<Map<String, @Nullable Object>> measure() throws VolumeException {
    SegmentationSession s = answered();
    return VoxelClick.measured(MeasuredSegment.of(s.segmentation(), s.volume(), Progress.none()));
  }

  /**
   * The structures as a label image for ImageJ: their numbers are its pixel values, its spacing is
   * that of the image.
   *
   * @return an {@code ij.ImagePlus} that has no window yet; {@code show()} gives it one. Declared
   *     as {@code Object}, so that scripts without ImageJ can use the rest
   * @throws VolumeException when there is no voxel, or structures overlap
   */
  public Object labels() throws VolumeException {
    return labels(answered().segmentation());
  }

  Object labels(Segmentation segmentation) throws VolumeException {
    return ScriptImages.labels(segmentation, volume());
  }

  /** Lets go of the image; nothing is saved. */
  @Override
  public void close() {
    opened = Optional.empty();
    session = Optional.empty();
  }
}
