package io.github.voxelclick.open;

import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.nifti.NiftiHeader;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.PartLetters;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The volumes of NIfTI files, known from their headers, and the files that had to be refused.
 *
 * @param entries one for each volume of each file, or pair of files
 * @param refused what is no image
 */
record NiftiScan(List<VolumeEntry> entries, List<Refused> refused) {

  /** Copies the lists. */
  NiftiScan {
    entries = List.copyOf(entries);
    refused = List.copyOf(refused);
  }

  /**
   * Whether a file is NIfTI by its name. Samples (.img) without their header are not: some DICOM
   * files are called so.
   */
  static boolean claims(Path file) {
    if (!NiftiReader.hasNiftiName(file)) {
      return false;
    }
    try {
      NiftiReader.headerFile(file);
      return true;
    } catch (NiftiReadException e) {
      return false;
    }
  }

  /**
   * Looks at files.
   *
   * @param files two halves of a pair are one image
   * @param firstId the number of the first image
   * @param progress asked whether to go on
   */
  static NiftiScan of(List<Path> files, int firstId, Progress progress) {
    List<VolumeEntry> entries = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    Set<Path> seen = new LinkedHashSet<>();
    int id = firstId;
    for (Path file : files) {
      progress.checkCancelled();
      try {
        Path headerFile = NiftiReader.headerFile(file);
        if (seen.add(headerFile)) {
          NiftiHeader header = NiftiReader.readHeader(headerFile);
          for (int volume = 0; volume < header.volumes(); volume++) {
            entries.add(entry(id, headerFile, header, volume));
          }
          id++;
        }
      } catch (NiftiReadException e) {
        refused.add(Refused.because(file, e.getMessage(), e));
      }
    }
    return new NiftiScan(entries, refused);
  }

  private record NiftiLoader(Path file, int volume) implements VolumeEntry.Loader {
    @Override
    public OpenedVolume load(Progress progress) throws VolumeException {
      return OpenedVolume.of(NiftiReader.read(file, volume, progress));
    }

    @Override
    public Volume slice(int k, Progress progress) throws VolumeException {
      return NiftiReader.readSlice(file, volume, k, progress);
    }
  }

  private static VolumeEntry entry(int id, Path file, NiftiHeader header, int volume) {
    return VolumeEntry.of(
        id + (header.volumes() > 1 ? PartLetters.of(volume) : ""),
        file,
        header,
        header.variant(volume),
        new NiftiLoader(file, volume));
  }
}
