package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads single-file NIfTI-1 images ({@code .nii}, {@code .nii.gz}) of one 3-D volume, in both byte
 * orders, as nifti1.h describes them. Samples of 8 and 16 bits are kept as stored, all others
 * become 32-bit floats. Extensions are skipped. Stateless and thread-safe.
 */
public final class NiftiReader {
  private NiftiReader() {}

  /**
   * Whether a name looks like NIfTI or its relatives, pairs included; the content decides later.
   */
  public static boolean hasNiftiName(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    for (String ending : List.of(".nii", ".nii.gz", ".hdr", ".hdr.gz", ".img", ".img.gz")) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads the header only, and checks that the file can hold what it declares.
   *
   * @throws NiftiReadException when the file is no NIfTI-1 image of one volume, or cannot be
   *     trusted
   */
  public static NiftiHeader readHeader(Path path) throws NiftiReadException {
    try (NiftiFile file = NiftiFile.open(path)) {
      file.skipToSamples();
      return file.header();
    }
  }

  /**
   * Reads the image. Memory is checked before it is taken.
   *
   * @param progress told after each slice
   * @throws NiftiReadException when the file is no NIfTI-1 image of one volume, or cannot be
   *     trusted
   * @throws GeometryException when the volume does not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static NiftiVolume read(Path path, Progress progress)
      throws NiftiReadException, GeometryException {
    try (NiftiFile file = NiftiFile.open(path)) {
      NiftiHeader header = file.header();
      file.skipToSamples();
      VoxelMemory.require(header.geometry().size().voxels() * header.type().bytesInMemory());
      SampleReader samples = new SampleReader(file, progress);
      VoxelData data = samples.read();
      List<ReadWarning> warnings = new ArrayList<>(header.warnings());
      warnings.addAll(samples.warnings());
      if (file.hasMore()) {
        warnings.add(
            new ReadWarning(
                "trailing-bytes", "The NIfTI file goes on behind its last sample; ignored."));
      }
      Volume volume = new Volume(header.geometry(), data, header.rescale(), "", header.windows());
      return new NiftiVolume(volume, header, warnings);
    }
  }
}
