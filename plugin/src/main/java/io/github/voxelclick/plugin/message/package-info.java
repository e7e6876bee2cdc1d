/**
 * Failures as a person sees them, and what of them can be handed on: nothing of a patient and
 * nothing of the computer's owner. Knows no ImageJ.
 */
@NullMarked
package io.github.voxelclick.plugin.message;

import org.jspecify.annotations.NullMarked;
