/** ScribblePrompt's U-Net: clicks, boxes and scribbles as maps beside the image. */
@NullMarked
package io.github.voxelclick.scribbleprompt;

import org.jspecify.annotations.NullMarked;
