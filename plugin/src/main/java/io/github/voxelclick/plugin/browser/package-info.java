/**
 * The window's content that lists what files and folders hold, for a person to choose from. Swing
 * without ImageJ; shows nothing of a patient unless asked to.
 */
@NullMarked
package io.github.voxelclick.plugin.browser;

import org.jspecify.annotations.NullMarked;
