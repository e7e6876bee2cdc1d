package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Messages as ONNX Runtime 1.29 and its providers gave them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrtReasonTest {
  @Test
  void webgpu_without_an_adapter() {
    assertEquals(
        "Failed to get a WebGPU adapter: No supported adapters",
        OrtReason.of(
            "Error code - ORT_FAIL - message: /onnxruntime_src/onnxruntime/core/session/plugin_ep/"
                + "ep_plugin_provider_interfaces.cc:70 virtual std::unique_ptr<IExecutionProvider>"
                + " PluginExecutionProviderFactory::CreateProvider(const OrtSessionOptions&) Error"
                + " creating execution provider: [ONNXRuntimeError] : 11 : EP_FAIL :"
                + " /onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136"
                + " WebGpuContext::Initialize(const WebGpuContextConfig&)::<lambda()>"
                + " adapter_result.status == wgpu::RequestAdapterStatus::Success was false. Failed"
                + " to get a WebGPU adapter: No supported adapters\n\n"));
  }

  @Test
  void cuda_without_its_libraries() {
    String log =
        "2026-11-26 [E:onnxruntime:ort-java, provider_bridge_ort.cc:2137 Create] [ONNXRuntimeError]"
            + " : 1 : FAIL : Failed to load library /x/libonnxruntime_providers_cuda.so with error:"
            + " libcublasLt.so.12: cannot open shared object file: No such file or directory\n";
    assertTrue(OrtReason.namesMissingLibrary(log));
    assertEquals(
        "libcublasLt.so.12 is not installed or not on the library path", OrtReason.of(log));
  }

  @Test
  void others_become_one_line_of_bearable_length() {
    String reason =
        OrtReason.of("Error code - ORT_FAIL - message: " + "several\nlines. ".repeat(90));
    assertFalse(reason.contains("\n"));
    assertTrue(reason.startsWith("several lines. several"), reason);
    assertTrue(reason.length() <= 241, reason);
    assertEquals("null", OrtReason.of(new IllegalStateException()));
    assertFalse(OrtReason.namesMissingLibrary("cannot open shared object file"));
  }
}
