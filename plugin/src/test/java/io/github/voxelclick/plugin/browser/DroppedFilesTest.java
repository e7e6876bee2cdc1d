package io.github.voxelclick.plugin.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.task.JobException;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.Transferable;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DroppedFilesTest {
  private static Transferable of(DataFlavor flavor, Object data) {
    return new Transferable() {
      @Override
      public DataFlavor[] getTransferDataFlavors() {
        return new DataFlavor[] {DataFlavor.imageFlavor, flavor};
      }

      @Override
      public boolean isDataFlavorSupported(DataFlavor asked) {
        return asked.equals(flavor);
      }

      @Override
      public Object getTransferData(DataFlavor asked) {
        return data;
      }
    };
  }

  private static DataFlavor uriList() throws ClassNotFoundException {
    return new DataFlavor("text/uri-list;class=java.lang.String");
  }

  @Test
  void a_list_of_files_gives_their_paths_in_order() throws Exception {
    Path a = Path.of("b", "\u00e4 1").toAbsolutePath();
    Path b = Path.of("a").toAbsolutePath();
    Transferable files = of(DataFlavor.javaFileListFlavor, List.of(a.toFile(), b.toFile()));
    assertTrue(DroppedFiles.mayBe(files.getTransferDataFlavors()));
    assertEquals(List.of(a, b), DroppedFiles.of(files));
  }

  @Test
  void a_list_of_addresses_gives_their_paths() throws Exception {
    Path a = Path.of("a b", "\u00e4").toAbsolutePath();
    String address = a.toUri().toString();
    String local = address.replace("file:///", "file://localhost/");
    String text = "# copied\r\n" + address + "\r\n\r\n" + local + "\r\n";
    assertEquals(List.of(a, a), DroppedFiles.of(of(uriList(), text)));
    assertEquals(List.of(a), DroppedFiles.of(new StringSelection(a.toString())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/a.nii",
        "file://elsewhere/a",
        "file:relative",
        "relative/a",
        "file:///a%zz",
        "file:///a?b",
        "\u0000",
        "# nothing",
        ""
      })
  void what_is_no_file_of_this_computer_is_refused(String text) throws Exception {
    Transferable dropped = of(uriList(), text);
    JobException e = assertThrows(JobException.class, () -> DroppedFiles.of(dropped));
    assertTrue(e.getMessage().startsWith("What was dropped is"), e.getMessage());
  }

  @Test
  void what_is_neither_is_not_taken() {
    Transferable image = of(DataFlavor.imageFlavor, "x");
    assertFalse(DroppedFiles.mayBe(image.getTransferDataFlavors()));
    assertThrows(JobException.class, () -> DroppedFiles.of(image));
    Transferable none = of(DataFlavor.javaFileListFlavor, List.<File>of());
    assertThrows(JobException.class, () -> DroppedFiles.of(none));
  }
}
