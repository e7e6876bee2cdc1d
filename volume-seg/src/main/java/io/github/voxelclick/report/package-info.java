/**
 * What provenance files of many cases tell together: effort, corrections, whether confidence can be
 * trusted, drift over time; as numbers, and as one page of HTML. {@code docs/report.md} defines
 * every figure.
 */
@NullMarked
package io.github.voxelclick.report;

import org.jspecify.annotations.NullMarked;
