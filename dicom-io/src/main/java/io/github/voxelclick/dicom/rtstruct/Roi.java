package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.volume.Segment;

/**
 * A region of interest as its file describes it. Immutable.
 *
 * @param number (3006,0022)
 * @param segment what it becomes; its number is that of the region where all numbers of the file
 *     are possible segment numbers, else its place in the file
 * @param interpretedType (3006,00A4), such as {@code ORGAN} or {@code GTV}; may be empty
 * @param frameOfReferenceUid (3006,0024), that of the whole file where the region has none; may be
 *     empty
 */
public record Roi(
    int number, Segment segment, String interpretedType, String frameOfReferenceUid) {}
