package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.modelstore.InstalledModel;
import io.github.voxelclick.plugin.cli.VerifyReport.Check;
import io.github.voxelclick.plugin.cli.VerifyReport.Outcome;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.Models;
import io.github.voxelclick.provenance.MaskHash;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.SegmentProvenance;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionEntries;
import io.github.voxelclick.session.SessionException;
import io.github.voxelclick.session.SessionReplay;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The part of a verification that runs the model again: is it the same model, does everything that
 * models did come out as recorded, and do the entries end in the saved masks. One use; not
 * thread-safe.
 */
final class RepeatedWork {
  /** So many reasons are told; the rest is counted. */
  private static final int MOST_REASONS = 5;

  private final ProvenanceFile document;
  private final Optional<Volume> volume;
  private final Optional<String> named;
  private final List<Check> checks = new ArrayList<>();

  /**
   * @param volume the image, if it is there and the right one
   * @param named the model as people name it, if they do
   */
  RepeatedWork(ProvenanceFile document, Optional<Volume> volume, Optional<String> named) {
    this.document = document;
    this.volume = volume;
    this.named = named;
  }

  /**
   * Makes the checks. Blocks while the model runs.
   *
   * @throws VolumeException when the model that was named cannot be opened
   */
  List<Check> checks() throws VolumeException {
    Optional<LoadedModel> model = model();
    if (model.isPresent()) {
      try (LoadedModel loaded = model.get()) {
        repeat(loaded);
      }
    }
    return List.copyOf(checks);
  }

  private void add(String part, Outcome outcome, String clause, String advice) {
    checks.add(new Check(part, outcome, clause, advice));
  }

  /** The model to repeat with; empty when it is another or is not here. */
  private Optional<LoadedModel> model() throws VolumeException {
    List<ProvenanceFile.Model> used = document.models();
    if (used.size() > 1) {
      add(
          "model",
          Outcome.UNKNOWN,
          "the session was opened with " + used.size() + " models, of which one can be run at once",
          "Work done with one model only can be verified.");
      return Optional.empty();
    }
    if (used.isEmpty()) {
      add("model", Outcome.UNKNOWN, "the record names no model", "");
      return Optional.empty();
    }
    ProvenanceFile.Model wanted = used.get(0);
    LoadedModel first = LoadedModel.named(named);
    if (first.model().sha256().equals(wanted.sha256())) {
      add(
          "model",
          Outcome.OK,
          "the model is the one that was used, SHA-256 " + wanted.sha256(),
          "");
      return Optional.of(first);
    }
    String found = first.model().sha256();
    first.close();
    return named.isPresent() ? other(wanted, found) : installed(wanted);
  }

  private Optional<LoadedModel> other(ProvenanceFile.Model wanted, String found) {
    add(
        "model",
        Outcome.FAILED,
        "the model is not the one that was used",
        "Its SHA-256 is "
            + found
            + ", that of the one used, "
            + shown(wanted.name())
            + ", "
            + wanted.sha256()
            + ".");
    return Optional.empty();
  }

  private Optional<LoadedModel> installed(ProvenanceFile.Model wanted) throws VolumeException {
    for (InstalledModel candidate : Models.store(Optional.empty()).list()) {
      if (candidate.fault().isEmpty() && holds(candidate, wanted.sha256())) {
        LoadedModel model = LoadedModel.named(Optional.of(candidate.name()));
        if (model.model().sha256().equals(wanted.sha256())) {
          add(
              "model",
              Outcome.OK,
              "the model is installed as " + candidate.name() + ", SHA-256 " + wanted.sha256(),
              "");
          return Optional.of(model);
        }
        model.close();
      }
    }
    add(
        "model",
        Outcome.UNKNOWN,
        "the model that was used, " + shown(wanted.name()) + ", was not given and is not installed",
        "Its SHA-256 is " + wanted.sha256() + ". Give it with --model.");
    return Optional.empty();
  }

  /**
   * Asked of what opens the model: the hash of two graphs, or of weights beside one, is no file's.
   */
  private static boolean holds(InstalledModel model, String sha256) {
    try {
      return ModelCatalog.sha256(model.profile()).equals(sha256);
    } catch (ModelException e) {
      return false; // it cannot be read, so it cannot be repeated with
    }
  }

  /** A model's name may come from anywhere; terminals act on control characters. */
  private static String shown(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }

  private void repeat(LoadedModel model) {
    if (document.entries().isEmpty()) {
      add(
          "work",
          Outcome.UNKNOWN,
          "the record holds no entries of the session, so nothing can be repeated",
          "");
      return;
    }
    if (volume.isEmpty()) {
      return; // told of the image already
    }
    try {
      SessionReplay.Report report =
          SessionReplay.of(
              SessionEntries.of(document.entries().get().packed()),
              volume.get(),
              model.model(),
              ModelCatalog.propagatorFor(model.model()),
              Progress.none());
      compare(report, model.model().sha256());
      end(report.end());
    } catch (SessionException e) {
      add("work", Outcome.FAILED, "the session's entries were changed or damaged", e.getMessage());
    } catch (ModelException e) {
      add("work", Outcome.UNKNOWN, "the model cannot be run here", e.getMessage());
    }
  }

  private void compare(SessionReplay.Report report, String sha256) {
    String done =
        report.answers() + " answers and " + report.propagations() + " propagations were repeated";
    if (!report.models().contains(sha256)) {
      add(
          "work",
          Outcome.FAILED,
          "the session's entries are of another model than the record names",
          "");
    }
    if (!report.differences().isEmpty()) {
      SessionReplay.Difference first = report.differences().get(0);
      add(
          "work",
          Outcome.FAILED,
          done
              + " and "
              + report.differences().size()
              + " came out otherwise, by "
              + report.voxels()
              + " voxels",
          "The first is action "
              + first.action().id()
              + " ("
              + first.action().kind()
              + ") of segment "
              + first.action().segment()
              + ". Another version of the software or its runtime can be the reason; the record"
              + " names those that were used.");
    } else {
      add("work", Outcome.OK, done + " and no voxel differs", "");
    }
    List<String> skipped = report.skipped();
    if (!skipped.isEmpty()) {
      int more = Math.max(0, skipped.size() - MOST_REASONS);
      add(
          "work",
          Outcome.UNKNOWN,
          skipped.size() + " steps of models could not be repeated",
          String.join(" ", skipped.subList(0, skipped.size() - more))
              + (more > 0 ? " And " + more + " more." : ""));
    }
  }

  /** Whether the session ends in what was saved. The file may number the segments anew. */
  private void end(SessionState end) {
    Set<Integer> taken = new HashSet<>();
    for (SegmentProvenance saved : document.segments()) {
      Optional<SegmentState> same =
          end.find(saved.number())
              .filter(s -> matches(s, saved, taken))
              .or(() -> end.segments().stream().filter(s -> matches(s, saved, taken)).findFirst());
      same.ifPresent(s -> taken.add(s.number()));
      add(
          "end",
          same.isPresent() ? Outcome.OK : Outcome.FAILED,
          "the session's entries end "
              + (same.isPresent() ? "in the" : "in another mask than the")
              + " saved mask of segment "
              + saved.number(),
          same.isPresent() ? "" : "Entries are missing, were changed, or are of another session.");
    }
  }

  private static boolean matches(SegmentState state, SegmentProvenance saved, Set<Integer> taken) {
    return !taken.contains(state.number()) && MaskHash.of(state.mask()).equals(saved.maskSha256());
  }
}
