package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.codec.PixelSource;
import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the headers of files and finds out which of them make volumes (contract c.2). Pixel data
 * are not read, except of deflated files, where they cannot be skipped. Used once, by one thread.
 */
public final class SeriesScanner {
  /** Objects that have rows, columns and pixel data and yet are no image to segment. */
  private static final Set<String> NOT_IMAGES =
      Set.of(UID.SegmentationStorage, UID.LabelMapSegmentationStorage); // Parametric Map Storage

  private static final int PREFIX_AT = 128;

  private final List<ImageHeader> images = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final List<Refused> otherObjects = new ArrayList<>();
  private final List<Refused> notDicom = new ArrayList<>();

  private SeriesScanner() {}

  /**
   * Looks at files and groups the images among them.
   *
   * @param files regular files, in an order that does not change from call to call
   * @param progress told after each file
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static SeriesScan scan(List<Path> files, Progress progress) {
    SeriesScanner scanner = new SeriesScanner();
    for (int n = 0; n < files.size(); n++) {
      progress.checkCancelled();
      scanner.look(files.get(n));
      progress.update(n + 1, files.size());
    }
    SeriesAssembler assembler = new SeriesAssembler(scanner.images, scanner.refused);
    List<DicomSeries> series = assembler.assemble();
    return new SeriesScan(series, assembler.refused(), scanner.otherObjects, scanner.notDicom);
  }

  private void look(Path path) {
    try {
      DicomFile file = DicomFile.read(path);
      if (isImage(file)) {
        images.addAll(FrameHeaders.of(file));
      } else {
        otherObjects.add(new Refused(path, otherObject(file)));
      }
    } catch (DicomReadException e) {
      notRead(path, e);
    } catch (IOException e) {
      refused.add(Refused.unreadable(path, e));
    }
  }

  private void notRead(Path path, DicomReadException e) {
    try {
      Refused failed = Refused.because(path, name(path) + ": " + e.getMessage(), e);
      (failed.unreadable() || hasPrefix(path) ? refused : notDicom).add(failed);
    } catch (IOException now) {
      refused.add(Refused.unreadable(path, now));
    }
  }

  private static boolean isImage(DicomFile file) {
    Attributes d = file.dataset();
    return (PixelSource.pixelDataTag(file).isPresent() || d.containsValue(Tag.Rows))
        && !NOT_IMAGES.contains(d.getString(Tag.SOPClassUID, ""));
  }

  private static String otherObject(DicomFile file) {
    String name = name(file.path());
    String sopClass = file.fileMeta().getString(Tag.MediaStorageSOPClassUID, "");
    if (sopClass.equals(UID.MediaStorageDirectoryStorage)) {
      return name + " is a DICOMDIR, an index of other files. Open the folder that it lies in.";
    }
    String modality = file.dataset().getString(Tag.Modality, "unknown modality");
    return name
        + " is a DICOM object of "
        + modality
        + ", expected an image such as CT, MR or PT. Open the series that it belongs to.";
  }

  /** Whether the file says that it is DICOM, so that it is worth telling that it is damaged. */
  private static boolean hasPrefix(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(PREFIX_AT + 4);
      return head.length == PREFIX_AT + 4
          && head[PREFIX_AT] == 'D'
          && head[PREFIX_AT + 1] == 'I'
          && head[PREFIX_AT + 2] == 'C'
          && head[PREFIX_AT + 3] == 'M';
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
