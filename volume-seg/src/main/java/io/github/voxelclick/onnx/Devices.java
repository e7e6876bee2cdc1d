package io.github.voxelclick.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which devices there are, each proved by running a graph on it in a process of its own. Answers
 * are kept for the life of this object and not longer, since drivers change. Thread-safe. A probe
 * may take seconds: never call this on the event thread.
 */
public final class Devices {
  /**
   * What {@code auto} tries, in this order. Not TensorRT, which spends minutes on each new graph,
   * and not CoreML, whose answers have never been compared with ours.
   */
  private static final List<String> AUTOMATIC = List.of("cuda", "webgpu", "openvino");

  private static final List<String> KNOWN =
      List.of("cpu", "cuda", "tensorrt", "webgpu", "openvino", "coreml");

  /** How much faster than the CPU a device must be for {@code auto}: less is within the noise. */
  private static final double WORTHWHILE = 1.5;

  private final ProviderFolder folder;
  private final Prober prober;
  private final Map<Device, DeviceReport> known = new ConcurrentHashMap<>();

  /** Tries a device that is there. */
  @FunctionalInterface
  interface Prober {
    ProbeResult probe(Device device);
  }

  /**
   * What a choice came to.
   *
   * @param device what to run on, with its library; never {@code auto}
   * @param demanded whether it was asked for by name
   * @param notes why devices that are there were not taken, a sentence each
   */
  public record Choice(Device device, boolean demanded, List<String> notes) {
    /** Takes a copy of the notes. */
    public Choice {
      notes = List.copyOf(notes);
    }

    /** These options on the chosen device. */
    public OrtOptions applyTo(OrtOptions options) {
      return options.on(device, demanded);
    }
  }

  /**
   * @param providers the folder in which provider libraries lie; need not exist
   */
  public Devices(Path providers) {
    this(new ProviderFolder(providers), new ProbeProcess());
  }

  Devices(ProviderFolder folder, Prober prober) {
    this.folder = folder;
    this.prober = prober;
  }

  /** The folder in which provider libraries lie. */
  public Path folder() {
    return folder.path();
  }

  /**
   * What to run on.
   *
   * @param wanted {@code auto} for the first device that runs and is worthwhile, or else the CPU
   * @throws DeviceException when a device was asked for by name and does not run: why, and how to
   *     get it
   */
  public Choice choose(Device wanted) throws DeviceException {
    if (wanted.isCpu()) {
      return new Choice(Device.CPU, false, List.of());
    }
    if (!wanted.isAuto()) {
      DeviceReport report = tryOut(wanted);
      if (!report.runs()) {
        throw new DeviceException(
            "Cannot run on " + wanted + ": " + report.reason() + ". " + report.remedy());
      }
      return new Choice(report.device(), true, List.of());
    }
    return automatic();
  }

  private Choice automatic() {
    List<String> notes = new ArrayList<>();
    for (String name : AUTOMATIC) {
      Device device = new Device(name, "", Optional.empty());
      if (absence(device).isEmpty()) {
        DeviceReport report = tryOut(device);
        if (report.runs() && report.ms() * WORTHWHILE <= report.cpuMs()) {
          return new Choice(report.device(), false, notes);
        }
        notes.add(
            report.runs()
                ? String.format(
                    Locale.ROOT,
                    "%s runs but is not worthwhile: %.1f ms for what the CPU does in %.1f ms.",
                    report.where(),
                    report.ms(),
                    report.cpuMs())
                : name + " is there but does not run: " + report.reason() + ". " + report.remedy());
      }
    }
    return new Choice(Device.CPU, false, notes);
  }

  /** Tries all devices that VoxelClick knows and all whose libraries lie in the folder. */
  public List<DeviceReport> survey() {
    Set<String> names = new LinkedHashSet<>(KNOWN);
    names.addAll(folder.libraries().keySet());
    List<DeviceReport> reports = new ArrayList<>();
    for (String name : names) {
      reports.add(tryOut(new Device(name, "", Optional.empty())));
    }
    return reports;
  }

  /**
   * Tries one device; what was tried before is remembered.
   *
   * @param wanted {@code auto} tries what it would choose
   */
  public DeviceReport tryOut(Device wanted) {
    if (wanted.isAuto()) {
      return tryOut(automatic().device());
    }
    Device device =
        wanted.isCpu() || Providers.isBuiltIn(wanted)
            ? wanted
            : new Device(wanted.provider(), wanted.unit(), folder.libraryOf(wanted));
    DeviceReport before = known.get(device);
    if (before != null) {
      return before;
    }
    Optional<String> absent = absence(wanted);
    ProbeResult result =
        absent.isPresent() ? ProbeResult.failed(absent.get()) : prober.probe(device);
    DeviceReport report =
        new DeviceReport(
            device,
            result.runs(),
            result.where(),
            result.ms(),
            result.cpuMs(),
            result.reason(),
            result.runs() ? "" : Remedies.of(device, absent.isPresent(), folder.path()));
    known.put(device, report);
    return report;
  }

  /** Why a device cannot even be tried; empty when it can. */
  private Optional<String> absence(Device device) {
    if (device.isCpu()) {
      return Optional.empty();
    }
    if (Providers.isBuiltIn(device)) {
      return Providers.isCompiledIn(device)
          ? Optional.empty()
          : Optional.of("this ONNX Runtime was built without it");
    }
    if (device.library().isPresent()) {
      return Files.isRegularFile(device.library().get())
          ? Optional.empty()
          : Optional.of("there is no such library");
    }
    return folder.libraryOf(device).isPresent()
        ? Optional.empty()
        : Optional.of("its provider library is not in " + folder.path());
  }
}
