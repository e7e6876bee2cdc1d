package io.github.voxelclick.evaluate;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Numbers by name, of one structure or averaged over many. A number that is not defined somewhere
 * is left out there, and of the mean.
 *
 * @param values by name: {@code dice.n} after n clicks, {@code noc85}, {@code noc90}, {@code
 *     box.dice}, {@code box.ellipseDice}, {@code propagation.dice}, {@code
 *     propagation.diceWithin10mm}, {@code propagation.diceAt.RANGE}, {@code
 *     propagation.falsePositiveSlicesPastEnds}, {@code propagation.spearman}, {@code
 *     propagation.spearmanFound}
 */
record Figures(Map<String, Double> values) {
  static final String NOC_85 = "noc85";
  static final String NOC_90 = "noc90";
  static final String BOX = "box.dice";
  static final String ELLIPSE = "box.ellipseDice";
  static final String PROPAGATION = "propagation.dice";
  static final String WITHIN_10_MM = "propagation.diceWithin10mm";
  static final String FALSE_SLICES = "propagation.falsePositiveSlicesPastEnds";
  static final String SPEARMAN = "propagation.spearman";
  static final String SPEARMAN_FOUND = "propagation.spearmanFound";

  Figures {
    values = Map.copyOf(values);
  }

  static String afterClicks(int clicks) {
    return "dice." + clicks;
  }

  static String at(PropagationScore.Range range) {
    return "propagation.diceAt." + range.label();
  }

  /** The figures of one structure. */
  static Figures of(Result result) {
    Map<String, Double> values = new TreeMap<>();
    result
        .clicks()
        .ifPresent(
            c -> {
              List<Double> dice = c.diceAfterClicks();
              for (int n = 0; n < dice.size(); n++) {
                values.put(afterClicks(n + 1), dice.get(n));
              }
              values.put(NOC_85, c.noc85());
              values.put(NOC_90, c.noc90());
            });
    result
        .box()
        .ifPresent(
            b -> {
              values.put(BOX, b.dice());
              values.put(ELLIPSE, b.ellipseDice());
            });
    result
        .propagation()
        .ifPresent(
            p -> {
              values.put(PROPAGATION, p.dice());
              p.diceWithin10mm().ifPresent(d -> values.put(WITHIN_10_MM, d));
              for (PropagationScore.Range range : PropagationScore.Range.values()) {
                p.diceAt(range).ifPresent(d -> values.put(at(range), d));
              }
              p.falsePositiveSlicesPastEnds().ifPresent(n -> values.put(FALSE_SLICES, (double) n));
            });
    return new Figures(values);
  }

  /** The mean of each number over those that have it. */
  static Figures mean(Collection<Figures> all) {
    Map<String, List<Double>> byName = new TreeMap<>();
    for (Figures figures : all) {
      figures.values.forEach(
          (name, v) -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(v));
    }
    Map<String, Double> means = new TreeMap<>();
    byName.forEach(
        (name, list) -> means.put(name, list.stream().mapToDouble(v -> v).average().orElseThrow()));
    return new Figures(means);
  }

  /** These figures and one more, where it is defined. */
  Figures with(String name, OptionalDouble value) {
    Map<String, Double> more = new TreeMap<>(values);
    value.ifPresent(v -> more.put(name, v));
    return new Figures(more);
  }

  OptionalDouble get(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** How many clicks there are figures for. */
  int clicks() {
    int n = 0;
    while (values.containsKey(afterClicks(n + 1))) {
      n++;
    }
    return n;
  }

  /** The numbers under the names that single structures have in reports. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    if (clicks() > 0) {
      JsonArray dice = new JsonArray();
      for (int n = 1; n <= clicks(); n++) {
        dice.add(values.get(afterClicks(n)));
      }
      json.add("diceAfterClicks", dice);
    }
    add(json, NOC_85, NOC_85);
    add(json, NOC_90, NOC_90);
    JsonObject box = new JsonObject();
    add(box, "dice", BOX);
    add(box, "ellipseDice", ELLIPSE);
    JsonObject propagation = new JsonObject();
    add(propagation, "dice", PROPAGATION);
    add(propagation, "diceWithin10mm", WITHIN_10_MM);
    JsonObject byDistance = new JsonObject();
    for (PropagationScore.Range range : PropagationScore.Range.values()) {
      add(byDistance, range.label(), at(range));
    }
    if (byDistance.size() > 0) {
      propagation.add("diceByDistance", byDistance);
    }
    add(propagation, "falsePositiveSlicesPastEnds", FALSE_SLICES);
    add(propagation, "spearman", SPEARMAN);
    add(propagation, "spearmanFound", SPEARMAN_FOUND);
    if (box.size() > 0) {
      json.add("box", box);
    }
    if (propagation.size() > 0) {
      json.add("propagation", propagation);
    }
    return json;
  }

  private void add(JsonObject json, String field, String name) {
    ReportJson.add(json, field, get(name));
  }
}
