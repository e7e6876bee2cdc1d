package io.github.voxelclick.plugin.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.Modality;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.plugin.convert.Converter;
import io.github.voxelclick.plugin.convert.MaskFormat;
import io.github.voxelclick.plugin.convert.ReadSettings;
import io.github.voxelclick.plugin.task.Installation;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CatalogModelTest {
  private static final PhantomGrid GRID = GlyphPhantom.smallObliqueGrid();
  private static final long MIB = 1 << 20;

  @TempDir private Path temp;
  private HeapState heap = new HeapState(400 * MIB, 1000 * MIB);
  private final CatalogModel model = new CatalogModel(Texts.in(Locale.ENGLISH), () -> heap);

  private static DicomSeriesBuilder series(int number) {
    return DicomSeriesBuilder.of(GRID, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(GRID))
        .seriesNumber(number)
        .seed(number)
        .patient("Doe^Jane", "ID4711")
        .seriesDescription("Abdomen Doe");
  }

  /** Two series, labels of the first as SEG and RT Structure Set and NIfTI, damage and a report. */
  private Path place() throws IOException, VolumeException {
    Path root = temp.resolve("Doe_Jane");
    series(1).writeTo(root.resolve("first_Doe"));
    series(2).modality(Modality.MR).writeTo(root.resolve("second"));
    series(3)
        .fault(
            SeriesFault.everywhere(
                s -> {
                  s.rename("Doe_broken" + s.k());
                  s.dropFileBytes(30);
                }))
        .writeTo(root);
    short[] labels = new short[GRID.voxelCount()];
    for (int k = 0; k < 3; k++) {
      labels[GRID.offset(2, 3, k)] = 1;
      labels[GRID.offset(3, 3, k)] = 1;
      labels[GRID.offset(2, 4, k)] = 1;
      labels[GRID.offset(3, 4, k)] = 1;
    }
    Path nifti = root.resolve("Doe_labels.nii.gz");
    DoeLabels.write(nifti, GRID, labels);
    ReadSettings onFirst = ReadSettings.PLAIN.withReference(root.resolve("first_Doe"));
    for (MaskFormat format : List.of(MaskFormat.SEG, MaskFormat.RTSTRUCT)) {
      Converter.masks(
          nifti,
          root.resolve("Doe_" + format + ".dcm"),
          format,
          onFirst,
          Installation.producer(),
          Progress.none());
    }
    return root;
  }

  private void fill() throws IOException, VolumeException {
    model.add(ScannedPlace.scan(1, place(), Progress.none()));
  }

  private List<String> column(CatalogModel.Column column) {
    List<String> all = new ArrayList<>();
    for (int n = 0; n < model.getRowCount(); n++) {
      all.add(model.text(model.row(n), column));
    }
    return all;
  }

  private String everything() {
    StringBuilder all = new StringBuilder();
    for (CatalogModel.Column column : CatalogModel.COLUMNS) {
      all.append(column(column)).append('\n');
    }
    for (int n = 0; n < model.getRowCount(); n++) {
      all.append(model.details(model.row(n))).append('\n');
    }
    return all.toString();
  }

  @Test
  void says_what_there_is() throws Exception {
    fill();
    assertEquals(
        List.of("CT", "MR", "NIfTI", "Structures of 1", "Segmentation of 1", "Cannot be opened"),
        column(CatalogModel.Column.KIND));
    CatalogRow first = model.row(0);
    assertEquals("1", model.text(first, CatalogModel.Column.SERIES));
    assertEquals("Study 1", model.text(first, CatalogModel.Column.STUDY));
    assertEquals("5 \u00d7 7 \u00d7 3", model.text(first, CatalogModel.Column.SIZE));
    assertEquals("0.7 \u00d7 1.1 \u00d7 2.5 mm", model.text(first, CatalogModel.Column.SPACING));
    assertEquals(
        first.entry().orElseThrow().geometry().orientation(),
        model.text(first, CatalogModel.Column.ORIENTATION));
    assertEquals("1 MiB", model.text(first, CatalogModel.Column.MEMORY));
    assertEquals(List.of(first), model.images(model.row(4)));
    assertTrue(model.details(model.row(5)).lines().count() > 1, model.details(model.row(5)));
    assertFalse(model.row(5).canBeOpened());
    assertTrue(model.row(2).mayBeLabels() && model.row(4).mayBeLabels());
    assertFalse(model.row(0).mayBeLabels() || model.row(5).mayBeLabels());
  }

  @Test
  void tells_nothing_of_a_patient_unless_names_are_shown() throws Exception {
    fill();
    String hidden = everything();
    for (String secret : List.of("Doe", "Jane", "4711", "Abdomen", "doe")) {
      assertFalse(hidden.contains(secret), secret + " in " + hidden);
    }
    assertFalse(model.matches(model.row(0), "abdomen"));
    model.setNamed(true);
    String shown = everything();
    assertTrue(shown.contains("Abdomen Doe"), shown);
    assertTrue(shown.contains("Doe_labels.nii.gz"), shown);
    assertTrue(model.matches(model.row(0), "abdomen"));
    model.setNamed(false);
    assertEquals(hidden, everything());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void tells_no_name_of_a_folder_that_cannot_be_looked_into() throws Exception {
    Path place = place();
    Path closed = Files.createDirectory(place.resolve("closed_Doe"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Path circle = place.resolve("circle_Doe");
    Files.createSymbolicLink(circle, circle);
    boolean administrator = Files.isReadable(closed); // who may look into all
    try {
      model.add(ScannedPlace.scan(1, place, Progress.none()));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    String hidden = everything();
    assertFalse(hidden.contains("_Doe"), hidden);
    model.setNamed(true);
    assertTrue(everything().contains("circle_Doe"), everything());
    assertEquals(!administrator, everything().contains("closed_Doe"), everything());
  }

  @Test
  void shows_no_name_that_stands_where_the_modality_belongs() throws Exception {
    Path root = temp.resolve("x");
    series(1)
        .fault(SeriesFault.everywhere(s -> s.dataset().text(Tags.MODALITY, "CS", "Doe Jane")))
        .writeTo(root);
    model.add(ScannedPlace.scan(1, root, Progress.none()));
    assertFalse(everything().contains("Doe"), everything());
  }

  @Test
  void filters_by_all_words() throws Exception {
    fill();
    assertTrue(model.matches(model.row(0), "  CT "));
    assertTrue(model.matches(model.row(0), "5 ct"));
    assertFalse(model.matches(model.row(1), "5 ct"));
    assertTrue(model.matches(model.row(4), "segm"));
    assertTrue(model.matches(model.row(5), ""));
  }

  @Test
  void sorts_numbers_as_numbers_and_keeps_the_rest_behind() throws Exception {
    Path root = temp.resolve("many");
    for (int number = 1; number <= 11; number++) {
      series(number).writeTo(root.resolve("s" + number));
    }
    Path wide = temp.resolve("wide");
    PhantomGrid grid =
        PhantomGrid.axial(new int[] {9, 10, 4}, new double[] {0.5, 0.6, 12}, new double[3]);
    DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(grid))
        .seriesNumber(1)
        .seed(77)
        .writeTo(wide);
    model.add(ScannedPlace.scan(1, root, Progress.none()));
    model.add(ScannedPlace.scan(2, wide, Progress.none()));
    List<CatalogRow> rows = new ArrayList<>();
    for (int n = model.getRowCount() - 1; n >= 0; n--) {
      rows.add(model.row(n));
    }
    rows.sort(model.order(CatalogModel.Column.SERIES));
    assertEquals(
        List.of("1\u00b71", "1\u00b72", "1\u00b73"),
        rows.subList(0, 3).stream().map(r -> model.text(r, CatalogModel.Column.SERIES)).toList());
    assertEquals("1\u00b711", model.text(rows.get(10), CatalogModel.Column.SERIES));
    assertEquals("2\u00b71", model.text(rows.get(11), CatalogModel.Column.SERIES));
    for (CatalogModel.Column column :
        List.of(
            CatalogModel.Column.SIZE, CatalogModel.Column.MEMORY, CatalogModel.Column.SPACING)) {
      rows.sort(model.order(column));
      assertEquals("2\u00b71", model.text(rows.get(11), CatalogModel.Column.SERIES));
    }
  }

  @Test
  void tells_what_to_set_where_memory_does_not_suffice() throws Exception {
    fill();
    CatalogRow row = model.row(0);
    assertFalse(model.isTooLarge(row));
    assertTrue(model.memoryHint(row).isEmpty());
    heap = new HeapState(20 * MIB, 1000 * MIB);
    assertTrue(model.isTooLarge(row));
    assertEquals("1 MiB > 20 MiB", model.text(row, CatalogModel.Column.MEMORY));
    String hint = model.memoryHint(row).orElseThrow();
    assertTrue(hint.contains("close other images") && hint.contains("-Xmx1013m"), hint);
    assertTrue(model.details(row).contains(hint));
    heap = new HeapState(20 * MIB, 30 * MIB);
    hint = model.memoryHint(row).orElseThrow();
    assertTrue(hint.contains("more than Java may use") && hint.contains("-Xmx43m"), hint);
    assertFalse(model.isTooLarge(model.row(5)));
  }

  @Test
  void a_segmentation_alone_is_listed_and_an_empty_folder_is_an_error() throws Exception {
    Path root = place();
    Path seg = Files.move(root.resolve("Doe_SEG.dcm"), temp.resolve("alone"));
    ScannedPlace alone = ScannedPlace.scan(1, seg, Progress.none());
    model.add(alone);
    assertEquals(List.of("Segmentation"), column(CatalogModel.Column.KIND));
    model.add(ScannedPlace.scan(2, root, Progress.none()));
    assertEquals("Segmentation of 2\u00b71", column(CatalogModel.Column.KIND).get(0));
    Path empty = Files.createDirectory(temp.resolve("Doe_empty"));
    VolumeException e =
        assertThrows(VolumeException.class, () -> ScannedPlace.scan(3, empty, Progress.none()));
    assertTrue(e.getMessage().contains("Doe_empty"));
    assertFalse(ScannedPlace.withoutNames(e.getMessage(), empty).contains("Doe"));
  }

  @Test
  void a_scan_of_links_in_circles_ends_and_one_of_many_files_is_cancelled() throws Exception {
    Path root = temp.resolve("many");
    for (int n = 0; n < 300; n++) {
      Files.createDirectories(root.resolve("d" + n % 7));
      Files.writeString(root.resolve("d" + n % 7).resolve("f" + n), "no image at all");
    }
    Files.createSymbolicLink(root.resolve("d1/back"), root);
    assertThrows(VolumeException.class, () -> ScannedPlace.scan(1, root, Progress.none()));
    AtomicInteger asked = new AtomicInteger();
    Progress impatient =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return asked.incrementAndGet() > 50;
          }
        };
    assertThrows(CancellationException.class, () -> ScannedPlace.scan(1, root, impatient));
    assertEquals(51, asked.get());
  }
}
