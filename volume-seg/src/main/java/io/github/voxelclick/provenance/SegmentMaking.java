package io.github.voxelclick.provenance;

import io.github.voxelclick.volume.Segment;
import java.util.Locale;
import java.util.Optional;

/**
 * How a segment came about, in the few words that a DICOM object has room for.
 *
 * @param algorithm {@code MANUAL} when everything that stands was drawn by hand, else {@code
 *     SEMIAUTOMATIC}; every model here is asked by a person, so {@code AUTOMATIC} only of a segment
 *     that was loaded as such and that nothing changed since
 * @param model the model that was at work last; empty when none has a part in it
 * @param interactions what the person did
 * @param confirmedSlices slices, of any axis, that the person found right
 * @param unconfirmedSlices slices that were carried or interpolated and that nobody confirmed
 * @param loaded as what a file brought it, or a part of it; empty when none did
 */
public record SegmentMaking(
    Segment.Algorithm algorithm,
    Optional<ProvenanceFile.Model> model,
    Interactions interactions,
    int confirmedSlices,
    int unconfirmedSlices,
    Optional<Segment> loaded) {
  /** One line for Algorithm Parameters (0066,0032): the model's hash, and counts. */
  public String parameters() {
    Interactions i = interactions;
    return String.format(
        Locale.ROOT,
        "%s%sclicks %d positive %d negative; boxes %d; scribbles %d; strokes %d; shape tools %d;"
            + " propagations %d; interpolations %d; slices confirmed %d, carried or interpolated"
            + " and not confirmed %d",
        loaded.isPresent() ? "begun from a loaded mask; " : "",
        model.map(m -> "model SHA-256 " + m.sha256() + "; ").orElse(""),
        i.clicksPositive(),
        i.clicksNegative(),
        i.boxes(),
        i.scribbles(),
        i.edits(),
        i.shapeTools(),
        i.propagations(),
        i.interpolations(),
        confirmedSlices,
        unconfirmedSlices);
  }
}
