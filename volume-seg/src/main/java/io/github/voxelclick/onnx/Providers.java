package io.github.voxelclick.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtHardwareDevice;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Attaches execution providers to the options of a session: those compiled into ONNX Runtime, and
 * those in libraries of their own, which are registered at their first use and stay loaded for the
 * rest of the process, as ONNX Runtime asks. Thread-safe.
 */
final class Providers {
  private static final Map<String, OrtProvider> BUILT_IN =
      Map.of(
          "cuda", OrtProvider.CUDA,
          "tensorrt", OrtProvider.TENSOR_RT,
          "coreml", OrtProvider.CORE_ML);

  /** Libraries that this process has registered, and under which name; there is one ORT. */
  private static final Map<Path, String> REGISTERED = new ConcurrentHashMap<>();

  /** ONNX Runtime writes it into the metadata of all devices of a registered library. */
  private static final String LIBRARY_KEY = "library_path";

  private static final String VIRTUAL_KEY = "is_virtual";

  /** A provider that spreads a graph over several devices by a choice of its own. */
  private static final String META_KEY = "ov_meta_device";

  private Providers() {}

  static boolean isBuiltIn(Device device) {
    return device.library().isEmpty() && BUILT_IN.containsKey(device.provider());
  }

  /** Whether a provider was compiled into the ONNX Runtime that is loaded. */
  static boolean isCompiledIn(Device device) {
    return isBuiltIn(device)
        && OrtEnvironment.getAvailableProviders().contains(BUILT_IN.get(device.provider()));
  }

  /**
   * Attaches a device's provider; nothing for the CPU, which every session has.
   *
   * @return what will run the graph, in words; empty for the CPU
   * @throws OrtException when the provider does not load or has no such device
   */
  static Optional<String> addTo(OrtSession.SessionOptions settings, Device device)
      throws OrtException {
    if (device.isCpu()) {
      return Optional.empty();
    }
    if (device.library().isPresent()) {
      OrtEpDevice found = find(device, device.library().get());
      settings.addExecutionProvider(List.of(found), Map.of());
      return Optional.of(device + " (" + hardware(found) + ")");
    }
    // Without it the provider cannot say why it does not load: it logs that to the environment.
    Environments.get();
    int index = number(device);
    switch (device.provider()) {
      case "cuda" -> settings.addCUDA(index);
      case "tensorrt" -> {
        settings.addTensorrt(index);
        settings.addCUDA(index);
      }
      case "coreml" -> settings.addCoreML();
      default -> throw new OrtException("ONNX Runtime has no provider " + device.provider());
    }
    return Optional.of(device.toString());
  }

  /** The device's number, 0 where none was given. */
  private static int number(Device device) throws OrtException {
    if (device.unit().isEmpty()) {
      return 0;
    }
    try {
      return Integer.parseInt(device.unit());
    } catch (NumberFormatException e) {
      throw new OrtException(
          device.provider() + " counts its devices, so expected " + device.provider() + ":0");
    }
  }

  private static OrtEpDevice find(Device device, Path library) throws OrtException {
    register(library, device.provider());
    List<OrtEpDevice> offered = offered(library);
    if (offered.isEmpty()) {
      throw new OrtException(NO_DEVICE);
    }
    if (device.unit().isEmpty()) {
      return offered.get(0);
    }
    List<OrtEpDevice> fitting =
        offered.stream().filter(d -> type(d).equals(device.unit())).toList();
    if (!fitting.isEmpty()) {
      return fitting.get(0);
    }
    boolean counted = Character.isDigit(device.unit().charAt(0));
    if (counted && Integer.parseInt(device.unit()) < offered.size()) {
      return offered.get(Integer.parseInt(device.unit()));
    }
    throw new OrtException(
        "the provider offers "
            + offered.stream().map(Providers::hardware).toList()
            + ", no device \""
            + device.unit()
            + "\"");
  }

  /** What a provider says that finds nothing that it could use. */
  static final String NO_DEVICE = "the provider loads but offers no device of this computer";

  private static void register(Path library, String provider) throws OrtException {
    synchronized (REGISTERED) {
      if (!REGISTERED.containsKey(library)) {
        String name = "voxelclick-" + REGISTERED.size() + "-" + provider;
        Environments.get().registerExecutionProviderLibrary(name, library.toString());
        REGISTERED.put(library, name);
      }
    }
  }

  /** The devices that a library offers, GPUs first and processors last, without pretended ones. */
  private static List<OrtEpDevice> offered(Path library) throws OrtException {
    return Environments.get().getEpDevices().stream()
        .filter(d -> library.toString().equals(d.getEpMetadata().get(LIBRARY_KEY)))
        .filter(d -> !d.getEpMetadata().containsKey(META_KEY))
        .filter(d -> !d.getDevice().getMetadata().containsKey(VIRTUAL_KEY))
        .sorted(Comparator.comparing(d -> List.of("gpu", "npu", "cpu").indexOf(type(d))))
        .toList();
  }

  private static String type(OrtEpDevice device) {
    return device.getDevice().getType().name().toLowerCase(Locale.ROOT);
  }

  private static String hardware(OrtEpDevice device) {
    OrtHardwareDevice on = device.getDevice();
    String named =
        Optional.ofNullable(device.getEpMetadata().get("FULL_DEVICE_NAME"))
            .or(() -> Optional.ofNullable(on.getMetadata().get("Description")))
            .orElse(on.getVendor());
    return on.getType() + " " + named.replaceAll("[^\\x20-\\x7e]", "?").strip();
  }
}
