package io.github.voxelclick.clickmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.models.EncoderContract;
import io.github.voxelclick.models.ProfileProposer;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClickMapModelTest {
  private static final SlicePlane PLANE = SlicePlane.k(2);

  private static Path bright() {
    try {
      return Path.of(
          ClickMapModelTest.class.getResource("/miniature/bright-network/profile.json").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PointPrompt click(int column, int row, boolean positive) {
    return new PointPrompt(PLANE, new PlanePoint(column, row), positive);
  }

  /** A network that takes whatever is bright. */
  @Nested
  class Contract extends EncoderContract {
    @Override
    protected SegmentationModel open() throws ModelException {
      return ModelCatalog.open(bright(), new OrtOptions(1));
    }
  }

  @Test
  void a_box_is_refused_with_what_the_model_takes() throws ModelException {
    try (SegmentationModel model = ModelCatalog.open(bright(), new OrtOptions(1))) {
      BoxPrompt box = new BoxPrompt(PLANE, new PlanePoint(1, 2), new PlanePoint(5, 9));
      String refusal = model.prompts().refusal("RITM", List.of(), box).orElseThrow();
      assertTrue(refusal.contains("takes no box, but positive and negative clicks"), refusal);
      assertEquals("prompt-projection", ModelCatalog.propagatorFor(model).name());
    }
  }

  @Test
  void its_layout_is_recognised() throws ModelException {
    List<String> names =
        ProfileProposer.propose(List.of(bright().resolveSibling("network.onnx")), new OrtOptions(1))
            .stream()
            .map(ProfileProposer.Proposal::name)
            .toList();
    assertEquals(List.of("ritm", "simpleclick"), names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"image\": \"image\" | \"image\": \"picture\" | \"picture\" [windows, 4, rows, columns]",
        "\"logits\": \"logits\" | \"logits\": \"mask\" | \"mask\" [windows, 1, rows, columns] out",
        "\"network\": \"network.onnx\" | \"net\": \"network.onnx\" | a file name for each of",
        "\"expansion\": 1.4 | \"expansion\": 0.4 | expected a number from 1.0",
        "\"resize\": \"longest\" | \"resize\": \"none\" | one of longest, stretch"
      })
  void a_profile_that_does_not_fit_is_refused_at_load(
      String from, String to, String part, @TempDir Path dir) throws IOException {
    Files.copy(bright().resolveSibling("network.onnx"), dir.resolve("network.onnx"));
    String json = Files.readString(bright());
    assertTrue(json.contains(from), from);
    Path profile = Files.writeString(dir.resolve("mine.json"), json.replace(from, to));
    ModelException e =
        assertThrows(ModelException.class, () -> ModelCatalog.open(profile, new OrtOptions(1)));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Nested
  class Zooms {
    private ClickMapProfile.Zoom zoom(int leastSide) throws ModelException {
      try {
        ModelProfile profile = ModelProfile.parse("ritm", Files.readString(bright()));
        ClickMapProfile.Zoom zoom = ClickMapProfile.of(profile.settings()).zoom();
        return new ClickMapProfile.Zoom(
            zoom.afterClicks(), zoom.expansion(), leastSide, zoom.threshold(), zoom.keepOverlap());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Rows 30 to 49, columns 10 to 29 of a slice of 90 rows and 70 columns. */
    private SliceMask mask() {
      return SliceMask.of(70, 90, (c, r) -> c >= 10 && c < 30 && r >= 30 && r < 50);
    }

    @Test
    void on_the_mask_and_positive_clicks_enlarged_about_their_middle() throws ModelException {
      ClickMapProfile.Zoom zoom = zoom(1);
      assertEquals(new ZoomRegion(26, 54, 6, 34), ZoomRegion.around(mask(), List.of(), zoom));
      assertEquals(
          new ZoomRegion(26, 54, 6, 34),
          ZoomRegion.around(mask(), List.of(click(60, 80, false)), zoom));
      // Columns 10 to 49: 1.4 × 40 = 56 about 29.5, that is 1.5 to 57.5, halves to the even number.
      assertEquals(
          new ZoomRegion(26, 54, 2, 58),
          ZoomRegion.around(mask(), List.of(click(49, 40, true)), zoom));
    }

    @Test
    void never_closer_than_the_least_side_and_never_out_of_the_slice() throws ModelException {
      assertEquals(new ZoomRegion(10, 70, 0, 50), ZoomRegion.around(mask(), List.of(), zoom(60)));
      assertEquals(
          ZoomRegion.whole(new SliceGrid(70, 90, 1, 1)),
          ZoomRegion.around(mask(), List.of(), zoom(200)));
    }

    @Test
    void are_kept_while_they_hold_the_clicks_and_overlap() {
      ZoomRegion region = new ZoomRegion(10, 29, 20, 59);
      assertTrue(region.holds(List.of(click(20, 10, true), click(2, 2, false))));
      assertFalse(region.holds(List.of(click(59, 12, true))), "the last column does not count");
      assertFalse(region.holds(List.of(click(30, 29, true))), "nor the last row");
      assertEquals(1, region.overlap(region));
      assertEquals(0.5 * 0.25, region.overlap(new ZoomRegion(20, 29, 20, 29)));
      assertEquals(0, region.overlap(new ZoomRegion(40, 50, 20, 59)));
    }

    @Test
    void are_remembered_with_the_answer() {
      float[] nothing = new float[6];
      ClickMapState zoomed =
          new ClickMapState(nothing, true, Optional.of(new ZoomRegion(1, 2, 3, 4)), true);
      ClickMapState again = ClickMapState.of(nothing, Optional.of(zoomed.remembered()));
      assertEquals(zoomed.region(), again.region());
      assertTrue(again.sawWhole() && again.answered());
      ClickMapState whole = new ClickMapState(nothing, true, Optional.empty(), false);
      assertEquals(
          Optional.empty(), ClickMapState.of(nothing, Optional.of(whole.remembered())).region());
      assertFalse(ClickMapState.of(nothing, Optional.empty()).answered());
    }
  }
}
