package io.github.voxelclick.session;

import io.github.voxelclick.volume.Mask;
import java.util.List;

/**
 * How the state of a session came about, as far as undo and redo reach. Immutable.
 *
 * @param base the state before all of it
 * @param done the steps that lead from there to the state, in order
 * @param undone the steps that redo repeats
 * @param notes openings, and steps that were undone and are out of reach, oldest first
 * @param state the state
 */
record Past(
    SessionState base,
    List<History.Step> done,
    List<History.Step> undone,
    List<Action> notes,
    SessionState state) {

  /**
   * The past of a state; neither may change meanwhile.
   *
   * @param nothing a mask without voxels of the session's grid
   */
  static Past of(History history, SessionState state, Mask nothing) {
    List<History.Step> done = history.done();
    SessionState base = state;
    for (int n = done.size() - 1; n >= 0; n--) {
      base = done.get(n).delta().reversed().apply(base, nothing);
    }
    return new Past(base, done, history.undone(), history.notes(), state);
  }
}
