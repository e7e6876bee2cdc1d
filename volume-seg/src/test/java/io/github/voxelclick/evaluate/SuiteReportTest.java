package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SuiteReportTest {
  private static ClickScore clicks(double... dice) {
    List<Double> list = Arrays.stream(dice).boxed().toList();
    List<Double> iou = list.stream().map(d -> d / (2 - d)).toList();
    return new ClickScore(
        List.of(new ClickTrial(SlicePlane.k(3), List.of(), list, iou, List.of())), List.of());
  }

  private static Optional<PropagationScore> propagation(double dice, OptionalInt falseSlices) {
    return Optional.of(
        new PropagationScore(
            4,
            dice,
            OptionalDouble.of(dice),
            9,
            falseSlices,
            1,
            List.of(new PropagationScore.Slice(5, 1, 2.5, 10, 10, 8, dice))));
  }

  private static StructureReport structure(SizeGroup group, double first, double second) {
    Result own =
        new Result(
            "model",
            Optional.of(clicks(first, second)),
            Optional.empty(),
            propagation(first, OptionalInt.empty()),
            Optional.empty());
    Result wand =
        new Result(
            "wand",
            Optional.of(clicks(0.5, 0.6)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new StructureReport("image", 1, "", 3, 900, group, own, List.of(wand));
  }

  /** Two plain cases, of which one has a training subject, and an atlas. */
  private static SuiteReport report() {
    SuiteCase two =
        new SuiteCase(
            "two",
            false,
            true,
            0,
            List.of(structure(SizeGroup.LARGE, 0.2, 0.4), structure(SizeGroup.LARGE, 0.4, 0.6)));
    SuiteCase one =
        new SuiteCase(
            "one",
            false,
            false,
            2,
            List.of(structure(SizeGroup.LARGE, 0.9, 0.9), structure(SizeGroup.SMALL, 0.1, 0.1)));
    SuiteCase atlas =
        new SuiteCase("atlas", true, false, 0, List.of(structure(SizeGroup.LARGE, 0.7, 0.8)));
    return new SuiteReport(
        "model",
        2,
        1,
        List.of(two, one, atlas),
        List.of(new SuiteReport.Skipped("bad", "It is cut off.")));
  }

  @Nested
  class Means {
    private double firstClick(String row) {
      return report().rows().get(row).figures().get(Figures.afterClicks(1)).orElseThrow();
    }

    @Test
    void go_over_structures_then_cases() {
      assertEquals((0.3 + 0.9) / 2, firstClick("all"), 1e-12);
    }

    @Test
    void of_cohorts_small_structures_and_atlases_stand_apart() {
      assertEquals(0.3, firstClick("seen"), 1e-12);
      assertEquals(0.9, firstClick("unseen"), 1e-12);
      assertEquals(0.1, firstClick("small"), 1e-12);
      assertEquals(0.7, firstClick("atlas"), 1e-12);
      assertFalse(report().rows().containsKey("atlasSmall"));
      assertEquals(2, report().rows().get("all").cases());
      assertEquals(3, report().rows().get("all").structures());
    }

    @Test
    void of_cohorts_are_left_out_when_no_case_is_known_to_be_seen() {
      SuiteReport all = report();
      SuiteReport unseen = new SuiteReport("model", 2, 1, all.cases().subList(1, 3), List.of());
      assertEquals(Set.of("all", "small", "atlas"), unseen.rows().keySet());
    }

    @Test
    void leave_out_figures_that_no_structure_has() {
      Figures figures = report().rows().get("all").figures();
      assertTrue(figures.get(Figures.FALSE_SLICES).isEmpty());
      assertTrue(figures.get(Figures.BOX).isEmpty());
      assertEquals(2, figures.clicks());
    }
  }

  @Test
  void json_holds_summary_cases_structures_baselines_and_what_was_skipped() {
    JsonObject json = JsonParser.parseString(report().toJson()).getAsJsonObject();
    assertEquals("model", json.get("model").getAsString());
    JsonObject all = json.getAsJsonObject("summary").getAsJsonObject("all");
    assertEquals(
        0.6,
        all.getAsJsonObject("figures").getAsJsonArray("diceAfterClicks").get(0).getAsDouble(),
        1e-12);
    assertEquals(Set.of("wand"), all.getAsJsonObject("baselines").keySet());
    JsonObject one = json.getAsJsonArray("cases").get(1).getAsJsonObject();
    assertEquals("one", one.get("case").getAsString());
    assertEquals(2, one.get("moment").getAsInt());
    assertFalse(one.get("seen").getAsBoolean());
    assertTrue(one.has("large") && one.has("small"));
    JsonObject structure = one.getAsJsonArray("structures").get(1).getAsJsonObject();
    assertEquals("small", structure.get("group").getAsString());
    assertTrue(structure.getAsJsonObject("baselines").getAsJsonObject("wand").has("noc85"));
    JsonObject skipped = json.getAsJsonArray("skipped").get(0).getAsJsonObject();
    assertEquals("bad", skipped.get("case").getAsString());
    assertEquals("It is cut off.", skipped.get("reason").getAsString());
    assertFalse(report().toJson().contains("NaN"));
  }

  @Test
  void table_has_a_row_for_each_cohort_the_comparison_and_the_skipped_cases() {
    List<String> lines = SuiteTable.of(report()).lines().toList();
    assertEquals("model", lines.get(0));
    String all = lines.stream().filter(l -> l.startsWith("all cases")).findFirst().orElseThrow();
    assertTrue(all.matches("all cases +2 +3 +0\\.600 .*"), all);
    assertTrue(lines.stream().anyMatch(l -> l.matches("with a training subject +1 +2 +0\\.300.*")));
    assertTrue(lines.stream().anyMatch(l -> l.matches("without one +1 +1 +0\\.900.*")));
    assertTrue(lines.stream().anyMatch(l -> l.matches("small structures +1 +1 +0\\.100.*")));
    assertTrue(lines.stream().anyMatch(l -> l.matches("atlases +1 +1 +0\\.700.*")));
    assertTrue(lines.stream().anyMatch(l -> l.matches("clicks +model +wand +above best")));
    assertTrue(lines.stream().anyMatch(l -> l.matches("1 +0\\.600 +0\\.500 +\\+0\\.100")));
    assertTrue(lines.contains("Not evaluated: bad: It is cut off."));
  }

  @Nested
  class Effort {
    private static EffortScore.Trial trial(int clicks, boolean reached) {
      return new EffortScore.Trial(clicks, 1, 4, reached, reached ? 0.95 : 0.5);
    }

    private static StructureReport structure(
        int value, int slices, int session, int slicewise, int interpolation, boolean last) {
      EffortScore score =
          new EffortScore(
              50,
              Map.of(
                  EffortWay.SESSION,
                  trial(session, true),
                  EffortWay.SLICES,
                  trial(slicewise, true),
                  EffortWay.INTERPOLATION,
                  trial(interpolation, last)));
      Result result =
          new Result(
              "model", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(score));
      return new StructureReport(
          "image", value, "lobe", slices, 900, SizeGroup.LARGE, result, List.of());
    }

    /** 5, 10, 20 interactions on 20 slices; 10, 40 and, not done after 9, the cap on 19. */
    private static SuiteReport report() {
      List<StructureReport> structures =
          List.of(structure(1, 20, 4, 9, 19, true), structure(2, 19, 9, 39, 8, false));
      SuiteCase one = new SuiteCase("one", false, false, 0, structures);
      return new SuiteReport("model", 20, 1, List.of(one), List.of());
    }

    @Test
    void is_averaged_over_structures_and_counts_those_not_done_in_full() {
      Map<String, EffortSummary> rows = EffortSummary.rows(report().structures());
      assertEquals(List.of("all", "atLeast20Slices"), List.copyOf(rows.keySet()));
      EffortSummary all = rows.get("all");
      assertEquals(2, all.structures());
      assertEquals(
          new EffortSummary.Mean(7.5, 2, 0.95, 4, 1),
          all.ways().get(EffortWay.SESSION),
          "5 and 10 interactions");
      assertEquals(new EffortSummary.Mean(25, 2, 0.95, 4, 3), all.ways().get(EffortWay.SLICES));
      EffortSummary.Mean interpolation = all.ways().get(EffortWay.INTERPOLATION);
      assertEquals(35, interpolation.interactions(), "20 and 50");
      assertEquals(1, interpolation.reached());
      assertEquals(0.725, interpolation.dice(), 1e-12);
      assertEquals(4.5, interpolation.perSession());
      assertEquals(1, rows.get("atLeast20Slices").structures());
    }

    @Test
    void stands_in_json_by_structure_and_in_the_mean() {
      JsonObject json = JsonParser.parseString(report().toJson()).getAsJsonObject();
      JsonObject mean =
          json.getAsJsonObject("effort").getAsJsonObject("all").getAsJsonObject("interpolation");
      assertEquals(35, mean.get("interactions").getAsDouble());
      assertEquals(1, mean.get("reached").getAsInt());
      JsonObject structure =
          json.getAsJsonArray("cases")
              .get(0)
              .getAsJsonObject()
              .getAsJsonArray("structures")
              .get(1)
              .getAsJsonObject();
      JsonObject effort = structure.getAsJsonObject("effort");
      assertEquals(50, effort.get("maxInteractions").getAsInt());
      JsonObject failed = effort.getAsJsonObject("interpolation");
      assertEquals(50, failed.get("interactions").getAsInt());
      assertEquals(8, failed.get("clicks").getAsInt());
      assertEquals(4, failed.get("carriedAnew").getAsInt());
      assertFalse(failed.get("reached").getAsBoolean());
      assertEquals(5, failed.get("perSession").getAsDouble());
      assertEquals(10, effort.getAsJsonObject("session").get("interactions").getAsInt());
      EvaluationReport image = new EvaluationReport(report().structures());
      assertEquals(
          json.get("effort"),
          JsonParser.parseString(image.toJson()).getAsJsonObject().get("effort"));
    }

    @Test
    void alone_has_its_tables_and_no_others() {
      List<String> lines = SuiteTable.of(report()).lines().toList();
      assertTrue(
          lines.stream()
              .anyMatch(
                  l ->
                      l.matches(
                          "all structures +2 +7\\.5 +25\\.0 +35\\.0 +3\\.00 +4\\.50 +2 of 2"
                              + " +2 of 2 +1 of 2 +0\\.950 +0\\.950 +0\\.725 +4\\.0 +4\\.0")),
          lines.toString());
      assertTrue(
          lines.stream()
              .anyMatch(l -> l.matches("image 2 lobe +19 +10 +40 +>50 +4\\.00 +5\\.00 .*")),
          lines.toString());
      assertFalse(lines.toString().contains("NoC"));
      assertTrue(SuiteTable.of(SuiteReportTest.report()).contains("NoC"));
      assertFalse(SuiteTable.of(SuiteReportTest.report()).contains("interpolation"));
    }
  }

  @Nested
  class Committed_figures {
    @Test
    void come_back_from_their_file() throws ModelException {
      CommittedFigures figures = CommittedFigures.of(report());
      CommittedFigures read = CommittedFigures.parse("f.json", figures.toJson());
      assertEquals(List.of("two", "one", "atlas"), read.cases());
      assertEquals(0.6, read.dice().get("dice.1"));
      assertEquals(2, read.maxClicks());
      assertEquals(List.of(), read.faults(report()));
    }

    private List<String> faultsAgainst(String from, String to) throws ModelException {
      String json = CommittedFigures.of(report()).toJson();
      assertTrue(json.contains(from), json);
      return CommittedFigures.parse("f.json", json.replace(from, to)).faults(report());
    }

    @Test
    void fail_on_a_drop_of_more_than_0_02_alone() throws ModelException {
      assertEquals(List.of(), faultsAgainst("\"dice.1\": 0.6", "\"dice.1\": 0.619"));
      assertEquals(List.of(), faultsAgainst("\"dice.1\": 0.6", "\"dice.1\": 0.1"));
      List<String> faults = faultsAgainst("\"dice.1\": 0.6", "\"dice.1\": 0.621");
      assertEquals(List.of("dice.1 is 0.600, expected at least 0.621 less 0.02"), faults);
    }

    @Test
    void fail_when_the_run_is_another_one() throws ModelException {
      assertTrue(faultsAgainst("\"two\"", "\"three\"").get(0).contains("three"));
      assertTrue(faultsAgainst("\"seed\": 1", "\"seed\": 2").get(0).contains("seed"));
      assertEquals(List.of("dice.9 is missing"), faultsAgainst("\"dice.1\"", "\"dice.9\""));
    }

    @Test
    void of_another_kind_of_file_are_refused_by_name() {
      for (String text : List.of("{}", "[1]", "nothing", "", "{\"cases\": 3}")) {
        ModelException e =
            assertThrows(ModelException.class, () -> CommittedFigures.parse("f.json", text));
        assertTrue(e.getMessage().contains("f.json") && e.getMessage().contains("--figures"));
      }
    }
  }
}
