package io.github.voxelclick.plugin.panel;

import java.util.Locale;

/**
 * How the {@link ConfidenceStrip} draws a slice. Where several slices share a column, the one that
 * stands last here is drawn.
 */
public enum SliceLook {
  /** Nothing is here, and nothing is expected. */
  NOTHING,
  /** A person found it right. */
  CONFIRMED,
  /** A person prompted or drew it. */
  PERSON,
  /** A model carried the mask here, or it was interpolated, and it is probably right. */
  CARRIED,
  /** A mask that nobody worked on here: loaded, or made on slices of another direction. */
  OTHER,
  /** Carried here, and to be looked at. */
  UNCERTAIN,
  /** No mask between slices with one, or slices are missing in the image. */
  GAP;

  /** Its name in the bundle of texts. */
  public String key() {
    return "panel.strip." + name().toLowerCase(Locale.ROOT);
  }
}
