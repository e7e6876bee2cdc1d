package io.github.voxelclick.parity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.SliceMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a model's answers are from its reference's: the worst of each measure, and every answer
 * that is too far. The worst are left in {@code target/parity}.
 */
public final class ParityFigures {
  private final String model;
  private final Map<String, Double> worst = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private int steps;

  /**
   * @param model whose answers these are
   */
  public ParityFigures(String model) {
    this.model = model;
  }

  /** Notes how well a mask agrees, as intersection over union. */
  public void mask(String measure, String what, SliceMask expected, SliceMask found, double least) {
    double both = expected.and(found).count();
    double iou = both / (expected.count() + found.count() - both);
    steps++;
    worst.merge("IoU " + measure, iou, Math::min);
    if (!(iou >= least)) {
      faults.add(what + ": IoU " + iou);
    }
  }

  /** Notes a difference of numbers. */
  public void difference(String measure, String what, double difference, double most) {
    worst.merge(measure, difference, Math::max);
    if (!(difference <= most)) {
      faults.add(what + ": " + measure + " " + difference);
    }
  }

  /** Fails when an answer is too far, or when there were hardly any. */
  public void check() {
    StringBuilder line = new StringBuilder(model + ": " + steps + " answers");
    worst.forEach((m, v) -> line.append(String.format(Locale.ROOT, ", %s %.6f", m, v)));
    try {
      Path folder = Files.createDirectories(Path.of("target", "parity"));
      Files.writeString(folder.resolve(model.replace('/', '-') + ".txt"), line + "\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    assertTrue(steps > 2, line.toString());
    assertTrue(faults.isEmpty(), () -> faults.size() + " of " + line + ": " + faults);
  }
}
