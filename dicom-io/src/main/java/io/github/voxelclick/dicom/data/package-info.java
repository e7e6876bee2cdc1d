/**
 * DICOM data sets in memory, in the vocabulary of dcm4che-core (class and method names, parameter
 * order, semantics of the getters), so that either library can replace the other by a change of
 * imports. Nothing here reads or writes files.
 */
@NullMarked
package io.github.voxelclick.dicom.data;

import org.jspecify.annotations.NullMarked;
