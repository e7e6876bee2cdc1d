package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on good input, and the JSON that they promise. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MainJobTest {
  private static final Set<String> SEGMENT_KEYS =
      Set.of("out", "voxels", "ml", "slices", "confidence", "ms", "model", "modelSha256", "device");

  @TempDir static Path shared;
  private static Path series;

  @TempDir Path folder;

  @BeforeAll
  static void write_a_series() throws IOException {
    series = shared.resolve("series");
    Samples.series().shuffled().writeTo(series);
  }

  private static OpenedVolume openSeries() throws VolumeException {
    return VolumeCatalog.of(series, Progress.none()).choose(Optional.empty()).load(Progress.none());
  }

  private static double[] numbers(JsonElement array) {
    JsonArray a = array.getAsJsonArray();
    double[] numbers = new double[a.size()];
    for (int n = 0; n < numbers.length; n++) {
      numbers[n] = a.get(n).getAsDouble();
    }
    return numbers;
  }

  @Test
  void info_lists_size_spacing_and_affine() {
    JsonObject json = CommandLineRun.of("info", series, "--json").assertDone().json();
    assertEquals(1, json.getAsJsonArray("volumes").size());
    assertEquals(0, json.getAsJsonArray("refused").size());
    JsonObject v = json.getAsJsonArray("volumes").get(0).getAsJsonObject();
    assertEquals("1", v.get("id").getAsString());
    assertEquals("CT", v.get("modality").getAsString());
    assertArrayEquals(new double[] {48, 40, 9}, numbers(v.get("size")));
    assertArrayEquals(Samples.SPACING_MM, numbers(v.get("spacingMm")), 1e-5);
    assertArrayEquals(Samples.grid().affineLps(), numbers(v.get("affine")), 1e-4);
    assertEquals("1.2.840.10008.1.2.1", v.getAsJsonArray("transferSyntaxes").get(0).getAsString());
    assertTrue(v.get("warnings").isJsonArray());
  }

  @Test
  void info_for_people_names_the_volume() {
    String out = CommandLineRun.of("info", series).assertDone().out();
    assertTrue(out.contains("48x40x9") && out.contains("CT"), out);
  }

  @Test
  @Tag("C2.6")
  void propagation_ends_at_missing_slices_unless_told_to_cross_them() throws IOException {
    Path gappy = Files.createDirectory(folder.resolve("gappy"));
    Samples.series().fault(SeriesFault.missingSlice(5)).writeTo(gappy);
    JsonObject info = CommandLineRun.of("info", gappy, "--json").assertDone().json();
    JsonObject v = info.getAsJsonArray("volumes").get(0).getAsJsonObject();
    assertArrayEquals(new double[] {4}, numbers(v.get("gapsAfter")));
    assertEquals("SPATIAL", v.get("relation").getAsString());
    String[] lastSlices = new String[2];
    for (int n = 0; n < 2; n++) {
      List<Object> words = new ArrayList<>(List.of("segment", gappy, "--prompt", Samples.CLICK));
      words.addAll(List.of("--json", "--out", folder.resolve("gap" + n + ".dcm")));
      words.addAll(n == 0 ? List.of() : List.of("--cross-gaps"));
      CommandLineRun run = CommandLineRun.of(words.toArray()).assertDone();
      assertEquals(n == 0, run.err().contains("missing next to slice 5"), run.err());
      lastSlices[n] = run.json().getAsJsonArray("slices").get(1).getAsString();
    }
    assertArrayEquals(new String[] {"4", "6"}, lastSlices);
  }

  @Test
  void segment_writes_the_seg_that_its_json_describes() throws VolumeException {
    Path out = folder.resolve("mask.dcm");
    JsonObject json =
        CommandLineRun.of(
                "segment",
                series,
                "--prompt",
                Samples.CLICK,
                "--code",
                "SCT:10200004",
                "--label",
                "Left lobe",
                "--out",
                out,
                "--json")
            .assertDone()
            .json();
    assertTrue(json.keySet().containsAll(SEGMENT_KEYS), json.toString());
    OpenedVolume opened = openSeries();
    Segmentation.Entry entry =
        DicomSegReader.read(out, opened.dicomSource().orElseThrow(), opened.volume().geometry())
            .segmentation()
            .entries()
            .get(0);
    assertEquals("Left lobe", entry.segment().label());
    assertEquals("Liver", entry.segment().type().meaning());
    assertEquals("Anatomical Structure", entry.segment().category().meaning());
    Mask mask = entry.mask();
    assertEquals(mask.count(), json.get("voxels").getAsLong());
    assertTrue(mask.get(new VoxelIndex(20, 24, 4)), "the clicked voxel");
    assertEquals(mask.count() * 0.9 * 1.1 * 2.5 / 1000, json.get("ml").getAsDouble(), 1e-6);
    double[] slices = numbers(json.get("slices"));
    assertEquals(mask.occupiedSlices().first(), (int) slices[0]);
    assertEquals(mask.occupiedSlices().last(), (int) slices[1]);
    double[] confidence = numbers(json.get("confidence"));
    assertEquals(slices[1] - slices[0] + 1, confidence.length);
    for (double c : confidence) {
      assertTrue(c >= 0 && c <= 1, "confidence " + c);
    }
    assertEquals(
        Set.of("open", "encode", "click", "propagate", "save"),
        json.getAsJsonObject("ms").keySet());
    assertTrue(json.get("modelSha256").getAsString().matches("[0-9a-f]{64}"));
  }

  @Test
  void seg_and_nifti_hold_the_same_voxels_and_the_result_is_repeatable() throws Exception {
    Path seg = folder.resolve("mask.dcm");
    Path nifti = folder.resolve("mask.nii.gz");
    Path again = folder.resolve("again.nii.gz");
    String box = "box:4:11,18,29,30";
    CommandLineRun.of("segment", series, "--prompt", box, "--out", seg).assertDone();
    CommandLineRun.of("segment", series, "--prompt", box, "--out", nifti).assertDone();
    CommandLineRun.of("segment", series, "--prompt", box, "--out", again).assertDone();
    assertEquals(-1, Files.mismatch(nifti, again));
    OpenedVolume opened = openSeries();
    Mask inSeg =
        DicomSegReader.read(seg, opened.dicomSource().orElseThrow(), opened.volume().geometry())
            .segmentation()
            .entries()
            .get(0)
            .mask();
    Volume labels = NiftiReader.read(nifti, Progress.none()).volume();
    assertTrue(labels.geometry().matches(opened.volume().geometry(), 1e-3));
    assertEquals(inSeg, nonZero(labels));
  }

  @Test
  void without_propagation_only_the_prompted_slice_is_masked() throws VolumeException {
    Path out = folder.resolve("mask.nii.gz");
    JsonObject json =
        CommandLineRun.of(
                "segment",
                series,
                "--prompt",
                Samples.CLICK,
                "--propagate",
                "none",
                "--out",
                out,
                "--json")
            .assertDone()
            .json();
    assertArrayEquals(new double[] {4, 4}, numbers(json.get("slices")));
    assertEquals(
        Set.of(4), nonZero(NiftiReader.read(out, Progress.none()).volume()).occupiedSlices());
  }

  @Test
  @Tag("C4.6")
  void a_nifti_image_with_turned_axes_is_saved_onto_its_reference_series() throws Exception {
    Path image = writeTurnedNifti(folder.resolve("image.nii.gz"));
    Path out = folder.resolve("mask.dcm");
    CommandLineRun.of(
            "segment",
            image,
            "--modality",
            "CT",
            "--prompt",
            "point:+:27,24,4",
            "--propagate",
            "none",
            "--out",
            out,
            "--reference",
            series)
        .assertDone();
    OpenedVolume opened = openSeries();
    Mask mask =
        DicomSegReader.read(out, opened.dicomSource().orElseThrow(), opened.volume().geometry())
            .segmentation()
            .entries()
            .get(0)
            .mask();
    // i runs the other way in the NIfTI image, so its column 27 is column 20 of the series.
    assertTrue(mask.get(new VoxelIndex(20, 24, 4)));
    assertEquals(Set.of(4), mask.occupiedSlices());
    SliceMask.Bounds b = mask.slice(SlicePlane.k(4)).bounds().orElseThrow();
    assertTrue(b.minColumn() > 5 && b.maxColumn() < 36, "found at " + b);
  }

  /** The samples with i reversed, at the same places of the patient. */
  private static Path writeTurnedNifti(Path file) throws IOException {
    PhantomGrid grid = Samples.grid();
    short[] hu = Samples.samples();
    short[] turned = new short[hu.length];
    int ni = grid.ni();
    for (int n = 0; n < hu.length; n++) {
      turned[n - n % ni + ni - 1 - n % ni] = hu[n];
    }
    double[] ras = grid.affineRas();
    double[] a = ras.clone();
    for (int row = 0; row < 3; row++) {
      a[4 * row] = -ras[4 * row];
      a[4 * row + 3] = ras[4 * row + 3] + (ni - 1) * ras[4 * row];
    }
    NiftiBuilder.of(grid.size(), turned).sform(a, 1).pixdim(Samples.SPACING_MM).writeTo(file);
    return file;
  }

  @Test
  @Tag("C4.6")
  void a_nifti_image_cannot_become_a_seg_without_or_with_another_series() throws IOException {
    Path image = folder.resolve("image.nii");
    NiftiBuilder.of(Samples.SIZE, Samples.samples())
        .affine(PhantomGrid.axial(Samples.SIZE, Samples.SPACING_MM, new double[3]).affineRas())
        .writeTo(image);
    Path out = folder.resolve("mask.dcm");
    CommandLineRun.of("segment", image, "--prompt", Samples.CLICK, "--out", out)
        .assertRefused("--reference");
    CommandLineRun.of(
            "segment", image, "--prompt", Samples.CLICK, "--out", out, "--reference", series)
        .assertRefused("not the same voxels");
    CommandLineRun.of(
            "segment", series, "--prompt", Samples.CLICK, "--out", out, "--reference", series)
        .assertRefused("Leave out --reference");
    assertFalse(Files.exists(out));
  }

  @Test
  void evaluate_writes_the_fields_of_its_protocol_only() throws IOException {
    Path image = folder.resolve("image.nii.gz");
    Path labels = folder.resolve("label.nii.gz");
    double[] affine = Samples.grid().affineRas();
    short[] hu = Samples.samples();
    short[] truth = new short[hu.length];
    for (int n = 0; n < hu.length; n++) {
      truth[n] = (short) (hu[n] > 0 ? 3 : 0);
    }
    NiftiBuilder.of(Samples.SIZE, hu).affine(affine).writeTo(image);
    NiftiBuilder.of(Samples.SIZE, truth).affine(affine).writeTo(labels);
    Files.writeString(folder.resolve("labels.tsv"), "value\tname\tvoxels\n3\tellipsoid\t9\n");
    JsonObject clicks = evaluate(image, labels, "clicks", "--value", "3", "--max-clicks", "2");
    assertEquals(3, clicks.get("value").getAsInt());
    assertEquals("ellipsoid", clicks.get("name").getAsString());
    assertEquals(2, clicks.getAsJsonArray("diceAfterClicks").size());
    assertTrue(clicks.has("noc85") && clicks.has("noc90") && clicks.has("diceBox"));
    assertTrue(clicks.getAsJsonObject("msPerClick").has("p95"));
    assertFalse(clicks.has("propagation"));
    JsonObject propagate = evaluate(image, labels, "propagate", "--all");
    assertTrue(propagate.getAsJsonObject("propagation").has("falsePositiveSlices"));
    assertTrue(propagate.has("msPerPropagatedSlice"));
    assertFalse(propagate.has("diceAfterClicks"));
  }

  private JsonObject evaluate(Path image, Path labels, String protocol, String... more)
      throws IOException {
    Path out = folder.resolve(protocol + ".json");
    List<Object> words =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--image",
                image,
                "--labels",
                labels,
                "--protocol",
                protocol,
                "--modality",
                "CT",
                "--json",
                out));
    words.addAll(List.of(more));
    CommandLineRun.of(words.toArray()).assertDone();
    return JsonParser.parseString(Files.readString(out))
        .getAsJsonObject()
        .getAsJsonArray("cases")
        .get(0)
        .getAsJsonObject();
  }

  @Test
  void evaluate_refuses_labels_of_another_grid_and_values_that_do_not_occur() throws IOException {
    Path image = folder.resolve("image.nii.gz");
    Path other = folder.resolve("other.nii.gz");
    NiftiBuilder.of(Samples.SIZE, Samples.samples())
        .affine(Samples.grid().affineRas())
        .writeTo(image);
    NiftiBuilder.of(new int[] {3, 4, 5}, new short[60])
        .affine(Samples.grid().affineRas())
        .writeTo(other);
    Path out = folder.resolve("e.json");
    CommandLineRun.of(
            "evaluate", "--image", image, "--labels", other, "--protocol", "clicks", "--json", out)
        .assertRefused("3x4x5", "48x40x9");
    CommandLineRun.of(
            "evaluate",
            "--image",
            image,
            "--labels",
            image,
            "--value",
            "7",
            "--protocol",
            "clicks",
            "--json",
            out)
        .assertRefused("no structure 7", "150");
    assertFalse(Files.exists(out));
  }

  private static Mask nonZero(Volume labels) {
    GridSize size = labels.size();
    Mask mask = Mask.empty(size);
    for (int k = 0; k < size.k(); k++) {
      float[] slice = labels.slice(SlicePlane.k(k));
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(size.i(), size.j(), (i, j) -> slice[j * size.i() + i] != 0));
    }
    return mask;
  }
}
