package io.github.voxelclick.plugin.diagnostics;

import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelFile;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.modelstore.Sha256;
import io.github.voxelclick.onnx.DeviceReport;
import io.github.voxelclick.onnx.Devices;
import io.github.voxelclick.onnx.OrtRuntime;
import io.github.voxelclick.onnx.OrtVersion;
import io.github.voxelclick.plugin.diagnostics.DiagnosticReport.Finding;
import io.github.voxelclick.plugin.diagnostics.DiagnosticReport.Section;
import io.github.voxelclick.plugin.task.DeviceTable;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.plugin.task.Models;
import io.github.voxelclick.plugin.task.ProviderLibraries;
import io.github.voxelclick.plugin.task.Reader;
import io.github.voxelclick.plugin.task.Version;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.VolumeException;
import java.awt.DisplayMode;
import java.awt.GraphicsConfiguration;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Looks at the installation. Changes nothing but for a small file that is made in each folder for a
 * moment. Failures to find something out are findings. Thread-safe; reads files, and tries devices
 * for seconds, hence not for the event thread.
 */
public final class Diagnostics {
  private static final String RUNTIME = "ai/onnxruntime/OrtEnvironment.class";
  private static final String OURS = "io/github/voxelclick/plugin/command/VoxelClickCommand.class";
  private static final String EMBEDDED = "/io/github/voxelclick/seednet/seednet-v1.onnx";
  private static final String NO_RUNTIME = "cannot be loaded";
  private static final double MIB = 1 << 20;

  /** With less, a CT of 500 slices does not fit beside its masks. */
  private static final double LITTLE_HEAP_MIB = 900;

  private final Host host;
  private final ClassLoader loader;
  private final PrivatePaths paths;

  /** For the program as it runs. */
  public Diagnostics(Host host) {
    this(
        host,
        Diagnostics.class.getClassLoader(),
        new PrivatePaths(System.getProperty("user.home", ""), System.getProperty("user.name", "")));
  }

  Diagnostics(Host host, ClassLoader loader, PrivatePaths paths) {
    this.host = host;
    this.loader = loader;
    this.paths = paths;
  }

  /** All but the devices; takes less than a second. */
  public DiagnosticReport withoutDevices() {
    List<String> warnings = new ArrayList<>();
    List<Section> sections =
        List.of(
            program(warnings),
            java(),
            system(),
            memory(warnings),
            folders(warnings),
            runtime(warnings),
            models(warnings),
            failures());
    return hidden(new DiagnosticReport(sections, warnings));
  }

  /** Where devices come from; asked again each time. */
  @FunctionalInterface
  public interface DeviceSource {
    /**
     * The devices, as the program uses them.
     *
     * @throws VolumeException when a setting of theirs is wrong
     */
    Devices find() throws VolumeException;
  }

  /** The devices, each tried unless it was before: takes seconds. */
  public DiagnosticReport devices(DeviceSource source) {
    List<Finding> findings = new ArrayList<>();
    host.device().ifPresent(d -> findings.add(new Finding("chosen", d)));
    if (runtimeFault().isPresent()) {
      findings.add(new Finding("tried", "none, since ONNX Runtime " + NO_RUNTIME));
    } else {
      try {
        Devices devices = source.find();
        for (DeviceReport report : devices.survey()) {
          String line = DeviceTable.lines(List.of(report)).get(0);
          String name = report.device().toString();
          findings.add(new Finding(name, line.substring(name.length())));
        }
        findings.add(new Finding("providers", devices.folder().toString()));
      } catch (VolumeException e) {
        findings.add(new Finding("tried", "none: " + e.getMessage()));
      }
    }
    return hidden(
        new DiagnosticReport(List.of(new Section("devices", "Devices", findings)), List.of()));
  }

  private DiagnosticReport hidden(DiagnosticReport report) {
    return new DiagnosticReport(
        report.sections().stream()
            .map(
                s ->
                    new Section(
                        s.key(),
                        s.title(),
                        s.findings().stream()
                            .map(f -> new Finding(f.key(), paths.hide(f.text())))
                            .toList()))
            .toList(),
        report.warnings().stream().map(paths::hide).toList());
  }

  private Section program(List<String> warnings) {
    List<String> copies = ClassPathCopies.of(loader, OURS);
    warnAboutCopies("VoxelClick", copies, warnings);
    return new Section(
        "program",
        "Program",
        List.of(
            new Finding("VoxelClick", Version.text()),
            new Finding("in", copies.isEmpty() ? "unknown" : String.join("; ", copies)),
            new Finding("host", host.name())));
  }

  private static void warnAboutCopies(String what, List<String> copies, List<String> warnings) {
    if (copies.size() > 1) {
      warnings.add(
          what
              + " is there "
              + copies.size()
              + " times: "
              + String.join("; ", copies)
              + ". Remove all but one and start again.");
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  /** Properties that change what VoxelClick does; no others, which may hold anything. */
  private static Section java() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding("Java", property("java.runtime.version") + ", " + property("java.vendor")));
    findings.add(
        new Finding(
            "VM",
            property("java.vm.name") + ", " + property("os.arch") + ", " + property("java.home")));
    findings.add(
        new Finding(
            "encodings",
            Charset.defaultCharset() + ", file names " + property("sun.jnu.encoding")));
    for (String name : new TreeSet<>(System.getProperties().stringPropertyNames())) {
      if (name.startsWith("voxelclick.")
          || name.startsWith("onnxruntime.native.")
          || List.of("plugins.dir", "java.awt.headless", "sun.java2d.uiScale").contains(name)) {
        boolean person = name.equals(Reader.PROPERTY);
        findings.add(new Finding("-D" + name, person ? "set" : System.getProperty(name)));
      }
    }
    return new Section("java", "Java", findings);
  }

  private static Section system() {
    return new Section(
        "system",
        "System",
        List.of(
            new Finding(
                "OS",
                property("os.name") + " " + property("os.version") + ", " + property("os.arch")),
            new Finding("processors", String.valueOf(Runtime.getRuntime().availableProcessors())),
            new Finding("screens", screens()),
            new Finding("locale", Locale.getDefault().toLanguageTag())));
  }

  private static String screens() {
    if (GraphicsEnvironment.isHeadless()) {
      return "none";
    }
    List<String> screens = new ArrayList<>();
    for (GraphicsDevice d : GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices()) {
      DisplayMode mode = d.getDisplayMode();
      GraphicsConfiguration shown = d.getDefaultConfiguration();
      screens.add(
          String.format(
              Locale.ROOT,
              "%d x %d at %.0f %%",
              mode.getWidth(),
              mode.getHeight(),
              100 * shown.getDefaultTransform().getScaleX()));
    }
    return String.join("; ", screens);
  }

  private static Section memory(List<String> warnings) {
    Runtime runtime = Runtime.getRuntime();
    double most = runtime.maxMemory() / MIB;
    if (most < LITTLE_HEAP_MIB) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "Java may use %.0f MiB only, which is little for a CT. Allow more (java -Xmx4g; in"
                  + " ImageJ Edit > Options > Memory & Threads).",
              most));
    }
    double used = (runtime.totalMemory() - runtime.freeMemory()) / MIB;
    return new Section(
        "memory",
        "Memory",
        List.of(
            new Finding("heap", String.format(Locale.ROOT, "%.0f of %.0f MiB used", used, most))));
  }

  private static Section folders(List<String> warnings) {
    List<Finding> findings = new ArrayList<>();
    folder("temp", "java.io.tmpdir", findings, warnings, () -> tempFolder());
    folder("journals", "VOXELCLICK_JOURNALS", findings, warnings, Journals::place);
    folder(
        "models",
        "VOXELCLICK_MODELS",
        findings,
        warnings,
        () -> Models.store(Optional.empty()).folder());
    folder(
        "providers",
        "VOXELCLICK_PROVIDERS",
        findings,
        warnings,
        () -> ProviderLibraries.devices().folder());
    return new Section("folders", "Folders", findings);
  }

  @FunctionalInterface
  private interface Place {
    Path find() throws VolumeException;
  }

  private static Path tempFolder() {
    return new File(System.getProperty("java.io.tmpdir")).toPath();
  }

  private static void folder(
      String key, String setting, List<Finding> findings, List<String> warnings, Place place) {
    try {
      FolderState state = FolderState.of(place.find());
      findings.add(new Finding(key, state.text()));
      // Provider libraries are put there by people: only looked at.
      if (!state.writable() && !key.equals("providers")) {
        warnings.add(
            "The folder for "
                + key
                + " cannot be written: "
                + state.path()
                + ". Make it yours to write to, or name another ("
                + setting
                + ").");
      }
    } catch (VolumeException e) {
      findings.add(new Finding(key, "unknown"));
      warnings.add(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> runtimeFault() {
    try {
      OrtRuntime.require();
      return Optional.empty();
    } catch (ModelException e) {
      Throwable cause = e.getCause();
      return Optional.of(e.getMessage() + (cause == null ? "" : " (" + cause + ")"));
    }
  }

  private Section runtime(List<String> warnings) {
    List<Finding> findings = new ArrayList<>();
    Optional<String> fault = runtimeFault();
    fault.ifPresent(warnings::add);
    findings.add(
        new Finding(
            "version", fault.isPresent() ? NO_RUNTIME : OrtVersion.text().orElse(NO_RUNTIME)));
    List<String> copies = ClassPathCopies.of(loader, RUNTIME);
    warnAboutCopies("ONNX Runtime", copies, warnings);
    findings.add(
        new Finding("in", copies.isEmpty() ? "not on the class path" : String.join("; ", copies)));
    return new Section("onnxRuntime", "ONNX Runtime", findings);
  }

  private Section models(List<String> warnings) {
    List<Finding> findings = new ArrayList<>();
    host.model().ifPresent(m -> findings.add(new Finding("loaded", m)));
    findings.add(new Finding(ModelStore.EMBEDDED, "embedded, SHA-256 " + embeddedSha256()));
    try {
      for (InstalledModel model : Models.store(Optional.empty()).list()) {
        findings.add(new Finding(model.name(), installed(model)));
        model
            .fault()
            .ifPresent(
                f ->
                    warnings.add(
                        "The model "
                            + model.name()
                            + " is damaged: "
                            + f
                            + ". Remove it and install it again."));
      }
    } catch (VolumeException e) {
      warnings.add(String.valueOf(e.getMessage()));
    }
    return new Section("models", "Models", findings);
  }

  private static String installed(InstalledModel model) {
    List<String> files = new ArrayList<>();
    for (ModelFile file : model.origin().map(o -> o.files()).orElse(List.of())) {
      files.add(file.name() + " SHA-256 " + file.sha256());
    }
    return (model.fault().isPresent() ? "DAMAGED" : "installed")
        + (files.isEmpty() ? "" : ", " + String.join(", ", files));
  }

  /** Read here: the classes that run models cannot be loaded where ONNX Runtime is missing. */
  private static String embeddedSha256() {
    try (InputStream in = Diagnostics.class.getResourceAsStream(EMBEDDED)) {
      if (in == null) {
        return "none: THE MODEL IS MISSING";
      }
      MessageDigest digest = Sha256.digest();
      digest.update(in.readAllBytes());
      return Sha256.text(digest);
    } catch (IOException e) {
      System.getLogger(Diagnostics.class.getName())
          .log(Level.DEBUG, "cannot read the embedded model", e);
      return "unknown";
    }
  }

  private Section failures() {
    List<Finding> findings = new ArrayList<>();
    List<String> all = host.failures();
    for (int n = 0; n < all.size(); n++) {
      findings.add(new Finding(String.valueOf(n + 1), all.get(n)));
    }
    if (all.isEmpty()) {
      findings.add(new Finding("since the start", "none"));
    }
    return new Section("failures", "Last failures", findings);
  }
}
