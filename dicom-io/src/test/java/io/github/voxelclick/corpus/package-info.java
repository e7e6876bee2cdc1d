/** Every real test file against independent programs, listed in {@code target/corpus-report.md}. */
@NullMarked
package io.github.voxelclick.corpus;

import org.jspecify.annotations.NullMarked;
