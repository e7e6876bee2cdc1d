package io.github.voxelclick.open;

import io.github.voxelclick.dicom.io.ParserFuzz;
import io.github.voxelclick.fuzz.FuzzTarget;
import io.github.voxelclick.fuzz.ScratchFile;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.util.List;

/** Single DICOM images from file to samples, as users open them. */
public final class ImageFuzz implements FuzzTarget {
  private final ScratchFile file = new ScratchFile("image.dcm");

  /** Makes the file. */
  public ImageFuzz() throws IOException {}

  @Override
  public void accept(byte[] data) throws IOException {
    try {
      for (VolumeEntry entry : VolumeCatalog.of(file.with(data), Progress.none()).entries()) {
        entry.load(Progress.none());
      }
    } catch (VolumeException e) {
      // a sentence is as good as a volume
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    return new ParserFuzz().seeds();
  }
}
