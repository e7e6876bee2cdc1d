package io.github.voxelclick.journal;

import io.github.voxelclick.volume.ReadWarning;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * What was cut off a journal when it was opened. Nothing of it is lost: it is in a file beside.
 *
 * @param bytes how many, above 0
 * @param kept records that are right and stay in the journal
 * @param recordsBehind false for a torn tail, as a crash leaves it: one half-written record, whose
 *     action was never acknowledged; true when what looks like whole records follows the damage, so
 *     acknowledged actions are missing
 * @param file where the bytes are
 */
public record JournalDamage(long bytes, long kept, boolean recordsBehind, Path file) {
  /** Checks that there is something to tell. */
  public JournalDamage {
    Objects.requireNonNull(file, "file");
    if (bytes <= 0 || kept < 0) {
      throw new IllegalArgumentException(bytes + " bytes cut, " + kept + " records kept");
    }
  }

  /** The same in words, for the person at the screen. */
  public ReadWarning warning() {
    String name = String.valueOf(file.getFileName());
    if (recordsBehind) {
      return new ReadWarning(
          "journal-damaged-inside",
          String.format(
              Locale.ROOT,
              "The journal is damaged in the middle. The %,d actions before the damage are back;"
                  + " the later ones, %,d bytes, are not, and are kept in %s. Check the disk, and"
                  + " look at every slice before you go on.",
              kept,
              bytes,
              name));
    }
    return new ReadWarning(
        "journal-torn-tail",
        String.format(
            Locale.ROOT,
            "The journal ended in %,d bytes of a half-written action, as after a power cut. The %,d"
                + " actions before it are back; the bytes are kept in %s. Check whether your last"
                + " action is there.",
            bytes,
            kept,
            name));
  }
}
