package io.github.voxelclick.plugin.save;

import java.util.Optional;

/** Keeps what was chosen last from one dialog to the next. Used on the event thread. */
public interface SaveMemory {
  /** What was kept under a key. */
  Optional<String> get(String key);

  /** Keeps something; of the folder, that is a path of the user's own. */
  void put(String key, String value);

  /** A memory that forgets at once. */
  static SaveMemory none() {
    return new SaveMemory() {
      @Override
      public Optional<String> get(String key) {
        return Optional.empty();
      }

      @Override
      public void put(String key, String value) {}
    };
  }
}
