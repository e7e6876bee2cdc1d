package io.github.voxelclick.plugin.task;

import io.github.voxelclick.dicom.derived.Producer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A random name of this installation, which saved objects carry as their device's serial number.
 * Kept in {@code .voxelclick/installation} in the user's home, so that it tells installations apart
 * and says nothing about person or computer. Stateless.
 */
public final class Installation {
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  private Installation() {}

  /** Who makes what is saved without a model. */
  public static Producer producer() {
    return new Producer(Version.text(), id(), "", "");
  }

  /** The name; another one at each call where the home folder cannot be written. */
  static String id() {
    Path file = Path.of(System.getProperty("user.home"), ".voxelclick", "installation");
    try {
      if (Files.exists(file)) {
        String known = Files.readString(file).strip();
        if (ID.matcher(known).matches()) {
          return known;
        }
      }
      String made = UUID.randomUUID().toString();
      Files.createDirectories(file.getParent());
      Files.writeString(file, made);
      return made;
    } catch (IOException e) {
      System.getLogger(Installation.class.getName())
          .log(Level.INFO, "the installation's name cannot be kept in the home folder", e);
      return UUID.randomUUID().toString();
    }
  }
}
