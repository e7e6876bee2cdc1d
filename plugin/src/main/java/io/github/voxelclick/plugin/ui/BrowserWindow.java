package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.browser.BrowserListener;
import io.github.voxelclick.plugin.browser.SeriesBrowser;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.EventQueue;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.KeyStroke;
import javax.swing.WindowConstants;

/**
 * The window that lists what files and folders hold. Volumes are loaded on a thread of their own,
 * with ImageJ's progress bar; another choice cancels the one before. Used on the event thread only.
 */
final class BrowserWindow {
  private final Workbench workbench;
  private final LatestJobRunner loader =
      new LatestJobRunner("VoxelClick loading", EventQueue::invokeLater);
  private final JFrame frame = new JFrame(Texts.get("case.browser.title"));
  private final SeriesBrowser browser;

  BrowserWindow(Workbench workbench) {
    this.workbench = workbench;
    browser = new SeriesBrowser(Texts.current(), new Choices(), new PrefsMemory());
    frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent e) {
            browser.close();
            loader.close();
            workbench.forget(BrowserWindow.this);
          }
        });
    frame
        .getRootPane()
        .registerKeyboardAction(
            e -> loader.cancel(),
            KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
            JComponent.WHEN_IN_FOCUSED_WINDOW);
    frame.add(browser);
    frame.pack();
    frame.setLocationByPlatform(true);
  }

  /** Closes the window; an image is there now. */
  void close() {
    workbench.forget(this); // whoever asks from now on gets a new one
    frame.dispose();
  }

  void show() {
    frame.setVisible(true);
    frame.toFront();
  }

  JFrame frame() {
    return frame;
  }

  SeriesBrowser browser() {
    return browser;
  }

  /** What a person chose in the list. */
  private final class Choices implements BrowserListener {
    @Override
    public void open(VolumeEntry entry, Path place) {
      Messages.status(Texts.get("case.loading"));
      loader.submit(
          progress -> new OpenCommand(workbench).show(entry, place, progress),
          new LoadingListener<SegmentationController>(BrowserWindow.this::close));
    }

    @Override
    public void loadLabels(Path file, Optional<VolumeEntry> image, Path place) {
      Optional<SegmentationController> front = workbench.inFront();
      if (front.isPresent()) {
        front.get().load(file);
      } else if (image.isPresent()) {
        loader.submit(
            progress -> {
              SegmentationController controller =
                  new OpenCommand(workbench).show(image.get(), place, progress);
              controller.load(file);
              return controller;
            },
            new LoadingListener<SegmentationController>(BrowserWindow.this::close));
      } else {
        Messages.status(Texts.get("case.load.noImage"));
      }
    }
  }
}
