package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.GridSize;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Which volume of which place an image is.
 *
 * @param place absolute and normal
 * @param id of the entry, in that place
 */
record OpenedFrom(Path place, String id) {
  /** Modality (0008,0060) is a code string; anything else in it is not shown. */
  private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,16}");

  OpenedFrom {
    place = place.toAbsolutePath().normalize();
  }

  static OpenedFrom of(VolumeEntry entry, Path place) {
    return new OpenedFrom(place, entry.id());
  }

  /**
   * What its windows are called: nothing that tells who the patient is, such as a folder's name.
   */
  static String title(VolumeEntry entry) {
    boolean code = CODE.matcher(entry.modality()).matches();
    GridSize size = entry.geometry().size();
    return Texts.get(
        "opened.title",
        code ? entry.modality() : entry.format() == VolumeEntry.Format.NIFTI ? "NIfTI" : "DICOM",
        size.i() + "\u00d7" + size.j() + "\u00d7" + size.k(),
        entry.id());
  }

  /** The same with the name of the place, for who wants to see that. */
  static String title(VolumeEntry entry, Path place) {
    return place.getFileName() + ": " + title(entry);
  }
}
