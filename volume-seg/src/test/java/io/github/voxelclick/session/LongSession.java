package io.github.voxelclick.session;

import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A program that works on a recorded session for long and prints what that cost, one figure a line.
 * Arguments: an empty folder, how many actions, how many slices.
 */
final class LongSession {
  private static final int SIDE = 512;
  private static final long SEED = 11;

  private final JournalFolder folder;
  private final Volume volume;
  private final int actions;
  private final SegmentationModel model = new DiscModel(SessionPropertyTest.profile());

  private LongSession(Path folder, int actions, int slices) throws VolumeException {
    this.folder = JournalFolder.prepare(Optional.of(folder), "Linux", Map.of(), folder);
    this.actions = actions;
    this.volume =
        TestVolumes.volume(
            new GridSize(SIDE, SIDE, slices),
            new VoxelData.S16(new short[slices][SIDE * SIDE]),
            new Rescale(1, 0),
            "MR");
  }

  public static void main(String[] arguments) throws Exception {
    new LongSession(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
        .run();
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError(otherwise);
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  static double usedMegabytes() throws InterruptedException {
    for (int n = 0; n < 3; n++) {
      System.gc();
      Thread.sleep(50);
    }
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
  }

  private RecordedSession open() throws VolumeException {
    return RecordedSession.open(
        folder,
        volume,
        model,
        new MaskCopyPropagator(),
        SessionOptions.defaults(),
        RandomActions.segment(1, "structure 1"));
  }

  private static List<Mask> masks(SegmentationSession session) {
    return session.state().segments().stream().map(SegmentState::mask).toList();
  }

  private void run() throws Exception {
    long hashing = System.nanoTime();
    Path file = folder.file(VolumeFingerprint.of(volume));
    say("fingerprint of the volume: %.0f ms", since(hashing));
    List<Mask> without = withoutJournal();
    withJournal(file, without);
    reopen("reopened", file);
    compact(file);
    reopen("reopened after compacting", file);
  }

  private List<Mask> withoutJournal() throws Exception {
    double before = usedMegabytes();
    SegmentationSession session =
        new SegmentationSession(
            volume,
            model,
            new MaskCopyPropagator(),
            SessionOptions.defaults(),
            RandomActions.segment(1, "structure 1"));
    say("%s without a journal: %s", "action", spread(new Workday(session, actions, SEED).work()));
    say(
        "heap held by the session, %d steps: %.0f MB",
        session.history().size(), usedMegabytes() - before);
    backAndForth("without a journal", session);
    return masks(session);
  }

  private void withJournal(Path file, List<Mask> expected) throws Exception {
    try (RecordedSession recorded = open()) {
      SegmentationSession session = recorded.session();
      say("action with a journal: %s", spread(new Workday(session, actions, SEED).work()));
      check(masks(session).equals(expected), "other masks than without a journal");
      say("journal of %d actions: %.1f MB", actions, Files.size(file) / 1e6);
      backAndForth("with a journal", session);
    }
  }

  /** Undoes and repeats the last steps. */
  private static void backAndForth(String how, SegmentationSession session) throws Exception {
    List<Mask> masks = masks(session);
    int steps = Math.min(1000, session.history().size());
    double[] back = new double[steps];
    double[] forth = new double[steps];
    for (int n = 0; n < steps; n++) {
      long start = System.nanoTime();
      check(session.undo(), "nothing to undo");
      back[n] = since(start);
    }
    for (int n = 0; n < steps; n++) {
      long start = System.nanoTime();
      check(session.redo(), "nothing to redo");
      forth[n] = since(start);
    }
    check(masks(session).equals(masks), "other masks after undo and redo");
    say("%d undos %s: %s", steps, how, spread(back));
    say("%d redos %s: %s", steps, how, spread(forth));
  }

  private void reopen(String how, Path file) throws Exception {
    double before = usedMegabytes();
    double[] millis = new double[3];
    for (int n = 0; n < millis.length; n++) {
      long start = System.nanoTime();
      try (RecordedSession session = open()) {
        millis[n] = since(start);
        check(session.isReopened() && session.warnings().isEmpty(), "not reopened");
        if (n == millis.length - 1) {
          say(
              "%s, %.1f MB: first %.0f ms, then %.0f ms; heap held %.0f MB",
              how, Files.size(file) / 1e6, millis[0], millis[n], usedMegabytes() - before);
        }
      }
    }
  }

  private void compact(Path file) throws Exception {
    List<SegmentState> before;
    List<Action> history;
    try (RecordedSession recorded = open()) {
      before = recorded.session().state().segments();
      history = recorded.session().history();
      long start = System.nanoTime();
      boolean done = recorded.compact();
      say("compacted: %s, %.0f ms, %.1f MB", done, since(start), Files.size(file) / 1e6);
    }
    try (RecordedSession again = open()) {
      check(again.session().state().segments().equals(before), "another state");
      check(again.session().history().equals(history), "another history");
    }
  }

  static String spread(double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    double sum = Arrays.stream(sorted).sum();
    return String.format(
        Locale.ROOT,
        "mean %.2f ms, 95%% %.2f ms, longest %.1f ms, %.1f s in all",
        sum / sorted.length,
        sorted[Math.min(sorted.length - 1, sorted.length * 95 / 100)],
        sorted[sorted.length - 1],
        sum / 1000);
  }
}
