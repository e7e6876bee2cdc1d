/**
 * From the pixel data of a file to raw samples: where each frame lies, and one decoder per transfer
 * syntax. Samples are stored values, before any rescale, window or colour conversion.
 */
package io.github.voxelclick.dicom.codec;
