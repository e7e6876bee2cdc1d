package io.github.voxelclick.dicom.rtstruct;

/**
 * A region of interest that gave no mask.
 *
 * @param number (3006,0022)
 * @param reason one sentence for a person
 */
public record SkippedRoi(int number, String reason) {}
