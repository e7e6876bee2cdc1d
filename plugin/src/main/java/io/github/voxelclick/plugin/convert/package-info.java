/**
 * Masks from one kind of file to another, and folders of cases into training data. Knows no user
 * interface.
 */
@NullMarked
package io.github.voxelclick.plugin.convert;

import org.jspecify.annotations.NullMarked;
