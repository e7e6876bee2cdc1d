package io.github.voxelclick.plugin.task;

import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.onnx.Device;
import io.github.voxelclick.onnx.DeviceException;
import io.github.voxelclick.onnx.Devices;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.onnx.OrtRuntime;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A model that was opened, and the name of its file.
 *
 * @param model owned by whoever opened it
 * @param fileName without folder, or the name under which it is installed, for what is saved
 */
public record LoadedModel(SegmentationModel model, String fileName) implements AutoCloseable {
  /**
   * Opens a model on the CPU.
   *
   * @param file an ONNX file with its profile beside it; empty for the embedded one
   * @throws ModelException when it cannot be read or run, or does not fit its profile
   */
  public static LoadedModel open(Optional<Path> file) throws ModelException {
    return open(file, OrtOptions.defaults());
  }

  private static LoadedModel open(Optional<Path> file, OrtOptions options) throws ModelException {
    if (file.isPresent()) {
      return new LoadedModel(
          ModelCatalog.open(file.get(), options), String.valueOf(file.get().getFileName()));
    }
    SegmentationModel embedded = ModelCatalog.openEmbedded(options);
    return new LoadedModel(embedded, embedded.profile().id() + ".onnx");
  }

  /**
   * Opens a model as people name it.
   *
   * @param text an installed model's name, or a path as for {@link #open}; a file that is there
   *     counts before a name. Empty for the embedded one
   * @throws VolumeException when there is none of that name, it is damaged, or cannot be run
   */
  public static LoadedModel named(Optional<String> text) throws VolumeException {
    return named(text, OrtOptions.defaults());
  }

  /**
   * Opens a model as people name it, on a device.
   *
   * @param text as of the other {@code named}
   * @param device as a person named it
   * @param devices what there is; asked for nothing when the device is the CPU
   * @param notices told, in whole sentences, why a device was not taken and when one fails in the
   *     middle, so that the CPU takes over; on whatever thread runs the model
   * @throws DeviceException when the device was named and does not run here
   * @throws VolumeException also when the model does not load into a device that was named
   */
  public static LoadedModel named(
      Optional<String> text, Device device, Devices devices, Consumer<String> notices)
      throws VolumeException {
    OrtRuntime.require();
    Devices.Choice choice = devices.choose(device);
    choice.notes().forEach(notices);
    return named(text, choice.applyTo(OrtOptions.defaults().telling(notices)));
  }

  private static LoadedModel named(Optional<String> text, OrtOptions options)
      throws VolumeException {
    if (text.isEmpty() || text.get().equalsIgnoreCase(ModelStore.EMBEDDED)) {
      return open(Optional.empty(), options);
    }
    Path path = InputPath.of(text.get());
    if (Files.isRegularFile(path) || !ModelStore.isName(text.get())) {
      return open(Optional.of(path), options);
    }
    InstalledModel model = Models.store(Optional.empty()).findSound(text.get());
    return new LoadedModel(ModelCatalog.open(model.profile(), options), model.name());
  }

  /**
   * What {@link SegmentationModel#sha256} of a model will be, found out without opening it.
   *
   * @param text as of {@link #named(Optional)}
   * @throws VolumeException when there is none of that name, or it cannot be read
   */
  public static String sha256(Optional<String> text) throws VolumeException {
    if (text.isEmpty() || text.get().equalsIgnoreCase(ModelStore.EMBEDDED)) {
      return ModelCatalog.embeddedSha256();
    }
    Path path = InputPath.of(text.get());
    return ModelCatalog.sha256(
        Files.isRegularFile(path) || !ModelStore.isName(text.get())
            ? path
            : Models.store(Optional.empty()).findSound(text.get()).profile());
  }

  /** Who made what is saved with this model. */
  public Producer producer() {
    return new Producer(Version.text(), Installation.id(), fileName, model.sha256());
  }

  @Override
  public void close() {
    model.close();
  }
}
