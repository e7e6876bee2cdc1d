package io.github.voxelclick.report;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Effort and corrections by calendar week or month, in UTC.
 *
 * @param periods in which anything was done, ascending
 * @param interactions trend of the median of interactions a segment, per week or month
 * @param corrected trend of the corrected share of seen slices, likewise
 */
public record Drift(List<Period> periods, Optional<Trend> interactions, Optional<Trend> corrected) {
  /** Up to here weeks are told apart, beyond months. */
  private static final Duration MOST_WEEKS = Duration.ofDays(26 * 7);

  private static final LocalDate A_MONDAY = LocalDate.of(1970, 1, 5);

  /** Weeks, from Monday, or months. */
  public enum Unit {
    /** From Monday to Sunday. */
    WEEK,
    /** Of the calendar. */
    MONTH;

    /** Weeks where all segments were done within half a year, otherwise months. */
    static Unit of(List<CaseSegment> segments) {
      Instant first =
          segments.stream().map(CaseSegment::done).min(Instant::compareTo).orElse(Instant.EPOCH);
      Instant last = segments.stream().map(CaseSegment::done).max(Instant::compareTo).orElse(first);
      return Duration.between(first, last).compareTo(MOST_WEEKS) <= 0 ? WEEK : MONTH;
    }

    LocalDate start(Instant time) {
      LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
      return this == WEEK
          ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
          : day.withDayOfMonth(1);
    }

    /** Weeks or months since a fixed one, so that gaps count as time. */
    int number(LocalDate start) {
      long number =
          this == WEEK
              ? ChronoUnit.WEEKS.between(A_MONDAY, start)
              : ChronoUnit.MONTHS.between(A_MONDAY.withDayOfMonth(1), start);
      return Math.toIntExact(number);
    }
  }

  /**
   * A week or month.
   *
   * @param start its first day, UTC
   * @param number weeks or months since January 1970
   * @param segments that were worked on
   * @param interactions median a segment; empty where none was worked on
   * @param seen slices made by models and seen by a person
   * @param corrected those with a Dice below 0.95
   */
  public record Period(
      LocalDate start,
      int number,
      int segments,
      OptionalDouble interactions,
      long seen,
      long corrected) {
    /** Corrected by seen, 0 to 1; empty where none was seen. */
    public OptionalDouble correctedShare() {
      return SliceRates.share(corrected, seen);
    }
  }

  /** Takes the list as it is at this moment. */
  public Drift {
    periods = List.copyOf(periods);
  }

  /** A period while it is filled. */
  private static final class Filling {
    private final List<Double> interactions = new ArrayList<>();
    private long seen;
    private long corrected;
  }

  /**
   * Of segments.
   *
   * @param segments whose interactions count
   * @param slices whose corrections count, with the segment they are of
   */
  static Drift of(Unit unit, List<CaseSegment> segments, List<GroupContent.Slice> slices) {
    Map<LocalDate, Filling> fillings = new TreeMap<>();
    Function<Instant, Filling> at =
        time -> fillings.computeIfAbsent(unit.start(time), s -> new Filling());
    for (CaseSegment segment : segments) {
      if (segment.isWorked()) {
        at.apply(segment.done()).interactions.add((double) segment.interactions().all());
      }
    }
    for (GroupContent.Slice slice : slices) {
      if (slice.made().seen() && slice.made().isModel()) {
        Filling filling = at.apply(slice.segment().done());
        filling.seen++;
        filling.corrected += slice.made().isCorrected() ? 1 : 0;
      }
    }
    List<Period> periods = new ArrayList<>();
    fillings.forEach((start, filling) -> periods.add(period(unit, start, filling)));
    return new Drift(
        periods, trend(periods, Period::interactions), trend(periods, Period::correctedShare));
  }

  private static Period period(Unit unit, LocalDate start, Filling filling) {
    double[] interactions = filling.interactions.stream().mapToDouble(v -> v).toArray();
    return new Period(
        start,
        unit.number(start),
        interactions.length,
        interactions.length == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(Spread.median(interactions)),
        filling.seen,
        filling.corrected);
  }

  private static Optional<Trend> trend(
      List<Period> periods, Function<Period, OptionalDouble> value) {
    List<Period> known = periods.stream().filter(p -> value.apply(p).isPresent()).toList();
    return Trend.of(
        known.stream().mapToDouble(Period::number).toArray(),
        known.stream().mapToDouble(p -> value.apply(p).getAsDouble()).toArray());
  }
}
