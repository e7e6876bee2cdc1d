package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
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
class MeasureTest {
  @TempDir static Path shared;
  private static Path series;
  private static Path labels;
  private static Path image;

  @TempDir Path folder;

  @BeforeAll
  static void write_a_series_and_labels() throws IOException {
    series = shared.resolve("series");
    Samples.series().writeTo(series);
    labels = LabelSamples.write(shared.resolve("in.nii.gz"));
    image = shared.resolve("image.nii");
    NiftiBuilder.of(Samples.SIZE, Samples.samples())
        .affine(Samples.grid().affineRas())
        .writeTo(image);
  }

  private static CommandLineRun measure(Object... more) {
    Object[] all = new Object[more.length + 1];
    all[0] = "measure";
    System.arraycopy(more, 0, all, 1, more.length);
    return CommandLineRun.of(all);
  }

  private JsonObject measured(Object... words) throws IOException {
    Path out = folder.resolve("out.json");
    Object[] all = Arrays.copyOf(words, words.length + 3);
    all[words.length] = "--json";
    all[words.length + 1] = out;
    all[words.length + 2] = "--overwrite";
    measure(all).assertDone();
    return JsonParser.parseString(Files.readString(out)).getAsJsonObject();
  }

  private Path converted(String kind) {
    Path file = folder.resolve(kind + ".dcm");
    CommandLineRun.of("convert", labels, file, "--to", kind, "--reference", series).assertDone();
    return file;
  }

  private static JsonObject segment(JsonObject report, String label) {
    for (var s : report.getAsJsonArray("segments")) {
      if (s.getAsJsonObject().get("label").getAsString().equals(label)) {
        return s.getAsJsonObject();
      }
    }
    throw new AssertionError("no segment " + label + " in " + report);
  }

  /** Voxels of a label, and mean, least and greatest of their samples. */
  private static double[] counted(int label) {
    short[] samples = Samples.samples();
    double[] found = {0, 0, 1e9, -1e9};
    for (int k = 0; k < Samples.SIZE[2]; k++) {
      for (int j = 0; j < Samples.SIZE[1]; j++) {
        for (int i = 0; i < Samples.SIZE[0]; i++) {
          if (LabelSamples.label(i, j, k) == label) {
            double v = samples[Samples.grid().offset(i, j, k)];
            found[0]++;
            found[1] += v;
            found[2] = Math.min(found[2], v);
            found[3] = Math.max(found[3], v);
          }
        }
      }
    }
    found[1] /= found[0];
    return found;
  }

  private static void assertLiver(JsonObject liver) {
    double[] expected = counted(2);
    JsonObject intensity = liver.getAsJsonObject("intensity");
    assertEquals(expected[0], liver.get("voxels").getAsDouble());
    double ml = expected[0] * 0.9 * 1.1 * 2.5 / 1000;
    assertEquals(ml, liver.get("volumeMl").getAsDouble(), 1e-4 * ml);
    assertEquals(expected[1], intensity.get("mean").getAsDouble(), 1e-9);
    assertEquals(expected[2], intensity.get("min").getAsDouble());
    assertEquals(expected[3], intensity.get("max").getAsDouble());
    // Slice 1 has rows 11 to 32 and columns 5 to 16; the outline cuts the corners off.
    JsonObject diameters = liver.getAsJsonObject("diameters");
    assertEquals(1, diameters.get("k").getAsInt());
    double longest = Math.hypot(11 * 0.9, 22 * 1.1);
    double other = Math.hypot(12 * 0.9, 21 * 1.1);
    assertEquals(
        Math.max(longest, other),
        diameters.getAsJsonObject("longest").get("mm").getAsDouble(),
        1e-3);
    JsonObject box = liver.getAsJsonObject("boundingBox");
    assertEquals("[5,11,1]", box.get("first").toString());
    assertEquals("[16,32,6]", box.get("last").toString());
  }

  @Nested
  class Masks {
    @ParameterizedTest
    @ValueSource(strings = {"seg", "rtstruct", "labelmap"})
    void of_every_dicom_kind_are_measured_on_their_series(String kind) throws Exception {
      JsonObject liver = segment(measured(series, converted(kind)), "liver");
      assertLiver(liver);
      assertEquals("HU", liver.getAsJsonObject("intensity").get("unit").getAsString());
    }

    @Test
    void of_nifti_are_measured_on_a_series() throws Exception {
      JsonObject report = measured(series, labels);
      assertLiver(segment(report, "liver"));
      assertEquals(7, segment(report, "tumour").get("number").getAsInt());
    }

    @Test
    void of_nifti_on_a_nifti_image_have_the_unit_of_the_modality_that_was_given() throws Exception {
      JsonObject liver = segment(measured(image, labels), "liver");
      assertLiver(liver);
      JsonObject intensity = liver.getAsJsonObject("intensity");
      assertTrue(intensity.get("unit").isJsonNull(), "a NIfTI image does not say what it is");
      assertTrue(intensity.get("remark").getAsString().contains("does not say"));
      JsonObject told = segment(measured(image, labels, "--modality", "ct"), "liver");
      assertEquals("HU", told.getAsJsonObject("intensity").get("unit").getAsString());
    }

    @Test
    void with_their_axes_turned_are_measured_on_the_grid_of_the_image() throws Exception {
      Path turned = LabelSamples.writeTurned(folder.resolve("turned.nii.gz"));
      assertLiver(segment(measured(image, turned), "liver"));
    }

    @Test
    void are_chosen_by_number() throws Exception {
      JsonArray segments = measured(series, labels, "--segments", "7").getAsJsonArray("segments");
      assertEquals(1, segments.size());
      measure(series, labels, "--segments", "3").assertRefused("[3]", "the masks have [2, 7]");
    }

    @Test
    void have_a_centroid_and_a_mesh_that_is_larger_than_their_surface() throws Exception {
      JsonObject tumour = segment(measured(series, converted("rtstruct")), "tumour");
      assertEquals(3, tumour.getAsJsonArray("centroidLps").size());
      assertTrue(tumour.get("surfaceMm2").getAsDouble() > 0);
      assertTrue(
          tumour.get("meshSurfaceMm2").getAsDouble() > tumour.get("surfaceMm2").getAsDouble());
    }
  }

  @Nested
  class Files_of_results {
    @Test
    void a_table_has_a_row_for_every_segment() throws Exception {
      Path out = folder.resolve("out.csv");
      CommandLineRun run = measure(series, labels, "--csv", out).assertDone();
      List<String> lines = Files.readAllLines(out);
      assertEquals(3, lines.size());
      assertTrue(lines.get(0).startsWith("number,label,voxels,volumeMl,surfaceMm2,"));
      int columns = lines.get(0).split(",", -1).length;
      assertTrue(lines.get(1).startsWith("2,liver," + (int) counted(2)[0] + ","), lines.get(1));
      assertEquals(columns, lines.get(1).split(",", -1).length);
      assertTrue(run.out().contains("liver") && run.out().contains("longest diameter"), run.out());
    }

    @Test
    void are_not_overwritten_unasked() throws Exception {
      Path out = Files.writeString(folder.resolve("out.csv"), "before");
      measure(series, labels, "--csv", out).assertRefused("out.csv", "--overwrite");
      measure(series, labels, "--json", out).assertRefused("out.csv", "--overwrite");
      assertEquals("before", Files.readString(out));
      measure(series, labels, "--csv", out, "--overwrite").assertDone();
      assertFalse(Files.readString(out).contains("before"));
    }

    @Test
    void are_never_the_masks_or_each_other() throws Exception {
      Path mask = LabelSamples.write(folder.resolve("mask.nii.gz"));
      byte[] before = Files.readAllBytes(mask);
      measure(series, mask, "--json", mask, "--overwrite").assertRefused("named twice");
      assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(mask)));
      Path out = folder.resolve("out");
      measure(series, mask, "--json", out, "--csv", out).assertRefused("named twice");
      assertFalse(Files.exists(out));
    }

    @Test
    void in_a_folder_that_is_not_there_are_refused_before_any_work() {
      measure("gone", "gone", "--json", folder.resolve("no/out.json")).assertRefused("no folder");
    }
  }

  @Nested
  class Refusals {
    @Test
    void of_what_is_not_there() {
      measure(series, folder.resolve("gone.dcm")).assertRefused("gone.dcm");
      measure(folder.resolve("gone"), labels).assertRefused("gone");
      measure(folder.resolve("gone.nii"), labels).assertRefused("gone.nii");
      assertEquals(2, measure(series).exit());
    }

    @Test
    void of_dicom_masks_on_a_nifti_image() {
      measure(image, converted("seg")).assertRefused("lies on DICOM images", "IMAGE");
    }

    @Test
    void of_labels_on_another_grid_which_can_be_put_on_that_of_the_image() throws Exception {
      Path cropped = LabelSamples.writeCropped(folder.resolve("cropped.nii.gz"));
      measure(image, cropped).assertRefused("another grid", "--resample");
      measure(series, cropped).assertRefused("--resample");
      JsonObject report = measured(image, cropped, "--resample");
      assertLiver(segment(report, "liver"));
      assertTrue(report.getAsJsonArray("warnings").toString().contains("another grid"));
    }

    @Test
    void of_an_image_as_mask() {
      measure(series, image).assertRefused("whole numbers");
    }

    @Test
    void of_masks_of_another_series() throws Exception {
      Path other = folder.resolve("other");
      Samples.series().seed(5).writeTo(other);
      measure(other, converted("seg")).assertRefused("frame of reference");
    }
  }
}
