package io.github.voxelclick.plugin.task;

import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.onnx.DeviceException;
import io.github.voxelclick.onnx.Devices;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where this user's libraries with further execution providers lie. Stateless. */
public final class ProviderLibraries {
  /** Environment variable with another folder than the default one. */
  public static final String FOLDER_VARIABLE = "VOXELCLICK_PROVIDERS";

  /** System property that says the same and wins, since a running ImageJ can set it. */
  public static final String FOLDER_PROPERTY = "voxelclick.providers";

  private static final String NAME = "providers";

  private ProviderLibraries() {}

  /**
   * What there is to run on. The folder lies beside that of the journals unless another is named;
   * it is not made, only looked at.
   *
   * @throws DeviceException when what names the folder is no path
   */
  public static Devices devices() throws DeviceException {
    Map<String, String> environment = System.getenv();
    Optional<String> named =
        Optional.ofNullable(System.getProperty(FOLDER_PROPERTY))
            .or(() -> Optional.ofNullable(environment.get(FOLDER_VARIABLE)))
            .filter(text -> !text.isBlank());
    try {
      return new Devices(
          named
              .map(Path::of)
              .orElseGet(
                  () ->
                      JournalFolder.defaultPath(
                              System.getProperty("os.name"),
                              environment,
                              Path.of(System.getProperty("user.home")))
                          .resolveSibling(NAME)));
    } catch (InvalidPathException e) {
      throw new DeviceException(
          "Cannot look for devices: "
              + FOLDER_VARIABLE
              + " or "
              + FOLDER_PROPERTY
              + " holds no path. Correct it, or leave it out for the usual folder.",
          e);
    }
  }
}
