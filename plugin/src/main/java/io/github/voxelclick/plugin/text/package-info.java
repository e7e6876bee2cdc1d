/** Every text that a person reads in a window, in English and other languages. */
@NullMarked
package io.github.voxelclick.plugin.text;

import org.jspecify.annotations.NullMarked;
