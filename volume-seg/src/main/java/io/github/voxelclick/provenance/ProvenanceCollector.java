package io.github.voxelclick.provenance;

import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionStory;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SegmentDetails.Tracking;
import io.github.voxelclick.volume.Volume;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Works out of a session's story what is told beside a saved mask. What the story does not tell is
 * left out: the model's mask of a slice when several answers can no longer be told apart, and the
 * moment of an answer that belongs to the step of its prompt. Not thread-safe.
 */
public final class ProvenanceCollector {
  private final SessionStory story;
  private final String fingerprint;
  private final UsedModels models;
  private final Map<Integer, SegmentAccount> accounts = new HashMap<>();

  private ProvenanceCollector(SessionStory story) {
    this.story = story;
    this.fingerprint = story.fingerprint();
    this.models = new UsedModels(story.openings());
  }

  /** Goes over the whole story once; takes as long as opening the session. */
  public static ProvenanceCollector of(SessionStory story) {
    ProvenanceCollector collector = new ProvenanceCollector(story);
    story.forEachStep(collector::see);
    for (SessionStory.TakenBack step : story.takenBack()) {
      if (story.state().find(step.segment()).isPresent()) {
        collector.account(step.segment()).see(step);
      }
    }
    return collector;
  }

  /**
   * Who saves.
   *
   * @param software the program
   * @param saved when
   * @param reader name of the person, only if that person has set one
   * @param runtime what the program runs on
   */
  public record Saving(
      ProvenanceFile.Software software,
      Instant saved,
      Optional<String> reader,
      ProvenanceFile.Platform runtime) {}

  /**
   * A segment as it was saved.
   *
   * @param number in the session
   * @param segment in the file: number, label, code and, where the file has one, identity
   * @param mask on the grid of the session's volume
   */
  public record Saved(int number, Segment segment, Mask mask) {}

  private void see(SessionStory.Step step) {
    Action action = step.action();
    for (SegmentState after : step.after().segments()) {
      Optional<SegmentState> before = step.before().find(after.number());
      if (before.isEmpty()) {
        accounts.put(
            after.number(),
            action.kind() == ActionKind.LOAD
                ? SegmentAccount.loaded(action, after.segment())
                : new SegmentAccount(action));
      } else if (isOther(before.get(), after) || action.segment() == after.number()) {
        account(after.number()).see(step, before.get(), after, models.at(action.id()));
      }
    }
    if (action.kind() == ActionKind.COMBINE) {
      combined(action);
    }
    if (action.kind() == ActionKind.REMOVE_SEGMENT) {
      accounts.remove(action.segment());
    }
  }

  /** Versions are told apart by identity: what a step left alone is the same object. */
  private static boolean isOther(Object a, Object b) {
    return a != b;
  }

  private void combined(Action action) {
    try {
      int other = Integer.parseInt(action.details().getOrDefault("other", ""));
      account(action.segment()).combinedWith(account(other));
    } catch (NumberFormatException e) {
      return; // only our own entries get here, and they have it
    }
  }

  private SegmentAccount account(int number) {
    return accounts.computeIfAbsent(number, n -> new SegmentAccount());
  }

  /**
   * How a segment came about.
   *
   * @param number in the session
   * @throws IllegalArgumentException when there is none
   */
  public SegmentMaking making(int number) {
    SegmentState state = story.state().segment(number);
    SegmentAccount account = account(number);
    int confirmed = 0;
    int unconfirmed = 0;
    for (SliceState slice : state.slices().values()) {
      boolean carried =
          slice.origin().equals(Optional.of(SliceOrigin.CARRIED))
              || slice.origin().equals(Optional.of(SliceOrigin.INTERPOLATED));
      confirmed += slice.confirmed() ? 1 : 0;
      unconfirmed += carried && !slice.confirmed() ? 1 : 0;
    }
    List<ProvenanceFile.Model> known = models.list();
    return new SegmentMaking(
        algorithm(account),
        account.isLearned()
            ? account.lastModel().stream().mapToObj(known::get).findFirst()
            : Optional.empty(),
        account.interactions(),
        confirmed,
        unconfirmed,
        account.loaded());
  }

  /**
   * A loaded segment is what its file says until a voxel changes. From then on it is manual only if
   * it was drawn by hand before and after.
   */
  private static Segment.Algorithm algorithm(SegmentAccount account) {
    boolean byHand = !account.isLearned() && !account.isCalculated();
    Segment.Algorithm brought =
        account.loaded().map(Segment::algorithm).orElse(Segment.Algorithm.MANUAL);
    if (account.loaded().isPresent() && !account.isChanged()) {
      return brought;
    }
    return byHand && brought == Segment.Algorithm.MANUAL
        ? Segment.Algorithm.MANUAL
        : Segment.Algorithm.SEMIAUTOMATIC;
  }

  /**
   * The identity that stays with a segment over all saves of its session: what the segment brings,
   * else a UID worked out of the image's fingerprint and the moment at which the segment, or for
   * the first one the session, was begun. Two sessions on one image have different ones, the same
   * session reopened has the same.
   *
   * <p>The UID has the root 2.25 (PS3.5 B.2) and a UUID made of a hash, which RFC 9562 calls
   * version 8.
   *
   * @param number in the session
   * @return empty when the segment brings none and the session was recorded nowhere, so that its
   *     beginning is not known
   */
  public Optional<Tracking> tracking(int number) {
    Optional<Tracking> brought = story.state().segment(number).segment().details().tracking();
    if (brought.isPresent()) {
      return brought;
    }
    SegmentAccount account = account(number);
    Optional<Instant> begun =
        account
            .added()
            .or(() -> story.openings().stream().findFirst().map(SessionStory.Opening::at));
    return begun.map(
        at -> {
          byte[] hash =
              sha256(
                  "voxelclick segment\n"
                      + fingerprint
                      + "\n"
                      + number
                      + "\n"
                      + account.since()
                      + "\n"
                      + at);
          return new Tracking("Segment " + number + " " + hex(hash), "2.25." + uuid(hash));
        });
  }

  private static String hex(byte[] hash) {
    return String.format(Locale.ROOT, "%08x", ByteBuffer.wrap(hash).getInt());
  }

  private static BigInteger uuid(byte[] hash) {
    byte[] bytes = Arrays.copyOf(hash, 16);
    bytes[6] = (byte) ((bytes[6] & 0x0F) | 0x80);
    bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
    return new BigInteger(1, bytes);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * What lies beside the saved mask.
   *
   * @param saving who saves, and when
   * @param saved the segments of the mask
   * @throws IllegalArgumentException when one is not of the session
   */
  public ProvenanceFile file(Saving saving, List<Saved> saved) {
    Volume volume = story.volume();
    double[] spacing = volume.geometry().spacingMm();
    return new ProvenanceFile(
        saving.software(),
        saving.saved(),
        saving.reader(),
        saving.runtime(),
        new ProvenanceFile.ScannedVolume(
            fingerprint,
            Optional.of(volume.modality()).filter(m -> !m.isBlank()),
            volume.size(),
            List.of(spacing[0], spacing[1], spacing[2])),
        models.list(),
        saved.stream().map(this::segment).toList(),
        story.entries().map(e -> RecordedEntries.ofPacked(e.bytes())));
  }

  private SegmentProvenance segment(Saved saved) {
    SegmentState state = story.state().segment(saved.number());
    SegmentAccount account = account(saved.number());
    Optional<Tracking> tracking = saved.segment().details().tracking();
    return new SegmentProvenance(
        saved.segment().number(),
        saved.segment().label(),
        Optional.of(saved.segment().type()),
        tracking.map(Tracking::uid),
        tracking.map(Tracking::id),
        saved.mask().count(),
        saved.mask().millilitres(story.volume().geometry()),
        MaskHash.of(saved.mask()),
        account.seconds(),
        account.began(),
        account.ended(),
        account.interactions(),
        account.slices(state, saved.mask()),
        account.rejected());
  }
}
