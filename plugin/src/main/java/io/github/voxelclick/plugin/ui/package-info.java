/** What ImageJ's commands do: dialogs, the session of an image, the panel beside it. */
@NullMarked
package io.github.voxelclick.plugin.ui;

import org.jspecify.annotations.NullMarked;
