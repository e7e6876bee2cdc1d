package io.github.voxelclick.plugin.task;

import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.onnx.DeviceException;
import io.github.voxelclick.onnx.DeviceReport;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.onnx.OrtRuntime;
import io.github.voxelclick.volume.ModelException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where this user's models lie, and what they can be run on. */
public final class Models {
  /** Environment variable with another folder than the default one. */
  public static final String FOLDER_VARIABLE = "VOXELCLICK_MODELS";

  /** System property that says the same and wins, since a running ImageJ can set it. */
  public static final String FOLDER_PROPERTY = "voxelclick.models";

  private Models() {}

  /**
   * The user's models: by default in a folder {@code models} beside the journals.
   *
   * @param chosen by the person, instead of all else
   * @throws JobException when the variable or property holds no path
   */
  public static ModelStore store(Optional<Path> chosen) throws JobException {
    Map<String, String> environment = System.getenv();
    Optional<String> named =
        Optional.ofNullable(System.getProperty(FOLDER_PROPERTY))
            .or(() -> Optional.ofNullable(environment.get(FOLDER_VARIABLE)))
            .filter(text -> !text.isBlank());
    if (chosen.isPresent()) {
      return new ModelStore(chosen.get());
    }
    if (named.isPresent()) {
      return new ModelStore(path(named.get()));
    }
    Path journals =
        JournalFolder.defaultPath(
            System.getProperty("os.name"), environment, Path.of(System.getProperty("user.home")));
    return new ModelStore(journals.resolveSibling("models"));
  }

  private static Path path(String text) throws JobException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new JobException(
          "Cannot find the folder for models: "
              + FOLDER_VARIABLE
              + " or "
              + FOLDER_PROPERTY
              + " holds no path. Correct it, or leave it out for the usual folder.",
          e);
    }
  }

  /**
   * How a model can be run on this computer: the CPU, and every device that proved itself by a run
   * just now; {@code models check} times all. Takes seconds where there are devices to try.
   */
  public static List<OrtOptions> devices() throws DeviceException, ModelException {
    OrtRuntime.require();
    List<OrtOptions> ways = new ArrayList<>();
    ways.add(OrtOptions.defaults());
    for (DeviceReport report : ProviderLibraries.devices().survey()) {
      if (report.runs() && !report.device().isCpu()) {
        ways.add(OrtOptions.defaults().on(report.device(), false));
      }
    }
    return ways;
  }
}
