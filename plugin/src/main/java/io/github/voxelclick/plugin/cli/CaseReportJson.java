package io.github.voxelclick.plugin.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.voxelclick.plugin.figures.NullableJson;
import io.github.voxelclick.report.Calibration;
import io.github.voxelclick.report.CaseFolder;
import io.github.voxelclick.report.CaseReport;
import io.github.voxelclick.report.Drift;
import io.github.voxelclick.report.GroupFigures;
import io.github.voxelclick.report.Maker;
import io.github.voxelclick.report.SliceRates;
import io.github.voxelclick.report.Spread;
import io.github.voxelclick.report.Trend;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A report as JSON, with everything. Keys are an interface: add, do not change. What is not defined
 * is null. Stateless.
 */
final class CaseReportJson {
  private CaseReportJson() {}

  static String text(CaseReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("files", report.files());
    json.addProperty("setAside", report.setAside());
    json.add("first", NullableJson.of(report.first().map(Instant::toString), JsonPrimitive::new));
    json.add("last", NullableJson.of(report.last().map(Instant::toString), JsonPrimitive::new));
    json.addProperty("periodUnit", report.unit().name().toLowerCase(Locale.ROOT));
    json.addProperty("correctedBelowDice", GroupFigures.CORRECTED_BELOW);
    json.addProperty("fewSegments", GroupFigures.FEW);
    JsonArray groups = new JsonArray();
    report.figures().forEach(f -> groups.add(json(f)));
    json.add("groups", groups);
    JsonArray unreadable = new JsonArray();
    for (CaseFolder.Unreadable u : report.unreadable()) {
      JsonObject one = new JsonObject();
      one.addProperty("file", u.file());
      one.addProperty("reason", u.reason());
      unreadable.add(one);
    }
    json.add("unreadable", unreadable);
    return NullableJson.text(json);
  }

  private static JsonObject json(GroupFigures f) {
    JsonObject json = new JsonObject();
    json.addProperty("level", f.group().level().label());
    json.add("model", NullableJson.of(f.group().maker(), CaseReportJson::json));
    json.add("structure", NullableJson.of(f.group().structure(), JsonPrimitive::new));
    json.add(
        "reader",
        NullableJson.of(f.group().reader().filter(r -> !r.isEmpty()), JsonPrimitive::new));
    json.addProperty("tooFew", f.isFew());
    json.addProperty("cases", f.cases());
    json.addProperty("segments", f.segments());
    json.addProperty("worked", f.worked());
    json.addProperty("slices", f.slices());
    json.addProperty("seenSlices", f.seenSlices());
    json.addProperty("confirmedSlices", f.confirmedSlices());
    json.add("confirmedShare", NullableJson.of(f.confirmedShare()));
    json.addProperty("millilitres", f.millilitres());
    json.addProperty("results", f.results());
    json.addProperty("rejected", f.rejected());
    json.add("rejectedShare", NullableJson.of(f.rejectedShare()));
    json.add("clicks", NullableJson.of(f.clicks(), CaseReportJson::json));
    json.add("interactions", NullableJson.of(f.interactions(), CaseReportJson::json));
    json.add("seconds", NullableJson.of(f.seconds(), CaseReportJson::json));
    json.add("models", json(f.models()));
    json.add("answers", json(f.answers()));
    json.add("propagations", json(f.propagations()));
    json.add("interpolations", json(f.interpolations()));
    json.add("confidence", json(f.calibration()));
    json.add("propagationConfidence", json(f.propagationCalibration()));
    json.add("drift", json(f.drift()));
    return json;
  }

  private static JsonElement json(Maker maker) {
    JsonObject json = new JsonObject();
    json.addProperty("kind", maker.kind().name().toLowerCase(Locale.ROOT));
    Optional<Maker> model = Optional.of(maker).filter(m -> m.kind() == Maker.Kind.MODEL);
    json.add("name", NullableJson.of(model, m -> new JsonPrimitive(m.name())));
    json.add("sha256", NullableJson.of(model, m -> new JsonPrimitive(m.sha256())));
    return json;
  }

  private static JsonElement json(Spread spread) {
    JsonObject json = new JsonObject();
    json.addProperty("n", spread.n());
    json.addProperty("mean", spread.mean());
    json.addProperty("min", spread.min());
    json.addProperty("q1", spread.q1());
    json.addProperty("median", spread.median());
    json.addProperty("q3", spread.q3());
    json.addProperty("max", spread.max());
    return json;
  }

  private static JsonElement json(SliceRates rates) {
    JsonObject json = new JsonObject();
    json.addProperty("made", rates.made());
    json.addProperty("seen", rates.seen());
    json.addProperty("changed", rates.changed());
    json.add("changedShare", NullableJson.of(rates.changedShare()));
    json.addProperty("corrected", rates.corrected());
    json.add("correctedShare", NullableJson.of(rates.correctedShare()));
    json.addProperty("differingPixels", rates.differing());
    json.addProperty("savedPixels", rates.voxels());
    json.add("differingShare", NullableJson.of(rates.differingShare()));
    json.add("meanDice", NullableJson.of(rates.meanDice()));
    return json;
  }

  private static JsonElement json(Calibration calibration) {
    JsonObject json = new JsonObject();
    json.addProperty("slices", calibration.n());
    json.addProperty("segments", calibration.segments());
    json.add("spearman", NullableJson.of(calibration.spearman()));
    JsonArray bins = new JsonArray();
    for (Calibration.Bin bin : calibration.bins()) {
      JsonObject one = new JsonObject();
      one.addProperty("low", bin.low());
      one.addProperty("high", bin.high());
      one.addProperty("slices", bin.n());
      one.addProperty("tooFew", bin.n() < GroupFigures.FEW);
      one.addProperty("corrected", bin.corrected());
      one.add("correctedShare", NullableJson.of(bin.correctedShare()));
      one.add("meanConfidence", NullableJson.of(bin.meanConfidence()));
      one.add("meanDice", NullableJson.of(bin.meanDice()));
      bins.add(one);
    }
    json.add("bins", bins);
    return json;
  }

  private static JsonElement json(Drift drift) {
    JsonObject json = new JsonObject();
    JsonArray periods = new JsonArray();
    for (Drift.Period period : drift.periods()) {
      JsonObject one = new JsonObject();
      one.addProperty("start", period.start().toString());
      one.addProperty("worked", period.segments());
      one.add("interactionsMedian", NullableJson.of(period.interactions()));
      one.addProperty("seen", period.seen());
      one.addProperty("corrected", period.corrected());
      one.add("correctedShare", NullableJson.of(period.correctedShare()));
      periods.add(one);
    }
    json.add("periods", periods);
    json.add("interactionsTrend", NullableJson.of(drift.interactions(), CaseReportJson::json));
    json.add("correctedTrend", NullableJson.of(drift.corrected(), CaseReportJson::json));
    return json;
  }

  private static JsonElement json(Trend trend) {
    JsonObject json = new JsonObject();
    json.addProperty("periods", trend.n());
    json.addProperty("slope", trend.slope());
    json.addProperty("tau", trend.tau());
    json.addProperty("p", trend.p());
    json.addProperty("exact", trend.exact());
    return json;
  }
}
