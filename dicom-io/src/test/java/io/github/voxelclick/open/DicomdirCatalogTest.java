package io.github.voxelclick.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.io.DicomBytes;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("A6")
class DicomdirCatalogTest {
  private static final PhantomGrid GRID = GlyphPhantom.smallObliqueGrid();
  private static final int RECORDS = 0x00041220;
  private static final int FILE_ID = 0x00041500;

  @TempDir private Path folder;

  private static VolumeCatalog catalog(Path path) throws VolumeException {
    return VolumeCatalog.of(path, Progress.none());
  }

  private static List<String> summaries(VolumeCatalog catalog) {
    return catalog.entries().stream().map(e -> e.summary() + e.path()).toList();
  }

  /** A series as a copied medium has it: small names with an extension. */
  private List<Path> writeSeries() throws IOException {
    List<Path> files = new ArrayList<>();
    Path images = Files.createDirectories(folder.resolve("images"));
    for (var image :
        DicomSeriesBuilder.of(GRID, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(GRID))
            .writeTo(folder.resolve("made"))
            .images()) {
      files.add(
          Files.move(
              image.file(),
              images.resolve(String.format(Locale.ROOT, "im%03d.dcm", files.size()))));
    }
    return files;
  }

  private Path writeIndex(List<String> fileIds) throws IOException {
    DicomBytes records = DicomBytes.explicitLittle();
    for (String id : fileIds) {
      byte[] value = DicomBytes.text(id.length() % 2 == 0 ? id : id + " ");
      records.item(DicomBytes.explicitLittle().element(FILE_ID, "CS", value).toBytes());
    }
    byte[] meta =
        DicomBytes.explicitLittle()
            .element(0x00020002, "UI", DicomBytes.uid("1.2.840.10008.1.3.10"))
            .element(0x00020010, "UI", DicomBytes.uid("1.2.840.10008.1.2.1"))
            .toBytes();
    byte[] index =
        DicomBytes.explicitLittle()
            .raw(new byte[128])
            .raw(DicomBytes.text("DICM"))
            .raw(meta)
            .element(RECORDS, "SQ", records.toBytes())
            .toBytes();
    return Files.write(folder.resolve("DICOMDIR"), index);
  }

  private static List<String> fileIds(int count) {
    return Stream.iterate(0, n -> n + 1)
        .limit(count)
        .map(n -> String.format(Locale.ROOT, "IMAGES\\IM%03d", n))
        .toList();
  }

  @Test
  void its_images_open_as_those_of_its_folder() throws Exception {
    int count = writeSeries().size();
    VolumeCatalog without = catalog(folder);
    Path index = writeIndex(fileIds(count));
    VolumeCatalog followed = catalog(index);
    assertEquals(summaries(without), summaries(followed));
    assertEquals(List.of(), followed.refused());
    VolumeCatalog with = catalog(folder);
    assertEquals(summaries(without), summaries(with));
    assertEquals(List.of(), with.refused());
    assertEquals(1, with.otherObjects().size(), "the index itself");
  }

  @Test
  void images_that_are_not_there_are_named_and_the_others_open() throws Exception {
    List<Path> files = writeSeries();
    Path index = writeIndex(fileIds(files.size()));
    Files.delete(files.get(files.size() - 1));
    VolumeCatalog catalog = catalog(index);
    assertEquals(files.size() - 1, catalog.entries().get(0).geometry().size().k());
    assertEquals(1, catalog.refused().size());
    assertTrue(catalog.refused().get(0).reason().contains("IMAGES/IM"));
  }

  @Test
  void images_outside_of_its_folder_are_not_opened() throws Exception {
    Path medium = Files.createDirectories(folder.resolve("medium"));
    writeSeries();
    Path index = writeIndex(List.of("..\\images\\im000.dcm"));
    Path moved = Files.move(index, medium.resolve("DICOMDIR"));
    VolumeCatalog catalog = catalog(moved);
    assertEquals(List.of(), catalog.entries());
    VolumeException e = assertThrows(VolumeException.class, () -> catalog.choose(Optional.empty()));
    assertTrue(e.getMessage().contains("not followed"), e.getMessage());
  }

  @Test
  void a_real_one_opens_what_its_folder_holds() throws Exception {
    Path tree = TestData.folder("dicom/dicomdir-tree");
    VolumeCatalog scanned = catalog(tree);
    for (String name : List.of("DICOMDIR", "DICOMDIR-bigEnd", "DICOMDIR-nooffset")) {
      VolumeCatalog followed = catalog(tree.resolve(name));
      assertEquals(summaries(scanned), summaries(followed), name);
      assertEquals(scanned.refused(), followed.refused(), name);
    }
  }

  @Test
  @Tag("A50")
  void what_is_not_dicom_beside_images_is_skipped_and_counted() throws Exception {
    int count = writeSeries().size();
    Files.write(folder.resolve("images/notes.txt"), DicomBytes.text("Nothing to see here."));
    Files.write(folder.resolve("images/empty"), new byte[0]);
    Files.write(folder.resolve("images/zeros"), new byte[4096]);
    VolumeCatalog catalog = catalog(folder);
    assertEquals(1, catalog.entries().size());
    assertEquals(count, catalog.entries().get(0).geometry().size().k());
    assertEquals(List.of(), catalog.refused());
    assertEquals(3, catalog.otherFiles());
  }

  @Test
  @Tag("A50")
  @Tag("A7")
  void what_is_not_dicom_is_named_when_opened_alone() throws Exception {
    assertFailure("notes.txt", DicomBytes.text("Nothing to see here."), "Not a DICOM file");
    assertFailure("empty", new byte[0], "empty");
    byte[] gzip = {0x1F, (byte) 0x8B, 8, 0, 0};
    assertFailure("series.tar.gz", gzip, "gzip");
    assertFailure("image.dcm.gz", gzip, "gzip");
    assertFailure("study.zip", DicomBytes.text("PK\3\4abcd"), "zip archive");
    byte[] sevenZip = {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C};
    assertFailure("study.7z", sevenZip, "7z archive");
  }

  private void assertFailure(String name, byte[] content, String reason) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    VolumeException e = assertThrows(VolumeException.class, () -> catalog(file));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }
}
