package io.github.voxelclick.plugin.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.open.VolumeEntry;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.datatransfer.StringSelection;
import java.awt.event.ActionEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import javax.swing.JComponent;
import javax.swing.TransferHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser without a window, on the event thread as in one. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeriesBrowserTest {
  private static final PhantomGrid GRID = GlyphPhantom.smallObliqueGrid();

  @TempDir private Path temp;
  private final List<String> asked = new ArrayList<>();
  private final List<Path> remembered = new ArrayList<>();
  private SeriesBrowser browser;

  private static <T> T onEventThread(Callable<T> call) throws Exception {
    FutureTask<T> task = new FutureTask<>(call);
    EventQueue.invokeAndWait(task);
    return task.get();
  }

  @BeforeEach
  void begin() throws Exception {
    BrowserListener listener =
        new BrowserListener() {
          @Override
          public void open(VolumeEntry entry, Path place) {
            asked.add("open " + entry.id() + " of " + place.getFileName());
          }

          @Override
          public void loadLabels(Path file, Optional<VolumeEntry> image, Path place) {
            asked.add("labels " + file.getFileName() + " on " + image.map(VolumeEntry::id));
          }
        };
    RecentPlaces recent =
        new RecentPlaces() {
          @Override
          public List<Path> list() {
            return remembered;
          }

          @Override
          public void add(Path place) {
            remembered.add(0, place);
          }
        };
    browser = onEventThread(() -> new SeriesBrowser(Texts.in(Locale.ENGLISH), listener, recent));
    onEventThread(
        () -> {
          browser.setSize(900, 600);
          layOut(browser);
          return null;
        });
  }

  @AfterEach
  void end() throws Exception {
    onEventThread(
        () -> {
          browser.close();
          return null;
        });
  }

  private static void layOut(Container container) {
    container.doLayout();
    for (Component c : container.getComponents()) {
      if (c instanceof Container inner) {
        layOut(inner);
      }
    }
  }

  private void add(Path... places) throws Exception {
    onEventThread(
        () -> {
          for (Path place : places) {
            browser.add(place);
          }
          return null;
        });
    waitForTheEnd();
  }

  private void waitForTheEnd() throws Exception {
    while (onEventThread(browser::isBusy)) {
      Thread.onSpinWait();
    }
  }

  private Path series(String name, int number) throws Exception {
    Path folder = temp.resolve(name);
    DicomSeriesBuilder.of(GRID, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(GRID))
        .seriesNumber(number)
        .seed(number)
        .patient("Doe^Jane", "ID4711")
        .writeTo(folder);
    return folder;
  }

  private void press(String action) throws Exception {
    onEventThread(
        () -> {
          CatalogTable table = browser.table();
          Object key =
              table
                  .getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
                  .get(javax.swing.KeyStroke.getKeyStroke(action));
          table.getActionMap().get(key).actionPerformed(new ActionEvent(table, 0, ""));
          return null;
        });
  }

  @Test
  void enter_opens_the_selected_volume_of_its_place() throws Exception {
    add(series("a", 1), series("b", 2));
    assertEquals(2, browser.table().getRowCount());
    onEventThread(
        () -> {
          browser.table().setRowSelectionInterval(1, 1);
          return null;
        });
    press("ENTER");
    assertEquals(List.of("open 1 of b"), asked);
    assertEquals(List.of(temp.resolve("b"), temp.resolve("a")), remembered);
  }

  @Test
  void enter_on_masks_loads_them_onto_the_series_they_name() throws Exception {
    Path images = series("a", 1);
    short[] labels = new short[GRID.voxelCount()];
    labels[GRID.offset(2, 3, 1)] = 4;
    Path nifti = temp.resolve("labels.nii");
    DoeLabels.write(nifti, GRID, labels);
    io.github.voxelclick.plugin.convert.Converter.masks(
        nifti,
        images.resolve("masks.dcm"),
        io.github.voxelclick.plugin.convert.MaskFormat.SEG,
        io.github.voxelclick.plugin.convert.ReadSettings.PLAIN.withReference(images),
        io.github.voxelclick.plugin.task.Installation.producer(),
        io.github.voxelclick.volume.Progress.none());
    add(images);
    onEventThread(
        () -> {
          browser.table().setRowSelectionInterval(1, 1);
          return null;
        });
    press("ENTER");
    assertEquals(List.of("labels masks.dcm on Optional[1]"), asked);
  }

  @Test
  void a_place_that_cannot_be_listed_stops_no_other_and_names_nobody() throws Exception {
    Path none = Files.createDirectory(temp.resolve("Doe_Jane"));
    add(none, series("a", 1), temp.resolve("Doe_missing"));
    assertEquals(1, browser.table().getRowCount());
    String told = onEventThread(() -> browser.statusText() + browser.detailsText());
    assertFalse(told.contains("Doe"), told);
    assertTrue(told.contains("cannot be listed"), told);
    assertEquals(List.of(temp.resolve("a")), remembered);
    press("ENTER");
    assertEquals(List.of("open 1 of a"), asked);
  }

  @Test
  void the_filter_hides_lines() throws Exception {
    add(series("a", 1), series("b", 2));
    onEventThread(
        () -> {
          browser.filterField().setText("2\u00b71");
          return null;
        });
    assertEquals(1, browser.table().getRowCount());
    onEventThread(
        () -> {
          browser.filterField().setText("nothing like that");
          return null;
        });
    assertEquals(0, browser.table().getRowCount());
    press("ENTER");
    assertEquals(List.of(), asked);
  }

  @Test
  void what_is_dropped_is_looked_at() throws Exception {
    Path a = series("a b", 1);
    TransferHandler handler = browser.table().getTransferHandler();
    StringSelection dropped = new StringSelection(a.toUri().toString());
    assertTrue(
        onEventThread(
            () ->
                handler.importData(new TransferHandler.TransferSupport(browser.table(), dropped))));
    waitForTheEnd();
    assertEquals(1, browser.table().getRowCount());
    StringSelection junk = new StringSelection("https://example.org/x");
    assertFalse(
        onEventThread(
            () -> handler.importData(new TransferHandler.TransferSupport(browser.table(), junk))));
    assertTrue(browser.detailsText().contains("address of a file"), browser.detailsText());
  }

  @Test
  void clear_empties_the_list_and_drops_what_is_under_way() throws Exception {
    add(series("a", 1));
    onEventThread(
        () -> {
          for (int n = 0; n < 20; n++) {
            browser.add(temp);
          }
          browser.clear();
          return null;
        });
    waitForTheEnd();
    assertEquals(0, browser.table().getRowCount());
  }

  @Test
  void the_picture_of_a_line_in_sight_arrives() throws Exception {
    add(series("a", 1));
    for (int n = 0; n < 500 && greys() < 8; n++) {
      Thread.sleep(10);
    }
    assertTrue(greys() >= 8, "an empty cell has no shades");
  }

  /** How many shades the preview's cell has. */
  private long greys() throws Exception {
    return onEventThread(
        () -> {
          int side = browser.table().getRowHeight();
          BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
          Component cell =
              browser.table().prepareRenderer(browser.table().getCellRenderer(0, 0), 0, 0);
          cell.setSize(side, side);
          cell.paint(image.createGraphics());
          return IntStream.range(0, side * side)
              .map(n -> image.getRGB(n % side, n / side) & 0xff)
              .distinct()
              .count();
        });
  }
}
