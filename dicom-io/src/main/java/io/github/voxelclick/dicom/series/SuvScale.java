package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.DateTimeText;
import io.github.voxelclick.dicom.data.DateTimeText.Moment;
import io.github.voxelclick.volume.PetUnit;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what turns the modality values of a PET series into SUV by body weight, by the
 * vendor-neutral rules of the QIBA FDG-PET/CT profile, from attributes of PS3.3 C.8.9. Where one of
 * them is missing, contradicts another or cannot be true, there is no factor: a wrong SUV looks
 * like a right one.
 */
final class SuvScale {
  /**
   * Radionuclides that live no longer are imaged on the day they were given: the missing date of an
   * administration can be concluded. Of all that live longer, it cannot.
   */
  private static final double SAME_DAY_HALF_LIFE_SECONDS = 2 * 3600;

  /** Longer ago, nothing is left to see, or the times are not those of this scan. */
  private static final int MOST_HALF_LIVES = 10;

  private static final Duration LONGEST_UPTAKE = Duration.ofDays(1);

  /** Less is a dose that was not written in Bq. */
  private static final double LEAST_DOSE_BQ = 1e6;

  private static final double GRAMS_PER_KG = 1000;

  /** More is a weight that was not written in kg. */
  private static final double LARGEST_WEIGHT_KG = 1000;

  /** SUV per Bq/ml or count, far from those of mice and of giants alike. */
  private static final double LEAST_FACTOR = 1e-12;

  private static final double LARGEST_FACTOR = 1e6;

  private static final double MS_PER_SECOND = 1000;

  /** Hours and minutes of a time of day. */
  private static final int MINUTE_DIGITS = 4;

  /** Names of Units (0054,1001), PS3.3 C.8.9.1.1.3. */
  private static final Map<String, String> NAMES =
      Map.of(
          "BQML", "Bq/ml",
          "CNTS", "counts",
          "CPS", "counts/s",
          "GML", "g/ml",
          "CM2ML", "cm2/ml",
          "PCNT", "%",
          "UMOLML", "umol/ml",
          "MLMING", "ml/min/g",
          "MLMINML", "ml/min/ml",
          "UMOLMINML", "umol/min/ml");

  /** Why there is no factor, for a person. */
  private static final class NoSuvException extends Exception {
    private static final long serialVersionUID = 1;

    NoSuvException(String reason) {
      super(reason);
    }
  }

  private final PetFacts.Common facts;
  private final List<PetFacts> images;
  private final boolean phase;

  private SuvScale(List<PetFacts> images, boolean phase) {
    this.facts = images.get(0).common();
    this.images = images;
    this.phase = phase;
  }

  /**
   * The unit of a series and its factor.
   *
   * @param images all images of the volume, at least one
   * @param phase whether they are only a part of their series
   */
  static PetUnit of(List<PetFacts> images, boolean phase) {
    SuvScale scale = new SuvScale(images, phase);
    String name = NAMES.getOrDefault(scale.facts.units(), "");
    try {
      double factor = scale.factor();
      check(
          factor >= LEAST_FACTOR && factor <= LARGEST_FACTOR,
          "The factor that follows from weight and dose, or is stated, cannot be true.");
      return PetUnit.of(scale.facts.units().equals("GML") ? PetUnit.SUV_BW : name, factor);
    } catch (NoSuvException e) {
      return PetUnit.withoutSuv(name, e.getMessage());
    }
  }

  private double factor() throws NoSuvException {
    check(
        images.stream().allMatch(image -> image.common().equals(facts)),
        "The images of the volume differ in their units, dose, weight, times or corrections.");
    return switch (facts.units()) {
      case "GML" -> ofSuv();
      case "BQML" -> ofActivity();
      case "CNTS" -> ofCounts();
      case "" ->
          throw new NoSuvException(
              facts.enhanced()
                  ? "An Enhanced PET image states its unit in a Real World Value Mapping, which is"
                      + " not read for SUV."
                  : "Units (0054,1001) are missing.");
      default ->
          throw new NoSuvException(
              "Units (0054,1001) are neither BQML, CNTS nor GML, the only ones that SUV by body"
                  + " weight is calculated from.");
    };
  }

  private double ofSuv() throws NoSuvException {
    check(
        facts.suvType().isEmpty() || facts.suvType().equals("BW"),
        "The values are SUV of another type than BW, by SUV Type (0054,1006): not by body weight.");
    return 1;
  }

  private double ofCounts() throws NoSuvException {
    if (isPositive(facts.vendor().philipsSuv())) {
      checkCorrections();
      return facts.vendor().philipsSuv();
    }
    check(
        isPositive(facts.vendor().philipsActivity()),
        "Units (0054,1001) are CNTS, and neither of the private scale factors (7053,xx00) and"
            + " (7053,xx09) of Philips is there.");
    return facts.vendor().philipsActivity() * ofActivity();
  }

  private double ofActivity() throws NoSuvException {
    checkCorrections();
    check(
        facts.weightKg() > 0 && facts.weightKg() <= LARGEST_WEIGHT_KG,
        "Patient's Weight (0010,1030) is missing or no weight in kg.");
    checkDose();
    double dose = facts.dose().becquerel();
    if (facts.decayCorrection().equals("START")) {
      dose *= Math.pow(2, -halfLivesUntilScan());
    }
    return facts.weightKg() * GRAMS_PER_KG / dose;
  }

  private void checkCorrections() throws NoSuvException {
    check(
        facts.corrected().contains("ATTN"),
        "Corrected Image (0028,0051) lacks ATTN: attenuation was not corrected.");
    check(
        facts.corrected().contains("DECY") && !facts.decayCorrection().equals("NONE"),
        "Decay was not corrected, by Corrected Image (0028,0051) or Decay Correction (0054,1102).");
    check(
        List.of("START", "ADMIN").contains(facts.decayCorrection()),
        "Decay Correction (0054,1102) is neither START nor ADMIN: it is not known to which moment"
            + " decay was corrected.");
  }

  private void checkDose() throws NoSuvException {
    check(
        facts.dose().items() == 1,
        facts.dose().items() == 0
            ? "Radiopharmaceutical Information Sequence (0054,0016) is missing."
            : "Radiopharmaceutical Information Sequence (0054,0016) has several items: it is not"
                + " known which one the image shows.");
    double dose = facts.dose().becquerel();
    check(isPositive(dose), "Radionuclide Total Dose (0018,1074) is missing or zero.");
    check(
        dose >= LEAST_DOSE_BQ,
        "Radionuclide Total Dose (0018,1074) is below 1 MBq: it seems not to be in Bq.");
  }

  private double halfLivesUntilScan() throws NoSuvException {
    double halfLife = facts.dose().halfLifeSeconds();
    check(isPositive(halfLife), "Radionuclide Half Life (0018,1075) is missing or zero.");
    LocalDateTime scan = scanStart();
    Duration uptake = Duration.between(administration(scan), scan);
    check(
        !uptake.isNegative(), "The radiopharmaceutical was given after the scan, by their times.");
    boolean withinADay = uptake.compareTo(LONGEST_UPTAKE) <= 0;
    double halfLives = withinADay ? uptake.toNanos() / 1e9 / halfLife : Double.POSITIVE_INFINITY;
    check(
        halfLives <= MOST_HALF_LIVES,
        "Between administration and scan lie more than a day or ten half-lives, by their times.");
    return halfLives;
  }

  /**
   * The moment to which decay was corrected. Software that derives a series may give it the date
   * and time of its making, which are after the acquisition then.
   */
  private LocalDateTime scanStart() throws NoSuvException {
    PetFacts earliest = earliestImage();
    LocalDateTime acquired = acquired(earliest).orElseThrow();
    Optional<LocalDateTime> series = moment(facts.seriesDate(), facts.seriesTime());
    if (series.isPresent() && !series.get().isAfter(acquired)) {
      return series.get();
    }
    Optional<LocalDateTime> ge =
        DateTimeText.moment(facts.vendor().geScanDateTime()).flatMap(this::inSeriesZone);
    if (ge.isPresent() && !ge.get().isAfter(acquired)) {
      return ge.get();
    }
    if (isPositive(earliest.frameReferenceMs()) && isPositive(earliest.durationMs())) {
      double seconds = meanCountRateSeconds(earliest.durationMs() / MS_PER_SECOND);
      double back = earliest.frameReferenceMs() / MS_PER_SECOND - seconds;
      check(
          Math.abs(back) <= LONGEST_UPTAKE.toSeconds(),
          "Series Time (0008,0031) is later than the acquisition, and Frame Reference Time"
              + " (0054,1300) is no time within a day.");
      return acquired.minusNanos(Math.round(back * 1e9));
    }
    check(
        !phase,
        "Series Time (0008,0031) is later than the acquisition, and without Frame Reference Time"
            + " (0054,1300) it is not known when the first phase of the series began.");
    return acquired;
  }

  /** When a decaying source has its mean count rate, from the start of a frame. */
  private double meanCountRateSeconds(double duration) {
    double perSecond = Math.log(2) / facts.dose().halfLifeSeconds();
    double decay = perSecond * duration;
    return Math.log(decay / -Math.expm1(-decay)) / perSecond;
  }

  private PetFacts earliestImage() throws NoSuvException {
    check(
        images.stream().allMatch(image -> acquired(image).isPresent()),
        "Acquisition Date (0008,0022) or Time (0008,0032) is missing or not exact to the minute.");
    return images.stream()
        .min(Comparator.comparing(image -> acquired(image).orElseThrow()))
        .orElseThrow();
  }

  private static Optional<LocalDateTime> acquired(PetFacts image) {
    return moment(image.acquisitionDate(), image.acquisitionTime());
  }

  /**
   * When the dose was given, on the clock of the series. The date and time go before the time
   * alone, of which the day has to be concluded.
   */
  private LocalDateTime administration(LocalDateTime scan) throws NoSuvException {
    Optional<Moment> full = DateTimeText.moment(facts.dose().startDateTime());
    Optional<LocalDateTime> onOurClock = full.flatMap(this::inSeriesZone);
    if (onOurClock.isPresent()) {
      return onOurClock.get();
    }
    Optional<LocalTime> time =
        DateTimeText.time(facts.dose().startTime())
            .filter(t -> hasMinutes(facts.dose().startTime()));
    check(
        time.isPresent(),
        full.isPresent()
            ? "Radiopharmaceutical Start DateTime (0018,1078) has an offset from UTC, and the series"
                + " has none (0008,0201) to compare it with."
            : "Radiopharmaceutical Start DateTime (0018,1078) and Start Time (0018,1072) are missing"
                + " or not exact to the minute.");
    check(
        facts.dose().halfLifeSeconds() <= SAME_DAY_HALF_LIFE_SECONDS,
        "The day of the administration is not known: Radiopharmaceutical Start DateTime (0018,1078)"
            + " is missing, and the radionuclide lives too long to conclude it.");
    LocalDateTime sameDay = LocalDateTime.of(scan.toLocalDate(), time.get());
    return sameDay.isAfter(scan) ? sameDay.minusDays(1) : sameDay;
  }

  /** Empty where a moment has an offset from UTC and the series has none to compare it with. */
  private Optional<LocalDateTime> inSeriesZone(Moment moment) {
    if (moment.zone().isEmpty()) {
      return Optional.of(moment.local());
    }
    Optional<ZoneOffset> ours = DateTimeText.zone(facts.zone());
    return ours.map(
        zone ->
            moment
                .local()
                .atOffset(moment.zone().get())
                .withOffsetSameInstant(zone)
                .toLocalDateTime());
  }

  private static Optional<LocalDateTime> moment(String date, String time) {
    return DateTimeText.date(date)
        .flatMap(
            d ->
                DateTimeText.time(time)
                    .filter(t -> hasMinutes(time))
                    .map(t -> LocalDateTime.of(d, t)));
  }

  /** An hour alone would leave SUV of fluorine open by half of its size. */
  private static boolean hasMinutes(String time) {
    return time.length() >= MINUTE_DIGITS && Character.isDigit(time.charAt(MINUTE_DIGITS - 1));
  }

  private static boolean isPositive(double number) {
    return number > 0 && Double.isFinite(number);
  }

  private static void check(boolean holds, String reason) throws NoSuvException {
    if (!holds) {
      throw new NoSuvException(reason);
    }
  }
}
