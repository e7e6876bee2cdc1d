package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.fixtures.dicomgen.DicomDataset;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.Modality;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code info} and {@code measure} say of PET series. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SuvTest {
  private static final int PATIENT_WEIGHT = 0x00101030;
  private static final int START_DATE_TIME = 0x00181078;
  private static final int TOTAL_DOSE = 0x00181074;
  private static final int HALF_LIFE = 0x00181075;

  /** One half-life after 310 MBq in 62 kg: 62 000 g / 155 000 000 Bq. */
  private static final double FACTOR = 62_000 / 155e6;

  private static final double SLOPE = 40;

  @TempDir Path folder;

  private String said = "";
  private List<String> table = List.of();

  /** The samples are shifted so that none is below zero. */
  private static DicomSeriesBuilder pet(SeriesFault change) {
    short[] samples = Samples.samples();
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (short) (samples[n] + 60);
    }
    return DicomSeriesBuilder.of(Samples.grid(), PixelFormat.SIGNED_16, samples)
        .modality(Modality.PT)
        .rescale(SLOPE, 0)
        .fault(
            SeriesFault.everywhere(
                slice ->
                    slice
                        .dataset()
                        .decimals(PATIENT_WEIGHT, 62)
                        .sequence(
                            Tags.RADIOPHARMACEUTICAL_INFORMATION,
                            new DicomDataset()
                                .decimals(TOTAL_DOSE, 310e6)
                                .decimals(HALF_LIFE, 6_600)
                                // 03:04:05 less 1:50:00, as the fixtures' Series Time says
                                .text(START_DATE_TIME, "DT", "20200102011405"))))
        .fault(change);
  }

  private Path series(SeriesFault change) throws IOException {
    Path series = folder.resolve("series");
    pet(change).writeTo(series);
    return series;
  }

  private JsonObject liver(Path series) throws IOException {
    Path labels = LabelSamples.write(folder.resolve("in.nii.gz"));
    Path out = folder.resolve("out.json");
    Path csv = folder.resolve("out.csv");
    CommandLineRun run =
        CommandLineRun.of("measure", series, labels, "--json", out, "--csv", csv).assertDone();
    said = run.out() + run.err();
    table = Files.readAllLines(csv);
    return JsonParser.parseString(Files.readString(out))
        .getAsJsonObject()
        .getAsJsonArray("segments")
        .get(0)
        .getAsJsonObject();
  }

  /** Highest mean sample in 1 cm³ round a voxel of the liver, and of how many. */
  private static double[] peak() {
    short[] samples = Samples.samples();
    double[] best = {0, 0};
    for (int c = 0; c < samples.length; c++) {
      int[] centre = voxel(c);
      if (LabelSamples.label(centre[0], centre[1], centre[2]) != 2) {
        continue;
      }
      double sum = 0;
      int count = 0;
      for (int n = 0; n < samples.length; n++) {
        int[] v = voxel(n);
        double mm =
            Math.hypot(
                Math.hypot(0.9 * (v[0] - centre[0]), 1.1 * (v[1] - centre[1])),
                2.5 * (v[2] - centre[2]));
        if (mm <= 6.2035) {
          sum += samples[n] + 60;
          count++;
        }
      }
      if (sum / count > best[0] + 1e-9) {
        best = new double[] {sum / count, count};
      }
    }
    return best;
  }

  private static int[] voxel(int n) {
    return new int[] {
      n % Samples.SIZE[0],
      n / Samples.SIZE[0] % Samples.SIZE[1],
      n / (Samples.SIZE[0] * Samples.SIZE[1])
    };
  }

  private double cell(String column) {
    int at = List.of(table.get(0).split(",", -1)).indexOf(column);
    return Double.parseDouble(table.get(1).split(",", -1)[at]);
  }

  @Test
  void is_measured_beside_the_values_in_their_own_unit() throws Exception {
    JsonObject liver = liver(series(slices -> {}));
    JsonObject intensity = liver.getAsJsonObject("intensity");
    JsonObject suv = liver.getAsJsonObject("suv");
    assertEquals("Bq/ml", intensity.get("unit").getAsString());
    assertEquals("", intensity.get("remark").getAsString());
    assertEquals("SUVbw", suv.get("unit").getAsString());
    assertEquals(FACTOR, suv.get("factor").getAsDouble(), 1e-12 * FACTOR);
    assertEquals(210 * SLOPE, intensity.get("max").getAsDouble());
    assertEquals(210 * SLOPE * FACTOR, suv.get("max").getAsDouble(), 1e-9);
    assertEquals(10 * SLOPE * FACTOR, suv.get("min").getAsDouble(), 1e-9);
    for (String key : List.of("mean", "sd", "p5", "p25", "median", "p75", "p95")) {
      double value = intensity.get(key).getAsDouble() * FACTOR;
      assertEquals(value, suv.get(key).getAsDouble(), 1e-9, key);
      String column = "suv" + key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
      assertEquals(value, cell(column), 1e-9, column);
    }
    JsonObject peak = suv.getAsJsonObject("peak");
    double[] expected = peak();
    assertEquals(expected[0] * SLOPE * FACTOR, peak.get("mean").getAsDouble(), 1e-9);
    assertEquals(expected[1], peak.get("voxels").getAsInt());
    assertEquals(1000 / (0.9 * 1.1 * 2.5), expected[1], 20); // of 1 cm³
    assertEquals(3, peak.getAsJsonArray("centre").size());
    assertEquals(3, peak.getAsJsonArray("centreLps").size());
    assertEquals(peak.get("mean").getAsDouble(), cell("suvPeak"));
    assertEquals(suv.get("max").getAsDouble(), cell("suvMax"));
    assertEquals(suv.get("factor").getAsDouble(), cell("suvFactor"));
    assertTrue(said.contains("SUVmax 3.360, SUVmean "), said);
    String shown = String.format(Locale.ROOT, "SUVpeak %.4g", peak.get("mean").getAsDouble());
    assertTrue(said.contains(shown), said);
    assertFalse(said.contains("no SUV"), said);
  }

  @Test
  void is_null_with_the_reason_where_the_series_lacks_something() throws Exception {
    JsonObject liver =
        liver(series(SeriesFault.everywhere(slice -> slice.dataset().remove(PATIENT_WEIGHT))));
    assertTrue(liver.has("suv") && liver.get("suv").isJsonNull());
    JsonObject intensity = liver.getAsJsonObject("intensity");
    assertEquals("Bq/ml", intensity.get("unit").getAsString());
    assertTrue(intensity.get("remark").getAsString().contains("Patient's Weight (0010,1030)"));
    assertTrue(said.contains("no SUV: Patient's Weight (0010,1030)"), said);
    assertTrue(table.get(1).endsWith(",".repeat(11)), table.get(1));
  }

  @Test
  void is_told_by_info_from_headers_alone() throws Exception {
    Path series = series(slices -> {});
    String text = CommandLineRun.of("info", series).assertDone().out();
    assertTrue(text.contains("values: Bq/ml"), text);
    assertTrue(text.contains("SUV by body weight: value x 0.0004"), text);
    JsonObject pet = pet(CommandLineRun.of("info", series, "--json").json());
    assertEquals("Bq/ml", pet.get("unit").getAsString());
    assertEquals(FACTOR, pet.get("suvFactor").getAsDouble(), 1e-12 * FACTOR);
    assertEquals("", pet.get("noSuvReason").getAsString());
  }

  @Test
  void is_told_by_info_to_be_missing_and_why() throws Exception {
    Path series =
        series(SeriesFault.everywhere(slice -> slice.dataset().text(Tags.UNITS, "CS", "PROPCPS")));
    String text = CommandLineRun.of("info", series).assertDone().out();
    assertTrue(text.contains("values: of unknown unit"), text);
    assertTrue(text.contains("no SUV: Units (0054,1001)"), text);
    JsonObject pet = pet(CommandLineRun.of("info", series, "--json").json());
    assertFalse(pet.has("suvFactor"));
    assertTrue(pet.get("noSuvReason").getAsString().contains("Units"));
  }

  @Test
  void is_no_matter_of_other_modalities() throws Exception {
    Path series = folder.resolve("ct");
    Samples.series().writeTo(series);
    String text = CommandLineRun.of("info", series).assertDone().out();
    assertFalse(text.contains("SUV") || text.contains("values:"), text);
    JsonObject volume =
        CommandLineRun.of("info", series, "--json")
            .json()
            .getAsJsonArray("volumes")
            .get(0)
            .getAsJsonObject();
    assertFalse(volume.has("pet"));
    assertTrue(liver(series).get("suv").isJsonNull());
    assertFalse(said.contains("SUV"), said);
  }

  private static JsonObject pet(JsonObject info) {
    return info.getAsJsonArray("volumes").get(0).getAsJsonObject().getAsJsonObject("pet");
  }
}
