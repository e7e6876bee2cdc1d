package io.github.voxelclick.plugin.ui;

import ij.gui.GenericDialog;
import io.github.voxelclick.onnx.Device;
import io.github.voxelclick.onnx.DeviceReport;
import io.github.voxelclick.plugin.task.DeviceTable;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;

/** Tries all devices, shows what was found, and asks which to use. Runs on a command's thread. */
final class DeviceCommand {
  private final DeviceSetting setting;

  DeviceCommand(DeviceSetting setting) {
    this.setting = setting;
  }

  void run() throws VolumeException {
    Messages.status(Texts.get("case.devices.trying"));
    List<DeviceReport> reports = setting.devices().survey();
    List<String> lines = DeviceTable.lines(reports);
    lines.forEach(Messages::log);
    Messages.status(Texts.get("case.devices.tried"));
    GenericDialog dialog = new GenericDialog("Device");
    dialog.addStringField("Device", setting.text(), 24);
    dialog.addMessage(
        Texts.get(
            "devices.choice",
            String.join(
                ", ",
                reports.stream()
                    .filter(DeviceReport::runs)
                    .map(r -> r.device().toString())
                    .toList())));
    dialog.addMessage(Texts.get("devices.when"));
    dialog.showDialog();
    if (!dialog.wasCanceled()) {
      String text = dialog.getNextString().strip();
      setting.choose(text.isEmpty() ? Device.AUTO.toString() : text);
    }
  }
}
