package io.github.voxelclick.plugin.convert;

import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;

/** Masks that lie on other voxels than those they are wanted on; resampling puts them there. */
public final class OtherGridException extends VolumeException {
  private static final long serialVersionUID = 1L;

  private final transient VolumeGeometry masks;
  private final transient VolumeGeometry wanted;

  OtherGridException(String message, Throwable cause, VolumeGeometry masks, VolumeGeometry wanted) {
    super(message, cause);
    this.masks = masks;
    this.wanted = wanted;
  }

  /** How the grids differ, for a person who is to decide; in the language of the windows. */
  public String difference() {
    String theirs = grid(masks);
    String ours = grid(wanted);
    if (!theirs.equals(ours)) {
      return Texts.get("grid.differs", theirs, ours);
    }
    double mm = masks.toWorld(first()).minus(wanted.toWorld(first())).length();
    return Texts.get("grid.shifted", theirs, mm);
  }

  private static VoxelPoint first() {
    return new VoxelPoint(0, 0, 0);
  }

  private static String grid(VolumeGeometry g) {
    GridSize size = g.size();
    double[] mm = g.spacingMm();
    String voxels = size.i() + "\u00d7" + size.j() + "\u00d7" + size.k();
    return Texts.get("grid.size", voxels, mm[0], mm[1], mm[2], g.orientation());
  }
}
