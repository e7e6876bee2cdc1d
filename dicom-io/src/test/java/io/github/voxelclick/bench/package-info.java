/**
 * Benchmarks against other programs in the same run ({@code mvn -Pbench test}; needs the peers of
 * {@code .ci/peers.sh}). Each checks the result first: fast and wrong fails. System properties:
 * {@code bench.slices} of the series (300), {@code bench.runs} whose median is taken (5). The
 * listing of a series needs the program as {@code mvn package} makes it.
 */
@NullMarked
package io.github.voxelclick.bench;

import org.jspecify.annotations.NullMarked;
