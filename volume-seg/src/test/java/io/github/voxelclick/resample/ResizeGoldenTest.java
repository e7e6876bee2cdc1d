package io.github.voxelclick.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.parity.NpyArray;
import io.github.voxelclick.parity.NpzReader;
import io.github.voxelclick.parity.ParityImages;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Planes are resized as the libraries do it. The files were written by {@code
 * volume-seg/export/parity/resample.py}.
 */
class ResizeGoldenTest {
  private static final String FOLDER = "/parity/resample/";

  /** About the highest less the lowest number of {@link ParityImages#image16}. */
  private static final double SPREAD = 1460;

  /** Of the spread; OpenCV's optional vendor library has places more exact than its own code. */
  private static final double FLOAT_TOLERANCE = 3e-5;

  private static final JsonObject GOLDEN = golden();
  private static final Map<String, NpyArray> ARRAYS = arrays();

  private static JsonObject golden() {
    try (Reader in =
        new InputStreamReader(
            ResizeGoldenTest.class.getResourceAsStream(FOLDER + "cases.json"),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(in).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, NpyArray> arrays() {
    try {
      return NpzReader.resource(FOLDER + "arrays.npz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One case: a source, its size, the size it gets, and which pixels of the result are stored. */
  private record Case(int number, String source, Size from, Size to, int stride) {
    private record Size(int rows, int columns) {
      static Size of(JsonArray sides) {
        return new Size(sides.get(0).getAsInt(), sides.get(1).getAsInt());
      }

      @Override
      public String toString() {
        return rows + "×" + columns;
      }
    }

    static List<Case> all() {
      JsonArray cases = GOLDEN.getAsJsonArray("cases");
      return IntStream.range(0, cases.size())
          .mapToObj(
              n -> {
                JsonObject json = cases.get(n).getAsJsonObject();
                return new Case(
                    n,
                    json.get("source").getAsString(),
                    Size.of(json.getAsJsonArray("from")),
                    Size.of(json.getAsJsonArray("to")),
                    json.get("stride").getAsInt());
              })
          .toList();
    }

    boolean isFloats() {
      return source.equals("floats");
    }

    float[] floats() {
      short[] image = ParityImages.image16(from.rows, from.columns);
      float[] plane = new float[image.length];
      for (int n = 0; n < plane.length; n++) {
        plane[n] = image[n];
      }
      return plane;
    }

    byte[] bytes() {
      byte[] image = ParityImages.image8(from.rows, from.columns);
      if (source.equals("clipped")) {
        for (int n = 0; n < image.length; n++) {
          image[n] = (byte) Math.max(0, Math.min(255, ((image[n] & 0xFF) - 100) * 4));
        }
      }
      return image;
    }

    /** Places in the result of the pixels that are stored, in their order. */
    int[] stored() {
      return kept(to.rows)
          .flatMap(row -> kept(to.columns).map(column -> row * to.columns + column))
          .toArray();
    }

    private IntStream kept(int count) {
      return IntStream.range(0, count).filter(n -> n % stride == 0 || n == count - 1);
    }

    byte[] resized(byte[] plane, Interpolation how) {
      return Resize.bytes(plane, from.columns, from.rows, to.columns, to.rows, how);
    }

    float[] resized(float[] plane, Interpolation how) {
      return Resize.floats(plane, from.columns, from.rows, to.columns, to.rows, how);
    }

    NpyArray expected(Interpolation how) {
      return ARRAYS.get(how.spelling() + "." + number);
    }

    @Override
    public String toString() {
      return source + " " + from + " to " + to;
    }
  }

  /** How results differ from the library's, over all cases of a kind. */
  private static final class Difference {
    private final Map<String, Double> mostOf = new LinkedHashMap<>();
    private long pixels;
    private long differing;

    void add(Case at, double difference) {
      pixels++;
      if (difference > 0) {
        differing++;
        mostOf.merge(at.toString(), difference, Math::max);
      }
    }

    double most() {
      return mostOf.values().stream().mapToDouble(d -> d).max().orElse(0);
    }

    double share() {
      return (double) differing / pixels;
    }

    @Override
    public String toString() {
      return differing + " of " + pixels + " pixels differ, at most by " + mostOf;
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytes_are_those_of_the_library_but_for_a_rounding_now_and_then(Interpolation how) {
    Difference difference = new Difference();
    for (Case c : Case.all()) {
      if (!c.isFloats()) {
        byte[] expected = c.expected(how).bytes();
        byte[] resized = c.resized(c.bytes(), how);
        int[] stored = c.stored();
        assertEquals(expected.length, stored.length);
        for (int n = 0; n < stored.length; n++) {
          difference.add(c, Math.abs((expected[n] & 0xFF) - (resized[stored[n]] & 0xFF)));
        }
      }
    }
    assertTrue(difference.pixels > 10_000, "too few cases");
    assertTrue(difference.most() <= 1, difference::toString);
    assertTrue(difference.share() <= mostShare(how), difference::toString);
  }

  /**
   * What share of the pixels may differ: none of OpenCV's, others' sums are rounded differently.
   */
  private static double mostShare(Interpolation how) {
    return switch (how) {
      case CV_LINEAR, CV_AREA, NEAREST -> 0;
      case PIL_BILINEAR -> 0.003;
      default -> 0.001;
    };
  }

  @ParameterizedTest
  @EnumSource
  void floats_are_those_of_the_library(Interpolation how) {
    Difference difference = new Difference();
    for (Case c : Case.all()) {
      if (c.isFloats()) {
        float[] expected = c.expected(how).floats();
        float[] resized = c.resized(c.floats(), how);
        int[] stored = c.stored();
        assertEquals(expected.length, stored.length);
        for (int n = 0; n < stored.length; n++) {
          difference.add(c, Math.abs(expected[n] - resized[stored[n]]));
        }
      }
    }
    assertTrue(difference.most() <= FLOAT_TOLERANCE * SPREAD, difference::toString);
  }

  @Test
  void every_interpolation_has_golden_results() {
    List<String> stored =
        GOLDEN.getAsJsonArray("interpolations").asList().stream()
            .map(JsonElement::getAsString)
            .toList();
    assertEquals(
        Arrays.stream(Interpolation.values()).map(Interpolation::spelling).toList(), stored);
  }
}
