package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.dicom.io.DicomOutputStream;
import io.github.voxelclick.dicom.seg.SegSummary.Match;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegSummaryTest {
  @TempDir Path folder;
  private SourceFixture series;
  private SourceFixture other;

  @BeforeEach
  void writeSeries() throws Exception {
    series = Stacks.AXIAL.writeTo(folder.resolve("series"));
    other = Stacks.CORONAL.writeTo(folder.resolve("other"));
    other.source().firstImage().setString(Tag.SeriesInstanceUID, VR.UI, "2.25.99");
  }

  private Path write(String name, Consumer<Attributes> change) throws Exception {
    Path file = folder.resolve(name);
    SourceFixture.writer()
        .write(
            series.segmentation(series.noise(1), series.noise(2)),
            series.source(),
            SourceFixture.OPTIONS.withSeriesDescription("Lungs"),
            file,
            Progress.none());
    Attributes seg;
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      seg = in.readDataset();
    }
    change.accept(seg);
    try (DicomOutputStream out = new DicomOutputStream(file.toFile())) {
      out.writeDataset(seg.createFileMetaInformation(UID.ExplicitVRLittleEndian), seg);
    }
    return file;
  }

  @Test
  void tells_type_name_and_segments() throws Exception {
    SegSummary summary = SegSummary.read(write("a.dcm", seg -> {}));
    assertEquals(SegType.BINARY, summary.type());
    assertEquals("Lungs", summary.description());
    assertEquals("20261122131415", summary.contentDateTime());
    assertEquals(List.of("Structure 1", "Structure 2"), summary.segmentLabels());
  }

  @Test
  @org.junit.jupiter.api.Tag("E12")
  void several_are_listed_newest_first_and_never_merged() throws Exception {
    Path old = write("old.dcm", seg -> seg.setString(Tag.ContentDate, VR.DA, "20200101"));
    Path newest = write("newest.dcm", seg -> seg.setString(Tag.ContentTime, VR.TM, "235959.5"));
    Path recent = write("recent.dcm", seg -> {});
    List<Path> all = new ArrayList<>(List.of(old, recent, newest));
    try (Stream<Path> images = Files.list(series.folder())) {
      images.forEach(all::add);
    }
    assertEquals(
        List.of(newest, recent, old), SegSummary.list(all).stream().map(SegSummary::file).toList());
  }

  @Test
  @org.junit.jupiter.api.Tag("E5")
  void belongs_to_the_series_that_it_names() throws Exception {
    SegSummary summary = SegSummary.read(write("a.dcm", seg -> {}));
    assertEquals(Optional.of(Match.SERIES), summary.matches(series.source()));
    assertEquals(Optional.empty(), summary.matches(other.source()));
  }

  @Test
  @org.junit.jupiter.api.Tag("E5")
  void without_a_series_belongs_to_the_images_that_its_frames_derive_from() throws Exception {
    SegSummary summary =
        SegSummary.read(write("a.dcm", seg -> seg.remove(Tag.ReferencedSeriesSequence)));
    assertEquals(Optional.of(Match.IMAGES), summary.matches(series.source()));
    other.source().firstImage().setString(Tag.StudyInstanceUID, VR.UI, "2.25.98");
    assertEquals(
        Optional.empty(),
        new SegSummary(
                summary.file(),
                summary.type(),
                "",
                "",
                List.of(),
                summary.studyInstanceUid(),
                summary.frameOfReferenceUid(),
                summary.seriesInstanceUids(),
                Set.of("1.2.3"))
            .matches(series.source()));
  }

  @Test
  @org.junit.jupiter.api.Tag("E5")
  void without_any_reference_belongs_to_its_frame_of_reference_in_its_study() throws Exception {
    SegSummary summary =
        SegSummary.read(
            write(
                "a.dcm",
                seg -> {
                  seg.remove(Tag.ReferencedSeriesSequence);
                  seg.getSequence(Tag.PerFrameFunctionalGroupsSequence)
                      .forEach(frame -> frame.remove(Tag.DerivationImageSequence));
                }));
    assertEquals(Optional.of(Match.FRAME_OF_REFERENCE), summary.matches(series.source()));
    series.source().firstImage().setString(Tag.StudyInstanceUID, VR.UI, "2.25.98");
    assertEquals(Optional.empty(), summary.matches(series.source()));
  }

  @Test
  void images_are_no_segmentations() throws Exception {
    Path image = series.source().images().get(0).file();
    assertThrows(DicomReadException.class, () -> SegSummary.read(image));
  }
}
