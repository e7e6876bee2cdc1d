package io.github.voxelclick.plugin.browser;

import io.github.voxelclick.open.Thumbnail;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.task.JobQueue;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The small pictures of the lines that are in sight, made one after the other; those of lines that
 * are no longer in sight are cancelled. Used on the event thread.
 */
final class Previews {
  /** Pixels along the longer side. */
  static final int SIDE = 160;

  /** So many pictures are kept, each of at most 4 · SIDE² bytes: 30 MiB. */
  private static final int KEPT = 300;

  private final JobQueue queue;
  private final Consumer<CatalogRow> changed;
  private final Map<CatalogRow, JobQueue.Handle> wanted = new HashMap<>();

  /** Empty for those that cannot be made. By age. */
  private final Map<CatalogRow, Optional<Thumbnail>> made =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CatalogRow, Optional<Thumbnail>> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Pictures that a queue makes.
   *
   * @param changed told which line has one now, or has none for good
   */
  Previews(JobQueue queue, Consumer<CatalogRow> changed) {
    this.queue = queue;
    this.changed = changed;
  }

  /** The picture of a line, if it is made by now. */
  Optional<Thumbnail> of(CatalogRow row) {
    return made.getOrDefault(row, Optional.empty());
  }

  /** Says which lines are in sight, the most important first. */
  void inSight(Collection<CatalogRow> rows) {
    Set<CatalogRow> seen = new HashSet<>(rows);
    for (CatalogRow row : new ArrayList<>(wanted.keySet())) {
      if (!seen.contains(row)) {
        wanted.remove(row).cancel();
      }
    }
    for (CatalogRow row : rows) {
      if (row.entry().isPresent() && !made.containsKey(row) && !wanted.containsKey(row)) {
        VolumeEntry entry = row.entry().get();
        wanted.put(row, queue.submit(p -> entry.preview(SIDE, p), new Arrival(row)));
      }
    }
  }

  void clear() {
    inSight(Set.of());
    made.clear();
  }

  private final class Arrival implements LatestJobRunner.Listener<Thumbnail> {
    private final CatalogRow row;

    Arrival(CatalogRow row) {
      this.row = row;
    }

    @Override
    public void progress(int done, int total) {}

    @Override
    public void done(Thumbnail result) {
      put(Optional.of(result));
    }

    /** What is wrong with it is told when it is opened. */
    @Override
    public void failed(Throwable cause) {
      put(Optional.empty());
    }

    @Override
    public void cancelled() {}

    private void put(Optional<Thumbnail> picture) {
      if (wanted.remove(row) != null) {
        made.put(row, picture);
        changed.accept(row);
      }
    }
  }
}
