package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.plugin.figures.CsvTable;
import io.github.voxelclick.report.CaseReport;
import io.github.voxelclick.report.GroupFigures;
import io.github.voxelclick.report.Maker;
import io.github.voxelclick.report.SliceRates;
import io.github.voxelclick.report.Spread;
import io.github.voxelclick.report.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A report as a table, one row a group. Columns are an interface: add, do not change. Stateless.
 */
final class CaseReportCsv {
  private static final List<String> SPREADS = List.of("clicks", "interactions", "seconds");
  private static final List<String> RATES =
      List.of("models", "answers", "propagations", "interpolations");
  private static final List<String> TRENDS = List.of("interactionsTrend", "correctedTrend");

  private CaseReportCsv() {}

  private static List<String> columns() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "level,maker,model,modelSha256,structure,reader,tooFew,cases,segments,worked,slices,"
                    .concat("seenSlices,confirmedSlices,confirmedShare,millilitres,results,")
                    .concat("rejected,rejectedShare")
                    .split(",", -1)));
    for (String name : SPREADS) {
      for (String part : List.of("Mean", "Min", "Q1", "Median", "Q3", "Max")) {
        columns.add(name + part);
      }
    }
    for (String name : RATES) {
      for (String part :
          List.of("Made", "Seen", "ChangedShare", "CorrectedShare", "DifferingShare", "MeanDice")) {
        columns.add(name + part);
      }
    }
    columns.addAll(
        List.of("confidenceSlices", "confidenceSegments", "confidenceSpearman", "periodUnit"));
    for (String name : TRENDS) {
      for (String part : List.of("Periods", "Slope", "Tau", "P")) {
        columns.add(name + part);
      }
    }
    return columns;
  }

  static String text(CaseReport report) {
    CsvTable table = new CsvTable(columns());
    for (GroupFigures f : report.figures()) {
      row(table.row(), f);
      table.set("periodUnit", report.unit().name().toLowerCase(Locale.ROOT));
    }
    return table.text();
  }

  private static void row(CsvTable table, GroupFigures f) {
    Optional<Maker> maker = f.group().maker();
    table
        .set("level", f.group().level().label())
        .set("maker", maker.map(m -> m.kind().name().toLowerCase(Locale.ROOT)).orElse(""))
        .set("model", maker.map(Maker::name).orElse(""))
        .set("modelSha256", maker.map(Maker::sha256).orElse(""))
        .set("structure", f.group().structure().orElse(""))
        .set("reader", f.group().reader().orElse(""))
        .set("tooFew", Boolean.toString(f.isFew()))
        .set("cases", f.cases())
        .set("segments", f.segments())
        .set("worked", f.worked())
        .set("slices", f.slices())
        .set("seenSlices", f.seenSlices())
        .set("confirmedSlices", f.confirmedSlices())
        .set("confirmedShare", f.confirmedShare())
        .set("millilitres", f.millilitres())
        .set("results", f.results())
        .set("rejected", f.rejected())
        .set("rejectedShare", f.rejectedShare());
    add(table, SPREADS.get(0), f.clicks());
    add(table, SPREADS.get(1), f.interactions());
    add(table, SPREADS.get(2), f.seconds());
    add(table, RATES.get(0), f.models());
    add(table, RATES.get(1), f.answers());
    add(table, RATES.get(2), f.propagations());
    add(table, RATES.get(3), f.interpolations());
    table
        .set("confidenceSlices", f.calibration().n())
        .set("confidenceSegments", f.calibration().segments())
        .set("confidenceSpearman", f.calibration().spearman());
    trend(table, TRENDS.get(0), f.drift().interactions());
    trend(table, TRENDS.get(1), f.drift().corrected());
  }

  private static void add(CsvTable table, String name, Optional<Spread> spread) {
    spread.ifPresent(
        s ->
            table
                .set(name + "Mean", s.mean())
                .set(name + "Min", s.min())
                .set(name + "Q1", s.q1())
                .set(name + "Median", s.median())
                .set(name + "Q3", s.q3())
                .set(name + "Max", s.max()));
  }

  private static void add(CsvTable table, String name, SliceRates rates) {
    table
        .set(name + "Made", rates.made())
        .set(name + "Seen", rates.seen())
        .set(name + "ChangedShare", rates.changedShare())
        .set(name + "CorrectedShare", rates.correctedShare())
        .set(name + "DifferingShare", rates.differingShare())
        .set(name + "MeanDice", rates.meanDice());
  }

  private static void trend(CsvTable table, String name, Optional<Trend> trend) {
    trend.ifPresent(
        t ->
            table
                .set(name + "Periods", t.n())
                .set(name + "Slope", t.slope())
                .set(name + "Tau", t.tau())
                .set(name + "P", OptionalDouble.of(t.p())));
  }
}
