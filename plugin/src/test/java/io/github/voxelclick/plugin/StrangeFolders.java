package io.github.voxelclick.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Folders with names that programs stumble over, and a Java that has nothing but them: install
 * folder, home, temporary files, images. Where the system lets us, the install folder is on a disk
 * that cannot be written, and there is no network.
 *
 * @param install where jars lie
 * @param home of the user
 * @param temp for temporary files
 * @param images for series and results
 */
public record StrangeFolders(Path install, Path home, Path temp, Path images) {
  /** Makes them in a folder. */
  public static StrangeFolders in(Path folder) throws IOException {
    return new StrangeFolders(
        Files.createDirectories(
            folder.resolve("Vöxel Click (1) #2 100% & [x]").resolve("Fiji.app")),
        Files.createDirectories(folder.resolve("Jörg Müßig's Ordner")),
        Files.createDirectories(folder.resolve("Temporäre Dateien #1 + 50%")),
        Files.createDirectories(folder.resolve("Bilder für Łódź %20 (2)")));
  }

  /** Whether {@link #sealed} can keep its promise here. */
  public static boolean canSeal() throws Exception {
    if (!Files.isExecutable(Path.of("/usr/bin/unshare"))) {
      return false;
    }
    Process process =
        new ProcessBuilder(
                "/usr/bin/unshare", "-rnm", "sh", "-c", "mount --bind /tmp /tmp && test -e /tmp")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  /** A command with the install folder read-only and without a network, or as it is. */
  public List<String> sealed(List<String> command) throws Exception {
    List<String> sealed = new ArrayList<>();
    if (canSeal()) {
      sealed.addAll(
          List.of(
              "/usr/bin/unshare",
              "-rnm",
              "sh",
              "-c",
              "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\""
                  + " && ! touch \"$0/x\" 2>/dev/null && exec \"$@\"",
              install.toString()));
    }
    sealed.addAll(command);
    return sealed;
  }

  /** Java with these folders and nothing of the user's own. */
  public List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.home=" + home);
    command.add("-Djava.io.tmpdir=" + temp);
    command.add("-Dvoxelclick.providers=" + home.resolve("providers"));
    command.addAll(List.of(arguments));
    return command;
  }
}
