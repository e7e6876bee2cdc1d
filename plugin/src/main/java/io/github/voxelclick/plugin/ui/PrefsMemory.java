package io.github.voxelclick.plugin.ui;

import ij.Prefs;
import io.github.voxelclick.plugin.browser.RecentPlaces;
import io.github.voxelclick.plugin.save.SaveMemory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What dialogs remember, among ImageJ's settings. Stateless. */
final class PrefsMemory implements SaveMemory, RecentPlaces {
  private static final String SAVE = "voxelclick.save.";
  private static final String PLACE = "voxelclick.recent.";
  private static final int PLACES = 8;

  @Override
  public Optional<String> get(String key) {
    return Optional.of(Prefs.get(SAVE + key, "")).filter(text -> !text.isEmpty());
  }

  @Override
  public void put(String key, String value) {
    Prefs.set(SAVE + key, value);
  }

  @Override
  public List<Path> list() {
    List<Path> places = new ArrayList<>();
    for (int n = 0; n < PLACES; n++) {
      String text = Prefs.get(PLACE + n, "");
      try {
        if (!text.isEmpty()) {
          places.add(Path.of(text));
        }
      } catch (InvalidPathException e) {
        Prefs.set(PLACE + n, ""); // written by another system
      }
    }
    return places;
  }

  @Override
  public void add(Path place) {
    List<Path> places = new ArrayList<>(list());
    places.remove(place);
    places.add(0, place);
    for (int n = 0; n < PLACES; n++) {
      Prefs.set(PLACE + n, n < places.size() ? places.get(n).toString() : "");
    }
  }
}
