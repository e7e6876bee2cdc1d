package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.browser.BrowserListener;
import io.github.voxelclick.plugin.browser.SeriesBrowser;
import io.github.voxelclick.plugin.convert.LabelLoader;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.EventQueue;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private final QuestionWindow question = new QuestionWindow();

  BrowserWindow(Workbench workbench) {
    this.workbench = workbench;
    browser = new SeriesBrowser(Texts.current(), new Choices(), new PrefsMemory());
    frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent e) {
            question.dispose();
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
      Optional<SegmentationController> there = workbench.find(OpenedFrom.of(entry, place));
      if (there.isEmpty()) {
        load(entry, place, Optional.empty());
        return;
      }
      question.show(
          frame,
          Texts.get("opened.twice"),
          List.of(
              Texts.get("opened.twice.show"),
              Texts.get("opened.twice.again"),
              Texts.get("opened.twice.cancel")),
          answer -> {
            if (answer == 0) {
              there.get().toFront();
              close();
            } else if (answer == 1) {
              load(entry, place, Optional.empty());
            }
          });
    }

    private void load(VolumeEntry entry, Path place, Optional<Path> labels) {
      Messages.status(Texts.get("case.loading"));
      OpenCommand.Opening opening = OpenCommand.opening(entry, place, browser.isNamed());
      loader.submit(
          progress -> {
            SegmentationController controller =
                new OpenCommand(workbench).show(opening, entry.load(progress), progress);
            labels.ifPresent(controller.labels()::load);
            return controller;
          },
          new LoadingListener<SegmentationController>(BrowserWindow.this::close));
    }

    @Override
    public void loadLabels(Path file, Optional<VolumeEntry> image, Path place) {
      Optional<SegmentationController> theirs =
          image.flatMap(entry -> workbench.find(OpenedFrom.of(entry, place)));
      if (theirs.isPresent()) {
        load(file, theirs.get());
        return;
      }
      List<SegmentationController> open = workbench.all();
      List<SegmentationController> fitting = new ArrayList<>();
      loader.submit(
          progress -> {
            for (SegmentationController c : open) {
              if (LabelLoader.fits(file, c.opened())) {
                fitting.add(c);
              }
            }
            return fitting;
          },
          new LoadingListener<List<SegmentationController>>(
              () -> loadLabels(file, fitting, image, place)));
    }

    /** Labels go to the image on whose voxels they lie, whichever is in front. */
    private void loadLabels(
        Path file, List<SegmentationController> fitting, Optional<VolumeEntry> image, Path place) {
      Optional<SegmentationController> front = workbench.inFront();
      if (fitting.size() == 1) {
        load(file, fitting.get(0));
      } else if (fitting.size() > 1) {
        List<String> titles = fitting.stream().map(SegmentationController::title).toList();
        question.show(
            frame,
            Texts.get("grid.which"),
            titles,
            n -> {
              if (n >= 0) {
                load(file, fitting.get(n));
              }
            });
      } else if (front.isPresent()) {
        load(file, front.get());
      } else if (image.isPresent()) {
        load(image.get(), place, Optional.of(file));
      } else {
        Messages.status(Texts.get("case.load.noImage"));
      }
    }

    private void load(Path file, SegmentationController controller) {
      controller.toFront();
      Messages.status(Texts.get("grid.goesTo", controller.title()));
      controller.labels().load(file);
    }
  }
}
