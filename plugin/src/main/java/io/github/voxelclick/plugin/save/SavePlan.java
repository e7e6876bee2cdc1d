package io.github.voxelclick.plugin.save;

import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.plugin.save.SaveSubject.Candidate;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.task.MaskFiles;
import io.github.voxelclick.plugin.task.UnconfirmedSlices;
import io.github.voxelclick.plugin.text.Texts;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What will happen if the choice is carried out, and what stands in its way. Looks at the disk but
 * changes nothing. Immutable.
 */
final class SavePlan {
  /** Sentences on unconfirmed slices; the list of segments tells of all. */
  private static final int MOST_TOLD = 4;

  private final SaveSubject subject;
  private final SaveChoice choice;
  private final Texts texts;
  private final List<Candidate> chosen;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> replaced = new ArrayList<>();
  private Optional<Path> file = Optional.empty();
  private Optional<Path> reference = Optional.empty();

  private SavePlan(SaveSubject subject, SaveChoice choice, Texts texts) {
    this.subject = subject;
    this.choice = choice;
    this.texts = texts;
    this.chosen =
        subject.segments().stream()
            .filter(s -> !s.isEmpty() && choice.segments().contains(s.number()))
            .toList();
  }

  /** Works it out; the sentences are in the language of the texts. */
  static SavePlan of(SaveSubject subject, SaveChoice choice, Texts texts) {
    SavePlan plan = new SavePlan(subject, choice, texts);
    plan.lookAtSegments();
    choice.target().file().ifPresent(plan::lookAtFile);
    return plan;
  }

  private void problem(String key, Object... arguments) {
    problems.add(texts.text("save.problem." + key, arguments));
  }

  private void lookAtSegments() {
    if (subject.segments().stream().allMatch(Candidate::isEmpty)) {
      problem("nothing");
    } else if (chosen.isEmpty()) {
      problem("noSegment");
    }
    Optional<SaveSubject.Pair> overlap = subject.overlap(numbers());
    if (overlap.isPresent()) {
      String one = subject.label(overlap.get().first());
      String other = subject.label(overlap.get().second());
      if (choice.target() == SaveTarget.NIFTI) {
        problem("overlap", one, other);
      } else if (choice.target() == SaveTarget.LABEL_IMAGE) {
        warnings.add(texts.text("save.warning.overlap", one, other));
      }
    }
    List<Candidate> open = chosen.stream().filter(s -> s.unconfirmed().count() > 0).toList();
    int told = open.size() > MOST_TOLD ? MOST_TOLD - 1 : open.size();
    for (Candidate s : open.subList(0, told)) {
      UnconfirmedSlices u = s.unconfirmed();
      warnings.add(
          texts.text(
              u.carried() == u.count() ? "save.warning.carried" : "save.warning.unconfirmed",
              u.count(),
              u.slices(),
              s.label()));
    }
    if (told < open.size()) {
      warnings.add(texts.text("save.warning.more", open.size() - told));
    }
  }

  private List<Integer> numbers() {
    return chosen.stream().map(Candidate::number).sorted().toList();
  }

  private void lookAtFile(MaskFileFormat format) {
    if (format == MaskFileFormat.NIFTI && !subject.isEven()) {
      problem("uneven");
    }
    if (format == MaskFileFormat.RTSTRUCT && subject.isDicom() && !subject.hasFrameOfReference()) {
      problem("noFrame");
    }
    if (format.isDicom() && !subject.isDicom()) {
      lookAtReference();
    }
    lookAtPath(format);
    if (choice.named() && choice.reader().isBlank()) {
      problem("noReader");
    } else if (choice.named() && !Producer.isPersonName(choice.reader().strip())) {
      problem("badReader");
    }
  }

  private void lookAtReference() {
    Optional<Path> path = path(choice.reference());
    if (choice.reference().isBlank()) {
      problem("noReference");
    } else if (path.filter(Files::exists).isEmpty()) {
      problem("referenceGone");
    } else {
      reference = path;
    }
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text.strip()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private void lookAtPath(MaskFileFormat format) {
    Optional<Path> typed = path(choice.path());
    if (choice.path().isBlank()) {
      problem("noPath");
      return;
    }
    if (typed.isEmpty() || typed.get().getFileName() == null) {
      problem("badPath");
      return;
    }
    if (Files.isDirectory(typed.get())) {
      problem("isFolder");
      return;
    }
    if (!format.fits(typed.get()) && hasOtherEnding(typed.get())) {
      problem("ending", format.title(), format.ending());
      return;
    }
    Path out = format.fits(typed.get()) ? typed.get() : withEnding(typed.get(), format);
    Path folder = out.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      problem("noFolder");
    } else if (Files.isDirectory(out)) {
      problem("isFolder");
    } else if (!Files.isWritable(folder) || (Files.exists(out) && !Files.isWritable(out))) {
      problem("notWritable");
    } else {
      file = Optional.of(out);
      MaskFiles.replaced(out, format, choice.provenance())
          .forEach(f -> replaced.add(String.valueOf(f.getFileName())));
    }
  }

  private static boolean hasOtherEnding(Path path) {
    for (MaskFileFormat format : MaskFileFormat.values()) {
      if (format.fits(path)) {
        return true;
      }
    }
    return false;
  }

  private static Path withEnding(Path path, MaskFileFormat format) {
    return path.resolveSibling(path.getFileName() + format.ending());
  }

  /** Why it cannot be done so, in sentences; empty when it can. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** What the person should know before, in sentences. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Names of the files that would be replaced. */
  List<String> replaced() {
    return List.copyOf(replaced);
  }

  /** What to ask before files are replaced; only when {@link #replaced} names any. */
  String question() {
    return texts.text("save.question.replace", replaced.size(), String.join("\n", replaced));
  }

  /** What will happen, in a line; empty when something stands in its way. */
  String summary() {
    if (!problems.isEmpty()) {
      return "";
    }
    String segments = texts.text("save.summary.segments", chosen.size());
    return switch (choice.target()) {
      case SEG, RTSTRUCT, NIFTI ->
          texts.text(
              replaced.isEmpty() ? "save.summary.new" : "save.summary.replaces",
              segments,
              choice.target().file().orElseThrow().title(),
              file.orElseThrow().getFileName().toString(),
              String.join(", ", replaced));
      case LABEL_IMAGE ->
          texts.text(
              "save.summary.images",
              segments,
              subject.overlap(numbers()).isPresent() ? chosen.size() : 1);
      case ROI_MANAGER ->
          texts.text(
              "save.summary.rois",
              segments,
              chosen.stream().mapToInt(s -> s.unconfirmed().slices()).sum());
      case RESULTS -> texts.text("save.summary.rows", segments, chosen.size());
    };
  }

  /**
   * The request, if nothing stands in the way.
   *
   * @param mayReplace whether the person has allowed that files are replaced
   */
  Optional<SaveRequest> request(boolean mayReplace) {
    if (!problems.isEmpty() || (!replaced.isEmpty() && !mayReplace)) {
      return Optional.empty();
    }
    boolean written = file.isPresent();
    return Optional.of(
        new SaveRequest(
            numbers(),
            choice.target(),
            file,
            reference,
            written && choice.named() ? Optional.of(choice.reader().strip()) : Optional.empty(),
            written && choice.provenance(),
            mayReplace));
  }
}
