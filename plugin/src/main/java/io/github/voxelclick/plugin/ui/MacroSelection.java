package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.macro.SessionMacro;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.VolumeException;
import java.awt.EventQueue;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;
import java.util.function.IntSupplier;

/**
 * The segment in hand as macro lines see and change it, from any thread but the event thread, to
 * which it belongs.
 *
 * @param display what the windows show
 * @param naming describes segments
 * @param windows drawn anew when another segment is in hand
 */
record MacroSelection(
    DisplayState display, CaseCommands.NewSegment naming, PanelActions.Windows windows)
    implements SessionMacro.Bench {
  @Override
  public int selected() {
    return onEventThread(display::selected);
  }

  @Override
  public void select(int number) {
    onEventThread(
        () -> {
          display.select(number);
          windows.draw();
          return number;
        });
  }

  @Override
  public Segment describe(String code, String label) throws VolumeException {
    return naming.describe(code, label);
  }

  private static int onEventThread(IntSupplier look) {
    int[] seen = new int[1];
    try {
      EventQueue.invokeAndWait(() -> seen[0] = look.getAsInt());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a macro ran");
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the windows failed", e.getCause());
    }
    return seen[0];
  }
}
