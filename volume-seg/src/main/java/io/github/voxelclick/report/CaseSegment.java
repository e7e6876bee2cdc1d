package io.github.voxelclick.report;

import io.github.voxelclick.provenance.Interactions;
import io.github.voxelclick.provenance.ModelUse;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.SegmentProvenance;
import io.github.voxelclick.provenance.SliceProvenance;
import io.github.voxelclick.volume.CodedConcept;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What counts of one saved segment. Immutable.
 *
 * @param fingerprint of the volume
 * @param reader who did the work; empty where not named
 * @param number of the segment
 * @param label as typed
 * @param structure by which equal structures are known
 * @param structureName what people call it
 * @param maker the model that made most of its slices, or who else made it
 * @param saved when the file was saved
 * @param done when the work ended, or else when it was saved
 * @param interactions all that was done
 * @param seconds of work
 * @param rejected results of models
 * @param millilitres of the saved mask
 * @param slices those listed
 * @param seen those that a person confirmed or worked on
 * @param confirmed those that a person called right
 * @param made those on which a model or the interpolation had a say
 */
record CaseSegment(
    String fingerprint,
    String reader,
    int number,
    String label,
    String structure,
    String structureName,
    Maker maker,
    Instant saved,
    Instant done,
    Interactions interactions,
    double seconds,
    int rejected,
    double millilitres,
    int slices,
    int seen,
    int confirmed,
    List<MadeSlice> made) {

  CaseSegment {
    made = List.copyOf(made);
  }

  static CaseSegment of(ProvenanceFile file, SegmentProvenance segment) {
    List<Maker> models = file.models().stream().map(Maker::of).toList();
    List<MadeSlice> made = new ArrayList<>();
    for (SliceProvenance slice : segment.slices()) {
      Optional<ModelUse> use = slice.model();
      if (use.isPresent()) {
        made.add(MadeSlice.of(slice, use.get(), maker(use.get(), models)));
      }
    }
    return new CaseSegment(
        file.volume().fingerprint(),
        file.reader().orElse(""),
        segment.number(),
        segment.label(),
        structure(segment),
        coded(segment).map(CodedConcept::meaning).orElseGet(() -> segment.label().strip()),
        mainMaker(segment, made, models),
        file.saved(),
        segment.ended().orElse(file.saved()),
        segment.interactions(),
        segment.seconds(),
        segment.rejected(),
        segment.volumeMl(),
        segment.slices().size(),
        (int) segment.slices().stream().filter(MadeSlice::isSeen).count(),
        (int) segment.slices().stream().filter(SliceProvenance::confirmed).count(),
        made);
  }

  private static Maker maker(ModelUse use, List<Maker> models) {
    return use.by() == ModelUse.By.INTERPOLATION || use.place().isEmpty()
        ? Maker.INTERPOLATION
        : models.get(use.place().getAsInt());
  }

  /**
   * The model that made most slices, the first by name of several; the interpolation where no model
   * made any. Where no slice shows it, but a model must have answered, it is the document's only
   * model.
   */
  private static Maker mainMaker(
      SegmentProvenance segment, List<MadeSlice> made, List<Maker> models) {
    Map<Maker, Integer> slices = new TreeMap<>();
    made.stream()
        .filter(MadeSlice::isModel)
        .forEach(slice -> slices.merge(slice.maker(), 1, Integer::sum));
    Optional<Maker> main = Optional.empty();
    int most = 0;
    for (Map.Entry<Maker, Integer> entry : slices.entrySet()) {
      if (entry.getValue() > most) {
        main = Optional.of(entry.getKey());
        most = entry.getValue();
      }
    }
    if (main.isPresent()) {
      return main.get();
    }
    if (results(segment.interactions(), segment.rejected()) > 0 && models.size() == 1) {
      return models.get(0);
    }
    return made.isEmpty() ? Maker.NONE : Maker.INTERPOLATION;
  }

  private static long results(Interactions i, int rejected) {
    return i.clicks() + i.boxes() + i.scribbles() + i.propagations() + rejected;
  }

  /** Results of models: one for every prompt and propagation that stands, and the rejected. */
  long results() {
    return results(interactions, rejected);
  }

  /** Whether anything was done to it; a segment that was only read and saved again was not. */
  boolean isWorked() {
    return interactions.all() > 0;
  }

  /** "Tissue" is what unnamed segments are coded as, and says nothing. */
  private static Optional<CodedConcept> coded(SegmentProvenance segment) {
    return segment
        .code()
        .filter(
            code ->
                !code.value().equals(CodedConcept.TISSUE.value())
                    || !code.scheme().equals(CodedConcept.TISSUE.scheme()));
  }

  private static String structure(SegmentProvenance segment) {
    return coded(segment)
        .map(code -> "code " + code.scheme() + ' ' + code.value())
        .orElseGet(() -> "label " + folded(segment.label()));
  }

  /** Labels that differ by case, spaces or the form of accents alone are one. */
  static String folded(String label) {
    return Normalizer.normalize(label, Normalizer.Form.NFC)
        .strip()
        .replaceAll("\\s+", " ")
        .toLowerCase(Locale.ROOT);
  }
}
