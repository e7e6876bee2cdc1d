package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.task.Models;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.ButtonGroup;
import javax.swing.JPopupMenu;
import javax.swing.JRadioButtonMenuItem;

/**
 * Which model answers from now on. All open images share one model, and a session keeps the one
 * that it was opened with: another one takes over when the image is opened again, which its record
 * makes good for: masks, prompts and history are as they were. Used on the event thread only.
 */
final class ModelChoice {
  private final SegmentationController controller;
  private final Workbench workbench;
  private final QuestionWindow question = new QuestionWindow();

  ModelChoice(SegmentationController controller, Workbench workbench) {
    this.controller = controller;
    this.workbench = workbench;
  }

  /** Lists the models in a menu at a component. */
  void show(Component at) {
    List<String> names = new ArrayList<>(List.of(ModelStore.EMBEDDED));
    workbench
        .reopening()
        .submit(
            progress -> {
              for (InstalledModel model : Models.store(Optional.empty()).list()) {
                if (model.fault().isEmpty()) {
                  names.add(model.name());
                }
              }
              return names;
            },
            new LoadingListener<List<String>>(() -> show(at, names)));
  }

  private void show(Component at, List<String> names) {
    JPopupMenu menu = new JPopupMenu();
    ButtonGroup group = new ButtonGroup();
    for (String name : names) {
      JRadioButtonMenuItem item = new JRadioButtonMenuItem(name, name.equals(workbench.chosen()));
      item.addActionListener(e -> choose(name));
      group.add(item);
      menu.add(item);
    }
    if (at.isShowing()) {
      menu.show(at, 0, at.getHeight());
    }
  }

  /** Takes another model: at once where that loses nothing, else with the next image. */
  void choose(String name) {
    String before = workbench.chosen();
    if (name.equals(before)) {
      return;
    }
    workbench.choose(name);
    Optional<String> later = later();
    if (later.isPresent()) {
      question.show(
          controller.panel().frame(),
          Texts.get(later.get(), name),
          List.of(Texts.get("closing.ok")),
          n -> {});
      return;
    }
    question.show(
        controller.panel().frame(),
        Texts.get("model.again", name),
        List.of(Texts.get("model.again.now"), Texts.get("model.again.later")),
        n -> {
          if (n == 0 && later().isEmpty()) {
            controller.reopen(() -> open(before));
          }
        });
  }

  /** Why it has to wait for the next image, if it has to. */
  private Optional<String> later() {
    if (workbench.all().size() > 1) {
      return Optional.of("model.later.others");
    }
    if (!controller.isRecorded()) {
      return Optional.of("model.later.unrecorded");
    }
    return controller.closing().saving().map(file -> "model.later.saving");
  }

  /** A model that cannot be opened gives way to the one before: the image is to come back. */
  private void open(String before) {
    LatestJobRunner.Job<SegmentationController> job =
        progress ->
            new OpenCommand(workbench).show(controller.opening(), controller.opened(), progress);
    workbench
        .reopening()
        .submit(
            job,
            new LatestJobRunner.Listener<SegmentationController>() {
              @Override
              public void progress(int done, int total) {}

              @Override
              public void done(SegmentationController opened) {}

              @Override
              public void failed(Throwable cause) {
                Messages.failure(cause);
                if (!before.equals(workbench.chosen())) {
                  workbench.choose(before);
                  open(before);
                }
              }

              @Override
              public void cancelled() {}
            });
  }

  /** The image is closed. */
  void dispose() {
    question.dispose();
  }
}
