package io.github.voxelclick.report;

import io.github.voxelclick.provenance.ModelUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * All figures of one group; {@code docs/report.md} has the formulas.
 *
 * @param group which
 * @param cases volumes
 * @param segments saved ones, whether anything was done to them or not
 * @param worked those to which anything was done; effort is over these
 * @param slices listed slices of the segments
 * @param seenSlices those that a person confirmed or worked on
 * @param confirmedSlices those that a person called right
 * @param millilitres of all saved masks together
 * @param clicks a worked segment; empty where there is none
 * @param interactions likewise, all kinds and what was undone
 * @param seconds of work, likewise
 * @param whiskers the smallest and the largest interactions within 1.5 times the distance of the
 *     quartiles from them; two numbers, or none for fewer than {@link #FEW} worked segments
 * @param points interactions beyond, ascending; all for fewer than {@link #FEW} worked segments
 * @param results of models
 * @param rejected of these
 * @param models slices that models made, by answers and propagation
 * @param answers slices that began with a model's answer to prompts
 * @param propagations slices to which a model carried masks
 * @param interpolations slices that were interpolated without a model
 * @param calibration of models' confidence, answers and propagation
 * @param propagationCalibration of propagation alone
 * @param drift over time
 */
public record GroupFigures(
    Group group,
    int cases,
    int segments,
    int worked,
    long slices,
    long seenSlices,
    long confirmedSlices,
    double millilitres,
    Optional<Spread> clicks,
    Optional<Spread> interactions,
    Optional<Spread> seconds,
    List<Double> whiskers,
    List<Double> points,
    long results,
    long rejected,
    SliceRates models,
    SliceRates answers,
    SliceRates propagations,
    SliceRates interpolations,
    Calibration calibration,
    Calibration propagationCalibration,
    Drift drift) {

  /** Groups with fewer worked segments are marked as too few to judge. */
  public static final int FEW = 5;

  /** Slices whose mask has a lower Dice to the saved one count as corrected. */
  public static final double CORRECTED_BELOW = MadeSlice.CORRECTED_BELOW;

  /** Whiskers of a box reach so many distances of the quartiles (Tukey). */
  private static final double WHISKERS = 1.5;

  /** Takes lists as they are at this moment. */
  public GroupFigures {
    whiskers = List.copyOf(whiskers);
    points = List.copyOf(points);
  }

  static GroupFigures of(Group group, GroupContent content, Drift.Unit unit) {
    List<CaseSegment> segments = content.segments();
    List<CaseSegment> worked = content.worked();
    double[] all = numbers(worked, s -> s.interactions().all());
    Optional<Spread> interactions = Spread.of(all);
    boolean few = worked.size() < FEW;
    List<Double> within = new ArrayList<>();
    List<Double> points = new ArrayList<>();
    for (double value : Arrays.stream(all).sorted().toArray()) {
      (few || !isWithin(value, interactions.orElseThrow()) ? points : within).add(value);
    }
    return new GroupFigures(
        group,
        content.cases(),
        segments.size(),
        worked.size(),
        segments.stream().mapToLong(CaseSegment::slices).sum(),
        segments.stream().mapToLong(CaseSegment::seen).sum(),
        segments.stream().mapToLong(CaseSegment::confirmed).sum(),
        segments.stream().mapToDouble(CaseSegment::millilitres).sum(),
        Spread.of(numbers(worked, s -> s.interactions().clicks())),
        interactions,
        Spread.of(numbers(worked, CaseSegment::seconds)),
        within.isEmpty() ? List.of() : List.of(within.get(0), within.get(within.size() - 1)),
        points,
        segments.stream().mapToLong(CaseSegment::results).sum(),
        segments.stream().mapToLong(CaseSegment::rejected).sum(),
        rates(content, MadeSlice::isModel),
        rates(content, s -> s.by() == ModelUse.By.ANSWER),
        rates(content, s -> s.by() == ModelUse.By.PROPAGATION),
        rates(content, s -> s.by() == ModelUse.By.INTERPOLATION),
        calibration(content, s -> true),
        calibration(content, s -> s.by() == ModelUse.By.PROPAGATION),
        Drift.of(unit, segments, content.slices()));
  }

  private static boolean isWithin(double value, Spread spread) {
    double reach = WHISKERS * (spread.q3() - spread.q1());
    return value >= spread.q1() - reach && value <= spread.q3() + reach;
  }

  private static double[] numbers(List<CaseSegment> of, ToDoubleFunction<CaseSegment> number) {
    return of.stream().mapToDouble(number).toArray();
  }

  private static List<MadeSlice> slices(GroupContent content, Predicate<MadeSlice> which) {
    return content.slices().stream().map(GroupContent.Slice::made).filter(which).toList();
  }

  private static SliceRates rates(GroupContent content, Predicate<MadeSlice> which) {
    return SliceRates.of(slices(content, which));
  }

  private static Calibration calibration(GroupContent content, Predicate<MadeSlice> which) {
    Predicate<MadeSlice> counted = which.and(Calibration::counts);
    Set<CaseSegment> segments = Collections.newSetFromMap(new IdentityHashMap<>());
    for (GroupContent.Slice slice : content.slices()) {
      if (counted.test(slice.made())) {
        segments.add(slice.segment());
      }
    }
    return Calibration.of(slices(content, counted), segments.size());
  }

  /** Whether there is too little to judge by. */
  public boolean isFew() {
    return worked < FEW;
  }

  /** Rejected results by all results, 0 to 1. */
  public OptionalDouble rejectedShare() {
    return SliceRates.share(rejected, results);
  }

  /** Confirmed slices by all slices, 0 to 1. */
  public OptionalDouble confirmedShare() {
    return SliceRates.share(confirmedSlices, slices);
  }
}
