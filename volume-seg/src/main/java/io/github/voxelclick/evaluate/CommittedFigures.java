package io.github.voxelclick.evaluate;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.voxelclick.volume.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Dice figures of a suite that later runs must not fall below, as a small JSON file keeps them.
 *
 * @param model what was measured; another model may be held against its figures
 * @param maxClicks clicks on each slice; a run has to give as many
 * @param seed of the boxes; a run has to use the same
 * @param cases that were evaluated, in the order of the run
 * @param dice 0 to 1 by name, of the means over all large structures outside atlases
 */
public record CommittedFigures(
    String model, int maxClicks, long seed, List<String> cases, Map<String, Double> dice) {
  /** The largest drop that passes, Dice. */
  public static final double MOST_DROP = 0.02;

  private static final List<String> NAMES =
      List.of(
          Figures.afterClicks(1),
          Figures.afterClicks(3),
          Figures.afterClicks(5),
          Figures.BOX,
          Figures.PROPAGATION,
          Figures.WITHIN_10_MM);

  /** Takes list and map as they are at this moment. */
  public CommittedFigures {
    Objects.requireNonNull(model, "model");
    cases = List.copyOf(cases);
    dice = Map.copyOf(dice);
  }

  /** The figures of a run. */
  public static CommittedFigures of(SuiteReport report) {
    Map<String, Double> dice = new TreeMap<>();
    SuiteRow row = report.rows().get("all");
    if (row != null) {
      for (String name : NAMES) {
        row.figures().get(name).ifPresent(v -> dice.put(name, v));
      }
    }
    List<String> cases = report.cases().stream().map(SuiteCase::name).toList();
    return new CommittedFigures(
        report.contestant(), report.maxClicks(), report.seed(), cases, dice);
  }

  /**
   * Reads figures.
   *
   * @param place what messages call them, such as the file's name
   * @param json the whole text
   * @throws ModelException when that is something else
   */
  public static CommittedFigures parse(String place, String json) throws ModelException {
    try {
      JsonObject root = JsonParser.parseString(json).getAsJsonObject();
      List<String> cases = new ArrayList<>();
      root.getAsJsonArray("cases").forEach(c -> cases.add(c.getAsString()));
      Map<String, Double> dice = new TreeMap<>();
      for (Map.Entry<String, JsonElement> e : root.getAsJsonObject("dice").entrySet()) {
        dice.put(e.getKey(), e.getValue().getAsDouble());
      }
      return new CommittedFigures(
          root.get("model").getAsString(),
          root.get("maxClicks").getAsInt(),
          root.get("seed").getAsLong(),
          cases,
          dice);
    } catch (JsonParseException
        | IllegalStateException
        | NumberFormatException
        | UnsupportedOperationException
        | ClassCastException
        | NullPointerException e) {
      throw new ModelException(
          "Cannot read the figures "
              + place
              + ": expected what evaluate --figures writes. Write the file anew.",
          e);
    }
  }

  /** The text that {@link #parse} reads, figures rounded to a thousandth. */
  public String toJson() {
    JsonObject root = new JsonObject();
    root.addProperty("model", model);
    root.addProperty("maxClicks", maxClicks);
    root.addProperty("seed", seed);
    JsonArray names = new JsonArray();
    cases.forEach(names::add);
    root.add("cases", names);
    JsonObject figures = new JsonObject();
    new TreeMap<>(dice).forEach((n, v) -> figures.addProperty(n, Math.rint(v * 1000) / 1000));
    root.add("dice", figures);
    return ReportJson.text(root) + "\n";
  }

  /**
   * What a run lacks against these figures.
   *
   * @return one sentence for each figure that fell by more than {@value #MOST_DROP} or is missing,
   *     and for settings that make runs incomparable; empty when the run passes
   */
  public List<String> faults(SuiteReport report) {
    CommittedFigures found = of(report);
    List<String> faults = new ArrayList<>();
    if (!found.cases.equals(cases)) {
      faults.add("the cases are " + found.cases + ", expected " + cases);
    }
    if (found.maxClicks != maxClicks || found.seed != seed) {
      faults.add(
          String.format(
              Locale.ROOT,
              "clicks and seed are %d and %d, expected %d and %d",
              found.maxClicks,
              found.seed,
              maxClicks,
              seed));
    }
    new TreeMap<>(dice)
        .forEach(
            (name, expected) -> {
              OptionalDouble value =
                  found.dice.containsKey(name)
                      ? OptionalDouble.of(found.dice.get(name))
                      : OptionalDouble.empty();
              if (value.isEmpty()) {
                faults.add(name + " is missing");
              } else if (value.getAsDouble() < expected - MOST_DROP) {
                faults.add(
                    String.format(
                        Locale.ROOT,
                        "%s is %.3f, expected at least %.3f less %.2f",
                        name,
                        value.getAsDouble(),
                        expected,
                        MOST_DROP));
              }
            });
    return List.copyOf(faults);
  }
}
