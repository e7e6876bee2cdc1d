package io.github.voxelclick.plugin.batch;

import static io.github.voxelclick.plugin.batch.FailureKind.DATA;
import static io.github.voxelclick.plugin.batch.FailureKind.FAULT;
import static io.github.voxelclick.plugin.batch.FailureKind.TEMPORARY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.onnx.DeviceException;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.VolumeException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FailureKindTest {
  private static VolumeException because(IOException cause) {
    return new JobException("It failed.", new JobException("Inside.", cause));
  }

  @Test
  void memory_models_and_devices_may_do_elsewhere() {
    assertEquals(TEMPORARY, FailureKind.of(new OutOfMemoryError("heap"), false));
    assertEquals(TEMPORARY, FailureKind.of(new UnsatisfiedLinkError("x"), false));
    assertEquals(TEMPORARY, FailureKind.of(new ModelException("lost"), false));
    assertEquals(TEMPORARY, FailureKind.of(new DeviceException("none"), false));
  }

  @Test
  void what_the_disk_refuses_while_saving_may_do_later() {
    IOException full = new FileSystemException("x", null, "No space left on device");
    assertEquals(TEMPORARY, FailureKind.of(because(full), true));
    assertEquals(TEMPORARY, FailureKind.of(because(full), false));
    assertEquals(TEMPORARY, FailureKind.of(because(new IOException("Der Datenträger")), true));
    assertEquals(DATA, FailureKind.of(because(new IOException("Der Datenträger")), false));
    assertEquals(DATA, FailureKind.of(new SegWriteException("Segments overlap."), true));
  }

  @Test
  void a_broken_or_missing_image_stays_so_and_a_broken_network_does_not() {
    assertEquals(DATA, FailureKind.of(because(new EOFException("cut")), false));
    assertEquals(DATA, FailureKind.of(because(new NoSuchFileException("x")), false));
    assertEquals(TEMPORARY, FailureKind.of(because(new AccessDeniedException("x")), false));
    assertEquals(DATA, FailureKind.of(new NoSuchFileException("x"), false));
    assertEquals(DATA, FailureKind.of(new DicomReadException("No image."), false));
    assertEquals(TEMPORARY, FailureKind.of(because(new IOException("Stale file handle")), false));
    assertEquals(TEMPORARY, FailureKind.of(because(new IOException("Input/output error")), false));
    assertEquals(
        TEMPORARY,
        FailureKind.of(because(new FileNotFoundException("/a/b (Permission denied)")), false));
    assertEquals(
        DATA,
        FailureKind.of(
            because(new FileNotFoundException("/network/b (No such file or directory)")), false));
  }

  @Test
  void the_rest_is_our_fault_and_causes_in_a_circle_end() {
    assertEquals(FAULT, FailureKind.of(new IllegalStateException("oops"), false));
    RuntimeException a = new RuntimeException("a");
    RuntimeException b = new RuntimeException("b", a);
    a.initCause(b);
    assertEquals(FAULT, FailureKind.of(a, true));
  }
}
