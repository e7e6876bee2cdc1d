package io.github.voxelclick.plugin.ui;

import ij.IJ;
import ij.ImageJ;
import io.github.voxelclick.plugin.task.EditQueue;
import io.github.voxelclick.plugin.task.SavedMasks;
import io.github.voxelclick.plugin.task.WorkingSession;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.EventQueue;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The image and its windows, as far as {@link Closing} needs them. Thread-safe. */
final class CaseClosing implements Closing.Case {
  private final WorkingSession work;
  private final EditQueue edits;
  private final Supplier<Window> owner;
  private final Consumer<String> commands;
  private final SavedMasks saved = new SavedMasks();
  private final List<String> saving = new ArrayList<>();
  private final QuestionWindow window = new QuestionWindow();
  private final Closing closing = new Closing(this);

  /**
   * For one image.
   *
   * @param owner of dialogs
   * @param commands runs commands of ImageJ's menu on the image
   */
  CaseClosing(
      WorkingSession work, EditQueue edits, Supplier<Window> owner, Consumer<String> commands) {
    this.work = work;
    this.edits = edits;
    this.owner = owner;
    this.commands = commands;
  }

  Closing closing() {
    return closing;
  }

  /** Which masks lie in files. */
  SavedMasks saved() {
    return saved;
  }

  /** A file begins to be saved. */
  void begin(String file) {
    synchronized (saving) {
      saving.add(file);
    }
  }

  /** It has been, or not. */
  void end(String file, boolean success) {
    synchronized (saving) {
      saving.remove(file);
    }
    closing.settled(success);
  }

  /** The image is closed. On the event thread. */
  void dispose() {
    window.dispose();
  }

  @Override
  public Optional<String> saving() {
    synchronized (saving) {
      return saving.stream().findFirst();
    }
  }

  @Override
  public boolean isWriting() {
    return edits.waiting() > 0;
  }

  @Override
  public boolean isRecorded() {
    return work.record().isPresent();
  }

  @Override
  public List<Integer> unsaved() {
    return isRecorded() ? List.of() : saved.missing(work.session().state());
  }

  @Override
  public Object version() {
    return work.session().state();
  }

  @Override
  public boolean isMacro() {
    return IJ.isMacro();
  }

  @Override
  public boolean isQuitting() {
    ImageJ app = IJ.getInstance();
    return app != null && app.quitting();
  }

  @Override
  public void log(String sentence) {
    EventQueue.invokeLater(() -> Messages.log(sentence)); // the log's window needs ImageJ's locks
  }

  @Override
  public void tell(String sentence) {
    EventQueue.invokeLater(
        () ->
            window.show(
                owner.get(),
                sentence,
                List.of(Texts.get("closing.ok"), Texts.get("closing.stay")),
                n -> {
                  if (n != 0) {
                    closing.stay();
                  }
                }));
  }

  @Override
  public void nothingToTell() {
    EventQueue.invokeLater(window::dispose);
  }

  @Override
  public void ask(String question, Closing.Then then) {
    List<String> answers =
        List.of(Texts.get("closing.save"), Texts.get("closing.discard"), Texts.get("closing.stay"));
    EventQueue.invokeLater(
        () ->
            window.show(
                owner.get(),
                question,
                answers,
                n -> {
                  switch (n) {
                    case 0 -> closing.save(then);
                    case 1 -> closing.discard(then);
                    default -> closing.stay();
                  }
                }));
  }

  @Override
  public void save() {
    EventQueue.invokeLater(() -> commands.accept("Save Segments..."));
  }

  @Override
  public void go(Closing.Then then) {
    EventQueue.invokeLater(
        () -> {
          if (then == Closing.Then.QUIT && IJ.getInstance() != null) {
            IJ.getInstance().quit();
          } else {
            commands.accept("Close"); // as a person does, on a thread of ImageJ's
          }
        });
  }
}
