package io.github.voxelclick.provenance;

import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceAxis;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A document in which no two fields have the same value, and one in which all is unknown. */
final class ProvenanceSamples {
  private static final Instant BEGAN = Instant.parse("2026-03-01T09:00:05Z");

  private ProvenanceSamples() {}

  static ProvenanceFile full() throws ProvenanceException {
    SliceProvenance carried =
        new SliceProvenance(
            SliceAxis.K,
            2,
            SliceOrigin.CARRIED,
            true,
            OptionalDouble.of(0.93),
            20,
            1,
            3,
            Optional.of(
                new ModelUse(
                    OptionalInt.of(1),
                    ModelUse.By.PROPAGATION,
                    OptionalDouble.of(0.81),
                    17,
                    5,
                    Optional.of(BEGAN.plusSeconds(7)))));
    SliceProvenance interpolated =
        new SliceProvenance(
            SliceAxis.I,
            4,
            SliceOrigin.INTERPOLATED,
            false,
            OptionalDouble.empty(),
            0,
            0,
            0,
            Optional.of(
                new ModelUse(
                    OptionalInt.empty(),
                    ModelUse.By.INTERPOLATION,
                    OptionalDouble.empty(),
                    6,
                    6,
                    Optional.empty())));
    SegmentProvenance spleen =
        new SegmentProvenance(
            12,
            "Milz \"links\" <b>\u202eRTL\u2028 \ud83e\udec1\n",
            Optional.of(new CodedConcept("78961009", "SCT", "Spleen")),
            Optional.of("2.25.1234"),
            Optional.of("id-7"),
            61,
            1.25,
            "0a".repeat(32),
            83.5,
            Optional.of(BEGAN),
            Optional.of(BEGAN.plusSeconds(90)),
            new Interactions(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13),
            List.of(carried, interpolated),
            14);
    return new ProvenanceFile(
        new ProvenanceFile.Software("VoxelClick", "1.2.3"),
        Instant.parse("2026-03-02T10:11:12Z"),
        Optional.of("Reader Ä"),
        new ProvenanceFile.Platform("17.0.9", Optional.of("1.29.0"), Optional.of("cpu")),
        new ProvenanceFile.ScannedVolume(
            "1b".repeat(32), Optional.of("CT"), new GridSize(5, 7, 3), List.of(0.7, 1.1, 2.5)),
        List.of(
            new ProvenanceFile.Model("seednet-v1", "2c".repeat(32), "seednet"),
            new ProvenanceFile.Model("medsam", "3d".repeat(32), "sam")),
        List.of(spleen, unknown().segments().get(0)),
        Optional.of(RecordedEntries.ofPacked(new byte[] {1, -2, 3, 0})));
  }

  static ProvenanceFile unknown() {
    SegmentProvenance drawn =
        new SegmentProvenance(
            65535,
            "x",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            "4e".repeat(32),
            0,
            Optional.empty(),
            Optional.empty(),
            Interactions.NONE,
            List.of(),
            0);
    return new ProvenanceFile(
        new ProvenanceFile.Software("s", "v"),
        Instant.parse("1970-01-01T00:00:00Z"),
        Optional.empty(),
        new ProvenanceFile.Platform("j", Optional.empty(), Optional.empty()),
        new ProvenanceFile.ScannedVolume(
            "5f".repeat(32), Optional.empty(), new GridSize(5, 7, 3), List.of(1.0, 2.0, 3.0)),
        List.of(),
        List.of(drawn),
        Optional.empty());
  }
}
