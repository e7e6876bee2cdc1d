package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads NIfTI-1 and NIfTI-2 images as nifti1.h and nifti2.h describe them: single files ({@code
 * .nii}, {@code .nii.gz}) and pairs ({@code .hdr} and {@code .img}, each packed or not), in both
 * byte orders, and pairs of Analyze 7.5. Samples of 8 and 16 bits, floats and RGB colours are kept
 * as stored; other numbers become 32-bit floats where all of them are exactly that, else 64-bit
 * floats. Extensions are skipped. Stateless and thread-safe.
 */
public final class NiftiReader {
  private NiftiReader() {}

  /**
   * Whether a name looks like NIfTI or its relatives, pairs included; the content decides later.
   */
  public static boolean hasNiftiName(Path path) {
    return NiftiPaths.hasNiftiName(path);
  }

  /**
   * The file that has the header of an image: of a pair the {@code .hdr}, else the file itself.
   *
   * @throws NiftiReadException when the file, or the header of its pair, is not there
   */
  public static Path headerFile(Path path) throws NiftiReadException {
    return NiftiFile.headerFile(path);
  }

  /**
   * Reads the header only, and checks that the file can hold what it declares.
   *
   * @param path either half of a pair, or a single file
   * @throws NiftiReadException when the file is no image, or cannot be trusted
   */
  public static NiftiHeader readHeader(Path path) throws NiftiReadException {
    try (NiftiFile file = NiftiFile.open(path)) {
      return file.header();
    }
  }

  /**
   * Reads the image of a file that holds one volume.
   *
   * @throws NiftiReadException as {@link #read(Path, int, Progress)}, and when there are several
   *     volumes
   * @throws GeometryException when the volume does not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static NiftiVolume read(Path path, Progress progress)
      throws NiftiReadException, GeometryException {
    int volumes = readHeader(path).volumes();
    if (volumes > 1) {
      throw new NiftiReadException(
          "Cannot read "
              + path.getFileName()
              + ": it holds "
              + volumes
              + " volumes, expected one. Choose one of them.");
    }
    return read(path, 0, progress);
  }

  /**
   * Reads one volume of a file. Memory is checked before it is taken. A packed file is read from
   * its start; its checksum is verified when its last volume is read.
   *
   * @param path either half of a pair, or a single file
   * @param volume from zero
   * @param progress told after each slice
   * @throws NiftiReadException when the file is no image, has no such volume, or cannot be trusted;
   *     a whole number that 53 bits do not hold is an error, never rounded
   * @throws GeometryException when the volume does not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static NiftiVolume read(Path path, int volume, Progress progress)
      throws NiftiReadException, GeometryException {
    try (NiftiFile file = NiftiFile.open(path)) {
      NiftiHeader header = file.header();
      requireVolume(path, volume, header);
      VoxelMemory.require(header.geometry().size().voxels() * header.type().bytesInMemory());
      file.skipTo(volume, 0, progress);
      SampleReader samples = new SampleReader(file, header.geometry().size(), progress);
      VoxelData data = samples.read();
      List<ReadWarning> warnings = new ArrayList<>(header.warnings());
      warnings.addAll(samples.warnings());
      if (volume == header.volumes() - 1 && file.hasMore()) {
        warnings.add(
            new ReadWarning(
                "trailing-bytes", "The NIfTI file goes on behind its last sample; ignored."));
      }
      Volume image = new Volume(header.geometry(), data, header.rescale(), "", header.windows());
      return new NiftiVolume(image, header, warnings);
    }
  }

  /**
   * Reads one slice of constant k, for a look at it before all is read. Of a packed file, what lies
   * before it is unpacked and not kept, and the checksum stays unverified.
   *
   * @param path either half of a pair, or a single file
   * @param volume from zero
   * @param k slice, from zero
   * @return a volume of one slice, at its place
   * @throws NiftiReadException as {@link #read(Path, int, Progress)}, and when there is no such
   *     slice
   * @throws GeometryException when the slice does not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static Volume readSlice(Path path, int volume, int k, Progress progress)
      throws NiftiReadException, GeometryException {
    try (NiftiFile file = NiftiFile.open(path)) {
      NiftiHeader header = file.header();
      requireVolume(path, volume, header);
      VolumeGeometry whole = header.geometry();
      if (k < 0 || k >= whole.size().k()) {
        throw new NiftiReadException(
            "Cannot read slice "
                + k
                + " of "
                + path.getFileName()
                + ": its size is "
                + whole.size()
                + ".");
      }
      GridSize one = new GridSize(whole.size().i(), whole.size().j(), 1);
      VoxelMemory.require(one.voxels() * header.type().bytesInMemory());
      file.skipTo(volume, k, progress);
      VoxelData data = new SampleReader(file, one, progress).read();
      Affine affine = whole.indexToLps();
      VolumeGeometry geometry =
          VolumeGeometry.regular(
              one,
              Affine.ofColumns(
                  affine.step(0), affine.step(1), affine.step(2), whole.slicePosition(k)),
              Optional.empty());
      return new Volume(geometry, data, header.rescale(), "", header.windows());
    }
  }

  private static void requireVolume(Path path, int volume, NiftiHeader header)
      throws NiftiReadException {
    if (volume < 0 || volume >= header.volumes()) {
      throw new NiftiReadException(
          "Cannot read volume "
              + (volume + 1)
              + " of "
              + path.getFileName()
              + ": it holds "
              + header.volumes()
              + ".");
    }
  }
}
