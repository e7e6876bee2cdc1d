package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.fixtures.dicomgen.DicomDataset;
import io.github.voxelclick.fixtures.dicomgen.Part10Encoder;
import io.github.voxelclick.fixtures.dicomgen.TransferSyntax;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Structure sets as other programs write them, well or badly. */
final class HandMade {
  static final int SOP_CLASS = Tag.SOPClassUID;
  static final int CHARACTER_SET = Tag.SpecificCharacterSet;
  static final int ROI_NAME = Tag.ROIName;
  static final int GENERATION = Tag.ROIGenerationAlgorithm;
  static final int COLOUR = Tag.ROIDisplayColor;
  static final int REFERENCED_NUMBER = Tag.ReferencedROINumber;
  static final int TYPE = Tag.RTROIIdentificationCodeSequence;
  static final int CODE_VALUE = Tag.CodeValue;
  static final int CODE_SCHEME = Tag.CodingSchemeDesignator;
  static final int CODE_MEANING = Tag.CodeMeaning;
  static final int POINTS = Tag.NumberOfContourPoints;

  private final List<DicomDataset> described = new ArrayList<>();
  private final List<DicomDataset> drawn = new ArrayList<>();
  private final List<DicomDataset> observed = new ArrayList<>();
  private final String frameOfReference;

  HandMade(String frameOfReference) {
    this.frameOfReference = frameOfReference;
  }

  /** A region with everything said of it. */
  HandMade region(int number, String name, DicomDataset... contours) {
    described.add(
        new DicomDataset()
            .text(Tag.ROINumber, "IS", Integer.toString(number))
            .text(Tag.ReferencedFrameOfReferenceUID, "UI", frameOfReference)
            .text(Tag.ROIName, "LO", name)
            .text(Tag.ROIGenerationAlgorithm, "CS", "MANUAL"));
    DicomDataset item =
        new DicomDataset()
            .text(Tag.ReferencedROINumber, "IS", Integer.toString(number))
            .text(Tag.ROIDisplayColor, "IS", "12", "200", "7");
    drawn.add(contours.length == 0 ? item : item.sequence(Tag.ContourSequence, contours));
    observed.add(
        new DicomDataset()
            .text(Tag.ObservationNumber, "IS", Integer.toString(number))
            .text(Tag.ReferencedROINumber, "IS", Integer.toString(number))
            .text(Tag.RTROIInterpretedType, "CS", "GTV"));
    return this;
  }

  /** The last region's items, to be changed. */
  DicomDataset lastDescribed() {
    return described.get(described.size() - 1);
  }

  DicomDataset lastDrawn() {
    return drawn.get(drawn.size() - 1);
  }

  DicomDataset lastObserved() {
    return observed.get(observed.size() - 1);
  }

  /** Corners in voxels of a grid: i, j, k, i, j, k … */
  static DicomDataset contour(VolumeGeometry grid, double... voxels) {
    StringJoiner text = new StringJoiner("\\");
    for (int at = 0; at < voxels.length; at += 3) {
      WorldPoint p = grid.toWorld(new VoxelPoint(voxels[at], voxels[at + 1], voxels[at + 2]));
      text.add(String.format(Locale.ROOT, "%.6f\\%.6f\\%.6f", p.x(), p.y(), p.z()));
    }
    return contour("CLOSED_PLANAR", text.toString());
  }

  /** Columns i0 to i1 and rows j0 to j1 of a slice, which may lie between two. */
  static DicomDataset box(VolumeGeometry grid, double k, int i0, int j0, int i1, int j1) {
    double left = i0 - 0.5;
    double right = i1 + 0.5;
    double top = j0 - 0.5;
    double bottom = j1 + 0.5;
    return contour(grid, left, top, k, right, top, k, right, bottom, k, left, bottom, k);
  }

  static DicomDataset contour(String type, String data) {
    long numbers = data.isEmpty() ? 0 : data.chars().filter(c -> c == '\\').count() + 1;
    return new DicomDataset()
        .text(Tag.ContourGeometricType, "CS", type)
        .text(Tag.NumberOfContourPoints, "IS", Long.toString(numbers / 3))
        .text(Tag.ContourData, "DS", data);
  }

  DicomDataset dataset() {
    return new DicomDataset()
        .text(Tag.SOPClassUID, "UI", UID.RTStructureSetStorage)
        .text(Tag.SOPInstanceUID, "UI", "2.25.4711")
        .text(Tag.Modality, "CS", "RTSTRUCT")
        .sequence(Tag.StructureSetROISequence, described.toArray(DicomDataset[]::new))
        .sequence(Tag.ROIContourSequence, drawn.toArray(DicomDataset[]::new))
        .sequence(Tag.RTROIObservationsSequence, observed.toArray(DicomDataset[]::new));
  }

  Path writeTo(Path folder) throws IOException {
    return write(dataset(), folder);
  }

  static Path write(DicomDataset dataset, Path folder) throws IOException {
    return Files.write(
        folder.resolve("rs.dcm"),
        Part10Encoder.file(dataset, TransferSyntax.IMPLICIT_LITTLE_ENDIAN));
  }
}
