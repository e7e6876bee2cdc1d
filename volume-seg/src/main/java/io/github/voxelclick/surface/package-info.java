/**
 * Triangle surfaces of masks, by marching cubes: the cells that measurements add up too, meshes to
 * look at, and STL and OBJ files. Knows no user interface and starts no threads; what a surface is
 * and is not stands in {@code docs/surfaces.md}.
 */
@NullMarked
package io.github.voxelclick.surface;

import org.jspecify.annotations.NullMarked;
