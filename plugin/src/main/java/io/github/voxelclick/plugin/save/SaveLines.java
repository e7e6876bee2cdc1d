package io.github.voxelclick.plugin.save;

import io.github.voxelclick.plugin.macro.MacroCommand;
import io.github.voxelclick.plugin.macro.MacroLine;
import io.github.voxelclick.plugin.macro.MacroOptions;
import io.github.voxelclick.plugin.save.SaveSubject.Candidate;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Segment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is to be saved as a macro line, and back. Stateless. */
public final class SaveLines {
  private SaveLines() {}

  /** The line that saves the same; files are replaced only where a person allowed it. */
  public static MacroLine write(SaveRequest request) {
    MacroLine line = MacroLine.of(MacroCommand.SAVE_SEGMENTS);
    if (request.file().isPresent()) {
      line = line.with("path", request.file().get().toAbsolutePath());
    }
    line =
        line.with("format", request.target().key())
            .with(
                "segments",
                request.segments().stream()
                    .map(n -> Integer.toString(n))
                    .collect(Collectors.joining(" ")));
    if (request.reference().isPresent()) {
      line = line.with("reference", request.reference().get().toAbsolutePath());
    }
    if (request.reader().isPresent()) {
      line = line.with("reader", request.reader().get());
    }
    boolean file = request.file().isPresent();
    return line.withFlag("no_provenance", file && !request.provenance())
        .withFlag("overwrite", file && request.mayReplace());
  }

  /**
   * Files are replaced only where a line says {@code overwrite}.
   *
   * @param replaced names of those that would be
   * @throws JobException when there are any, and it does not
   */
  public static void requireMayReplace(MacroOptions options, List<String> replaced)
      throws JobException {
    if (!replaced.isEmpty() && !options.flag("overwrite")) {
      throw options.failed(
          String.join(", ", replaced)
              + " would be replaced. Add the option overwrite, or choose another name.");
    }
  }

  /**
   * What a line asks to save. Without a list, all segments that have a voxel; without a format,
   * that of the name.
   *
   * @throws JobException when it cannot be done so, with the sentence that the dialog would show
   */
  public static SaveRequest read(MacroOptions options, SaveSubject subject) throws JobException {
    SaveTarget target = target(options);
    SaveChoice choice =
        new SaveChoice(
            segments(options, subject),
            target,
            target.file().isPresent() ? options.path("path").toString() : "",
            options.text("reference").orElse(""),
            options.text("reader").isPresent(),
            options.text("reader").orElse(""),
            !options.flag("no_provenance"));
    SavePlan plan = SavePlan.of(subject, choice, Texts.current());
    if (!plan.problems().isEmpty()) {
      throw options.failed(plan.problems().get(0));
    }
    requireMayReplace(options, plan.replaced());
    return plan.request(options.flag("overwrite")).orElseThrow();
  }

  private static SaveTarget target(MacroOptions options) throws JobException {
    Optional<String> format = options.text("format").map(String::strip);
    if (format.isEmpty()) {
      MaskFileFormat byName = MaskFileFormat.ofName(options.path("path"));
      return byName == MaskFileFormat.NIFTI ? SaveTarget.NIFTI : SaveTarget.SEG;
    }
    for (SaveTarget target : SaveTarget.values()) {
      if (target.key().equals(format.get().toLowerCase(Locale.ROOT))) {
        return target;
      }
    }
    throw options.failed(
        "format is \""
            + format.get()
            + "\", expected seg, rtstruct, nifti, label_image, roi_manager or results. Correct"
            + " it.");
  }

  private static Set<Integer> segments(MacroOptions options, SaveSubject subject)
      throws JobException {
    Set<Integer> numbers = new TreeSet<>();
    if (options.text("segments").isEmpty()) {
      subject.segments().stream()
          .filter(s -> !s.isEmpty())
          .map(Candidate::number)
          .forEach(numbers::add);
      return numbers;
    }
    for (String word : options.required("segments").strip().split("[\\s,]+", -1)) {
      Optional<Candidate> segment =
          subject.segments().stream()
              .filter(s -> Integer.toString(s.number()).equals(word))
              .findFirst();
      if (segment.isEmpty()) {
        throw options.failed(
            "there is no segment \""
                + word
                + "\"; expected numbers up to "
                + Segment.MAX_NUMBER
                + " as the panel lists them, as in segments=[1 2]. Correct it.");
      }
      if (segment.get().isEmpty()) {
        throw options.failed("segment " + word + " holds no voxels. Leave it out of segments.");
      }
      numbers.add(segment.get().number());
    }
    return numbers;
  }
}
