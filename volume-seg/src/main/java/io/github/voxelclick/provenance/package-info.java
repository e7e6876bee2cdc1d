/**
 * What a saved segmentation tells of how it came about: which models, which interactions, what a
 * person changed. One JSON file beside the mask; no patient data.
 */
@NullMarked
package io.github.voxelclick.provenance;

import org.jspecify.annotations.NullMarked;
