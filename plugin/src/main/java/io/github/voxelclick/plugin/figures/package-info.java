/**
 * What {@code info}, {@code measure} and {@code compare} tell, as JSON, tables and text; the same
 * for the command line and for scripts.
 */
@NullMarked
package io.github.voxelclick.plugin.figures;

import org.jspecify.annotations.NullMarked;
