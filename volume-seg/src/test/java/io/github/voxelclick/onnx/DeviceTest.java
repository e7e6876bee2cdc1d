package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeviceTest {
  @ParameterizedTest
  @CsvSource({
    "cpu, cpu, ''",
    "auto, auto, ''",
    "' WebGPU ', webgpu, ''",
    "cuda:1, cuda, 1",
    "openvino:gpu, openvino, gpu",
    "nv_tensorrt_rtx:0, nv_tensorrt_rtx, 0"
  })
  void words_are_read(String text, String provider, String unit) throws DeviceException {
    Device device = Device.parse(text);
    assertEquals(new Device(provider, unit, Optional.empty()), device);
    assertEquals(device, Device.parse(device.toString()), "what is shown can be given again");
  }

  @ParameterizedTest
  @CsvSource({
    "some/libonnxruntime_providers_openvino_plugin.so, openvino, ''",
    "some/onnxruntime_providers_webgpu.dll:1, webgpu, 1",
    "some/libonnxruntime_ep_mlx.dylib:gpu, mlx, gpu",
    "some/Other Name.so, other name.so, ''"
  })
  void a_library_is_named_by_its_file(String text, String provider, String unit)
      throws DeviceException {
    Device device = Device.parse(text);
    assertEquals(provider, device.provider());
    assertEquals(unit, device.unit());
    assertTrue(device.library().orElseThrow().isAbsolute());
    assertTrue(device.library().orElseThrow().startsWith(Path.of("some").toAbsolutePath()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "cuda:", "cuda:-1", "cuda:100", "gpu 0", "cpu:1", "auto:gpu", "../x", "\0.so"})
  void anything_else_is_refused_in_one_line(String text) {
    DeviceException e = assertThrows(DeviceException.class, () -> Device.parse(text));
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertTrue(e.getMessage().startsWith("Cannot read the device"), e.getMessage());
  }

  @Test
  void options_take_no_device_that_is_still_to_be_chosen() {
    assertThrows(IllegalArgumentException.class, () -> new OrtOptions(1).on(Device.AUTO, false));
    assertThrows(IllegalArgumentException.class, () -> new OrtOptions(0));
  }
}
