package io.github.voxelclick.plugin.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.voxelclick.measure.MaskComparison;
import io.github.voxelclick.measure.SegmentMeasurement;
import io.github.voxelclick.plugin.convert.SegmentPairs;
import io.github.voxelclick.plugin.task.MeasuredSegment;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the files of measure and compare say where nothing is defined, and of odd labels. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportTest {
  private static final GridSize SIZE = new GridSize(7, 5, 3);
  private VolumeGeometry geometry;
  private Mask empty;
  private Mask full;

  @BeforeEach
  void make_masks() throws Exception {
    geometry =
        VolumeGeometry.regular(
            SIZE, Affine.ofRowMajor(0.7, 0, 0, 1, 0, 1.1, 0, 2, 0, 0, 2.5, 3), Optional.empty());
    empty = Mask.empty(SIZE);
    full = empty.withSlice(SlicePlane.k(1), SliceMask.of(7, 5, (i, j) -> i > 2 && j < 3));
  }

  private static Segment segment(String label) {
    return new Segment(
        4,
        label,
        CodedConcept.TISSUE,
        CodedConcept.TISSUE,
        Segment.Rgb.ofNumber(4),
        Segment.Algorithm.MANUAL,
        "",
        "");
  }

  private MeasureReport measured(Mask mask, String label) throws Exception {
    Volume volume =
        new Volume(geometry, new VoxelData.U8(new byte[3][35]), Rescale.IDENTITY, "CT", List.of());
    return new MeasureReport(
        List.of(
            new MeasuredSegment(
                segment(label), SegmentMeasurement.of(mask, volume, Progress.none()))),
        List.of());
  }

  private CompareReport compared(Mask a, Mask b) throws Exception {
    SegmentPairs.Pair pair =
        new SegmentPairs.Pair(
            new Segmentation.Entry(segment("a"), a),
            new Segmentation.Entry(segment("b"), b),
            SegmentPairs.By.NUMBER);
    return new CompareReport(
        geometry,
        1.5,
        List.of(
            new CompareReport.Row(pair, MaskComparison.of(a, b, geometry, 1.5, Progress.none()))),
        new SegmentPairs(List.of(pair), List.of(), List.of()),
        List.of());
  }

  private static JsonObject first(String json, String list) {
    return JsonParser.parseString(json)
        .getAsJsonObject()
        .getAsJsonArray(list)
        .get(0)
        .getAsJsonObject();
  }

  @Test
  void an_empty_segment_has_no_volume_and_null_for_all_that_is_not_defined() throws Exception {
    MeasureReport report = measured(empty, "nothing");
    JsonObject json = first(report.json(), "segments");
    assertEquals(0, json.get("voxels").getAsInt());
    assertEquals(0, json.get("volumeMl").getAsDouble());
    assertEquals(0, json.get("surfaceMm2").getAsDouble());
    for (String key : List.of("centroidLps", "boundingBox", "diameters", "suv")) {
      assertTrue(json.has(key) && json.get(key).isJsonNull(), key);
    }
    JsonObject intensity = json.getAsJsonObject("intensity");
    for (String key : List.of("mean", "sd", "min", "p5", "median", "p95", "max")) {
      assertTrue(intensity.has(key) && intensity.get(key).isJsonNull(), key);
    }
    String row = report.csv().lines().skip(1).findFirst().orElseThrow();
    assertEquals("4,nothing,0,0.0,0.0,0.0,HU,0,0,0" + ",".repeat(32), row);
    assertTrue(report.text().contains("nothing"));
  }

  @Test
  void labels_with_commas_and_quotes_stay_one_cell() throws Exception {
    String csv = measured(full, "liver, \"left\" lobe").csv();
    assertTrue(csv.contains("\r\n4,\"liver, \"\"left\"\" lobe\",12,"), csv);
  }

  @Test
  void two_empty_masks_are_null_and_not_alike() throws Exception {
    JsonObject json = first(compared(empty, empty).json(), "pairs");
    for (String key :
        List.of(
            "dice",
            "jaccard",
            "surfaceDice",
            "hausdorff95Mm",
            "hausdorffMm",
            "meanSurfaceDistanceMm",
            "differencePercent")) {
      assertTrue(json.has(key) && json.get(key).isJsonNull(), key);
    }
    assertEquals(0, json.get("differenceMl").getAsDouble());
    assertTrue(compared(empty, empty).text().contains("Dice undefined"));
  }

  @Test
  void one_empty_mask_shares_nothing_and_is_nowhere() throws Exception {
    JsonObject json = first(compared(full, empty).json(), "pairs");
    assertEquals(0, json.get("dice").getAsDouble());
    assertEquals(0, json.get("surfaceDice").getAsDouble());
    assertEquals(-100, json.get("differencePercent").getAsDouble());
    assertTrue(json.get("hausdorffMm").isJsonNull());
    assertTrue(first(compared(empty, full).json(), "pairs").get("differencePercent").isJsonNull());
  }

  @Test
  void an_unknown_column_is_a_fault_and_undefined_numbers_are_empty_cells() {
    CsvTable table = new CsvTable(List.of("a", "b"));
    assertThrows(IllegalArgumentException.class, () -> table.row().set("c", "x"));
    assertEquals("a,b\r\n,\r\n", table.set("b", OptionalDouble.empty()).text());
  }
}
