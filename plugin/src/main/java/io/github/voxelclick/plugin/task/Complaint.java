package io.github.voxelclick.plugin.task;

import io.github.voxelclick.onnx.OrtRuntime;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;

/** What a failure is to a person: one sentence, without a stack trace. Stateless. */
public final class Complaint {
  private Complaint() {}

  /** The sentence for a failure of any kind. */
  public static String about(Throwable failure) {
    if (failure instanceof VolumeException || failure instanceof CancellationException) {
      return failure.getMessage();
    }
    if (failure instanceof LinkageError) {
      return missingRuntime(failure);
    }
    if (failure instanceof OutOfMemoryError) {
      return "Not enough memory: this Java may use "
          + Runtime.getRuntime().maxMemory() / (1 << 20)
          + " MiB. Give it more (java -Xmx…, in ImageJ Edit > Options > Memory & Threads) or open"
          + " a smaller volume.";
    }
    if (failure instanceof NoSuchFileException) {
      return "There is no file or folder " + failure.getMessage() + ". Check the path.";
    }
    if (failure instanceof AccessDeniedException) {
      return "May not read or write " + failure.getMessage() + ". Check its permissions.";
    }
    if (failure instanceof IOException) {
      return "Could not read or write: " + failure.getMessage() + ".";
    }
    return "This is a fault in VoxelClick ("
        + failure
        + "). Please report it with the output of the same command and --verbose.";
  }

  private static String missingRuntime(Throwable failure) {
    return "ONNX Runtime cannot be loaded ("
        + failure.getClass().getSimpleName()
        + ": "
        + firstLine(failure)
        + "). In Fiji copy "
        + OrtRuntime.JAR
        + " into the jars folder beside the plugin, in plain"
        + " ImageJ use VoxelClick_-all.jar instead; there are native libraries for Linux, Windows"
        + " x64 and macOS on Apple silicon. On Windows a failed initialization of the DLL asks for"
        + " a current Java (its msvcp140.dll is too old).";
  }

  private static String firstLine(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
