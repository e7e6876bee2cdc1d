/**
 * What is to be known about an installation when something does not work: collected, written as
 * text to hand on, and shown in a panel. Nothing of a patient, and nothing of the computer's owner.
 * Knows no ImageJ.
 */
@NullMarked
package io.github.voxelclick.plugin.diagnostics;

import org.jspecify.annotations.NullMarked;
