package io.github.voxelclick.clickmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Window;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that draws clicks as disks shows where they arrive. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DrawnClicksTest {
  private static final SlicePlane PLANE = SlicePlane.k(1);
  private static final SliceGrid GRID = new SliceGrid(61, 34, 0.7, 1.1);
  private static final int RADIUS = 5;

  @TempDir private Path dir;

  /** The miniature with some of its profile changed. */
  private SegmentationModel open(String... changes) throws ModelException {
    try {
      Path profile =
          Path.of(DrawnClicksTest.class.getResource("/miniature/disks/profile.json").toURI());
      Files.copy(profile.resolveSibling("network.onnx"), dir.resolve("network.onnx"));
      String json = Files.readString(profile);
      for (int n = 0; n < changes.length; n += 2) {
        assertTrue(json.contains(changes[n]), changes[n]);
        json = json.replace(changes[n], changes[n + 1]);
      }
      return ModelCatalog.open(
          Files.writeString(dir.resolve("mine.json"), json), new OrtOptions(1));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Prompt click(int column, int row, boolean positive) {
    return new PointPrompt(PLANE, new PlanePoint(column, row), positive);
  }

  private static SliceMask disk(int column, int row) {
    return SliceMask.of(
        GRID.columns(),
        GRID.rows(),
        (c, r) -> (c - column) * (c - column) + (r - row) * (r - row) <= RADIUS * RADIUS);
  }

  private static Embedding slice(SegmentationModel model) throws ModelException {
    float[] values = new float[GRID.pixels()];
    return model.encode(new SliceImage(PLANE, GRID, values, new Window(0, 100)), Progress.none());
  }

  /** The last answer to prompts given one after the other. */
  private static SliceMask answer(SegmentationModel model, Prompt... prompts)
      throws ModelException {
    Embedding slice = slice(model);
    Optional<SlicePrediction> answer = Optional.empty();
    for (int n = 1; n <= prompts.length; n++) {
      answer =
          Optional.of(model.answer(slice, List.of(prompts).subList(0, n), answer, Progress.none()));
    }
    return answer.orElseThrow().mask();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void a_click_arrives_on_its_pixel_mirrored_or_not(String mirrored) throws ModelException {
    try (SegmentationModel model = open("\"mirrored\": true", "\"mirrored\": " + mirrored)) {
      assertEquals(disk(41, 9), answer(model, click(41, 9, true)));
    }
  }

  @Test
  void a_negative_click_takes_away() throws ModelException {
    try (SegmentationModel model = open()) {
      SliceMask both = answer(model, click(41, 9, true), click(44, 9, false));
      assertEquals(disk(41, 9).andNot(disk(44, 9)), both);
    }
  }

  @Test
  void the_mask_so_far_arrives_where_it_is() throws ModelException {
    SliceMask drawn = disk(14, 25);
    try (SegmentationModel model = open()) {
      assertEquals(
          drawn.or(disk(50, 8)), answer(model, new MaskPrompt(PLANE, drawn), click(50, 8, true)));
    }
  }

  @Test
  void a_neighbours_mask_is_kept_and_clicked_at_its_deepest() throws ModelException {
    SliceMask mask = disk(14, 25);
    try (SegmentationModel model = open()) {
      Embedding slice = slice(model);
      SliceQuery query = SliceQuery.ofNeighbour(slice, new SliceQuery.Neighbour(slice, mask));
      assertEquals(mask, model.decode(query, Progress.none()).mask());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"longest", "stretch"})
  void a_part_is_put_back_where_it_was_cut_out(String resize) throws ModelException {
    try (SegmentationModel model =
        open("\"afterClicks\": 100", "\"afterClicks\": 1", "\"longest\"", '"' + resize + '"')) {
      SliceMask found = answer(model, click(41, 9, true), click(43, 11, true));
      // The slice is looked at enlarged, so the disks are smaller than pixels would make them.
      SliceMask.Bounds b = found.bounds().orElseThrow();
      assertTrue(b.minColumn() >= 33 && b.maxColumn() <= 49, b.toString());
      assertTrue(b.minRow() >= 2 && b.maxRow() <= 18, b.toString());
      assertTrue(found.get(41, 9) && found.get(43, 11), "both clicks are in");
    }
  }
}
