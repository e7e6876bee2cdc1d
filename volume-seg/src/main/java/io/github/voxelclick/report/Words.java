package io.github.voxelclick.report;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Figures in words and digits for people; the conventions are in {@code docs/report.md}. */
public final class Words {
  /** Fewer slices or segments do not show whether confidence can be trusted. */
  private static final int FEW_SLICES = 20;

  private static final double TELLS = 0.5;
  private static final double HARDLY = 0.2;
  private static final double SIGNIFICANT = 0.05;
  private static final double LEAST_SHOWN_P = 0.001;

  /** What stands for a figure that is not defined. */
  public static final String NOTHING = "–";

  private Words() {}

  /** A number with so many digits after the point; trailing zeros stay. */
  static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** Likewise, or a dash. */
  static String number(OptionalDouble value, int digits) {
    return value.isPresent() ? number(value.getAsDouble(), digits) : NOTHING;
  }

  /** A number for a reader: no digits after the point where there are none, else one. */
  static String plain(double value) {
    return value == Math.rint(value) ? number(value, 0) : number(value, 1);
  }

  /** A share in percent, or a dash. */
  public static String percent(OptionalDouble share) {
    return share.isPresent() ? number(100 * share.getAsDouble(), 1) + " %" : NOTHING;
  }

  /** Median and quartiles, or a dash. */
  public static String quartiles(Optional<Spread> spread) {
    return spread
        .map(s -> plain(s.median()) + " (" + plain(s.q1()) + " to " + plain(s.q3()) + ")")
        .orElse(NOTHING);
  }

  /** Whether confidence says where corrections are needed. */
  public static String confidence(Calibration calibration) {
    if (calibration.n() < FEW_SLICES || calibration.segments() < GroupFigures.FEW) {
      return "too few to judge";
    }
    if (calibration.spearman().isEmpty()) {
      return "no answer: all equal";
    }
    double rho = calibration.spearman().getAsDouble();
    if (rho >= TELLS) {
      return "tells where to look";
    }
    if (rho >= HARDLY) {
      return "tells a little";
    }
    return rho > -HARDLY ? "hardly tells anything" : "points the wrong way";
  }

  /** Which way figures went over time. */
  public static String trend(Optional<Trend> trend) {
    if (trend.isEmpty()) {
      return "too few periods, or no change at all";
    }
    Trend t = trend.get();
    if (t.p() >= SIGNIFICANT) {
      return "no trend shown (" + p(t) + ")";
    }
    return (t.tau() > 0 ? "rises (" : "falls (") + p(t) + ")";
  }

  private static String p(Trend trend) {
    return (trend.p() < LEAST_SHOWN_P ? "p < 0.001" : "p = " + number(trend.p(), 3))
        + ", "
        + trend.n()
        + " periods";
  }
}
