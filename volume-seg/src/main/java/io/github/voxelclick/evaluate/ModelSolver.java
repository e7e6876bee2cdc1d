package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.IntensityWindows;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model, prompted as a session prompts it: one prompt after the other, in its own window. A
 * prompt that it cannot take changes nothing.
 */
public final class ModelSolver implements SliceSolver {
  private final SegmentationModel model;
  private final IntensityWindows windows;

  /**
   * @param model answers prompts; the caller closes it
   * @param volume all dialogues are about its slices
   */
  public ModelSolver(SegmentationModel model, Volume volume) {
    this.model = Objects.requireNonNull(model, "model");
    this.windows = new IntensityWindows(volume, model.profile().intensity());
  }

  @Override
  public Dialogue begin(Volume volume, SlicePlane plane) {
    return new Dialogue() {
      private final List<Prompt> prompts = new ArrayList<>();
      private Optional<Embedding> embedding = Optional.empty();
      private Optional<SlicePrediction> previous = Optional.empty();

      @Override
      public SliceMask answer(Prompt prompt) throws ModelException {
        if (model.prompts().refusal(model.profile().name(), prompts, prompt).isPresent()) {
          // A person would be told so, and be left with the mask as it is.
          return previous.map(SlicePrediction::mask).orElseGet(() -> empty(volume, plane));
        }
        prompts.add(prompt);
        if (embedding.isEmpty()) {
          Window window = windows.choose(Optional.of(prompt).filter(Prompt::positive));
          embedding =
              Optional.of(model.encode(SliceImage.of(volume, plane, window), Progress.none()));
        }
        SlicePrediction answer =
            model.answer(embedding.get(), List.copyOf(prompts), previous, Progress.none());
        previous = Optional.of(answer);
        return answer.mask();
      }
    };
  }

  private static SliceMask empty(Volume volume, SlicePlane plane) {
    return SliceMask.empty(plane.axis().columns(volume.size()), plane.axis().rows(volume.size()));
  }
}
