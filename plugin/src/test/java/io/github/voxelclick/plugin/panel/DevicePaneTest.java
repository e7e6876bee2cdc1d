package io.github.voxelclick.plugin.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(Spoken.class)
class DevicePaneTest {
  private int cancelled;
  private final DevicePane pane = new DevicePane(Shortcuts.of(false), () -> cancelled++);
  private final DeviceStatus idle = DeviceStatus.idle("SeedNet v1", "CPU", "Ready");

  @Test
  void it_says_which_model_runs_where_and_that_nothing_is_done() {
    pane.show(idle);
    assertEquals("Model: SeedNet v1, CPU\nReady", pane.text());
    assertFalse(pane.cancel().isEnabled());
    assertFalse(pane.bar().isIndeterminate());
    pane.show(idle.on("CUDA 0"));
    assertEquals("Model: SeedNet v1, CUDA 0\nReady", pane.text());
  }

  @Test
  void a_job_begins_goes_on_and_ends() {
    DeviceStatus begun = idle.begun("Propagating");
    pane.show(begun);
    assertTrue(pane.text().endsWith("Propagating…"));
    assertTrue(pane.bar().isIndeterminate());
    pane.cancel().doClick();
    assertEquals(1, cancelled);
    pane.show(begun.progress(17, 41));
    assertFalse(pane.bar().isIndeterminate());
    assertEquals(17, pane.bar().getValue());
    assertEquals(41, pane.bar().getMaximum());
    pane.show(begun.progress(17, 41).ended("Done"));
    assertTrue(pane.text().endsWith("Done"));
    assertEquals(0, pane.bar().getValue());
    pane.cancel().doClick();
    assertEquals(1, cancelled, "there is nothing to cancel");
  }

  @Test
  void less_than_nothing_cannot_be_done() {
    assertThrows(IllegalArgumentException.class, () -> idle.progress(-1, 3));
    assertThrows(IllegalArgumentException.class, () -> idle.progress(1, -3));
  }
}
