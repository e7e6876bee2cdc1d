/**
 * Resizing of planes as the libraries do it that models' authors prepare their slices with. A model
 * has learnt on images made by one of them, so each is matched, with its own kernel, sampling
 * positions, edges and rounding. Golden files made with the libraries keep both equal ({@code
 * volume-seg/export/parity/resample.py}).
 */
@NullMarked
package io.github.voxelclick.resample;

import org.jspecify.annotations.NullMarked;
