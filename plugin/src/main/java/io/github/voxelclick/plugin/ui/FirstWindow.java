package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.browser.BrowserListener;
import io.github.voxelclick.plugin.browser.RecentPlaces;
import io.github.voxelclick.plugin.browser.SeriesBrowser;
import io.github.voxelclick.plugin.panel.Shortcuts;
import io.github.voxelclick.plugin.task.EditQueue;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.swing.JFrame;

/**
 * Builds windows' contents that nobody will see and paints them. The first ones load some hundred
 * classes, which takes the better part of a second: that is spent on the thread of a command, and
 * not on the event thread. Thread-safe.
 */
final class FirstWindow {
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicBoolean browserDone = new AtomicBoolean();

  /** Builds a browser unless that was done before; for the thread of a command. */
  void prepareBrowser() {
    if (browserDone.getAndSet(true)) {
      return;
    }
    JFrame frame = new JFrame();
    try (SeriesBrowser browser =
        new SeriesBrowser(Texts.current(), new Nobody(), RecentPlaces.none())) {
      frame.add(browser);
      paint(frame.getContentPane());
    }
    frame.dispose();
  }

  /** Builds a panel unless that was done before; for the thread of a command. */
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
            command -> {});
    panel.show(new PanelContent.Maker(session, display, true).of(session.state()));
    paint(panel.contents());
    panel.dispose();
  }

  /** Does nothing of what nobody will ask for. */
  private static final class Nobody
      implements CaseCommands.Jobs, PanelActions.Windows, BrowserListener {
    @Override
    public void open(VolumeEntry entry, Path place) {}

    @Override
    public void loadLabels(Path file, Optional<VolumeEntry> image, Path place) {}

    @Override
    public <T> void submit(String what, LatestJobRunner.Job<T> job) {}

    @Override
    public <T> void follow(String what, LatestJobRunner.Job<T> job) {}

    @Override
    public void enter(EditQueue.Edit edit, Runnable then) {}

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
    public void selected(int number) {}

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
