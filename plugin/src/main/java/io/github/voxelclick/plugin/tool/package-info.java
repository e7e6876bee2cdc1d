/**
 * What the tools make of the mouse: prompts and strokes on slices of any view. Knows neither ImageJ
 * nor a window.
 */
@NullMarked
package io.github.voxelclick.plugin.tool;

import org.jspecify.annotations.NullMarked;
