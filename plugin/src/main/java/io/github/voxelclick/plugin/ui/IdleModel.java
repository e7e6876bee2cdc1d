package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.task.LoadedModel;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.Timer;

/**
 * The model of the image that was closed last, kept for the next for a minute, so that a macro that
 * opens and closes images loads it once; then its memory is given back. Thread-safe.
 */
final class IdleModel {
  private static final int KEPT_MS = 60_000;

  private final Consumer<Runnable> closing;
  private final Timer timer = new Timer(KEPT_MS, e -> forget());
  private Optional<Kept> kept = Optional.empty();

  /**
   * A model without an image.
   *
   * @param choice what a person had chosen when it was loaded
   */
  private record Kept(LoadedModel model, String choice) {}

  /**
   * None yet.
   *
   * @param closing runs what closes a model, where that may wait
   */
  IdleModel(Consumer<Runnable> closing) {
    this.closing = closing;
    timer.setRepeats(false);
  }

  /** Keeps a model, in place of the one before. */
  synchronized void keep(LoadedModel model, String choice) {
    forget();
    kept = Optional.of(new Kept(model, choice));
    timer.restart();
  }

  /**
   * The model that is kept, which is the caller's from now on.
   *
   * @param choice what a person has chosen now; another model than that is closed
   */
  synchronized Optional<LoadedModel> take(String choice) {
    Optional<LoadedModel> fitting = kept.filter(k -> k.choice().equals(choice)).map(Kept::model);
    if (fitting.isEmpty()) {
      forget();
    }
    kept = Optional.empty();
    timer.stop();
    return fitting;
  }

  /** Closes the model that is kept, if there is one. */
  synchronized void forget() {
    kept.ifPresent(k -> closing.accept(k.model()::close));
    kept = Optional.empty();
    timer.stop();
  }
}
