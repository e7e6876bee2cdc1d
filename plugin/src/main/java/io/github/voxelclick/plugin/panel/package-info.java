/**
 * The parts of the panel beside the views: each shows an immutable record and tells a listener what
 * a person does; none knows the session it shows, nor ImageJ. Used on the event thread only.
 */
@NullMarked
package io.github.voxelclick.plugin.panel;

import org.jspecify.annotations.NullMarked;
