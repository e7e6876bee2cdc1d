package io.github.voxelclick.plugin.ui;

/**
 * What a job yields that has something to tell when it is done.
 *
 * @param text follows the job's name and time; nothing where it is empty
 */
record JobRemark(String text) {}
