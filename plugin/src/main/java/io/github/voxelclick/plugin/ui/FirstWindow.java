package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.plugin.panel.Shortcuts;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Builds a panel that nobody will see and paints it. The first one loads some hundred classes,
 * which takes the better part of a second: that is spent while the volume is loaded, and not on the
 * event thread. Thread-safe.
 */
final class FirstWindow {
  private final AtomicBoolean done = new AtomicBoolean();

  /** Does it unless it was done before; for the thread of a command. */
  void prepare(SegmentationSession session, SegmentationModel model) {
    if (done.getAndSet(true)) {
      return;
    }
    DisplayState display =
        new DisplayState(session.volume().size(), session.state().segments().get(0).number());
    CaseCommands commands =
        new CaseCommands(
            session,
            display,
            new Nobody(),
            plane -> {},
            (code, label) -> session.state().segments().get(0).segment());
    PanelActions nobody = new PanelActions(commands, display, new Nobody());
    ReaderPanel panel =
        new ReaderPanel(
            "",
            session.volume().geometry(),
            model,
            Shortcuts.ofPlatform(),
            nobody,
            nobody::run,
            () -> {});
    panel.show(new PanelContent.Maker(session, display).now());
    paint(panel.contents());
    panel.dispose();
  }

  /** Does nothing of what nobody will ask for. */
  private static final class Nobody implements CaseCommands.Jobs, PanelActions.Windows {
    @Override
    public <T> void submit(String what, LatestJobRunner.Job<T> job) {}

    @Override
    public void takenBack() {}

    @Override
    public void draw() {}

    @Override
    public void goTo(SlicePlane plane) {}

    @Override
    public void stopDrawing() {}

    @Override
    public void cancel() {}

    @Override
    public void showKeys() {}

    @Override
    public void showViews() {}
  }

  private static void paint(Container contents) {
    Dimension size = contents.getPreferredSize();
    contents.setSize(size);
    layOut(contents);
    BufferedImage picture = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    contents.paint(g);
    g.dispose();
  }

  private static void layOut(Container container) {
    container.doLayout();
    for (Component child : container.getComponents()) {
      if (child instanceof Container c) {
        layOut(c);
      }
    }
  }
}
