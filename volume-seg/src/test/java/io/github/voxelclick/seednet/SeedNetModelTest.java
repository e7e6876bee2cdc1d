package io.github.voxelclick.seednet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.models.EncoderContract;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SeedNetModelTest {
  private static final SlicePlane PLANE = SlicePlane.k(4);

  @Nested
  class Follows_the_contract extends EncoderContract {
    @Override
    protected SegmentationModel open() throws ModelException {
      return MiniatureModels.open("similarity");
    }
  }

  private static Embedding embedding(SegmentationModel model, SliceGrid grid, float[] values)
      throws ModelException {
    return model.encode(new SliceImage(PLANE, grid, values, new Window(0, 1)), Progress.none());
  }

  private static Prompt point(double column, double row, boolean positive) {
    return new PointPrompt(PLANE, new PlanePoint(column, row), positive);
  }

  @Nested
  class Windows_of_a_look {
    private final SliceGrid grid = new SliceGrid(90, 70, 1, 1);
    private final List<List<LookWindow>> looks = new ArrayList<>();
    private final List<Boolean> withPrevious = new ArrayList<>();
    private final List<Boolean> mirrored = new ArrayList<>();

    private SeedNetSettings settings() throws ModelException {
      return SeedNetSettings.of(MiniatureModels.profile().settings());
    }

    /** Remembers where it looked; finds the pixels of columns 20 to 39, rows 30 to 34. */
    private float[] answer(SliceQuery query) throws ModelException {
      return new SeedNetLooks(
              settings(),
              grid,
              0.5,
              (windows, previous, alsoMirrored) -> {
                looks.add(windows);
                withPrevious.add(previous);
                mirrored.add(alsoMirrored);
                return windows.stream().map(w -> seen(found())).toList();
              })
          .answer(query)
          .values();
    }

    private SeedNetLooks.Seen seen(float[] values) {
      return new SeedNetLooks.Seen(values, 0.8, 0.9, 0.8);
    }

    private float[] found() {
      float[] values = new float[grid.pixels()];
      for (int row = 30; row < 35; row++) {
        for (int column = 20; column < 40; column++) {
          values[row * 90 + column] = 0.9f;
        }
      }
      return values;
    }

    private SliceQuery query(Optional<SlicePrediction> previous, Prompt... prompts)
        throws ModelException {
      try (SegmentationModel model = MiniatureModels.open("channels")) {
        return SliceQuery.ofPrompts(
            embedding(model, grid, new float[grid.pixels()]), List.of(prompts), previous);
      }
    }

    private static LookWindow square(double column, double row, double side) {
      return new LookWindow(new PlanePoint(column, row), side, side);
    }

    @Test
    void a_first_click_is_seen_in_several_sizes() throws ModelException {
      answer(query(Optional.empty(), point(25, 32, true), point(45, 32, false)));
      // A quarter of the slice and less would be below the least side.
      assertEquals(
          List.of(List.of(square(44.5, 34.5, 90), square(25, 32, 45), square(25, 32, 90 * 0.35))),
          looks);
      assertEquals(List.of(false), withPrevious);
      assertEquals(List.of(true), mirrored, "three windows are few");
    }

    @Test
    void a_correction_is_seen_once_round_mask_and_all_prompts() throws ModelException {
      Optional<SlicePrediction> previous =
          Optional.of(SlicePrediction.of(ProbabilityMap.of(90, 70, found()), 0.5));
      answer(query(previous, point(25, 32, true), point(60, 48, false)));
      assertEquals(List.of(List.of(square(40, 39, 41 * settings().laterZoom()))), looks);
      assertEquals(List.of(true), withPrevious);
    }

    @Test
    void a_first_box_is_seen_once_with_a_margin() throws ModelException {
      BoxPrompt box = new BoxPrompt(PLANE, new PlanePoint(18, 20), new PlanePoint(41, 36));
      float[] values =
          answer(
              query(
                  Optional.of(SlicePrediction.of(ProbabilityMap.of(90, 70, new float[6300]), 0.5)),
                  box));
      double ellipse = settings().ellipseShare();
      assertEquals(ellipse + 0.9 * (1 - ellipse), values[32 * 90 + 30], 1e-6, "in both");
      assertEquals(ellipse, values[24 * 90 + 30], 1e-6, "in the ellipse alone");
      assertEquals(0, values[20 * 90 + 18], 1e-6, "in the corner of the box");
      assertEquals(List.of(List.of(square(29.5, 28, 24 * settings().boxZoom()))), looks);
      assertEquals(List.of(false), withPrevious);
    }

    @Test
    void without_any_positive_prompt_only_the_whole_slice_is_seen_first() throws ModelException {
      answer(query(Optional.empty(), point(25, 32, false)));
      assertEquals(List.of(square(44.5, 34.5, 90)), looks.get(0));
    }

    @Test
    void a_scribble_ends_where_the_look_is() throws ModelException {
      answer(
          query(
              Optional.empty(),
              new ScribblePrompt(
                  PLANE, List.of(new PlanePoint(21, 31), new PlanePoint(33, 33)), true)));
      assertEquals(square(33, 33, 45), looks.get(0).get(1));
    }

    @Test
    void a_carried_mask_is_seen_round_the_neighbour_and_must_not_be_tiny() throws ModelException {
      SliceMask neighbour = SliceMask.of(90, 70, (c, r) -> c >= 22 && c < 42 && r >= 30 && r < 37);
      SliceQuery q = query(Optional.empty());
      SliceQuery carried =
          SliceQuery.ofNeighbour(q.embedding(), new SliceQuery.Neighbour(q.embedding(), neighbour));
      assertArrayEquals(found(), answer(carried));
      assertEquals(List.of(List.of(square(31.5, 33, 20 * settings().neighbourZoom()))), looks);
      SeedNetLooks threePixels =
          new SeedNetLooks(
              settings(),
              grid,
              0.5,
              (windows, previous, alsoMirrored) -> {
                float[] few = new float[grid.pixels()];
                few[7] = few[8] = few[97] = 1;
                return List.of(seen(few));
              });
      assertArrayEquals(new float[grid.pixels()], threePixels.answer(carried).values());
      assertEquals(0, threePixels.answer(carried).presence());
    }

    @Test
    void looks_that_are_expected_to_be_right_weigh_more() throws ModelException {
      float[] all = new float[grid.pixels()];
      Arrays.fill(all, 1);
      SeedNetLooks unequal =
          new SeedNetLooks(
              settings(),
              grid,
              0.5,
              (windows, previous, alsoMirrored) ->
                  List.of(
                      new SeedNetLooks.Seen(new float[grid.pixels()], 0.9, 1, 0.5),
                      new SeedNetLooks.Seen(all, 0.8, 0.6, 0.7)));
      SeedNetLooks.Seen seen = unequal.answer(query(Optional.empty(), point(25, 32, true)));
      double better = 1 / (1 + Math.exp(-0.2 * settings().choiceSharpness()));
      assertEquals(better, seen.values()[2000], 1e-5);
      assertEquals(0.9 - 0.1 * better, seen.fit(), 1e-6);
      assertEquals(1 - 0.4 * better, seen.presence(), 1e-6);
    }
  }

  @Nested
  class Channels {
    /** The graph weighs channels .4, .2, .1 and so on, so the answer tells which was filled. */
    @Test
    void clicks_box_and_probability_reach_their_own_channel() throws ModelException {
      SliceGrid grid = new SliceGrid(40, 30, 1, 1);
      float[] image = new float[1200];
      image[12 * 40 + 17] = 1;
      try (SegmentationModel model = MiniatureModels.open("channels")) {
        BoxPrompt box = new BoxPrompt(PLANE, new PlanePoint(5, 4), new PlanePoint(34, 25));
        float[] previous = new float[1200];
        for (int n = 0; n < previous.length; n++) {
          previous[n] = 0.8f;
        }
        SlicePrediction answer =
            model.decode(
                SliceQuery.ofPrompts(
                    embedding(model, grid, image),
                    List.of(box, point(25, 20, true), point(9, 8, false)),
                    Optional.of(SlicePrediction.of(ProbabilityMap.of(40, 30, previous), 0.5))),
                Progress.none());
        float[] values = answer.probability().values();
        double everywhere = 0.8 * 0.025; // not the box's ellipse: there is an answer before it
        assertEquals(everywhere + 0.2, values[20 * 40 + 25], 1e-4, "positive click");
        assertEquals(everywhere + 0.1, values[8 * 40 + 9], 1e-4, "negative click");
        assertEquals(everywhere + 0.05, values[2 * 40 + 2], 1e-4, "outside the box");
        assertEquals(everywhere, values[15 * 40 + 30], 1e-4, "inside the box");
        assertTrue(values[12 * 40 + 17] > 0.2 && values[17 * 40 + 12] < 0.1, "not transposed");
      }
    }

    @Test
    void the_neighbour_reaches_its_own_channels() throws ModelException {
      SliceGrid grid = new SliceGrid(40, 30, 1, 1);
      SliceMask mask = SliceMask.of(40, 30, (c, r) -> c >= 10 && c < 30 && r >= 8 && r < 20);
      float[] bright = new float[1200];
      Arrays.fill(bright, 1);
      try (SegmentationModel model = MiniatureModels.open("channels")) {
        Embedding dark = embedding(model, grid, new float[1200]);
        Embedding light = embedding(model, grid, bright);
        SeedNetInput input =
            new SeedNetInput(
                SeedNetSettings.of(model.profile().settings()),
                grid,
                new LookWindow(new PlanePoint(19.5, 14.5), 32, 32),
                128);
        float[][] channels =
            input.channels(
                SliceQuery.ofNeighbour(dark, new SliceQuery.Neighbour(light, mask)), false);
        int centre = 64 * 128 + 64;
        assertEquals(0, channels[0][centre]);
        assertEquals(1, channels[5][centre], 1e-6);
        assertEquals(1, channels[6][centre]);
        assertEquals(0, channels[6][2 * 128 + 64], "above the mask");
        for (float v : channels[6]) {
          assertTrue(v == 0 || v == 1);
        }
      }
    }

    @Test
    void undefined_values_are_seen_as_black() throws ModelException {
      try (SegmentationModel model = MiniatureModels.open("channels")) {
        Embedding e =
            embedding(
                model, new SliceGrid(2, 1, 1, 1), new float[] {Float.NaN, Float.POSITIVE_INFINITY});
        assertArrayEquals(new float[] {0, 1}, SeedNetModel.image(e));
      }
    }
  }

  @Nested
  class Judgements {
    @Test
    void fit_and_presence_come_with_the_answer() throws ModelException {
      SliceGrid grid = new SliceGrid(40, 30, 1, 1);
      float[] image = new float[1200];
      Arrays.fill(image, 0.75f);
      SliceMask mask = SliceMask.of(40, 30, (c, r) -> c >= 4 && c < 34 && r >= 8 && r < 20);
      try (SegmentationModel model = MiniatureModels.openJudging("judging")) {
        Embedding e = embedding(model, grid, image);
        SlicePrediction carried =
            model.decode(
                SliceQuery.ofNeighbour(e, new SliceQuery.Neighbour(e, mask)), Progress.none());
        // The window is 1.6 times as wide as the mask, and 46 pixels wide at most.
        double side = Math.min(30 * settings().neighbourZoom(), 46);
        assertEquals(30 * 12 / (side * side), carried.presence(), 0.01);
        assertEquals(0.75 * 40 * 30 / (side * side), carried.confidence(), 0.02);
      }
    }

    private SeedNetSettings settings() throws ModelException {
      return SeedNetSettings.of(MiniatureModels.profile().settings());
    }

    @Test
    void a_graph_that_does_not_judge_is_as_sure_as_its_mask_is_sharp() throws ModelException {
      try (SegmentationModel model = MiniatureModels.open("similarity")) {
        float[] image = new float[1200];
        Arrays.fill(image, 0.75f);
        Embedding e = embedding(model, new SliceGrid(40, 30, 1, 1), image);
        SlicePrediction answer =
            model.answer(e, List.of(point(20, 15, true)), Optional.empty(), Progress.none());
        assertEquals(1, answer.presence());
        double sharpness = SlicePrediction.of(answer.probability(), 0.5).confidence();
        assertEquals(sharpness, answer.confidence());
      }
    }
  }

  @Nested
  class Refinement {
    @Test
    void a_negative_click_takes_its_surroundings_away() throws ModelException {
      SliceGrid grid = new SliceGrid(64, 50, 1, 1);
      float[] image = new float[3200];
      for (int n = 0; n < image.length; n++) {
        image[n] = n % 64 < 30 ? 0.9f : 0.1f;
      }
      try (SegmentationModel model = MiniatureModels.open("similarity")) {
        Embedding e = embedding(model, grid, image);
        List<Prompt> prompts = new ArrayList<>(List.of(point(10, 20, true)));
        SlicePrediction first = model.answer(e, prompts, Optional.empty(), Progress.none());
        assertTrue(first.mask().get(20, 28));
        prompts.add(point(20, 28, false));
        SlicePrediction second = model.answer(e, prompts, Optional.of(first), Progress.none());
        assertFalse(second.mask().get(20, 28));
        assertTrue(second.mask().get(10, 20));
      }
    }
  }

  @Nested
  class Refuses {
    @Test
    void an_embedding_of_another_model() throws ModelException {
      try (SegmentationModel one = MiniatureModels.open("similarity");
          SegmentationModel other = MiniatureModels.open("channels")) {
        Embedding e = embedding(one, new SliceGrid(3, 2, 1, 1), new float[6]);
        SliceQuery query = SliceQuery.ofPrompts(e, List.of(point(1, 1, true)), Optional.empty());
        assertThrows(IllegalArgumentException.class, () -> other.decode(query, Progress.none()));
      }
    }

    @Test
    void a_profile_with_other_judgements() throws ModelException {
      assertProfileRefused("\"shape\": [-1, 3]", "\"shape\": [-1, 4]", "two or three judgements");
    }

    @Test
    void a_profile_with_other_channels() throws ModelException {
      assertProfileRefused("[-1, 7,", "[-1, 6,", "7 channels");
    }

    private void assertProfileRefused(String from, String to, String expected)
        throws ModelException {
      ModelProfile profile =
          ModelProfile.parse("mine.json", MiniatureModels.profileJson().replace(from, to));
      ModelException e =
          assertThrows(
              ModelException.class,
              () ->
                  SeedNetModel.open(MiniatureModels.path("channels"), profile, new OrtOptions(1)));
      assertTrue(e.getMessage().contains(expected), e.getMessage());
    }
  }
}
