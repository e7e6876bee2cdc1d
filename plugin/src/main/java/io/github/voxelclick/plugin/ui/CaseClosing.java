package io.github.voxelclick.plugin.ui;

import ij.IJ;
import ij.ImageJ;
import io.github.voxelclick.plugin.task.EditQueue;
import io.github.voxelclick.plugin.task.SavedMasks;
import io.github.voxelclick.plugin.task.WorkingSession;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.JournalException;
import java.awt.EventQueue;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The closing of one image, from the question whether it may be closed to the end of its session:
 * the image and its windows as far as {@link Closing} needs them, and what ImageJ's quitting asks
 * of all images. Thread-safe, where nothing else is said.
 */
final class CaseClosing implements Closing.Case {
  private final Workbench workbench;
  private final WorkingSession work;
  private final EditQueue edits;
  private final Supplier<Window> owner;
  private final Consumer<String> commands;
  private final SavedMasks saved = new SavedMasks();
  private final List<String> saving = new ArrayList<>();
  private final QuestionWindow window = new QuestionWindow();
  private final Closing closing = new Closing(this);
  private Optional<Runnable> afterwards = Optional.empty();

  /**
   * For one image.
   *
   * @param workbench knows the other open images
   * @param work closed with the image
   * @param edits closed with the image
   * @param owner of dialogs
   * @param commands runs commands of ImageJ's menu on the image
   */
  CaseClosing(
      Workbench workbench,
      WorkingSession work,
      EditQueue edits,
      Supplier<Window> owner,
      Consumer<String> commands) {
    this.workbench = workbench;
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

  /**
   * Whether the image may be closed now. When ImageJ quits it closes one image after another, and
   * those that it has closed are of no use when a later one stays: so all are asked before the
   * first is closed.
   */
  boolean mayClose() {
    return closing.mayClose()
        && (!isQuitting()
            || workbench.all().stream()
                .map(SegmentationController::closing)
                .filter(other -> other != this)
                .allMatch(other -> other.closing.mayClose()));
  }

  /** Closes the image, and has {@link #over} do something. On the event thread. */
  void close(Runnable then) {
    afterwards = Optional.of(then);
    commands.accept("Close");
  }

  /** The image is closed: its session ends once all edits are entered. On the event thread. */
  void closed() {
    workbench.closing();
    edits.close(this::closeWork); // the disk may be slow, or the journal just being written anew
    window.dispose();
  }

  private void closeWork() {
    try {
      work.close();
    } catch (JournalException e) {
      Messages.failure(e);
    } finally {
      workbench.closed();
    }
  }

  /** All else of the image has ended, too. On the event thread. */
  void over() {
    afterwards.ifPresent(Runnable::run);
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
