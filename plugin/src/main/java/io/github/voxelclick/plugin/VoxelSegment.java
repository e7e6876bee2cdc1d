package io.github.voxelclick.plugin;

import io.github.voxelclick.plugin.task.PropagationRange;
import io.github.voxelclick.plugin.task.SegmentationRun;
import io.github.voxelclick.prompt.PromptParser;
import io.github.voxelclick.session.PropagationSettings;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.List;

/**
 * One structure on an image; made by {@link VoxelCase#segment}.
 *
 * <p>Prompts wait until their answer is needed, then the model answers them in the order in which
 * they were given. Each prompt and each propagation is one undo step of the image.
 *
 * <p>All of it throws {@link IllegalArgumentException} once the image is closed, or while the
 * structure is removed or undone. One thread at a time, as the image.
 */
public final class VoxelSegment {
  private final VoxelCase image;
  private final int number;
  private final String label;

  VoxelSegment(VoxelCase image, SegmentState state) {
    this.image = image;
    this.number = state.number();
    this.label = state.segment().label();
  }

  /** The structure as it is now in the session; numbers are used again, by other labels. */
  SegmentState state(SegmentationSession session) {
    return session
        .state()
        .find(number)
        .filter(s -> s.segment().label().equals(label))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The structure \""
                        + label
                        + "\" is no longer on its image: it was removed or undone. Redo, or make it"
                        + " anew with segment(label)."));
  }

  private SegmentState answered() throws VolumeException {
    state(image.session());
    return state(image.answered());
  }

  void requireOf(VoxelCase other) {
    if (image != other) {
      throw new IllegalArgumentException(
          "The structure \""
              + label
              + "\" belongs to another image. Take one of segments() of this one.");
    }
  }

  /** Its number in files and label images, from 1. */
  public int number() {
    return number;
  }

  /** What viewers list. */
  public String label() {
    return label;
  }

  /** Its coded type, such as {@code SCT:10200004}. */
  public String code() throws VolumeException {
    var type = state(image.session()).segment().type();
    return type.scheme() + ":" + type.value();
  }

  /**
   * A click into the structure.
   *
   * @param i column, from 0
   * @param j row, from 0
   * @param k slice, from 0
   * @throws VolumeException when it lies outside the image, or the model takes no clicks
   */
  public VoxelSegment click(int i, int j, int k) throws VolumeException {
    return prompt("point:+:" + i + "," + j + "," + k);
  }

  /** A click on what does not belong to the structure; otherwise as {@link #click}. */
  public VoxelSegment exclude(int i, int j, int k) throws VolumeException {
    return prompt("point:-:" + i + "," + j + "," + k);
  }

  /**
   * A box round the structure on a slice, corners included.
   *
   * @param k slice, from 0
   * @param i0 column of a corner
   * @param j0 row of that corner
   * @param i1 column of the opposite corner
   * @param j1 row of that corner
   * @throws VolumeException when it lies outside the image, or the model takes no boxes
   */
  public VoxelSegment box(int k, int i0, int j0, int i1, int j1) throws VolumeException {
    return prompt("box:" + k + ":" + i0 + "," + j0 + "," + i1 + "," + j1);
  }

  /**
   * A stroke through the structure on a slice.
   *
   * <pre>{@code
   * try (VoxelClick vc = VoxelClick.start();
   *     VoxelCase image = vc.open("/data/ct")) {
   *   VoxelSegment liver = image.segment("Liver");
   *   liver.scribble(4, List.of(List.of(16, 24), List.of(20, 25), List.of(24, 24)));
   *   System.out.println(liver.voxels() + " voxels on slices " + liver.slices());
   * }
   * }</pre>
   *
   * @param k slice, from 0
   * @param points pairs (i, j) of whole numbers, each a list or an {@code int[]}
   * @throws VolumeException when it lies outside the image, or the model takes no scribbles
   */
  public VoxelSegment scribble(int k, List<?> points) throws VolumeException {
    return prompt("scribble:+:" + k + ":" + ScriptInput.points(points));
  }

  /** A stroke over what does not belong to the structure; otherwise as {@link #scribble}. */
  public VoxelSegment excludeScribble(int k, List<?> points) throws VolumeException {
    return prompt("scribble:-:" + k + ":" + ScriptInput.points(points));
  }

  /**
   * A prompt as the command line spells it.
   *
   * @param text {@code point:+:i,j,k}, {@code point:-:i,j,k}, {@code box:k:i0,j0,i1,j1}, {@code
   *     scribble:+:k:i,j;i,j;…} or {@code scribble:-:k:i,j;…}
   * @throws VolumeException when it is misspelt or lies outside the image, or the model does not
   *     take it; nothing has changed then
   */
  public VoxelSegment prompt(String text) throws VolumeException {
    SegmentationSession session = image.session();
    state(session);
    session.addPrompt(number, PromptParser.parse(text, session.volume().size()));
    return this;
  }

  /**
   * Carries the structure to all slices; it stops where the structure ends, and at missing slices.
   *
   * @throws VolumeException when no prompt was given or the model finds nothing at them
   */
  public VoxelSegment propagate() throws VolumeException {
    return carry("all", false, PropagationSettings.defaults());
  }

  /**
   * Carries the structure to a range of slices.
   *
   * @param first first slice, from 0
   * @param last last slice, included, not below the first
   * @throws VolumeException also when the range reaches outside the image
   */
  public VoxelSegment propagate(int first, int last) throws VolumeException {
    return propagate(first, last, false);
  }

  /**
   * As the other {@code propagate}.
   *
   * @param crossGaps whether to go on where slices are missing
   */
  public VoxelSegment propagate(int first, int last, boolean crossGaps) throws VolumeException {
    return carry(first + ".." + last, crossGaps, PropagationSettings.defaults());
  }

  /**
   * Fills the slices between those that were prompted by interpolating their shapes, without a
   * model.
   *
   * @throws VolumeException when no prompt was given or the model finds nothing at them
   */
  public VoxelSegment interpolate() throws VolumeException {
    return carry("all", false, PropagationSettings.interpolation());
  }

  private VoxelSegment carry(String range, boolean crossGaps, PropagationSettings settings)
      throws VolumeException {
    SegmentationSession session = image.session();
    int slices = session.volume().size().k();
    PropagationRange parsed = PropagationRange.parse(range, slices, crossGaps).orElseThrow();
    SegmentState state = answered();
    if (!state.prompts().isEmpty()) {
      SegmentationRun.requireFound(state);
    }
    SegmentationRun.gapWarning(
            SegmentationRun.carry(session, number, parsed, settings, Progress.none()),
            "Say crossGaps")
        .ifPresent(image::warn);
    return this;
  }

  /** How many voxels it has. */
  public long voxels() throws VolumeException {
    return answered().mask().count();
  }

  /** Its volume in millilitres, slice by slice with its real thickness. */
  public double millilitres() throws VolumeException {
    return answered().mask().millilitres(image.session().volume().geometry());
  }

  /**
   * Whether a voxel belongs to it.
   *
   * @throws IllegalArgumentException when the voxel lies outside the image
   */
  public boolean contains(int i, int j, int k) throws VolumeException {
    SegmentState state = answered();
    GridSize size = state.mask().size();
    if (i < 0 || i >= size.i() || j < 0 || j >= size.j() || k < 0 || k >= size.k()) {
      throw new IllegalArgumentException(
          "Voxel (" + i + ", " + j + ", " + k + ") lies outside the image of " + size + " voxels.");
    }
    return state.mask().get(new VoxelIndex(i, j, k));
  }

  /** Its first and last slice; an empty list where it has no voxel. */
  public List<Integer> slices() throws VolumeException {
    SegmentState state = answered();
    if (state.mask().isEmpty()) {
      return List.of();
    }
    PropagationRange extent = SegmentationRun.extent(state);
    return List.of(extent.first(), extent.last());
  }

  /**
   * How sure the model is of each slice from the first of {@link #slices} to the last, 0 to 1.
   *
   * @return as {@code confidence} of {@code segment --json}: of a carried slice its own times those
   *     of the slices that it was carried over; 0 where nothing was found, or a file brought it
   */
  public List<Double> confidence() throws VolumeException {
    SegmentState state = answered();
    return state.mask().isEmpty() ? List.of() : SegmentationRun.confidence(state);
  }

  /**
   * How sure the model is of one slice.
   *
   * @param k slice, from 0
   * @return 0 to 1; 0 where nothing was found
   * @throws IllegalArgumentException when the slice lies outside the image
   */
  public double confidence(int k) throws VolumeException {
    SegmentState state = answered();
    if (k < 0 || k >= state.mask().size().k()) {
      throw new IllegalArgumentException(
          "Slice " + k + " lies outside the image of " + state.mask().size() + " voxels.");
    }
    return state.slice(SlicePlane.k(k)).map(SliceState::confidence).orElse(0.0);
  }

  /** As {@link VoxelCase#labels}, of this structure alone, so that others may overlap it. */
  public Object labels() throws VolumeException {
    SegmentState state = answered();
    return image.labels(
        new Segmentation(
            image.session().volume().geometry(),
            List.of(new Segmentation.Entry(state.segment(), state.mask()))));
  }
}
