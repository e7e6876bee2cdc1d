/**
 * What every promptable model offers, whatever its family: an {@link
 * io.github.voxelclick.model.Encoder} that looks at a slice, a {@link
 * io.github.voxelclick.model.Decoder} that answers prompts, and a {@link
 * io.github.voxelclick.model.ModelProfile} that says how both want their numbers. Spaces: slice
 * pixels ({@link io.github.voxelclick.volume.PlanePoint}) and model-input pixels, joined by {@link
 * io.github.voxelclick.model.ModelTransform} alone.
 */
@NullMarked
package io.github.voxelclick.model;

import org.jspecify.annotations.NullMarked;
