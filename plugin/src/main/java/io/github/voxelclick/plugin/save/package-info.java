/**
 * The dialog that asks which segments to save, where and as what. What follows from the answers is
 * worked out without Swing ({@link SavePlan}); the outcome is a {@link SaveRequest}, which others
 * carry out. Knows no ImageJ.
 */
@NullMarked
package io.github.voxelclick.plugin.save;

import org.jspecify.annotations.NullMarked;
