package io.github.voxelclick.onnx;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model shall run on: an execution provider of ONNX Runtime and which of its processors.
 * Says nothing of whether it is there; see {@link Devices}. Immutable.
 *
 * @param provider such as {@code cpu}, {@code cuda}, {@code webgpu}; {@code auto} for whatever is
 *     fastest here
 * @param unit which of the provider's processors: a number from 0 on, or {@code cpu}, {@code gpu}
 *     or {@code npu}; empty for the provider's own choice
 * @param library the provider's library, where a person gave its path; empty for one that is
 *     compiled in or lies in the folder of providers
 */
public record Device(String provider, String unit, Optional<Path> library) {
  /** The processor, by the provider that is part of every ONNX Runtime. */
  public static final Device CPU = new Device("cpu", "", Optional.empty());

  /** The fastest device that proves itself, or else the processor. */
  public static final Device AUTO = new Device("auto", "", Optional.empty());

  /** What can be written instead of a path. */
  static final String WORDS = "auto, cpu, cuda, cuda:1, webgpu, openvino, openvino:gpu, coreml";

  private static final Pattern WORD =
      Pattern.compile("([a-z][a-z0-9_-]{0,40})(?::([0-9]{1,2}|cpu|gpu|npu))?");
  private static final Pattern LIBRARY =
      Pattern.compile("(.+\\.(?:so|dll|dylib))(?::([0-9]{1,2}|cpu|gpu|npu))?");

  /** Checks that all parts are there. */
  public Device {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(library, "library");
  }

  /**
   * Reads what a person wrote: {@code webgpu}, {@code cuda:1}, {@code openvino:gpu}, or the path of
   * a provider's library, which ends in {@code .so}, {@code .dll} or {@code .dylib}.
   *
   * @throws DeviceException when it is none of these
   */
  public static Device parse(String text) throws DeviceException {
    Matcher library = LIBRARY.matcher(text.strip());
    if (library.matches()) {
      return ofLibrary(library.group(1), Optional.ofNullable(library.group(2)).orElse(""));
    }
    Matcher word = WORD.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!word.matches()) {
      throw unreadable();
    }
    String unit = Optional.ofNullable(word.group(2)).orElse("");
    boolean single = word.group(1).equals("cpu") || word.group(1).equals("auto");
    if (single && !unit.isEmpty()) {
      throw new DeviceException(
          "Cannot read the device: \""
              + word.group(1)
              + "\" takes nothing after it. Leave that out.");
    }
    return new Device(word.group(1), unit, Optional.empty());
  }

  private static Device ofLibrary(String path, String unit) throws DeviceException {
    try {
      Path file = Path.of(path).toAbsolutePath().normalize();
      return new Device(ProviderFolder.nameOf(file), unit, Optional.of(file));
    } catch (InvalidPathException e) {
      throw new DeviceException("Cannot read the device: it is no path. Correct it.", e);
    }
  }

  private static DeviceException unreadable() {
    return new DeviceException(
        "Cannot read the device: expected one of "
            + WORDS
            + ", or the path of a provider's library (.so, .dll, .dylib).");
  }

  /** Whether this is the processor through ONNX Runtime's own provider. */
  public boolean isCpu() {
    return provider.equals(CPU.provider);
  }

  /** Whether the choice is left to the program. */
  public boolean isAuto() {
    return provider.equals(AUTO.provider);
  }

  /** As {@link #parse} takes it, without the path of a library. */
  @Override
  public String toString() {
    return unit.isEmpty() ? provider : provider + ":" + unit;
  }
}
