package io.github.voxelclick.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.cli.CommandLineRun;
import io.github.voxelclick.volume.VolumeException;
import org.junit.jupiter.api.function.Executable;

/** What scripts are told when a call fails. */
final class ScriptRefusals {
  private ScriptRefusals() {}

  static void refused(Executable call, String... parts) {
    sentence(assertThrows(VolumeException.class, call), parts);
  }

  static void misuse(Executable call, String... parts) {
    sentence(assertThrows(IllegalArgumentException.class, call), parts);
  }

  private static void sentence(Exception e, String... parts) {
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), "\"" + part + "\" in: " + e.getMessage());
    }
  }

  /** The call fails with the very sentence that a command of the command line prints. */
  static void refusedLike(Executable call, Object... words) {
    String told = assertThrows(VolumeException.class, call).getMessage();
    assertEquals(CommandLineRun.of(words).assertRefused().err().strip(), "voxelclick: " + told);
  }
}
