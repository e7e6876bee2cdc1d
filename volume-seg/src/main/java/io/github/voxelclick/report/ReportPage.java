package io.github.voxelclick.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A report as one page of HTML that needs nothing else: no script, no network, drawings and style
 * within. Equal reports give equal pages. Not thread-safe.
 */
public final class ReportPage {
  /** More rows would not be looked at, and the drawing would be too tall to print. */
  private static final int MOST_BOXES = 40;

  private static final int MOST_PLOTS = 6;

  /** More rows make a page that browsers open slowly; the CSV has them all. */
  private static final int MOST_ROWS = 2000;

  private final CaseReport report;
  private final StringBuilder out = new StringBuilder();
  private int plots;

  private ReportPage(CaseReport report) {
    this.report = report;
  }

  /**
   * The page.
   *
   * @return HTML, to be stored as UTF-8
   */
  public static String html(CaseReport report) {
    return new ReportPage(report).page();
  }

  private String page() {
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.append("style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<title>VoxelClick: how segmentations came about</title>\n<style>\n");
    out.append(PageStyle.CSS).append("</style>\n</head>\n<body>\n<main>\n");
    out.append("<h1>How segmentations came about</h1>\n");
    counts();
    models();
    effort();
    confidence();
    drift();
    groups();
    notCounted();
    out.append(PageStyle.MEANING);
    out.append("</main>\n</body>\n</html>\n");
    return out.toString();
  }

  private void paragraph(String text) {
    out.append("<p>").append(Markup.escaped(text)).append("</p>\n");
  }

  private void heading(String text) {
    out.append("<h2>").append(Markup.escaped(text)).append("</h2>\n");
  }

  private static String day(Optional<Instant> time) {
    return time.map(t -> LocalDate.ofInstant(t, ZoneOffset.UTC).toString()).orElse(Words.NOTHING);
  }

  private void counts() {
    GroupFigures all = report.all();
    paragraph(
        report.files()
            + " files, "
            + all.cases()
            + " volumes, "
            + all.segments()
            + " segments, "
            + all.worked()
            + " of which anything was done to; "
            + day(report.first())
            + " to "
            + day(report.last())
            + " (UTC). "
            + report.setAside()
            + " segments of earlier saves of the same case were set aside, "
            + report.unreadable().size()
            + " files or folders could not be read.");
    paragraph(
        all.slices()
            + " slices are listed; a person confirmed or worked on "
            + all.seenSlices()
            + " of them ("
            + Words.percent(SliceRates.share(all.seenSlices(), all.slices()))
            + "). A slice that nobody looked at says nothing about correctness: rates of correction"
            + " are over the others alone.");
  }

  private void models() {
    heading("In short");
    List<String> columns =
        List.of(
            "model",
            "segments",
            "interactions: median (quartiles)",
            "seconds: median (quartiles)",
            "results rejected",
            "slices made, seen",
            "corrected (Dice < 0.95)",
            "pixels changed",
            "mean Dice",
            "its confidence",
            "interactions over time",
            "corrections over time");
    HtmlTable table = new HtmlTable("Per model, and all together", columns);
    List<GroupFigures> rows = new ArrayList<>(report.of(Group.Level.MODEL));
    rows.add(report.all());
    for (GroupFigures f : rows) {
      SliceRates rates = rates(f);
      table
          .row(f.isFew())
          .name(f.group().maker().map(Maker::label).orElse("all together"))
          .number(f.worked() + few(f))
          .number(Words.quartiles(f.interactions()))
          .number(Words.quartiles(f.seconds()))
          .number(Words.percent(f.rejectedShare()))
          .number(rates.made() + ", " + rates.seen())
          .number(Words.percent(rates.correctedShare()))
          .number(Words.percent(rates.differingShare()))
          .number(Words.number(rates.meanDice(), 3))
          .text(Words.confidence(f.calibration()))
          .text(Words.trend(f.drift().interactions()))
          .text(Words.trend(f.drift().corrected()));
    }
    out.append(table);
  }

  /** Of the interpolation its own slices, of all else those of models. */
  private static SliceRates rates(GroupFigures f) {
    return f.group().maker().filter(Maker.INTERPOLATION::equals).isPresent()
        ? f.interpolations()
        : f.models();
  }

  private static String few(GroupFigures f) {
    return f.isFew() ? " (too few)" : "";
  }

  private void effort() {
    heading("Effort");
    List<GroupFigures> rows =
        report.of(Group.Level.MODEL_STRUCTURE).stream().filter(f -> f.worked() > 0).toList();
    if (rows.isEmpty()) {
      paragraph("No segment was worked on.");
      return;
    }
    Comparator<GroupFigures> byPlace =
        Comparator.<GroupFigures, String>comparing(f -> f.group().structure().orElse(""))
            .thenComparing(f -> f.group().maker().orElse(Maker.NONE));
    List<GroupFigures> drawn =
        rows.stream()
            .sorted(Comparator.comparingInt(GroupFigures::worked).reversed())
            .limit(MOST_BOXES)
            .sorted(byPlace)
            .toList();
    if (drawn.size() < rows.size()) {
      paragraph("The drawing has the " + MOST_BOXES + " largest of " + rows.size() + " groups.");
    }
    figure(BoxPlot.of(nextId(), drawn));
    paragraph(
        "The box reaches from the first to the third quartile, the thick line is the median;"
            + " whiskers reach to the last value within 1.5 times the length of the box, circles"
            + " lie beyond. Groups of fewer than "
            + GroupFigures.FEW
            + " segments are shown by their values alone.");
    HtmlTable table =
        new HtmlTable(
            "Effort per structure and model",
            List.of(
                "structure",
                "model",
                "segments",
                "ml",
                "clicks: mean",
                "clicks: median (quartiles)",
                "interactions: mean",
                "interactions: median (quartiles)",
                "seconds: median (quartiles)"));
    for (GroupFigures f : rows.stream().sorted(byPlace).limit(MOST_ROWS).toList()) {
      table
          .row(f.isFew())
          .name(f.group().structure().orElse(""))
          .name(f.group().maker().orElse(Maker.NONE).label())
          .number(f.worked() + few(f))
          .number(Words.number(f.millilitres(), 1))
          .number(f.clicks().map(s -> Words.number(s.mean(), 1)).orElse(Words.NOTHING))
          .number(Words.quartiles(f.clicks()))
          .number(f.interactions().map(s -> Words.number(s.mean(), 1)).orElse(Words.NOTHING))
          .number(Words.quartiles(f.interactions()))
          .number(Words.quartiles(f.seconds()));
    }
    out.append(table);
    moreRows(rows.size());
  }

  private void moreRows(int rows) {
    if (rows > MOST_ROWS) {
      paragraph("The first " + MOST_ROWS + " of " + rows + " rows; the CSV has all.");
    }
  }

  private String nextId() {
    return "p" + ++plots;
  }

  private void figure(String svg) {
    out.append("<div class=\"wide\"><figure>\n").append(svg).append("</figure></div>\n");
  }

  private void confidence() {
    heading("Confidence against later correction");
    List<GroupFigures> models =
        report.of(Group.Level.MODEL).stream()
            .filter(f -> f.calibration().n() > 0)
            .sorted(Comparator.comparingInt((GroupFigures f) -> f.calibration().n()).reversed())
            .toList();
    if (models.isEmpty()) {
      paragraph("No slice that a person saw came with a confidence.");
      return;
    }
    paragraph(
        "Over slices made by the model that a person confirmed or worked on. People look at unsure"
            + " slices first, so that these may be worse than those that nobody saw. Slices of one"
            + " segment resemble one another: there is less evidence than there are slices.");
    out.append("<div class=\"side\">\n");
    for (GroupFigures f : models.stream().limit(MOST_PLOTS).toList()) {
      String name = f.group().maker().orElse(Maker.NONE).label();
      out.append("<figure>\n<figcaption>").append(Markup.typed(name)).append("<br>");
      out.append(Markup.escaped(rank(f.calibration()))).append("</figcaption>\n");
      out.append(CalibrationPlot.of(nextId(), name, f.calibration())).append("</figure>\n");
    }
    out.append("</div>\n");
    for (GroupFigures f : models) {
      out.append(table(f));
    }
  }

  private static String rank(Calibration calibration) {
    return Words.confidence(calibration)
        + "; Spearman's rank correlation of confidence and Dice "
        + Words.number(calibration.spearman(), 2)
        + " over "
        + calibration.n()
        + " slices of "
        + calibration.segments()
        + " segments";
  }

  private static HtmlTable table(GroupFigures f) {
    HtmlTable table =
        new HtmlTable(
            f.group().maker().orElse(Maker.NONE).label() + ": " + rank(f.calibration()),
            List.of("confidence", "slices", "corrected", "mean Dice, model to saved"));
    for (Calibration.Bin bin : f.calibration().bins()) {
      boolean few = bin.n() < GroupFigures.FEW;
      table
          .row(few)
          .name(Words.number(bin.low(), 1) + " to " + Words.number(bin.high(), 1))
          .number(bin.n() + (few ? " (too few)" : ""))
          .number(Words.percent(bin.correctedShare()))
          .number(Words.number(bin.meanDice(), 3));
    }
    return table;
  }

  private void drift() {
    heading("Over time");
    if (report.all().drift().periods().isEmpty()) {
      paragraph("Nothing was worked on.");
      return;
    }
    paragraph(
        "A trend is the line of Theil and Sen through weeks or months, tested after Mann and"
            + " Kendall. Every week or month weighs the same, however little was done in it, and"
            + " one that follows from another is taken as independent of it. Of twenty lines"
            + " without any trend one shows p < 0.05. Other structures, or other readers, also look"
            + " like drift.");
    List<GroupFigures> shown = new ArrayList<>(List.of(report.all()));
    report.of(Group.Level.MODEL).stream()
        .filter(f -> !f.drift().periods().isEmpty())
        .sorted(Comparator.comparingInt(GroupFigures::worked).reversed())
        .limit(MOST_PLOTS)
        .forEach(shown::add);
    for (GroupFigures f : shown.size() == 2 ? shown.subList(1, 2) : shown) {
      String name = f.group().maker().map(Maker::label).orElse("all together");
      out.append("<div class=\"wide\"><figure>\n<figcaption>").append(Markup.typed(name));
      out.append("<br>").append(Markup.escaped(trends(f.drift()))).append("</figcaption>\n");
      out.append(DriftPlot.of(nextId(), name, f.drift(), report.unit()));
      out.append("</figure></div>\n");
    }
    HtmlTable table =
        new HtmlTable(
            "All together, by " + unit(),
            List.of(
                unit() + " from", "segments", "interactions: median", "slices seen", "corrected"));
    for (Drift.Period period : report.all().drift().periods().stream().limit(MOST_ROWS).toList()) {
      table
          .row(period.segments() < GroupFigures.FEW)
          .name(period.start().toString())
          .number(period.segments())
          .number(Words.number(period.interactions(), 1))
          .number(period.seen())
          .number(Words.percent(period.correctedShare()));
    }
    out.append(table);
  }

  private String unit() {
    return report.unit() == Drift.Unit.WEEK ? "week" : "month";
  }

  private String trends(Drift drift) {
    return "interactions: "
        + Words.trend(drift.interactions())
        + slope(drift.interactions(), 1, 2, "")
        + "; corrections: "
        + Words.trend(drift.corrected())
        + slope(drift.corrected(), 100, 2, " percentage points");
  }

  private String slope(Optional<Trend> trend, double times, int digits, String of) {
    return trend
        .map(t -> ", " + signed(times * t.slope(), digits) + of + " a " + unit())
        .orElse("");
  }

  private static String signed(double value, int digits) {
    return (value > 0 ? "+" : "") + Words.number(value, digits);
  }

  private void groups() {
    heading("Every model, structure and reader");
    List<GroupFigures> rows = report.of(Group.Level.MODEL_STRUCTURE_READER);
    boolean named = rows.stream().anyMatch(f -> !f.group().reader().orElse("").isEmpty());
    HtmlTable table =
        new HtmlTable(
            named
                ? "Per model, structure and reader"
                : "Per model and structure; no reader is named",
            List.of(
                "model",
                "structure",
                "reader",
                "segments",
                "clicks: median",
                "interactions: median",
                "seconds: median",
                "rejected",
                "slices made, seen",
                "corrected",
                "mean Dice",
                "confirmed"));
    for (GroupFigures f : rows.stream().limit(MOST_ROWS).toList()) {
      SliceRates rates = rates(f);
      String reader = f.group().reader().orElse("");
      table
          .row(f.isFew())
          .name(f.group().maker().orElse(Maker.NONE).label())
          .name(f.group().structure().orElse(""))
          .name(reader.isEmpty() ? Words.NOTHING : reader)
          .number(f.worked() + few(f))
          .number(median(f.clicks()))
          .number(median(f.interactions()))
          .number(median(f.seconds()))
          .number(Words.percent(f.rejectedShare()))
          .number(rates.made() + ", " + rates.seen())
          .number(Words.percent(rates.correctedShare()))
          .number(Words.number(rates.meanDice(), 3))
          .number(Words.percent(f.confirmedShare()));
    }
    out.append(table);
    moreRows(rows.size());
  }

  private static String median(Optional<Spread> spread) {
    return spread.map(s -> Words.plain(s.median())).orElse(Words.NOTHING);
  }

  private void notCounted() {
    if (report.unreadable().isEmpty()) {
      return;
    }
    heading("Not read");
    HtmlTable table = new HtmlTable("Files that do not count", List.of("file", "reason"));
    for (CaseFolder.Unreadable u : report.unreadable().stream().limit(MOST_ROWS).toList()) {
      table.row(false).name(u.file()).text(u.reason());
    }
    out.append(table);
    moreRows(report.unreadable().size());
  }
}
