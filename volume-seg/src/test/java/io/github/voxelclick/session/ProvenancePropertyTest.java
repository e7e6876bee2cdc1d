package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.provenance.Interactions;
import io.github.voxelclick.provenance.ModelUse;
import io.github.voxelclick.provenance.ProvenanceCollector;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.SegmentProvenance;
import io.github.voxelclick.provenance.SliceProvenance;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Provenance of long random sessions against one that is worked out of snapshots: every state is
 * kept whole, and each question is answered by looking through all of them.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProvenancePropertyTest {
  private static final ModelProfile PROFILE = SessionPropertyTest.profile();

  @TempDir Path temp;

  /** An action as it was seen to happen. */
  private record Seen(Action action, SessionState before, SessionState after) {
    Optional<SegmentState> was(int number) {
      return before.find(number);
    }

    Optional<SegmentState> is(int number) {
      return after.find(number);
    }
  }

  static ProvenanceFile file(SegmentationSession session) {
    List<ProvenanceCollector.Saved> saved = new ArrayList<>();
    for (SegmentState s : session.state().segments()) {
      saved.add(new ProvenanceCollector.Saved(s.number(), s.segment(), s.mask()));
    }
    return ProvenanceCollector.of(SessionStory.of(session))
        .file(
            new ProvenanceCollector.Saving(
                new ProvenanceFile.Software("VoxelClick", "test"),
                Instant.parse("2026-11-26T12:00:00Z"),
                Optional.empty(),
                new ProvenanceFile.Platform("17", Optional.empty(), Optional.empty())),
            saved);
  }

  static List<Long> seeds() {
    return SessionPropertyTest.seeds();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void is_what_the_snapshots_say(long seed) throws VolumeException {
    try (RecordedSession recorded =
        RecordedSession.open(
            JournalFolder.prepare(Optional.of(temp), "Linux", Map.of(), temp),
            RandomActions.volume(),
            new PlainModel(PROFILE),
            new MaskCopyPropagator(),
            SessionOptions.defaults(),
            RandomActions.segment(1, "first"))) {
      SegmentationSession session = recorded.session();
      RandomActions random = new RandomActions(seed, session);
      List<Seen> all = new ArrayList<>();
      Set<Long> known = new HashSet<>();
      for (int n = 0; n < 400; n++) {
        SessionState before = session.state();
        random.next();
        List<Action> history = session.history();
        if (!history.isEmpty() && known.add(history.get(history.size() - 1).id())) {
          all.add(new Seen(history.get(history.size() - 1), before, session.state()));
        }
      }
      compare(session, all, "seed " + seed);
      recorded.compact();
      compare(session, all, "seed " + seed + ", compacted");
    }
    try (RecordedSession again =
        RecordedSession.open(
            JournalFolder.prepare(Optional.of(temp), "Linux", Map.of(), temp),
            RandomActions.volume(),
            new PlainModel(PROFILE),
            new MaskCopyPropagator(),
            SessionOptions.defaults(),
            RandomActions.segment(1, "first"))) {
      assertTrue(again.isReopened());
      assertEquals(1, file(again.session()).models().size(), "one model, opened twice");
    }
  }

  private static void compare(SegmentationSession session, List<Seen> all, String name) {
    Set<Long> standing = new HashSet<>();
    session.history().forEach(a -> standing.add(a.id()));
    List<Seen> stand = all.stream().filter(s -> standing.contains(s.action().id())).toList();
    List<Seen> back = all.stream().filter(s -> !standing.contains(s.action().id())).toList();
    ProvenanceFile file = file(session);
    assertEquals(session.state().segments().size(), file.segments().size());
    for (SegmentProvenance found : file.segments()) {
      int number = found.number();
      long since =
          stand.stream()
              .filter(s -> s.action().segment() == number)
              .filter(s -> s.action().kind() == ActionKind.ADD_SEGMENT)
              .mapToLong(s -> s.action().id())
              .max()
              .orElse(0);
      List<Seen> own =
          stand.stream().filter(s -> s.action().id() >= since && s.is(number).isPresent()).toList();
      List<Seen> undone =
          back.stream()
              .filter(s -> s.action().segment() == number && s.action().id() > since)
              .toList();
      assertEquals(interactions(own, undone, number), found.interactions(), name);
      assertEquals(rejected(own, undone, number), found.rejected(), name);
      slices(session.state().segment(number), own, found, name);
    }
  }

  private static Interactions interactions(List<Seen> own, List<Seen> undone, int number) {
    List<Action> a = own.stream().map(Seen::action).filter(x -> x.segment() == number).toList();
    return new Interactions(
        count(a, "ADD_PROMPT", "click", "true"),
        count(a, "ADD_PROMPT", "click", "false"),
        count(a, "ADD_PROMPT", "box", "true"),
        count(a, "ADD_PROMPT", "mask", "true"),
        count(a, "REMOVE_PROMPT"),
        count(a, "MOVE_PROMPT"),
        count(a, "BRUSH") + count(a, "ERASE"),
        count(a, "SMOOTH") + count(a, "GROW"),
        count(a, "PROPAGATE"),
        0,
        count(a, "CONFIRM"),
        undone.size());
  }

  private static int count(List<Action> actions, String kind) {
    return (int) actions.stream().filter(a -> a.kind().name().equals(kind)).count();
  }

  private static int count(List<Action> actions, String kind, String prompt, String positive) {
    return (int)
        actions.stream()
            .filter(a -> a.kind().name().equals(kind))
            .filter(a -> a.details().get("prompt").equals(prompt))
            .filter(a -> a.details().get("positive").equals(positive))
            .count();
  }

  /** Every prompt is answered at once here: one answer when given, all live ones when changed. */
  private static int rejected(List<Seen> own, List<Seen> undone, int number) {
    int rejected =
        (int)
            own.stream()
                .filter(s -> s.action().segment() == number)
                .filter(s -> s.action().kind() == ActionKind.REMOVE_PROMPT)
                .count();
    for (Seen s : undone) {
      rejected +=
          switch (s.action().kind()) {
            case ADD_PROMPT, PROPAGATE -> 1;
            case REMOVE_PROMPT, MOVE_PROMPT -> reanswered(s, number);
            default -> 0;
          };
    }
    return rejected;
  }

  private static int reanswered(Seen s, int number) {
    SegmentState after = s.is(number).orElseThrow();
    SegmentState before = s.was(number).orElseThrow();
    for (SliceState slice : before.slices().values()) {
      Optional<SliceState> now = after.slice(slice.plane());
      if (!now.map(SliceState::prompts).orElse(List.of()).equals(slice.prompts())) {
        return now.map(n -> n.live().size()).orElse(0);
      }
    }
    throw new IllegalStateException("a prompt changed and none did");
  }

  private static void slices(
      SegmentState end, List<Seen> own, SegmentProvenance found, String name) {
    Map<SlicePlane, SliceProvenance> told = new TreeMap<>();
    for (SliceProvenance s : found.slices()) {
      told.put(new SlicePlane(s.axis(), s.index()), s);
    }
    for (SliceState slice : end.slices().values()) {
      SlicePlane plane = slice.plane();
      SliceProvenance s = told.remove(plane);
      if (slice.origin().isEmpty()) {
        assertNull(s, name);
        continue;
      }
      assertEquals(slice.origin().get(), s.origin(), name);
      assertEquals(slice.confirmed(), s.confirmed(), name);
      assertEquals(slice.prompts().size(), s.prompts(), name);
      assertEquals(pixels(end.mask(), plane), s.voxels(), name);
      int edits =
          (int)
              own.stream()
                  .map(Seen::action)
                  .filter(a -> a.segment() == end.number())
                  .filter(a -> a.kind() == ActionKind.BRUSH || a.kind() == ActionKind.ERASE)
                  .filter(a -> a.plane().orElseThrow().equals(plane))
                  .count();
      assertEquals(edits, s.edits(), name);
      model(end, own, plane, s, name);
    }
    assertTrue(told.isEmpty(), name + ": " + told.keySet());
  }

  private static int pixels(Mask mask, SlicePlane plane) {
    int[] count = new int[1];
    mask.slice(plane).forEachSet(n -> count[0]++);
    return count[0];
  }

  private static void model(
      SegmentState end, List<Seen> own, SlicePlane plane, SliceProvenance told, String name) {
    int number = end.number();
    int carried = -1;
    int first = -1;
    for (int n = own.size() - 1; n >= 0; n--) {
      Optional<SliceState> now = own.get(n).is(number).flatMap(s -> s.slice(plane));
      if (now.isEmpty()) {
        break;
      }
      if (carried < 0 && isCarried(own.get(n), number, plane)) {
        carried = n;
      }
    }
    for (int n = own.size() - 1; n >= 0; n--) {
      Optional<SliceState> now = own.get(n).is(number).flatMap(s -> s.slice(plane));
      if (now.isEmpty() || now.get().prompts().isEmpty()) {
        break;
      }
      first = n;
    }
    if (carried < 0 && first < 0) {
      assertTrue(told.model().isEmpty(), name + " " + plane);
      return;
    }
    ModelUse use = told.model().orElseThrow(() -> new AssertionError(name + " " + plane));
    Seen put = own.get(carried >= 0 ? carried : first);
    assertEquals(
        carried >= 0 ? ModelUse.By.PROPAGATION : ModelUse.By.ANSWER, use.by(), name + " " + plane);
    Mask mask = put.is(number).orElseThrow().mask();
    assertEquals(pixels(mask, plane), use.voxels(), name + " " + plane);
    int[] differing = new int[1];
    mask.slice(plane).xor(end.mask().slice(plane)).forEachSet(n -> differing[0]++);
    assertEquals(differing[0], use.differing(), name + " " + plane);
    double confidence = put.is(number).orElseThrow().slice(plane).orElseThrow().confidence();
    assertEquals(confidence, use.confidence().orElseThrow(), name);
    assertEquals(0, use.place().orElseThrow());
  }

  private static boolean isCarried(Seen seen, int number, SlicePlane plane) {
    Action a = seen.action();
    if (a.kind() != ActionKind.PROPAGATE
        || a.segment() != number
        || !plane.axis().name().equals(a.details().get("axis"))
        || plane.index() < Integer.parseInt(a.details().get("first"))
        || plane.index() > Integer.parseInt(a.details().get("last"))) {
      return false;
    }
    SegmentState before = seen.was(number).orElseThrow();
    SegmentState after = seen.is(number).orElseThrow();
    SliceState now = after.slice(plane).orElseThrow();
    return !now.isTouched()
        && (!before.slice(plane).equals(Optional.of(now))
            || !before.mask().slice(plane).equals(after.mask().slice(plane)));
  }
}
