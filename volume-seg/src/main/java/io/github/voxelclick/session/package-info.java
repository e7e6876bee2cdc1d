/**
 * The work on one volume: prompts, masks, undo and redo, free of any user interface. Opens models
 * through {@link io.github.voxelclick.session.ModelCatalog}.
 */
@NullMarked
package io.github.voxelclick.session;

import org.jspecify.annotations.NullMarked;
