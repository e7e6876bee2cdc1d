package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PetUnit;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VolumeFingerprintTest {
  private static final GridSize SIZE = new GridSize(5, 4, 3);

  private static Volume volume(VoxelData data, double spacing) throws GeometryException {
    Affine affine = Affine.ofRowMajor(spacing, 0, 0, 1, 0, 1.1, 0, 2, 0, 0, 2.5, 3);
    return new Volume(
        VolumeGeometry.regular(SIZE, affine, Optional.empty()),
        data,
        new Rescale(1, 0),
        "MR",
        List.of());
  }

  private static VoxelData.S16 samples(int changed) {
    short[][] data = new short[3][20];
    for (int n = 0; n < 60; n++) {
      data[n / 20][n % 20] = (short) (n * 31 + (n == changed ? 1 : 0));
    }
    return new VoxelData.S16(data);
  }

  @Test
  void is_the_same_for_the_same_grid_and_samples() throws GeometryException {
    String print = VolumeFingerprint.of(volume(samples(-1), 0.7));
    assertTrue(print.matches("[0-9a-f]{64}"));
    assertEquals(print, VolumeFingerprint.of(volume(samples(-1), 0.7)));
    assertEquals(
        print,
        VolumeFingerprint.of(volume(samples(-1), 0.7).withModality("CT")),
        "modality is what someone says of it");
    Volume v = volume(samples(-1), 0.7);
    PetUnit unit = PetUnit.of("Bq/ml", 2.5e-4);
    assertEquals(
        print,
        VolumeFingerprint.of(
            new Volume(
                v.geometry(),
                v.data(),
                v.rescale(),
                "PT",
                v.display(),
                v.padding(),
                Optional.of(unit))),
        "so is what its values are measured in");
  }

  @Test
  void stays_the_same_over_versions_or_journals_would_be_lost() throws GeometryException {
    assertEquals(
        "13bcdb5aa19b7696ddcc1d8155a700044c7c8c6d9509f3d9e5d7c267bc862214",
        VolumeFingerprint.of(volume(samples(-1), 0.7)));
  }

  @Test
  void differs_with_one_sample_the_kind_of_samples_or_the_grid() throws GeometryException {
    String print = VolumeFingerprint.of(volume(samples(-1), 0.7));
    assertNotEquals(print, VolumeFingerprint.of(volume(samples(59), 0.7)));
    assertNotEquals(print, VolumeFingerprint.of(volume(samples(0), 0.7)));
    assertNotEquals(print, VolumeFingerprint.of(volume(samples(-1), 0.71)));
    VoxelData unsigned = new VoxelData.U16(samples(-1).data());
    assertNotEquals(print, VolumeFingerprint.of(volume(unsigned, 0.7)));
    byte[][] bytes = {new byte[20], new byte[20], new byte[20]};
    String eight = VolumeFingerprint.of(volume(new VoxelData.U8(bytes), 0.7));
    bytes[2][19] = 1;
    assertNotEquals(eight, VolumeFingerprint.of(volume(new VoxelData.U8(bytes), 0.7)));
    float[][] floats = {new float[20], new float[20], new float[20]};
    String real = VolumeFingerprint.of(volume(new VoxelData.F32(floats), 0.7));
    floats[0][7] = 1e-20f;
    assertNotEquals(real, VolumeFingerprint.of(volume(new VoxelData.F32(floats), 0.7)));
  }
}
