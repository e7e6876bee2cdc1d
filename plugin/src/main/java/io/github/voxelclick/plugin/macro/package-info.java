/** The macro lines that repeat what is done with a case: their text, and carrying them out. */
@NullMarked
package io.github.voxelclick.plugin.macro;

import org.jspecify.annotations.NullMarked;
