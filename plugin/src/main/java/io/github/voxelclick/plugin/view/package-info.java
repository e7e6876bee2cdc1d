/**
 * Slices with masks, prompts and markers as Swing shows them; knows neither ImageJ nor the session.
 */
@NullMarked
package io.github.voxelclick.plugin.view;

import org.jspecify.annotations.NullMarked;
