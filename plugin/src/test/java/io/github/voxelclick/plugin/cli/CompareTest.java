package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CompareTest {
  @TempDir static Path shared;
  private static Path series;
  private static Path labels;

  @TempDir Path folder;

  @BeforeAll
  static void write_a_series_and_labels() throws IOException {
    series = shared.resolve("series");
    Samples.series().writeTo(series);
    labels = LabelSamples.write(shared.resolve("in.nii.gz"));
  }

  private static CommandLineRun compare(Object... more) {
    Object[] all = new Object[more.length + 1];
    all[0] = "compare";
    System.arraycopy(more, 0, all, 1, more.length);
    return CommandLineRun.of(all);
  }

  private JsonObject compared(Object... words) throws IOException {
    Path out = folder.resolve("out.json");
    Object[] all = Arrays.copyOf(words, words.length + 3);
    all[words.length] = "--json";
    all[words.length + 1] = out;
    all[words.length + 2] = "--overwrite";
    compare(all).assertDone();
    return JsonParser.parseString(Files.readString(out)).getAsJsonObject();
  }

  /** The labels with every structure moved two columns, under other values and names. */
  private Path moved(String name, int liver, int tumour, String table) throws IOException {
    short[] values = new short[Samples.grid().voxelCount()];
    for (int k = 0; k < Samples.SIZE[2]; k++) {
      for (int j = 0; j < Samples.SIZE[1]; j++) {
        for (int i = 2; i < Samples.SIZE[0]; i++) {
          int label = LabelSamples.label(i - 2, j, k);
          values[Samples.grid().offset(i, j, k)] =
              (short) (label == 2 ? liver : label == 7 ? tumour : 0);
        }
      }
    }
    Path file = Files.createDirectories(folder.resolve(name)).resolve("labels.nii.gz");
    NiftiBuilder.of(Samples.SIZE, values).affine(Samples.grid().affineRas()).writeTo(file);
    Files.writeString(file.resolveSibling("labels.tsv"), table);
    return file;
  }

  private static JsonObject pair(JsonObject report, int n) {
    return report.getAsJsonArray("pairs").get(n).getAsJsonObject();
  }

  private static double figure(JsonObject pair, String key) {
    return pair.get(key).getAsDouble();
  }

  @Nested
  class Masks {
    @ParameterizedTest
    @ValueSource(strings = {"seg", "rtstruct", "labelmap"})
    void of_one_structure_agree_whatever_they_are_stored_as(String kind) throws Exception {
      Path file = folder.resolve("x.dcm");
      CommandLineRun.of("convert", labels, file, "--to", kind, "--reference", series).assertDone();
      JsonObject report = compared(file, labels, "--reference", series);
      assertEquals(2, report.getAsJsonArray("pairs").size());
      for (int n = 0; n < 2; n++) {
        JsonObject pair = pair(report, n);
        assertEquals("label", pair.get("pairedBy").getAsString());
        assertEquals(1, figure(pair, "dice"));
        assertEquals(1, figure(pair, "surfaceDice"));
        assertEquals(0, figure(pair, "hausdorffMm"), 1e-9);
        assertEquals(0, figure(pair, "differencePercent"));
      }
    }

    @Test
    void that_are_moved_are_as_far_apart_as_they_were_moved() throws Exception {
      Path other = moved("m", 2, 7, LabelSamples.NAMES);
      JsonObject liver = pair(compared(labels, other, "--tolerance", "1.7"), 0);
      // 12 columns wide, moved by 2 of 0.9 mm.
      assertEquals(10.0 / 12, figure(liver, "dice"), 1e-12);
      assertEquals(10.0 / 14, figure(liver, "jaccard"), 1e-12);
      assertEquals(1.8, figure(liver, "hausdorffMm"), 1e-4);
      assertEquals(1.8, figure(liver, "hausdorff95Mm"), 1e-4);
      assertTrue(figure(liver, "surfaceDice") < 0.9);
      assertEquals(6, liver.getAsJsonArray("slices").size());
      assertEquals(
          10.0 / 12,
          liver.getAsJsonArray("slices").get(3).getAsJsonObject().get("dice").getAsDouble(),
          1e-12);
      JsonObject near = pair(compared(labels, other, "--tolerance", "1.81"), 0);
      assertEquals(1, figure(near, "surfaceDice"), 1e-12);
    }

    @Test
    void with_turned_axes_are_laid_on_the_grid_of_the_first() throws Exception {
      Path turned = LabelSamples.writeTurned(folder.resolve("turned.nii.gz"));
      assertEquals(1, figure(pair(compared(labels, turned), 1), "dice"));
    }

    @Test
    void on_another_grid_are_refused_and_with_resample_put_in_place() throws Exception {
      Path cropped = LabelSamples.writeCropped(folder.resolve("cropped.nii.gz"));
      compare(labels, cropped).assertRefused("another grid", "--resample");
      JsonObject report = compared(labels, cropped, "--resample");
      assertEquals(1, figure(pair(report, 0), "dice"));
      assertTrue(report.getAsJsonArray("warnings").toString().contains("another grid"));
    }
  }

  @Nested
  class Pairs {
    @Test
    void are_made_by_label_whatever_the_number_and_the_case_of_letters() throws Exception {
      Path other = moved("m", 7, 2, "value\tname\n7\tLiver\n2\tTumour\n");
      JsonObject report = compared(labels, other);
      assertEquals(10.0 / 12, figure(pair(report, 0), "dice"), 1e-12);
      assertEquals(7, pair(report, 0).getAsJsonObject("b").get("number").getAsInt());
      JsonObject byNumber = compared(labels, other, "--pair", "number");
      assertTrue(figure(pair(byNumber, 0), "dice") < 0.1);
    }

    @Test
    void are_made_by_number_where_labels_differ_and_that_is_told() throws Exception {
      Path other = moved("m", 2, 9, "value\tname\n");
      CommandLineRun run = compare(labels, other).assertDone();
      assertTrue(run.err().contains("Segments 2") && run.err().contains("by their number"));
      assertTrue(run.out().contains("only in the first: 7 tumour"), run.out());
      assertTrue(run.out().contains("only in the second: 9 Label 9"), run.out());
      compare(labels, other, "--pair", "label").assertRefused("--pair number", "7 tumour");
    }

    @Test
    void that_nothing_makes_are_listed_in_all_files() throws Exception {
      Path other = moved("m", 2, 9, LabelSamples.NAMES);
      Path csv = folder.resolve("out.csv");
      JsonObject report = compared(labels, other, "--csv", csv);
      assertEquals(
          "tumour",
          report.getAsJsonArray("onlyA").get(0).getAsJsonObject().get("label").getAsString());
      assertEquals(
          9, report.getAsJsonArray("onlyB").get(0).getAsJsonObject().get("number").getAsInt());
      List<String> lines = Files.readAllLines(csv);
      assertEquals(4, lines.size());
      assertTrue(lines.get(0).startsWith("numberA,labelA,numberB,labelB,pairedBy"));
      assertTrue(lines.get(2).startsWith("7,tumour,,,,"), lines.get(2));
      assertTrue(lines.get(3).startsWith(",,9,Label 9,,,"), lines.get(3));
      int columns = lines.get(0).split(",", -1).length;
      assertTrue(lines.stream().allMatch(line -> line.split(",", -1).length == columns));
    }
  }

  @Nested
  class Refusals {
    @ParameterizedTest
    @ValueSource(strings = {"-1", "NaN", "two"})
    void of_a_tolerance_that_is_none(String mm) {
      compare(labels, labels, "--tolerance", mm).assertRefused("--tolerance");
    }

    @Test
    void of_what_is_not_there_or_no_mask() throws Exception {
      compare(labels, folder.resolve("gone.nii.gz")).assertRefused("gone.nii.gz");
      Path text = Files.writeString(folder.resolve("notes.txt"), "nothing to see");
      compare(labels, text).assertRefused("notes.txt");
      assertEquals(2, compare(labels).exit());
    }

    @Test
    void of_masks_of_two_frames_of_reference() throws Exception {
      Path one = folder.resolve("one");
      Path two = folder.resolve("two");
      Samples.series().writeTo(one);
      Samples.series().seed(5).writeTo(two);
      for (Path at : List.of(one, two)) {
        CommandLineRun.of("convert", labels, at.resolve("seg.dcm"), "--reference", at).assertDone();
      }
      compare(one.resolve("seg.dcm"), two.resolve("seg.dcm"))
          .assertRefused("two frames of reference", "--any-frame");
      compare(one.resolve("seg.dcm"), two.resolve("seg.dcm"), "--any-frame").assertDone();
    }

    @Test
    void of_overwriting_unasked() throws Exception {
      Path out = Files.writeString(folder.resolve("out.json"), "before");
      compare(labels, labels, "--json", out).assertRefused("--overwrite");
      assertEquals("before", Files.readString(out));
      assertFalse(Files.exists(folder.resolve("out.csv")));
    }
  }
}
