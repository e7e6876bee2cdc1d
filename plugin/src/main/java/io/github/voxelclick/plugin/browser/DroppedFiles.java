package io.github.voxelclick.plugin.browser;

import io.github.voxelclick.plugin.task.JobException;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files and folders that were dropped onto a window. Stateless. */
public final class DroppedFiles {
  private DroppedFiles() {}

  /** Whether what is dragged may be files: a list of them, or a text of their addresses. */
  public static boolean mayBe(DataFlavor... flavors) {
    return Arrays.stream(flavors).anyMatch(f -> f.isFlavorJavaFileListType() || isText(f));
  }

  /** A list of addresses (RFC 2483), or any text, which some file managers give instead. */
  private static boolean isText(DataFlavor flavor) {
    return flavor.getRepresentationClass() == String.class
        && (flavor.isMimeTypeEqual("text/uri-list")
            || flavor.isMimeTypeEqual("text/plain")
            || flavor.equals(DataFlavor.stringFlavor));
  }

  /**
   * The paths, in the order in which they were given. Whether something is there is not looked at.
   *
   * @throws JobException when there is none, or an address is not one of a file of this computer
   */
  public static List<Path> of(Transferable dropped) throws JobException {
    try {
      for (DataFlavor flavor : dropped.getTransferDataFlavors()) {
        if (flavor.isFlavorJavaFileListType()) {
          return required(ofList(dropped.getTransferData(flavor)));
        }
      }
      for (DataFlavor flavor : dropped.getTransferDataFlavors()) {
        if (isText(flavor)) {
          return required(ofText(String.valueOf(dropped.getTransferData(flavor))));
        }
      }
    } catch (UnsupportedFlavorException | IOException e) {
      throw new JobException(
          "What was dropped cannot be read any more. Drop files or folders again, or add them with"
              + " the button.",
          e);
    }
    throw nothing();
  }

  private static List<Path> required(List<Path> paths) throws JobException {
    if (paths.isEmpty()) {
      throw nothing();
    }
    return paths;
  }

  private static JobException nothing() {
    return new JobException("What was dropped is no file and no folder. Drop files or folders.");
  }

  private static List<Path> ofList(Object data) throws JobException {
    List<Path> paths = new ArrayList<>();
    if (data instanceof List<?> files) {
      for (Object file : files) {
        if (file instanceof File f) {
          try {
            paths.add(f.toPath());
          } catch (InvalidPathException e) {
            throw notOurs(e);
          }
        }
      }
    }
    return paths;
  }

  private static List<Path> ofText(String text) throws JobException {
    List<Path> paths = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String address = line.strip();
      if (!address.isEmpty() && !address.startsWith("#")) {
        paths.add(ofAddress(address));
      }
    }
    return paths;
  }

  private static Path ofAddress(String address) throws JobException {
    try {
      if (!address.regionMatches(true, 0, "file:", 0, 5)) {
        Path path = Path.of(address);
        if (path.isAbsolute()) {
          return path;
        }
        throw notOurs(null);
      }
      URI uri = new URI(address);
      if ("localhost".equalsIgnoreCase(uri.getAuthority())) {
        uri = new URI("file", null, uri.getPath(), null);
      }
      return Path.of(uri);
    } catch (URISyntaxException
        | IllegalArgumentException
        | FileSystemNotFoundException
        | SecurityException e) {
      throw notOurs(e);
    }
  }

  private static JobException notOurs(@Nullable Exception cause) {
    String message =
        "What was dropped is not the address of a file on this computer. Save it to a folder first,"
            + " then drop that.";
    return cause == null ? new JobException(message) : new JobException(message, cause);
  }
}
