package io.github.voxelclick.plugin.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a job that was run to its end: the content of {@code NAME.result.json}
 * (docs/batch.md). Immutable.
 *
 * @param jobSha256 {@link BatchJob#sha256} of the job
 * @param placeSha256 {@link BatchJob#placeSha256} of the job
 * @param software version of VoxelClick
 * @param model what answered
 * @param mask the file that was written; of a failed job empty
 * @param earlier SHA-256 of a mask that this job made before and that this run replaced or, if it
 *     failed, left
 * @param structures in the order of the job; of a failed job empty
 * @param warnings in sentences, for whoever looks at the masks
 * @param ms times of the steps; of a failed job empty
 * @param error why it failed; of a job that is done empty
 */
public record JobResult(
    String jobSha256,
    String placeSha256,
    String software,
    Model model,
    Optional<MaskFile> mask,
    Optional<String> earlier,
    List<Structure> structures,
    List<String> warnings,
    Optional<Times> ms,
    Optional<Failure> error) {
  /** Copies the lists. */
  public JobResult {
    structures = List.copyOf(structures);
    warnings = List.copyOf(warnings);
  }

  /** Whether the mask was made. */
  public boolean isDone() {
    return error.isEmpty();
  }

  /** The same with another warning. */
  JobResult withWarning(String sentence) {
    List<String> more = new ArrayList<>(warnings);
    more.add(sentence);
    return new JobResult(
        jobSha256, placeSha256, software, model, mask, earlier, structures, more, ms, error);
  }

  /** SHA-256 of the mask that lies there if nobody touched it. */
  Optional<String> lyingMask() {
    return mask.map(MaskFile::sha256).or(() -> earlier);
  }

  /**
   * The model.
   *
   * @param id of its profile; empty when the job failed before it was opened
   * @param sha256 of its ONNX file
   * @param device what it ran on; empty as the id
   */
  public record Model(String id, String sha256, String device) {}

  /**
   * The mask's file.
   *
   * @param name without folder
   * @param format {@code SEG}, {@code RTSTRUCT} or {@code NIFTI}
   * @param bytes how many
   * @param sha256 of the file
   */
  public record MaskFile(String name, String format, long bytes, String sha256) {}

  /**
   * One structure.
   *
   * @param number of the segment, or value of the label
   * @param label what viewers list
   * @param code of its type, {@code scheme:value}
   * @param voxels how many the mask has
   * @param ml its volume, millilitres
   * @param firstSlice first slice with a voxel, from 0
   * @param lastSlice last slice with a voxel
   * @param confidence 0 to 1 for each of these slices
   * @param maskSha256 of its voxels, as {@link io.github.voxelclick.provenance.MaskHash} has it:
   *     equal for equal masks in whatever format
   */
  public record Structure(
      int number,
      String label,
      String code,
      long voxels,
      double ml,
      int firstSlice,
      int lastSlice,
      List<Double> confidence,
      String maskSha256) {
    /** Copies the list. */
    public Structure {
      confidence = List.copyOf(confidence);
    }
  }

  /**
   * Wall times in milliseconds.
   *
   * @param open finding and reading the image
   * @param encode the prompted slices' embeddings
   * @param click answering all prompts
   * @param propagate the other slices
   * @param save writing, checking and reading back
   */
  public record Times(double open, double encode, double click, double propagate, double save) {}

  /**
   * Why a job failed.
   *
   * @param kind whether to repeat it
   * @param sentence without patient data: paths of the image are left out
   */
  public record Failure(FailureKind kind, String sentence) {}
}
