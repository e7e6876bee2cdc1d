package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written comes back. */
class DicomSegWriterTest extends SegWriting {
  @ParameterizedTest
  @EnumSource(Stacks.class)
  @org.junit.jupiter.api.Tag("D8.2")
  @org.junit.jupiter.api.Tag("D4")
  void gives_the_same_voxels_on_every_kind_of_stack(Stacks stack) throws Exception {
    SourceFixture series = stack.writeTo(folder.resolve("series"));
    int last = series.geometry().size().k() - 1;
    Mask gaps = series.noise(7, 0, last);
    Segmentation segmentation = series.segmentation(series.noise(6), gaps);
    write(series, segmentation);
    SegReading reading = DicomSegReader.read(target, series.source(), series.geometry());
    assertEquals(segmentation.entries(), reading.segmentation().entries());
    assertEquals(List.of(), reading.warnings());
    assertOnlyTarget();
  }

  @Test
  @org.junit.jupiter.api.Tag("D4")
  void gives_the_same_voxels_for_a_large_odd_slice_and_overlaps() throws Exception {
    SourceFixture series =
        SourceFixture.of(
            folder.resolve("series"),
            PhantomGrid.axial(
                new int[] {255, 257, 3}, new double[] {0.7, 1.1, 2.5}, new double[] {1, 2, 3}));
    Segmentation segmentation =
        series.segmentation(series.noise(1), series.noise(2, 1), series.noise(3, 0, 2));
    write(series, segmentation);
    SegReading reading = DicomSegReader.read(target, series.source(), series.geometry());
    assertEquals(segmentation.entries(), reading.segmentation().entries());
    assertEquals("YES", dataset(target).getString(Tag.SegmentsOverlap));
  }

  @Test
  @org.junit.jupiter.api.Tag("D3.1")
  void gives_the_same_voxels_for_three_hundred_segments() throws Exception {
    SourceFixture series = Stacks.OBLIQUE.writeTo(folder.resolve("series"));
    Mask[] masks = new Mask[300];
    for (int n = 0; n < masks.length; n++) {
      masks[n] = series.noise(n, n % 7, (n * 3 + 1) % 7);
    }
    Segmentation segmentation = series.segmentation(masks);
    write(series, segmentation);
    SegReading reading = DicomSegReader.read(target, series.source(), series.geometry());
    assertEquals(segmentation.entries(), reading.segmentation().entries());
  }

  @Test
  @org.junit.jupiter.api.Tag("D3.1")
  void keeps_the_order_along_the_normal_when_slices_are_counted_against_it() throws Exception {
    SourceFixture up = Stacks.AXIAL.writeTo(folder.resolve("series"));
    List<SourceImage> images = new ArrayList<>(up.source().images());
    Collections.reverse(images);
    List<WorldPoint> places = new ArrayList<>();
    for (int k = 5; k >= 0; k--) {
      places.add(up.geometry().slicePosition(k));
    }
    VolumeGeometry geometry =
        VolumeGeometry.ofSlices(
            up.geometry().size(),
            up.geometry().indexToLps().step(0),
            up.geometry().indexToLps().step(1),
            places,
            up.geometry().frameOfReferenceUid());
    SourceFixture down =
        new SourceFixture(
            up.folder(), new SourceSeries(up.source().firstImage(), images, false, 0), geometry);
    Segmentation segmentation = down.segmentation(down.noise(4, 1, 2, 5));
    write(down, segmentation);
    Attributes seg = dataset(target);
    List<Double> z = new ArrayList<>();
    for (Attributes frame : frames(seg)) {
      z.add(
          frame
              .getNestedDataset(Tag.PlanePositionSequence)
              .getDouble(Tag.ImagePositionPatient, 2, Double.NaN));
    }
    assertEquals(z.stream().sorted().toList(), z);
    assertEquals(
        segmentation.entries(),
        DicomSegReader.read(target, down.source(), geometry).segmentation().entries());
  }
}
