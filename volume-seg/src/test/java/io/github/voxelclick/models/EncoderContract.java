package io.github.voxelclick.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Window;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every model's encoder and decoder must do; each family's test inherits it. */
public abstract class EncoderContract {
  /** A model that segments bright structures; the test closes it. */
  protected abstract SegmentationModel open() throws ModelException;

  private static Embedding encode(SegmentationModel model, SlicePlane plane) throws ModelException {
    return model.encode(
        SliceImage.of(TestVolumes.ellipsoid(), plane, new Window(60, 420)), Progress.none());
  }

  private static Prompt click(SlicePlane plane) {
    PlanePoint at =
        switch (plane.axis()) {
          case I -> new PlanePoint(21, 6);
          case J -> new PlanePoint(19, 6);
          case K -> new PlanePoint(19, 21);
        };
    return new PointPrompt(plane, at, true);
  }

  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void answers_lie_on_the_pixels_of_the_slice(SliceAxis axis) throws ModelException {
    SlicePlane plane = new SlicePlane(axis, axis == SliceAxis.K ? 6 : 20);
    try (SegmentationModel model = open()) {
      Embedding embedding = encode(model, plane);
      assertEquals(SliceGrid.of(TestVolumes.ellipsoid(), axis), embedding.grid());
      SlicePrediction answer =
          model.answer(embedding, List.of(click(plane)), Optional.empty(), Progress.none());
      SliceMask truth = TestVolumes.truth().slice(plane);
      assertEquals(truth.columns(), answer.mask().columns());
      assertEquals(truth.rows(), answer.mask().rows());
      assertTrue(answer.mask().dice(truth) > 0.85, "Dice " + answer.mask().dice(truth));
      assertEquals(answer.mask(), answer.probability().above(model.profile().threshold()));
    }
  }

  @Test
  void equal_input_gives_equal_output() throws ModelException {
    SlicePlane plane = SlicePlane.k(7);
    try (SegmentationModel model = open();
        SegmentationModel again = open()) {
      Embedding first = encode(model, plane);
      Embedding second = encode(again, plane);
      assertEquals(first.key(), second.key());
      for (String name : first.tensors().keySet()) {
        assertArrayEquals(first.tensor(name), second.tensor(name));
      }
      Optional<SlicePrediction> none = Optional.empty();
      assertEquals(
          model.answer(first, List.of(click(plane)), none, Progress.none()),
          again.answer(second, List.of(click(plane)), none, Progress.none()));
    }
  }

  /** Memory is kept from run to run: what a larger question left there may not show. */
  @Test
  void nothing_of_an_earlier_question_stays() throws ModelException {
    SlicePlane plane = SlicePlane.k(7);
    Optional<SlicePrediction> none = Optional.empty();
    try (SegmentationModel used = open();
        SegmentationModel fresh = open()) {
      Embedding embedding = encode(used, plane);
      List<Prompt> more =
          List.of(
              click(plane),
              new PointPrompt(plane, new PlanePoint(3, 35), true),
              new PointPrompt(plane, new PlanePoint(44, 2), true));
      SlicePrediction before = used.answer(embedding, more, none, Progress.none());
      used.answer(embedding, more, Optional.of(before), Progress.none());
      assertEquals(
          fresh.answer(encode(fresh, plane), List.of(click(plane)), none, Progress.none()),
          used.answer(embedding, List.of(click(plane)), none, Progress.none()));
    }
  }

  @Test
  void slice_window_and_model_are_the_key() throws ModelException {
    try (SegmentationModel model = open()) {
      Embedding embedding = encode(model, SlicePlane.k(5));
      assertEquals(SlicePlane.k(5), embedding.key().plane());
      assertEquals(new Window(60, 420), embedding.key().window());
      assertEquals(model.sha256(), embedding.key().modelSha256());
      assertTrue(model.sha256().matches("[0-9a-f]{64}"));
      assertTrue(embedding.bytes() > 0);
    }
  }

  @Test
  void a_given_mask_is_taken_as_it_is() throws ModelException {
    SlicePlane plane = SlicePlane.k(6);
    SliceMask drawn = SliceMask.of(47, 38, (c, r) -> c > 30 && r < 9);
    try (SegmentationModel model = open()) {
      SlicePrediction answer =
          model.answer(
              encode(model, plane),
              List.of(click(plane), new MaskPrompt(plane, drawn)),
              Optional.empty(),
              Progress.none());
      assertEquals(drawn, answer.mask());
    }
  }

  @Test
  void a_carried_mask_follows_the_structure() throws ModelException {
    SlicePlane from = SlicePlane.k(6);
    SlicePlane to = SlicePlane.k(7);
    try (SegmentationModel model = open()) {
      SliceMask known = TestVolumes.truth().slice(from);
      SlicePrediction answer =
          model.decode(
              SliceQuery.ofNeighbour(
                  encode(model, to), new SliceQuery.Neighbour(encode(model, from), known)),
              Progress.none());
      SliceMask truth = TestVolumes.truth().slice(to);
      assertTrue(answer.mask().dice(truth) > 0.85, "Dice " + answer.mask().dice(truth));
      assertFalse(answer.mask().equals(known));
    }
  }

  @Test
  void a_cancelled_call_ends() throws ModelException {
    Progress cancelled =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    SlicePlane plane = SlicePlane.k(6);
    try (SegmentationModel model = open()) {
      Embedding embedding = encode(model, plane);
      SliceQuery query = SliceQuery.ofPrompts(embedding, List.of(click(plane)), Optional.empty());
      assertThrows(CancellationException.class, () -> model.decode(query, cancelled));
    }
  }

  @Test
  void a_closed_model_says_so() throws ModelException {
    SlicePlane plane = SlicePlane.k(6);
    SegmentationModel model = open();
    Embedding embedding = encode(model, plane);
    model.close();
    model.close();
    SliceQuery query = SliceQuery.ofPrompts(embedding, List.of(click(plane)), Optional.empty());
    ModelException e =
        assertThrows(ModelException.class, () -> model.decode(query, Progress.none()));
    assertTrue(e.getMessage().contains("closed"), e.getMessage());
  }

  @Test
  void prompts_of_another_slice_are_refused() throws ModelException {
    try (SegmentationModel model = open()) {
      Embedding embedding = encode(model, SlicePlane.k(6));
      assertThrows(
          IllegalArgumentException.class,
          () -> SliceQuery.ofPrompts(embedding, List.of(click(SlicePlane.k(7))), Optional.empty()));
    }
  }
}
