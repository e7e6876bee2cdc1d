package io.github.voxelclick.provenance;

import io.github.voxelclick.session.SessionStory;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The models that a session was opened with, each once, and which of them was at work when. */
final class UsedModels {
  private final List<ProvenanceFile.Model> models = new ArrayList<>();
  private final NavigableMap<Long, Integer> placeFrom = new TreeMap<>();

  UsedModels(List<SessionStory.Opening> openings) {
    for (SessionStory.Opening o : openings) {
      if (Limits.isSha256(o.sha256())) {
        placeFrom.put(o.id(), place(o));
      }
    }
  }

  private int place(SessionStory.Opening opening) {
    for (int n = 0; n < models.size(); n++) {
      if (models.get(n).sha256().equals(opening.sha256())) {
        return n;
      }
    }
    models.add(
        new ProvenanceFile.Model(
            orUnknown(opening.model()), opening.sha256(), orUnknown(opening.family())));
    return models.size() - 1;
  }

  private static String orUnknown(String text) {
    return text.isBlank() ? "unknown" : text;
  }

  /** By place. */
  List<ProvenanceFile.Model> list() {
    return List.copyOf(models);
  }

  /** The place of the model that was there when an action was done; empty when none is known. */
  OptionalInt at(long action) {
    var entry = placeFrom.floorEntry(action);
    return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.getValue());
  }
}
