package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {
  private static final Structure ELLIPSOID =
      new Structure("phantom", 7, "ellipsoid", TestVolumes.ellipsoid(), TestVolumes.truth());

  private static JsonObject report(Baseline judged, Protocol... protocols) throws ModelException {
    Contestant contestant = judged.contestant(MiniatureModels.profile().intensity());
    Result result =
        Result.of(
            contestant,
            ELLIPSOID,
            EnumSet.copyOf(List.of(protocols)),
            new Evaluator(2),
            1,
            Progress.none());
    StructureReport structure = StructureReport.of(ELLIPSOID, SizeGroup.LARGE, result, List.of());
    return JsonParser.parseString(new EvaluationReport(List.of(structure)).toJson())
        .getAsJsonObject();
  }

  private static JsonObject first(JsonObject report) {
    return report.getAsJsonArray("cases").get(0).getAsJsonObject();
  }

  @Test
  void of_clicks_has_their_fields_and_none_of_other_protocols() throws ModelException {
    JsonObject report = report(Baseline.REGIONGROW, Protocol.values());
    JsonObject json = first(report);
    assertEquals(
        Set.of(
            "image",
            "value",
            "name",
            "slices",
            "pixelsPerSlice",
            "diceAfterClicks",
            "noc85",
            "noc90",
            "msPerClick",
            "clickedSlices"),
        json.keySet());
    assertEquals("phantom", json.get("image").getAsString());
    assertEquals(7, json.get("value").getAsInt());
    assertEquals(7, json.get("slices").getAsInt());
    assertEquals(TestVolumes.truth().count() / 7.0, json.get("pixelsPerSlice").getAsDouble(), 1e-9);
    assertEquals(2, json.getAsJsonArray("diceAfterClicks").size());
    assertEquals(Set.of("p50", "p95"), json.getAsJsonObject("msPerClick").keySet());
    JsonObject slice = json.getAsJsonArray("clickedSlices").get(1).getAsJsonObject();
    assertEquals(Set.of("k", "clicks", "dice", "iou"), slice.keySet());
    assertEquals(5, slice.get("k").getAsInt());
    assertFalse(report.has("propagation"));
  }

  @Test
  void of_boxes_has_each_box_and_its_ellipse() throws ModelException {
    JsonObject box = first(report(Baseline.ELLIPSE, Protocol.BOX)).getAsJsonObject("box");
    assertEquals(box.get("dice"), box.get("ellipseDice"));
    JsonObject slice = box.getAsJsonArray("slices").get(0).getAsJsonObject();
    assertEquals(Set.of("k", "box", "dice", "ellipseDice"), slice.keySet());
    assertEquals(4, slice.getAsJsonArray("box").size());
  }

  @Test
  void of_propagation_pools_rank_correlation_and_false_slices() throws ModelException {
    JsonObject report = report(Baseline.COPY, Protocol.PROPAGATE);
    JsonObject propagation = first(report).getAsJsonObject("propagation");
    assertEquals(
        Set.of(
            "dice",
            "diceWithin10mm",
            "diceByDistance",
            "falsePositiveSlices",
            "falsePositiveSlicesPastEnds",
            "seed",
            "slices"),
        propagation.keySet(),
        "a copy is equally confident everywhere, so there is no rank correlation");
    assertEquals(Set.of("1", "2-3"), propagation.getAsJsonObject("diceByDistance").keySet());
    assertTrue(first(report).has("msPerPropagatedSlice"));
    JsonObject pooled = report.getAsJsonObject("propagation");
    assertEquals(Set.of("falsePositiveSlicesPastEnds"), pooled.keySet());
    assertEquals(6, pooled.get("falsePositiveSlicesPastEnds").getAsDouble());
  }
}
