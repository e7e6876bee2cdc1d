package io.github.voxelclick.plugin.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.plugin.view.ViewOrientation.Side;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The expected letters are read off the columns of each affine by hand. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoredLettersTest {
  private static String letters(Affine affine, SliceAxis axis) throws VolumeException {
    VolumeGeometry geometry =
        VolumeGeometry.regular(new GridSize(7, 5, 3), affine, Optional.empty());
    StoredLetters letters = new StoredLetters(geometry, axis);
    return Stream.of(Side.LEFT, Side.RIGHT, Side.TOP, Side.BOTTOM)
        .map(letters::at)
        .collect(Collectors.joining(" "));
  }

  @Test
  void a_transverse_dicom_slice_has_right_on_the_left_and_anterior_above() throws VolumeException {
    Affine axial = Affine.ofRowMajor(0.7, 0, 0, -90, 0, 0.8, 0, -60, 0, 0, 2.5, 10);
    assertEquals("R L A P", letters(axial, SliceAxis.K));
    assertEquals("R L F H", letters(axial, SliceAxis.J)); // rows are slices towards the head
    assertEquals("A P F H", letters(axial, SliceAxis.I));
  }

  @Test
  void a_nifti_slice_stored_towards_left_and_front_says_so() throws VolumeException {
    // Columns to the patient's right, rows to the front, as RAS+ data is stored.
    Affine ras = Affine.ofRowMajor(-0.7, 0, 0, 90, 0, -0.8, 0, 60, 0, 0, 2.5, 10);
    assertEquals("L R P A", letters(ras, SliceAxis.K));
  }

  @Test
  void a_sagittal_acquisition_lies_front_to_back_and_head_to_feet() throws VolumeException {
    // Columns to the back, rows to the feet, slices to the left.
    Affine sagittal = Affine.ofRowMajor(0, 0, 3, -30, 0.9, 0, 0, -80, 0, -0.9, 0, 95);
    assertEquals("A P H F", letters(sagittal, SliceAxis.K));
    assertEquals("H F R L", letters(sagittal, SliceAxis.I));
  }

  @Test
  void an_oblique_slice_has_letters_in_the_order_of_their_size() throws VolumeException {
    double c = Math.cos(Math.toRadians(20));
    double s = Math.sin(Math.toRadians(20));
    Affine oblique = Affine.ofRowMajor(c, 0, -s * 3, 0, s, 0, c * 3, 0, 0, -1, 0, 0);
    assertEquals("RA LP H F", letters(oblique, SliceAxis.K));
  }
}
