package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.session.Action;
import java.util.List;
import java.util.Optional;
import javax.swing.AbstractListModel;

/**
 * The steps of a session as lines of a list: the beginning, what was done, what was undone. It
 * keeps the lists that it is given and tells of those lines alone that changed, so that a long
 * history costs a look at each line but no layout of it.
 */
final class HistoryModel extends AbstractListModel<HistoryModel.Line> {
  private transient List<Action> done = List.of();
  private transient List<Action> undone = List.of();

  /**
   * A line.
   *
   * @param action empty for the beginning
   * @param steps how far it is from the current place: below 0 to undo, above 0 to redo
   */
  record Line(Optional<Action> action, int steps) {}

  @Override
  public int getSize() {
    return 1 + done.size() + undone.size();
  }

  /** The line of the current place. */
  int current() {
    return done.size();
  }

  @Override
  public Line getElementAt(int index) {
    return new Line(
        index == 0 ? Optional.empty() : Optional.of(action(index - 1)), index - current());
  }

  private Action action(int n) {
    return n < done.size() ? done.get(n) : undone.get(n - done.size());
  }

  /**
   * Shows another history.
   *
   * @param nextDone the latest last
   * @param nextUndone the next to redo first
   */
  void show(List<Action> nextDone, List<Action> nextUndone) {
    HistoryModel before = new HistoryModel();
    before.done = done;
    before.undone = undone;
    done = nextDone;
    undone = nextUndone;
    int oldSize = before.getSize();
    int newSize = getSize();
    int same = 1; // the beginning
    int both = Math.min(oldSize, newSize);
    while (same < both && isSame(before.action(same - 1), action(same - 1))) {
      same++;
    }
    if (same < oldSize) {
      fireIntervalRemoved(this, same, oldSize - 1);
    }
    if (same < newSize) {
      fireIntervalAdded(this, same, newSize - 1);
    }
    int low = Math.min(before.current(), current());
    int high = Math.min(Math.max(before.current(), current()), newSize - 1);
    if (low != high) {
      fireContentsChanged(this, Math.min(low, high), high); // done became undone, or the reverse
    }
  }

  /** An entry is entered once; what is amended later is not seen here. */
  private static boolean isSame(Action a, Action b) {
    return a.id() == b.id() && a.kind() == b.kind();
  }
}
