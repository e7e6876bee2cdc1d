package io.github.voxelclick.onnx;

import java.nio.file.Path;

/** How to get a device that does not run, in one sentence each; docs/gpu.md has the rest. */
final class Remedies {
  private static final String SEE = " (docs/gpu.md)";

  private Remedies() {}

  /**
   * The sentence for a device.
   *
   * @param absent whether its provider is missing altogether; else it is there and failed
   * @param folder where provider libraries are looked for
   */
  static String of(Device device, boolean absent, Path folder) {
    if (device.library().isPresent() && absent) {
      return "Check the path of the library.";
    }
    return switch (device.provider()) {
      case "cuda" ->
          absent
              ? "It needs an NVIDIA card: start Java with -Donnxruntime.native.path=FOLDER, where"
                  + " FOLDER holds the libraries of onnxruntime_gpu"
                  + SEE
                  + "."
              : "Install NVIDIA's driver, CUDA 12 (13 where a library .so.13 is missing) and cuDNN 9,"
                  + " and put their folders on the library path"
                  + SEE
                  + ".";
      case "tensorrt" ->
          absent
              ? "It comes with the libraries of onnxruntime_gpu, as cuda does" + SEE + "."
              : "Install what cuda needs, and TensorRT 10, and put their folders on the library"
                  + " path"
                  + SEE
                  + ".";
      case "coreml" -> "It is part of macOS on Apple silicon only" + SEE + ".";
      case "webgpu" ->
          absent
              ? "Unpack the package onnxruntime-ep-webgpu for this system into that folder"
                  + SEE
                  + "."
              : "Update the graphics driver; on Linux install its Vulkan driver and libvulkan.so.1"
                  + SEE
                  + ".";
      case "openvino" ->
          absent
              ? "Unpack the package onnxruntime-ep-openvino for this system into that folder"
                  + SEE
                  + "."
              : "It runs on Intel's processors, graphics and NPUs alone; update their driver"
                  + SEE
                  + ".";
      default ->
          absent
              ? "Put the provider's library there, or give its path; known devices are "
                  + Device.WORDS
                  + SEE
                  + "."
              : "Install what the provider's own documentation asks for" + SEE + ".";
    };
  }
}
