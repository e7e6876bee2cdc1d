package io.github.voxelclick.evaluate;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.voxelclick.prompt.BoxPrompt;
import java.util.List;
import java.util.OptionalDouble;

/** Results as JSON. What was not judged or is not defined is absent, never null or NaN. */
final class ReportJson {
  private static final double HALF = 0.5;
  private static final double NEARLY_ALL = 0.95;

  private ReportJson() {}

  static String text(JsonObject json) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
  }

  static JsonObject of(StructureReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("image", report.image());
    json.addProperty("value", report.value());
    json.addProperty("name", report.name());
    json.addProperty("slices", report.slices());
    json.addProperty("pixelsPerSlice", (double) report.voxels() / report.slices());
    add(json, report.result());
    if (!report.baselines().isEmpty()) {
      JsonObject baselines = new JsonObject();
      for (Result baseline : report.baselines()) {
        JsonObject one = new JsonObject();
        add(one, baseline);
        baselines.add(baseline.contestant(), one);
      }
      json.add("baselines", baselines);
    }
    return json;
  }

  private static void add(JsonObject json, Result result) {
    result.clicks().ifPresent(c -> add(json, c));
    result.box().ifPresent(b -> json.add("box", of(b)));
    result
        .propagation()
        .ifPresent(
            p -> {
              json.add("propagation", of(p));
              json.addProperty("msPerPropagatedSlice", p.msPerSlice());
            });
    result.effort().ifPresent(e -> json.add("effort", of(e)));
  }

  private static void add(JsonObject json, ClickScore score) {
    json.add("diceAfterClicks", numbers(score.diceAfterClicks()));
    json.addProperty("noc85", score.noc85());
    json.addProperty("noc90", score.noc90());
    score.diceBox().ifPresent(d -> json.addProperty("diceBox", d));
    JsonObject times = new JsonObject();
    times.addProperty("p50", score.msPerClick(HALF));
    times.addProperty("p95", score.msPerClick(NEARLY_ALL));
    json.add("msPerClick", times);
    JsonArray slices = new JsonArray();
    for (ClickTrial trial : score.trials()) {
      JsonObject slice = new JsonObject();
      slice.addProperty("k", trial.plane().index());
      slice.addProperty("clicks", trial.clicks().size());
      slice.add("dice", numbers(trial.dice()));
      slice.add("iou", numbers(trial.iou()));
      slices.add(slice);
    }
    json.add("clickedSlices", slices);
  }

  private static JsonObject of(BoxScore score) {
    JsonObject json = new JsonObject();
    json.addProperty("dice", score.dice());
    json.addProperty("ellipseDice", score.ellipseDice());
    JsonArray slices = new JsonArray();
    for (BoxScore.Trial trial : score.trials()) {
      BoxPrompt box = trial.box();
      JsonObject slice = new JsonObject();
      slice.addProperty("k", box.plane().index());
      slice.add(
          "box",
          numbers(
              List.of(box.min().column(), box.min().row(), box.max().column(), box.max().row())));
      slice.addProperty("dice", trial.dice());
      slice.addProperty("ellipseDice", trial.ellipseDice());
      slices.add(slice);
    }
    json.add("slices", slices);
    return json;
  }

  private static JsonObject of(PropagationScore score) {
    JsonObject json = new JsonObject();
    json.addProperty("dice", score.dice());
    add(json, "diceWithin10mm", score.diceWithin10mm());
    JsonObject byDistance = new JsonObject();
    for (PropagationScore.Range range : PropagationScore.Range.values()) {
      add(byDistance, range.label(), score.diceAt(range));
    }
    json.add("diceByDistance", byDistance);
    json.addProperty("falsePositiveSlices", score.falsePositiveSlices());
    score
        .falsePositiveSlicesPastEnds()
        .ifPresent(n -> json.addProperty("falsePositiveSlicesPastEnds", n));
    add(json, "spearman", PropagationScore.spearman(List.of(score)));
    add(json, "spearmanFound", PropagationScore.spearmanFound(List.of(score)));
    json.addProperty("seed", score.seed());
    JsonArray slices = new JsonArray();
    for (PropagationScore.Slice s : score.slices()) {
      JsonObject slice = new JsonObject();
      slice.addProperty("k", s.k());
      slice.addProperty("distance", s.distance());
      slice.addProperty("distanceMm", s.distanceMm());
      slice.addProperty("dice", s.dice());
      slice.addProperty("confidence", s.confidence());
      slice.addProperty("truePixels", s.truePixels());
      slice.addProperty("foundPixels", s.foundPixels());
      slices.add(slice);
    }
    json.add("slices", slices);
    return json;
  }

  private static JsonObject of(EffortScore score) {
    JsonObject json = new JsonObject();
    json.addProperty("maxInteractions", score.maxInteractions());
    for (EffortWay way : EffortWay.values()) {
      EffortScore.Trial trial = score.of(way);
      JsonObject one = new JsonObject();
      one.addProperty("interactions", score.interactions(way));
      one.addProperty("reached", trial.reached());
      one.addProperty("dice", trial.dice());
      one.addProperty("clicks", trial.clicks());
      one.addProperty("propagations", trial.propagations());
      one.addProperty("carriedAnew", trial.carriedAnew());
      if (way != EffortWay.SESSION) {
        one.addProperty("perSession", score.perSession(way));
      }
      json.add(way.label(), one);
    }
    return json;
  }

  static void add(JsonObject json, String name, OptionalDouble value) {
    value.ifPresent(v -> json.addProperty(name, v));
  }

  static JsonElement numbers(List<Double> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}
