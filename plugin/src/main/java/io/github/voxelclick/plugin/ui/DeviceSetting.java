package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import io.github.voxelclick.onnx.Device;
import io.github.voxelclick.onnx.DeviceException;
import io.github.voxelclick.onnx.Devices;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.ProviderLibraries;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.VolumeException;
import java.util.Optional;

/**
 * What models run on, as the user chose it and ImageJ remembers it. A device that fails never keeps
 * anybody from working: the CPU takes over and a line says so. Thread-safe; slow the first time,
 * hence not for the event thread.
 */
final class DeviceSetting {
  private static final String KEY = "voxelclick.device";

  private Devices devices;

  /** What there is; tried devices are remembered until ImageJ ends. */
  synchronized Devices devices() throws DeviceException {
    if (devices == null) {
      devices = ProviderLibraries.devices();
    }
    return devices;
  }

  /** The choice, as {@link Device#parse} takes it. */
  String text() {
    return Prefs.get(KEY, Device.AUTO.toString());
  }

  /** Remembers another choice, for models that are opened from now on. */
  void choose(String text) throws DeviceException {
    Device.parse(text);
    Prefs.set(KEY, text);
  }

  /**
   * Opens a model on the chosen device, or on the CPU where that does not run it.
   *
   * @param name of an installed model; empty for the embedded one
   * @throws VolumeException when it does not open on the CPU either
   */
  LoadedModel open(Optional<String> name) throws VolumeException {
    try {
      return LoadedModel.named(name, Device.parse(text()), devices(), DeviceSetting::tell);
    } catch (VolumeException e) {
      LoadedModel onCpu = LoadedModel.named(name);
      tell(e.getMessage() + " " + Texts.get("devices.meanwhile"));
      return onCpu;
    }
  }

  private static void tell(String notice) {
    Messages.log("VoxelClick: " + notice);
    Messages.status(Texts.get("case.status", notice));
  }
}
