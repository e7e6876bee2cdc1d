/**
 * Coverage-guided fuzzing of everything that reads files ({@code mvn -Pfuzz test}). A target is a
 * {@link io.github.voxelclick.fuzz.FuzzTarget} in the package that it exercises.
 */
@NullMarked
package io.github.voxelclick.fuzz;

import org.jspecify.annotations.NullMarked;
