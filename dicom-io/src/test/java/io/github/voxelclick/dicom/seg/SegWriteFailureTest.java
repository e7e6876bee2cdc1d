package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.derived.SafeFile;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SegWriteException;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not written, and what then stays as it was. */
class SegWriteFailureTest extends SegWriting {
  private SourceFixture series;
  private Segmentation segmentation;

  @BeforeEach
  void existingTarget() throws Exception {
    series = Stacks.AXIAL.writeTo(folder.resolve("series"));
    segmentation = series.segmentation(series.noise(1));
    Files.writeString(target, "precious");
  }

  private void assertRefused(String expectedWords, SourceFixture source, Segmentation what)
      throws IOException {
    SegWriteException refusal = assertThrows(SegWriteException.class, () -> write(source, what));
    assertTrue(refusal.getMessage().contains(expectedWords), refusal.getMessage());
    assertEquals("precious", Files.readString(target));
    assertOnlyTarget();
  }

  @Test
  @org.junit.jupiter.api.Tag("D3.2")
  void nothing_segmented_is_refused() throws Exception {
    assertRefused(
        "nothing is segmented", series, series.segmentation(Mask.empty(series.geometry().size())));
  }

  @Test
  @org.junit.jupiter.api.Tag("D3.4")
  void a_series_of_another_size_is_refused() throws Exception {
    SourceFixture other = Stacks.CORONAL.writeTo(folder.resolve("other"));
    assertRefused("5x7x6 voxels", other, segmentation);
  }

  @Test
  @org.junit.jupiter.api.Tag("D3.4")
  void a_series_in_another_order_is_refused() throws Exception {
    List<SourceImage> reversed = new ArrayList<>(series.source().images());
    Collections.reverse(reversed);
    SourceSeries wrong = new SourceSeries(series.source().firstImage(), reversed, false, 0);
    assertRefused(
        "is not slice 0", new SourceFixture(folder, wrong, series.geometry()), segmentation);
  }

  @Test
  void a_series_half_a_pixel_aside_is_refused() throws Exception {
    VolumeGeometry shifted =
        VolumeGeometry.regular(
            series.geometry().size(),
            series
                .geometry()
                .indexToLps()
                .withOrigin(
                    series.geometry().indexToLps().origin().plus(new WorldPoint(0.35, 0, 0))),
            series.geometry().frameOfReferenceUid());
    SourceFixture aside = new SourceFixture(folder, series.source(), shifted);
    assertRefused("is not slice 0", aside, aside.segmentation(series.noise(1)));
  }

  @Test
  void a_series_of_another_frame_of_reference_is_refused() throws Exception {
    series.source().firstImage().setString(Tag.FrameOfReferenceUID, VR.UI, "1.2.3");
    assertRefused("frame of reference", series, segmentation);
  }

  @Test
  @org.junit.jupiter.api.Tag("D8.2")
  void a_file_that_comes_out_wrong_never_reaches_the_target() throws Exception {
    // A UID source that repeats a UID of the source series: only the check afterwards sees it.
    String taken = series.source().images().get(0).sopInstanceUid();
    SegWriteException refusal =
        assertThrows(
            SegWriteException.class,
            () ->
                new DicomSegWriter(Clock.systemUTC(), () -> taken)
                    .write(
                        segmentation,
                        series.source(),
                        SourceFixture.OPTIONS,
                        target,
                        Progress.none()));
    assertTrue(refusal.getMessage().contains("IDENTIFIERS"), refusal.getMessage());
    assertEquals("precious", Files.readString(target));
    assertOnlyTarget();
  }

  @Test
  void cancelling_leaves_nothing_behind() throws Exception {
    Progress cancelled =
        new Progress() {
          private int done;

          @Override
          public void update(int steps, int total) {
            done = steps;
          }

          @Override
          public boolean isCancelled() {
            return done >= 2;
          }
        };
    assertThrows(
        CancellationException.class,
        () ->
            SourceFixture.writer()
                .write(segmentation, series.source(), SourceFixture.OPTIONS, target, cancelled));
    assertEquals("precious", Files.readString(target));
    assertOnlyTarget();
  }

  @Test
  void an_image_of_the_source_is_never_overwritten() throws Exception {
    Path image = series.source().images().get(3).file();
    byte[] before = Files.readAllBytes(image);
    target = image;
    SegWriteException refusal =
        assertThrows(SegWriteException.class, () -> write(series, segmentation));
    assertTrue(refusal.getMessage().contains("one of the images"), refusal.getMessage());
    assertArrayEquals(before, Files.readAllBytes(image));
  }

  @Test
  void a_target_that_cannot_be_written_is_told_in_one_sentence() throws Exception {
    Path out = target.getParent();
    for (Path bad :
        List.of(
            out,
            out.resolve("missing").resolve("seg.dcm"),
            target.resolve("seg.dcm"),
            Path.of("/dev/null"))) {
      SegWriteException refusal =
          assertThrows(
              SegWriteException.class,
              () ->
                  SourceFixture.writer()
                      .write(
                          segmentation,
                          series.source(),
                          SourceFixture.OPTIONS,
                          bad,
                          Progress.none()),
              bad.toString());
      assertTrue(refusal.getMessage().startsWith("Cannot save to " + bad), refusal.getMessage());
    }
    assertEquals("precious", Files.readString(target));
    assertOnlyTarget();
  }

  @Test
  void what_the_file_system_says_is_put_into_words() {
    Path place = Path.of("out.dcm");
    assertEquals(
        "Cannot save to out.dcm: no permission to write there. Choose another place or name.",
        SafeFile.cannotWrite(place, new AccessDeniedException("out.dcm")).getMessage());
    assertEquals(
        "Cannot save to out.dcm: No space left on device. Choose another place or name.",
        SafeFile.cannotWrite(place, new IOException("No space left on device")).getMessage());
    assertEquals(
        "Cannot save to out.dcm: Read-only file system. Choose another place or name.",
        SafeFile.cannotWrite(
                place, new FileSystemException("out.dcm", null, "Read-only file system"))
            .getMessage());
    assertEquals(
        "Cannot save to out.dcm: EOFException. Choose another place or name.",
        SafeFile.cannotWrite(place, new EOFException()).getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("D8.2")
  void an_existing_file_is_replaced_when_all_is_well() throws Exception {
    write(series, segmentation);
    assertNotEquals("pre", Files.readString(target, StandardCharsets.ISO_8859_1).substring(0, 3));
    assertOnlyTarget();
  }

  @Test
  void more_than_four_gibibytes_are_refused_before_anything_is_written() throws Exception {
    // 46000 x 46000 pixels: two frames need 529 MB, seventeen 4.5 GB.
    FramePlan plan =
        new FramePlan(
            PixelForm.binary(),
            List.of(),
            Collections.nCopies(17, new SegOriginal.FrameKey(1, 0)),
            Map.of(0, 1));
    long bytes = new PixelWriter(plan, new GridSize(46000, 46000, 1)).length();
    SegWriteException refusal =
        assertThrows(SegWriteException.class, () -> DicomSegWriter.checkLength(bytes, 17));
    assertTrue(refusal.getMessage().contains("4496500000"), refusal.getMessage());
  }
}
