/**
 * What all DICOM objects that are made from images have in common: the facts they repeat of their
 * source, how they name their producer, coded terms, and files that appear whole or not at all.
 */
@NullMarked
package io.github.voxelclick.dicom.derived;

import org.jspecify.annotations.NullMarked;
