/**
 * Measures models: a simulated user, overlap measures, and baselines that go through the same
 * protocol.
 */
@NullMarked
package io.github.voxelclick.evaluate;

import org.jspecify.annotations.NullMarked;
