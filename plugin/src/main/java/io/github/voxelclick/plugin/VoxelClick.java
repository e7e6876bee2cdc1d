package io.github.voxelclick.plugin;

import com.google.gson.Gson;
import io.github.voxelclick.onnx.Device;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.batch.BatchJobs;
import io.github.voxelclick.plugin.batch.BatchListener;
import io.github.voxelclick.plugin.batch.BatchOptions;
import io.github.voxelclick.plugin.batch.BatchRunner;
import io.github.voxelclick.plugin.batch.BatchSummary;
import io.github.voxelclick.plugin.convert.MaskFiles;
import io.github.voxelclick.plugin.convert.ReadSettings;
import io.github.voxelclick.plugin.figures.CompareReport;
import io.github.voxelclick.plugin.figures.MeasureReport;
import io.github.voxelclick.plugin.figures.NullableJson;
import io.github.voxelclick.plugin.figures.VolumesJson;
import io.github.voxelclick.plugin.ij.ScriptImages;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.MeasuredSegment;
import io.github.voxelclick.plugin.task.ProviderLibraries;
import io.github.voxelclick.plugin.task.Reader;
import io.github.voxelclick.plugin.task.Version;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * VoxelClick for scripts: in Groovy, Jython or BeanShell, in Fiji's Script Editor, and in plain
 * Java. It opens no window and works without ImageJ; what it makes is, voxel for voxel, what the
 * command line makes of the same prompts.
 *
 * <p>A started VoxelClick keeps its model loaded until it is closed, whatever number of images is
 * opened with it. In Java:
 *
 * <pre>{@code
 * try (VoxelClick vc = VoxelClick.start();
 *     VoxelCase image = vc.open("/data/ct")) {
 *   image.segment("Liver").click(20, 24, 4).exclude(3, 5, 4).propagate();
 *   image.save("/data/liver.dcm");
 * }
 * }</pre>
 *
 * <p><b>Paths</b> are texts, {@link java.io.File}s or {@link Path}s; parameters that take them are
 * declared as {@code Object}, so that no scripting language has to choose between overloads.
 * Whatever takes an image also takes an {@code ij.ImagePlus}.
 *
 * <p><b>Voxels</b> are zero-based whole numbers: i column, j row, k slice of the volume as it was
 * opened.
 *
 * <p><b>Errors</b>: what data, models or disks cause is a {@link VolumeException} whose message is
 * the sentence that the command line prints; where that names an option of the command line, {@code
 * docs/scripting.md} tells what stands for it here. {@link IllegalArgumentException} means that the
 * script is wrong, such as one that works on an image that it has closed.
 *
 * <p><b>Nothing is kept</b> of a script's work but the files that it saves: other than in ImageJ's
 * windows, it is recorded in no journal.
 *
 * <p><b>Threads</b>: calls block until they are done. Several threads may use one VoxelClick, each
 * with images of its own; one image and its structures belong to one thread at a time.
 */
public final class VoxelClick implements AutoCloseable {
  private final LoadedModel model;
  private final List<String> warnings;
  private final AtomicBoolean closed = new AtomicBoolean();

  private VoxelClick(LoadedModel model, List<String> warnings) {
    this.model = model;
    this.warnings = warnings;
  }

  /**
   * Loads the embedded model, onto a GPU that proves itself or else the CPU.
   *
   * @throws VolumeException when ONNX Runtime cannot be loaded
   */
  public static VoxelClick start() throws VolumeException {
    return started(Optional.empty(), "auto");
  }

  /**
   * Loads a model, onto a GPU that proves itself or else the CPU.
   *
   * @param model the name of an installed model, {@code seednet-v1} for the embedded one; or the
   *     path of an ONNX file with its profile beside it, or of the profile
   * @throws VolumeException when there is no such model, it is damaged, or cannot be run
   */
  public static VoxelClick start(Object model) throws VolumeException {
    return started(Optional.of(modelText(model)), "auto");
  }

  /**
   * Loads a model onto a device.
   *
   * <pre>{@code
   * try (VoxelClick vc = VoxelClick.start("seednet-v1", "cpu")) {
   *   System.out.println(vc.model() + " on " + vc.device());
   * }
   * }</pre>
   *
   * @param model as of {@link #start(Object)}
   * @param device {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:1}, {@code webgpu}, {@code
   *     openvino:gpu} …, or the path of a provider's library
   * @throws VolumeException also when the device does not run here
   */
  public static VoxelClick start(Object model, String device) throws VolumeException {
    return started(Optional.of(modelText(model)), device);
  }

  private static String modelText(Object model) throws VolumeException {
    return model instanceof CharSequence text
        ? text.toString()
        : ScriptInput.path(model).toString();
  }

  private static VoxelClick started(Optional<String> model, String device) throws VolumeException {
    List<String> warnings = new CopyOnWriteArrayList<>();
    Consumer<String> notices = warnings::add;
    return new VoxelClick(
        LoadedModel.named(model, Device.parse(device), ProviderLibraries.devices(), notices),
        warnings);
  }

  /** The version of VoxelClick. */
  public static String version() {
    return Version.text();
  }

  /**
   * The volumes in a file or folder, known from headers alone.
   *
   * <pre>{@code
   * for (Map<String, Object> volume : VoxelClick.list("/data/ct")) {
   *   System.out.println(volume.get("id") + " " + volume.get("modality") + " " + volume.get("size"));
   * }
   * }</pre>
   *
   * @param path a DICOM or NIfTI file, a DICOMDIR, or a folder
   * @return for each volume what {@code info --json} tells, under the same keys: texts, numbers,
   *     lists and maps; not empty
   * @throws VolumeException when there is nothing that can be opened
   */
  public static List<Map<String, @Nullable Object>> list(Object path) throws VolumeException {
    VolumeCatalog catalog = VolumeCatalog.of(ScriptInput.path(path), Progress.none());
    if (catalog.entries().isEmpty()) {
      catalog.choose(Optional.empty()); // says why
    }
    List<Map<String, @Nullable Object>> volumes = new ArrayList<>();
    for (VolumesJson.VolumeJson volume : VolumesJson.of(catalog).volumes()) {
      volumes.add(NullableJson.map(new Gson().toJsonTree(volume).getAsJsonObject()));
    }
    return volumes;
  }

  /**
   * Measures the segments of a file of masks, as {@code measure} of the command line.
   *
   * @param image a DICOM series (a folder or a file), or a NIfTI image
   * @param masks a DICOM Segmentation, an RT Structure Set or NIfTI labels
   * @return for each segment the keys of {@code measure --json}; null where something is not
   *     defined. {@code docs/measurements.md} says what they mean
   * @throws VolumeException when one cannot be read, or the masks do not lie on the image
   */
  public static List<Map<String, @Nullable Object>> measure(Object image, Object masks)
      throws VolumeException {
    MaskFiles.OnImage read =
        MaskFiles.onImage(
            ScriptInput.path(image), ScriptInput.path(masks), ReadSettings.PLAIN, Progress.none());
    return measured(MeasuredSegment.of(read.segmentation(), read.image(), Progress.none()));
  }

  static List<Map<String, @Nullable Object>> measured(List<MeasuredSegment> rows) {
    List<Map<String, @Nullable Object>> segments = new ArrayList<>();
    new MeasureReport(rows, List.of())
        .toJson()
        .getAsJsonArray("segments")
        .forEach(json -> segments.add(NullableJson.map(json.getAsJsonObject())));
    return segments;
  }

  /**
   * Compares two files of masks, segment by segment, as {@code compare} of the command line.
   *
   * @param masksA a DICOM Segmentation, an RT Structure Set or NIfTI labels, such as the reference
   * @param masksB the same of the other masks; DICOM masks need their series in the same folder
   * @return the keys of {@code compare --json}: {@code pairs}, {@code onlyA}, {@code onlyB} …; null
   *     where something is not defined
   * @throws VolumeException when one cannot be read, they do not lie on one grid, or no segment has
   *     a partner
   */
  public static Map<String, @Nullable Object> compare(Object masksA, Object masksB)
      throws VolumeException {
    return compared(masksA, masksB, ReadSettings.PLAIN);
  }

  /**
   * As the other {@code compare}, with the images elsewhere.
   *
   * @param reference folder of the DICOM series that the masks lie on
   */
  public static Map<String, @Nullable Object> compare(
      Object masksA, Object masksB, Object reference) throws VolumeException {
    return compared(masksA, masksB, ReadSettings.PLAIN.withReference(ScriptInput.path(reference)));
  }

  private static Map<String, @Nullable Object> compared(
      Object masksA, Object masksB, ReadSettings settings) throws VolumeException {
    MaskFiles.Pair pair =
        MaskFiles.pair(
            ScriptInput.path(masksA), ScriptInput.path(masksB), settings, Progress.none());
    return NullableJson.map(
        CompareReport.of(
                pair,
                CompareReport.PairBy.LABEL_NUMBER,
                CompareReport.USUAL_TOLERANCE_MM,
                Progress.none())
            .toJson());
  }

  /**
   * Opens an image: the only volume of a file or folder, or an image of ImageJ. Close it when it is
   * done with, since it holds all samples.
   *
   * @param image a DICOM or NIfTI file, a folder of them, or an {@code ij.ImagePlus}, whose pixels
   *     are copied
   * @throws VolumeException when it cannot be read or trusted, or there are several volumes
   */
  public VoxelCase open(Object image) throws VolumeException {
    requireOpen();
    return new VoxelCase(
        this,
        ScriptInput.isImage(image) ? ScriptImages.open(image) : load(image, Optional.empty()));
  }

  /**
   * Opens one of several volumes.
   *
   * @param path a DICOM or NIfTI file, or a folder of them
   * @param series the volume's {@code id}, as {@link #list} tells it, such as {@code 2a}
   * @throws VolumeException also when there is no such volume
   */
  public VoxelCase open(Object path, String series) throws VolumeException {
    requireOpen();
    return new VoxelCase(this, load(path, Optional.of(series)));
  }

  private static OpenedVolume load(Object path, Optional<String> series) throws VolumeException {
    Path place = ScriptInput.path(path);
    return VolumeCatalog.of(place, Progress.none()).choose(series).load(Progress.none());
  }

  /**
   * Does the jobs of a table or of a folder of job files with this model, as {@code batch} of the
   * command line does; {@code docs/batch.md} says what jobs are. What was done before is not done
   * again. Jobs that fail stop no others.
   *
   * @param jobs a table ({@code .csv}, {@code .tsv}), a folder of job files, or one of them
   * @param out folder for masks and results; {@code summary.json} is written there, too
   * @return what {@code summary.json} holds: {@code done}, {@code failed} …, and {@code notDone},
   *     which says why
   * @throws VolumeException when the jobs cannot be read, or the folder cannot be written to
   */
  public Map<String, @Nullable Object> batch(Object jobs, Object out) throws VolumeException {
    return batch(jobs, out, false);
  }

  /**
   * As the other {@code batch}.
   *
   * @param retryFailed whether jobs are tried again that failed because of their data
   */
  public Map<String, @Nullable Object> batch(Object jobs, Object out, boolean retryFailed)
      throws VolumeException {
    BatchSummary summary =
        BatchRunner.run(
            BatchJobs.read(ScriptInput.path(jobs)),
            ScriptInput.path(out),
            loaded(),
            new BatchOptions(Reader.name(Optional.empty()), true, retryFailed, false),
            BatchListener.NONE);
    summary.writeInto(ScriptInput.path(out));
    return NullableJson.map(summary.toJson());
  }

  /** The name of the model. */
  public String model() {
    return loaded().model().profile().name();
  }

  /** What the model runs on, such as {@code cpu (2 threads)}. */
  public String device() {
    return loaded().model().device();
  }

  /** Why a device was not taken, or failed so that the CPU took over; sentences, oldest first. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  LoadedModel loaded() {
    requireOpen();
    return model;
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalArgumentException(
          "This VoxelClick is closed. Start another one with VoxelClick.start().");
    }
  }

  /** Frees the model; its images can no longer be used. Waits for what is running. */
  @Override
  public void close() {
    closed.set(true);
    model.close();
  }
}
