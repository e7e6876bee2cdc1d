package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProviderFolderTest {
  private static Path put(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  @Test
  void libraries_are_found_where_unpacked_packages_leave_them(@TempDir Path dir)
      throws IOException {
    Path webgpu =
        put(
            dir,
            "onnxruntime_ep_webgpu-0.4.0/onnxruntime_ep_webgpu/onnxruntime_providers_webgpu.dll");
    Path openvino = put(dir, "x/libonnxruntime_providers_openvino_plugin.so");
    put(dir, "x/libonnxruntime_providers_openvino_plugin.so.1.8.1");
    put(dir, "x/libopenvino.so");
    put(dir, "libonnxruntime_providers_cuda.so");
    put(dir, "libonnxruntime_providers_shared.so");
    put(dir, "libonnxruntime.so");
    put(dir, "a/b/c/d/libonnxruntime_providers_deep.so");
    Files.createDirectories(dir.resolve("libonnxruntime_providers_folder.so"));
    Path mlx = put(dir, "libonnxruntime_ep_mlx.dylib");
    ProviderFolder folder = new ProviderFolder(dir);
    assertEquals(Map.of("webgpu", webgpu, "openvino", openvino, "mlx", mlx), folder.libraries());
    assertEquals(Optional.of(mlx), folder.libraryOf(new Device("mlx", "", Optional.empty())));
    assertEquals(Optional.empty(), folder.libraryOf(new Device("qnn", "", Optional.empty())));
    Device byPath = new Device("mlx", "", Optional.of(webgpu));
    assertEquals(Optional.of(webgpu), folder.libraryOf(byPath), "a path that was given wins");
  }

  @Test
  void a_folder_that_is_not_there_holds_nothing(@TempDir Path dir) throws IOException {
    assertEquals(Map.of(), new ProviderFolder(dir.resolve("gone")).libraries());
    assertEquals(Map.of(), new ProviderFolder(put(dir, "file")).libraries());
  }
}
