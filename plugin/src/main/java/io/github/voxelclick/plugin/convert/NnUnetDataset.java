package io.github.voxelclick.plugin.convert;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.voxelclick.dicom.derived.SafeFile;
import io.github.voxelclick.nifti.NiftiWriter;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A data set in the layout of nnU-Net version 2: {@code imagesTr/<case>_0000.nii.gz}, {@code
 * labelsTr/<case>.nii.gz} and {@code dataset.json}. Cases can be added by several runs: what is
 * there is kept and its label values stay. {@code dataset.json} always knows all values that occur
 * in label images, also after a run that was broken off. Not thread-safe.
 */
public final class NnUnetDataset {
  private static final String DATASET = "dataset.json";
  private static final String ENDING = ".nii.gz";
  private static final String BACKGROUND = "background";

  /** What nnU-Net's normalisation knows by name. */
  private static final Map<String, String> CHANNELS = Map.of("MR", "MRI", "PT", "PET");

  private final Path folder;
  private LabelValues values;
  private Optional<String> channel;

  /** A case that stands in the data set, or the reason why it does not. */
  public enum Outcome {
    /** Written by this run. */
    ADDED,
    /** There already; not looked into. */
    KEPT,
    /** Left out. */
    FAILED
  }

  /**
   * What became of a case.
   *
   * @param source folder that it came from
   * @param id name in the data set; empty when it was not found out
   * @param outcome what became of it
   * @param reason why it failed; else empty
   * @param warnings what was tolerated
   */
  public record CaseResult(
      Path source, String id, Outcome outcome, String reason, List<ReadWarning> warnings) {
    /** Copies the list. */
    public CaseResult {
      warnings = List.copyOf(warnings);
    }
  }

  private NnUnetDataset(Path folder, LabelValues values, Optional<String> channel) {
    this.folder = folder;
    this.values = values;
    this.channel = channel;
  }

  /**
   * Opens a data set, or begins one.
   *
   * @param folder made when absent
   * @param labels names of the only structures to take, in the order of their values; none to take
   *     all, in the order in which they are met
   * @param channel what the image is, such as CT; empty to take it from the first case
   * @throws JobException when the folder cannot be made, or holds a data set of other labels or
   *     another channel
   */
  public static NnUnetDataset open(Path folder, List<String> labels, Optional<String> channel)
      throws JobException {
    try {
      Files.createDirectories(folder.resolve("imagesTr"));
      Files.createDirectories(folder.resolve("labelsTr"));
      Path file = folder.resolve(DATASET);
      if (!Files.exists(file)) {
        return new NnUnetDataset(folder, new LabelValues(labels, !labels.isEmpty()), channel);
      }
      JsonObject known = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      String knownChannel = known.getAsJsonObject("channel_names").get("0").getAsString();
      List<String> names = names(known.getAsJsonObject("labels"));
      if (!labels.isEmpty() && !labels.equals(names)) {
        throw new JobException(
            folder.getFileName()
                + " is a data set of "
                + names
                + ", asked for were "
                + labels
                + ". Choose another folder or the same labels.");
      }
      if (channel.isPresent() && !channel.get().equals(knownChannel)) {
        throw new JobException(
            folder.getFileName()
                + " is a data set of "
                + knownChannel
                + ", asked for was "
                + channel.get()
                + ". Choose another folder or the same channel.");
      }
      return new NnUnetDataset(
          folder, new LabelValues(names, !labels.isEmpty()), Optional.of(knownChannel));
    } catch (IOException e) {
      throw new JobException(
          "Cannot make the data set in " + folder + ": " + e.getMessage() + ".", e);
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | NullPointerException
        | NumberFormatException e) {
      throw new JobException(
          "Cannot read "
              + folder.resolve(DATASET)
              + " as that of an nnU-Net data set. Choose another folder or remove it.",
          e);
    }
  }

  private static List<String> names(JsonObject labels) {
    TreeMap<Integer, String> byValue = new TreeMap<>();
    for (Map.Entry<String, JsonElement> label : labels.entrySet()) {
      byValue.put(label.getValue().getAsInt(), label.getKey());
    }
    List<String> names = new ArrayList<>(byValue.values());
    boolean counted = byValue.firstKey() == 0 && byValue.lastKey() == byValue.size() - 1;
    if (!counted || byValue.size() != labels.size()) {
      throw new IllegalStateException("labels do not count from 0");
    }
    return names.subList(1, names.size());
  }

  /**
   * Adds all cases of a folder; each of its folders is one. A case that cannot be added is left out
   * with the reason.
   *
   * @param cases folder of the cases
   * @param replace whether cases that are there already are written again
   * @param progress one step a case
   * @return one result a case, in the order of their folders' names
   * @throws JobException when there is no case, or the data set itself cannot be written
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled; what is
   *     there then is a complete data set
   */
  public List<CaseResult> addAll(Path cases, boolean replace, Progress progress)
      throws JobException {
    List<Path> folders = folders(cases);
    List<CaseResult> results = new ArrayList<>();
    Map<String, Path> sources = new TreeMap<>();
    for (Path source : folders) {
      progress.checkCancelled();
      results.add(add(source, replace, sources));
      progress.update(results.size(), folders.size());
    }
    if (channel.isPresent()) {
      writeJson();
    }
    return results;
  }

  private static List<Path> folders(Path cases) throws JobException {
    try (Stream<Path> paths = Files.list(cases)) {
      List<Path> folders = paths.filter(Files::isDirectory).sorted().toList();
      if (folders.isEmpty()) {
        throw new JobException(
            cases + " holds no folders; expected one for each case. Give the folder above them.");
      }
      return folders;
    } catch (IOException e) {
      throw new JobException("Cannot list the folder " + cases + ". Check the path.", e);
    }
  }

  private CaseResult add(Path source, boolean replace, Map<String, Path> sources) {
    String id = "";
    try {
      TrainingCase found = TrainingCase.find(source, Progress.none());
      id = found.id();
      Path same = sources.putIfAbsent(id, source);
      if (same != null) {
        throw new JobException("it holds the same series as " + same.getFileName());
      }
      if (!replace && Files.exists(image(id)) && Files.exists(label(id))) {
        return new CaseResult(source, id, Outcome.KEPT, "", List.of());
      }
      return new CaseResult(source, id, Outcome.ADDED, "", write(found, id));
    } catch (VolumeException e) {
      return new CaseResult(source, id, Outcome.FAILED, e.getMessage(), List.of());
    }
  }

  private Path image(String id) {
    return folder.resolve("imagesTr").resolve(id + "_0000" + ENDING);
  }

  private Path label(String id) {
    return folder.resolve("labelsTr").resolve(id + ENDING);
  }

  private List<ReadWarning> write(TrainingCase found, String id) throws VolumeException {
    String name = CHANNELS.getOrDefault(found.modality(), found.modality());
    String what = channel.orElse(name.isEmpty() ? "image" : name);
    if (channel.isPresent() && !name.isEmpty() && !channel.get().equals(name)) {
      throw new JobException(
          "its images are " + name + ", those of the data set are " + channel.get());
    }
    TrainingCase.Loaded loaded = found.load(Progress.none());
    LabelValues extended = values.extendedBy(loaded.masks().segmentation());
    Segmentation labels = extended.assign(loaded.masks().segmentation());
    if (labels.entries().isEmpty()) {
      throw new JobException("none of its structures is asked for and has a voxel");
    }
    if (labels.overlaps()) {
      throw new JobException(
          "its structures overlap, and a voxel can have one label only; choose some with --labels");
    }
    discard(id);
    try {
      List<ReadWarning> warnings = new ArrayList<>(loaded.masks().warnings());
      // Never with the header of a NIfTI image: its texts may say who the patient is.
      warnings.addAll(NiftiWriter.writeVolume(image(id), loaded.image().volume()));
      channel = Optional.of(what);
      values = extended;
      writeJson(); // values must be known before an image of labels has them
      NiftiWriter.writeLabels(label(id), labels);
      return warnings;
    } catch (VolumeException e) {
      discard(id);
      throw e;
    }
  }

  /** A case is there whole or not at all. */
  private void discard(String id) throws JobException {
    try {
      Files.deleteIfExists(label(id));
      Files.deleteIfExists(image(id));
    } catch (IOException e) {
      throw new JobException("its files in the data set cannot be replaced", e);
    }
  }

  private int cases() throws IOException {
    try (Stream<Path> labels = Files.list(folder.resolve("labelsTr"))) {
      return (int)
          labels
              .map(label -> String.valueOf(label.getFileName()))
              .filter(name -> !name.startsWith(".") && name.endsWith(ENDING))
              .filter(
                  name -> Files.exists(image(name.substring(0, name.length() - ENDING.length()))))
              .count();
    }
  }

  private void writeJson() throws JobException {
    JsonObject channels = new JsonObject();
    channels.addProperty("0", channel.orElse("image"));
    JsonObject labels = new JsonObject();
    labels.addProperty(BACKGROUND, 0);
    for (int n = 0; n < values.names().size(); n++) {
      labels.addProperty(values.names().get(n), n + 1);
    }
    Path target = folder.resolve(DATASET);
    try (SafeFile whole = SafeFile.beside(target)) {
      JsonObject dataset = new JsonObject();
      dataset.add("channel_names", channels);
      dataset.add("labels", labels);
      dataset.addProperty("numTraining", cases());
      dataset.addProperty("file_ending", ENDING);
      Gson gson = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
      Files.writeString(whole.temporary(), gson.toJson(dataset) + "\n");
      whole.moveToTarget();
    } catch (IOException e) {
      throw new JobException("Cannot write " + target + ": " + e.getMessage() + ".", e);
    }
  }
}
