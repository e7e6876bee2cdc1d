package io.github.voxelclick.plugin.browser;

import java.nio.file.Path;
import java.util.List;

/** Remembers files and folders that were looked at, over the end of the program. */
public interface RecentPlaces {
  /** Those remembered, the latest first; some may be gone. */
  List<Path> list();

  /** Remembers one as the latest. */
  void add(Path place);

  /** A memory of nothing. */
  static RecentPlaces none() {
    return new RecentPlaces() {
      @Override
      public List<Path> list() {
        return List.of();
      }

      @Override
      public void add(Path place) {}
    };
  }
}
