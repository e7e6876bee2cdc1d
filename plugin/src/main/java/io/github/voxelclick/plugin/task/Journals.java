package io.github.voxelclick.plugin.task;

import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.volume.JournalException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the journals of this user's sessions lie. */
public final class Journals {
  /** Environment variable with another folder than the default one. */
  public static final String FOLDER_VARIABLE = "VOXELCLICK_JOURNALS";

  /** System property that says the same and wins, since a running ImageJ can set it. */
  public static final String FOLDER_PROPERTY = "voxelclick.journals";

  private Journals() {}

  /**
   * The folder, which is made when it is not there.
   *
   * @param chosen by the person, instead of all else
   * @throws JournalException when it cannot be made
   */
  public static JournalFolder folder(Optional<Path> chosen) throws JournalException {
    Map<String, String> environment = System.getenv();
    Optional<String> named = named(environment);
    return JournalFolder.prepare(
        chosen.isPresent() || named.isEmpty() ? chosen : Optional.of(path(named.get())),
        System.getProperty("os.name"),
        environment,
        Path.of(System.getProperty("user.home")));
  }

  private static Optional<String> named(Map<String, String> environment) {
    return Optional.ofNullable(System.getProperty(FOLDER_PROPERTY))
        .or(() -> Optional.ofNullable(environment.get(FOLDER_VARIABLE)))
        .filter(text -> !text.isBlank());
  }

  /**
   * Where that folder is or would be; it is not made.
   *
   * @throws JournalException when what names it is no path
   */
  public static Path place() throws JournalException {
    Map<String, String> environment = System.getenv();
    Optional<String> named = named(environment);
    return named.isPresent()
        ? path(named.get())
        : JournalFolder.defaultPath(
            System.getProperty("os.name"), environment, Path.of(System.getProperty("user.home")));
  }

  private static Path path(String text) throws JournalException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new JournalException(
          "Cannot make the folder for journals: "
              + FOLDER_VARIABLE
              + " or "
              + FOLDER_PROPERTY
              + " holds no path. Correct it, or leave it out for the usual folder.",
          e);
    }
  }
}
