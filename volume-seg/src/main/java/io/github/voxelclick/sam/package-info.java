/**
 * Models of the SAM kind: an encoder that looks at a slice once, and a small decoder that answers
 * prompts. One adapter for all of them, driven by profiles.
 */
@NullMarked
package io.github.voxelclick.sam;

import org.jspecify.annotations.NullMarked;
