package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.panel.FirstSteps;
import io.github.voxelclick.plugin.panel.Shortcuts;
import io.github.voxelclick.plugin.sample.SampleSeries;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.KeyStroke;
import javax.swing.WindowConstants;

/**
 * The card with the first steps. It comes with the first browser of each start of ImageJ, beside it
 * and without taking the keyboard, until a person has had enough of it; from the menu it comes at
 * any time. Used on the event thread only.
 */
final class FirstStepsWindow {
  /** Whether a person does not want it any more, among ImageJ's settings. */
  static final String NEVER = "voxelclick.firststeps.never";

  private final Workbench workbench;
  private final LatestJobRunner loader;
  private Optional<JFrame> frame = Optional.empty();
  private boolean greeted;

  /**
   * A card that is not shown.
   *
   * @param loader whose thread makes and loads the sample
   */
  FirstStepsWindow(Workbench workbench, LatestJobRunner loader) {
    this.workbench = workbench;
    this.loader = loader;
  }

  /** Where the sample lies; made anew each time that it is opened, always the same. */
  static Path sampleFolder() {
    return Path.of(System.getProperty("user.home"), ".voxelclick", "sample");
  }

  /** Shows it beside the browser where it is due; whoever works on goes on working. */
  void greet(JFrame browser) {
    if (greeted || Prefs.get(NEVER, false)) {
      return;
    }
    greeted = true;
    if (frame.isEmpty()) {
      JFrame made = make();
      made.setAutoRequestFocus(false);
      made.setLocation(beside(browser.getBounds(), made));
      made.setVisible(true);
    }
  }

  /** Shows it because somebody asked for it. */
  void show() {
    if (frame.isEmpty()) {
      make().setLocationByPlatform(true);
    }
    frame.ifPresent(
        f -> {
          f.setVisible(true);
          f.toFront();
        });
  }

  /** The window while it is open. */
  Optional<JFrame> frame() {
    return frame;
  }

  private JFrame make() {
    JFrame made = new JFrame(Texts.get("help.title"));
    made.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    Choices choices = new Choices();
    FirstSteps steps = new FirstSteps(Shortcuts.ofPlatform(), Prefs.get(NEVER, false), choices);
    choices.steps = Optional.of(steps);
    made.add(steps);
    made.getRootPane()
        .registerKeyboardAction(
            e -> made.dispose(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    made.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent e) {
            loader.cancel();
            frame = frame.filter(f -> f != made);
          }
        });
    made.pack();
    frame = Optional.of(made);
    return made;
  }

  /** To the right of the browser where there is place, else in the corner of the screen. */
  private static Point beside(Rectangle browser, JFrame card) {
    Rectangle screen = card.getGraphicsConfiguration().getBounds();
    int x = Math.min(browser.x + browser.width, screen.x + screen.width - card.getWidth());
    int y =
        browser.x + browser.width == x
            ? browser.y
            : Math.min(browser.y + browser.height, screen.y + screen.height - card.getHeight());
    return new Point(Math.max(screen.x, x), Math.max(screen.y, y));
  }

  /** Makes the series and shows it. */
  private SegmentationController open(Progress progress) throws VolumeException {
    Path folder = sampleFolder();
    try {
      SampleSeries.write(folder);
    } catch (IOException e) {
      throw new JobException(
          "Cannot make the sample: the folder .voxelclick/sample in your home cannot be written."
              + " Free space there, or allow writing; or open images of your own.",
          e);
    }
    progress.checkCancelled();
    VolumeEntry entry = VolumeCatalog.of(folder, Progress.none()).choose(Optional.empty());
    Optional<SegmentationController> there = workbench.find(OpenedFrom.of(entry, folder));
    if (there.isPresent()) {
      EventQueue.invokeLater(there.get()::toFront);
      return there.get();
    }
    return new OpenCommand(workbench)
        .show(OpenCommand.opening(entry, folder, true), entry.load(progress), progress);
  }

  private final class Choices
      implements FirstSteps.Listener, LatestJobRunner.Listener<SegmentationController> {
    private Optional<FirstSteps> steps = Optional.empty();

    private void busy(boolean busy) {
      steps.ifPresent(s -> s.busy(busy));
    }

    @Override
    public void openSample() {
      busy(true);
      loader.submit(FirstStepsWindow.this::open, this);
    }

    @Override
    public void showKeys() {
      frame.ifPresent(KeysWindow::show);
    }

    @Override
    public void neverAgain(boolean never) {
      Prefs.set(NEVER, never);
    }

    @Override
    public void progress(int done, int total) {
      steps.ifPresent(s -> s.progress(done, total));
    }

    @Override
    public void done(SegmentationController result) {
      busy(false);
      workbench.browser().ifPresent(BrowserWindow::close); // as when it opens something itself
    }

    @Override
    public void failed(Throwable cause) {
      busy(false);
      Messages.failure(cause);
    }

    @Override
    public void cancelled() {
      busy(false);
      Messages.failure(new CancellationException());
    }
  }
}
