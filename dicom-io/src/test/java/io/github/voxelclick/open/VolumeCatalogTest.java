package io.github.voxelclick.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.series.Refused;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.dicomgen.SeriesFault;
import io.github.voxelclick.fixtures.dicomgen.Tags;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.niftigen.NiftiType;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class VolumeCatalogTest {
  private static final PhantomGrid GRID = GlyphPhantom.smallObliqueGrid();

  @TempDir private Path folder;

  private static DicomSeriesBuilder dicom() {
    return DicomSeriesBuilder.of(GRID, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(GRID));
  }

  private static NiftiBuilder nifti() {
    return NiftiBuilder.of(GRID.size(), GlyphPhantom.indexSamples(GRID)).affine(GRID.affineRas());
  }

  private static VolumeCatalog catalog(Path path) throws VolumeException {
    return VolumeCatalog.of(path, Progress.none());
  }

  private static List<String> ids(VolumeCatalog catalog) {
    return catalog.entries().stream().map(VolumeEntry::id).toList();
  }

  private static String failure(Path path) {
    VolumeException e = assertThrows(VolumeException.class, () -> catalog(path));
    return e.getMessage();
  }

  @Nested
  class Opening {
    @Test
    void a_folder_of_both_formats_lists_dicom_first() throws Exception {
      dicom().seriesNumber(5).seed(1).seriesDescription("Late").writeTo(folder.resolve("x"));
      dicom().seriesNumber(2).seed(2).seriesDescription("Early").writeTo(folder.resolve("y"));
      nifti().writeTo(folder.resolve("b.nii.gz"));
      nifti().truncatedBy(10).writeTo(folder.resolve("c.nii"));
      nifti().writeTo(folder.resolve("d.nii"));
      Files.writeString(folder.resolve("readme.txt"), "hello");
      VolumeCatalog catalog = catalog(folder);
      assertEquals(List.of("1", "2", "3", "4"), ids(catalog));
      assertEquals(
          List.of("Early", "Late", "b.nii.gz", "d.nii"),
          catalog.entries().stream().map(VolumeEntry::description).toList());
      assertEquals("c.nii", catalog.refused().get(0).path().getFileName().toString());
      assertEquals(1, catalog.otherFiles());
    }

    @Test
    void dicom_and_nifti_of_one_image_gives_the_same_volume() throws Exception {
      dicom().shuffled().writeTo(folder);
      nifti().writeTo(folder.resolve("image.nii"));
      VolumeCatalog catalog = catalog(folder);
      OpenedVolume dicom = catalog.entries().get(0).load(Progress.none());
      OpenedVolume nifti = catalog.entries().get(1).load(Progress.none());
      assertTrue(dicom.volume().geometry().matches(nifti.volume().geometry(), 1e-4));
      for (int n = 0; n < GRID.voxelCount(); n++) {
        int[] v = GRID.voxel(n);
        VoxelIndex at = new VoxelIndex(v[0], v[1], v[2]);
        assertEquals(v[0] + 10 * v[1] + 100 * v[2], dicom.volume().value(at));
        assertEquals(dicom.volume().value(at), nifti.volume().value(at));
      }
      assertTrue(dicom.dicomSource().isPresent() && dicom.niftiHeader().isEmpty());
      assertTrue(nifti.niftiHeader().isPresent() && nifti.dicomSource().isEmpty());
    }

    @Test
    void tells_grid_and_syntax_before_anything_is_loaded() throws Exception {
      dicom().writeTo(folder);
      VolumeEntry entry = catalog(folder).choose(Optional.empty());
      assertEquals("CT", entry.modality());
      assertEquals(VolumeEntry.Format.DICOM, entry.format());
      assertEquals(List.of("1.2.840.10008.1.2.1"), entry.transferSyntaxes());
      assertEquals("5x7x3", entry.geometry().size().toString());
      assertTrue(entry.geometry().matches(entry.load(Progress.none()).volume().geometry(), 0));
    }

    @Test
    void one_file_opens_that_image_alone_whatever_its_name() throws Exception {
      Path deep = Files.createDirectories(folder.resolve("with space/äöü"));
      Path file = dicom().writeTo(deep).images().get(1).file();
      Path renamed = Files.move(file, deep.resolve("no ending"));
      VolumeCatalog catalog = catalog(renamed);
      assertEquals(1, catalog.entries().get(0).geometry().size().k());
      OpenedVolume opened = catalog.entries().get(0).load(Progress.none());
      assertEquals(164, opened.volume().value(new VoxelIndex(4, 6, 0)));
    }

    @Test
    void a_broken_image_is_refused_and_still_catalogued() throws Exception {
      SeriesFault all =
          slices ->
              IntStream.range(0, 3).forEach(k -> SeriesFault.truncatedFile(k, 30).inject(slices));
      dicom().fault(all).writeTo(folder);
      VolumeCatalog catalog = catalog(folder);
      assertEquals(List.of(), catalog.entries());
      assertEquals(1, catalog.refused().size());
    }
  }

  @Nested
  @EnabledOnOs(OS.LINUX)
  class What_the_disk_refuses {
    /** A regular file whose first byte cannot be read: input/output error, whoever asks. */
    private static final Path BAD_SECTOR = Path.of("/proc/self/mem");

    private static List<String> unreadable(VolumeCatalog catalog) {
      return catalog.unreadable().stream()
          .map(r -> r.path().getFileName().toString())
          .sorted()
          .toList();
    }

    @Test
    void is_told_from_what_is_foreign_or_damaged() throws Exception {
      List<Path> slices = dicom().writeTo(folder).images().stream().map(i -> i.file()).toList();
      Files.delete(slices.get(1));
      Files.createSymbolicLink(slices.get(1), BAD_SECTOR);
      Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));
      Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));
      Files.createSymbolicLink(folder.resolve("up"), folder);
      Files.createSymbolicLink(folder.resolve("z.nii"), BAD_SECTOR);
      Files.write(folder.resolve("cut.dcm"), Arrays.copyOf(Files.readAllBytes(slices.get(0)), 300));
      nifti().truncatedBy(10).writeTo(folder.resolve("cut.nii"));
      Files.writeString(folder.resolve("readme.txt"), "hello");
      VolumeCatalog catalog = catalog(folder);
      assertEquals(
          List.of("circle", "nowhere", slices.get(1).getFileName().toString(), "z.nii"),
          unreadable(catalog));
      assertEquals(6, catalog.refused().size(), catalog.refused().toString());
      assertEquals(1, catalog.otherFiles());
      assertTrue(
          catalog.unreadable().stream().anyMatch(r -> r.reason().contains("Input/output error")));
      catalog
          .refused()
          .forEach(r -> assertFalse(r.reason().contains(folder.toString()), r.reason()));
      assertTrue(
          catalog.entries().get(0).warnings().stream()
              .anyMatch(w -> w.code().equals("unreadable-neighbours")));
    }

    @Test
    void alone_is_refused_and_not_called_missing() throws Exception {
      Path file = Files.createSymbolicLink(folder.resolve("a"), BAD_SECTOR);
      assertEquals(List.of("a"), unreadable(catalog(file)));
      Path nifti = Files.createSymbolicLink(folder.resolve("b.nii"), BAD_SECTOR);
      assertEquals(List.of("b.nii"), unreadable(catalog(nifti)));
      Path circle = Files.createSymbolicLink(folder.resolve("c"), folder.resolve("c"));
      assertFalse(failure(circle).contains("no such file"), failure(circle));
      Path labels = Files.createSymbolicLink(folder.resolve("d.nii"), folder.resolve("d.nii"));
      NiftiReadException e =
          assertThrows(NiftiReadException.class, () -> NiftiReader.readHeader(labels));
      assertTrue(e.getMessage().startsWith("Cannot read d.nii: "), e.getMessage());
      assertFalse(e.getMessage().contains(folder.toString()), e.getMessage());
    }

    @Test
    void a_folder_that_cannot_be_looked_into_is_told() throws Exception {
      dicom().writeTo(folder);
      Path closed = Files.createDirectory(folder.resolve("closed"));
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
      try {
        if (Files.isReadable(closed)) { // the administrator may look into all
          assertEquals(List.of(), unreadable(catalog(folder)));
        } else {
          assertEquals(List.of("closed"), unreadable(catalog(folder)));
          assertTrue(failure(closed).contains("may be read"), failure(closed));
        }
      } finally {
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  @Nested
  @Tag("C4.1")
  class Nifti {
    @Test
    void pairs_are_listed_once_by_their_header() throws Exception {
      Path header = nifti().writePairTo(folder.resolve("a.hdr"), folder.resolve("a.img"));
      nifti().writePairTo(folder.resolve("b.hdr.gz"), folder.resolve("b.img.gz"));
      VolumeCatalog catalog = catalog(folder);
      assertEquals(List.of("1", "2"), ids(catalog));
      assertEquals(header, catalog.entries().get(0).path());
      assertEquals(List.of(), catalog.refused());
      VolumeCatalog half = catalog(folder.resolve("b.img.gz"));
      assertEquals("b.hdr.gz", half.choose(Optional.empty()).description());
      half.entries().get(0).load(Progress.none());
    }

    @Test
    void volumes_of_one_file_have_letters_and_say_which_they_are() throws Exception {
      int[] size = {5, 7, 3, 29};
      double[] samples = new double[5 * 7 * 3 * 29];
      Arrays.setAll(samples, n -> Math.floorDiv(n, 5 * 7 * 3));
      NiftiBuilder.of(size, NiftiType.UINT8, samples)
          .affine(GRID.affineRas())
          .writeTo(folder.resolve("a.nii.gz"));
      nifti().writeTo(folder.resolve("b.nii"));
      VolumeCatalog catalog = catalog(folder);
      List<String> ids = ids(catalog);
      assertEquals(30, ids.size());
      assertEquals(List.of("1a", "1z", "1aa", "1ac", "2"), pick(ids, 0, 25, 26, 28, 29));
      VolumeEntry last = catalog.choose(Optional.of("1ac"));
      assertEquals("time point 29 of 29", last.variant());
      assertEquals(28, last.load(Progress.none()).volume().value(new VoxelIndex(4, 6, 2)));
    }

    private static List<String> pick(List<String> all, int... places) {
      return Arrays.stream(places).mapToObj(all::get).toList();
    }

    @Test
    void samples_without_their_header_are_refused_unless_they_are_dicom() throws Exception {
      Path image = dicom().writeTo(folder.resolve("x")).images().get(0).file();
      Files.move(image, folder.resolve("x/dicom.img"));
      nifti().writePairTo(folder.resolve("a.hdr"), folder.resolve("a.img"));
      Files.delete(folder.resolve("a.hdr"));
      VolumeCatalog catalog = catalog(folder);
      assertEquals(List.of("1"), ids(catalog));
      assertEquals(VolumeEntry.Format.DICOM, catalog.entries().get(0).format());
      assertTrue(catalog.refused().get(0).reason().contains("its header"));
      assertEquals(0, catalog.otherFiles());
    }

    @Test
    @Tag("C4.6")
    void volumes_have_no_images_that_a_dicom_seg_could_refer_to() throws Exception {
      nifti().writeTo(folder.resolve("b.nii"));
      OpenedVolume opened = catalog(folder).choose(Optional.empty()).load(Progress.none());
      assertTrue(opened.dicomSource().isEmpty());
    }
  }

  @Nested
  class Choosing {
    @Test
    void among_several_needs_an_id_and_lists_them() throws Exception {
      dicom().seriesNumber(1).seed(1).writeTo(folder.resolve("x"));
      nifti().writeTo(folder.resolve("b.nii"));
      VolumeCatalog catalog = catalog(folder);
      assertEquals("2", catalog.choose(Optional.of("2")).id());
      for (Optional<String> id : List.of(Optional.<String>empty(), Optional.of("7"))) {
        VolumeException e = assertThrows(VolumeException.class, () -> catalog.choose(id));
        assertTrue(e.getMessage().contains("1 (CT 5x7x3), 2 (NIFTI 5x7x3)"), e.getMessage());
      }
    }

    @Test
    void takes_the_only_volume_beside_plain_slices() throws Exception {
      dicom().fault(SeriesFault.localizer()).writeTo(folder);
      VolumeCatalog catalog = catalog(folder);
      assertEquals(List.of("1a", "1b"), ids(catalog));
      assertEquals("1a", catalog.choose(Optional.empty()).id());
      VolumeEntry scout = catalog.choose(Optional.of("1b"));
      assertEquals(false, scout.isVolume());
      assertEquals("1b (CT 5x7x1, plain slices)", scout.summary());
    }

    @Test
    void among_echoes_names_their_times() throws Exception {
      SeriesFault echoes =
          slices -> {
            for (int k = 0; k < 3; k++) {
              SeriesFault.samePositionTwice(k).inject(slices);
            }
            for (int n = 0; n < 6; n++) {
              slices.get(n).dataset().decimals(Tags.ECHO_TIME, n % 2 == 0 ? 15 : 85);
            }
          };
      dicom().fault(echoes).writeTo(folder);
      VolumeCatalog catalog = catalog(folder);
      assertEquals("echo time 85", catalog.entries().get(1).variant());
      VolumeException e =
          assertThrows(VolumeException.class, () -> catalog.choose(Optional.empty()));
      assertTrue(e.getMessage().contains("1b (CT 5x7x3, echo time 85)"), e.getMessage());
    }

    @Test
    void where_all_is_refused_tells_why() throws Exception {
      dicom().fault(SeriesFault.declaredSyntax("1.2.840.10008.1.2.4.100")).writeTo(folder);
      VolumeCatalog catalog = catalog(folder);
      VolumeException e =
          assertThrows(VolumeException.class, () -> catalog.choose(Optional.empty()));
      Refused refused = catalog.refused().get(0);
      assertTrue(e.getMessage().contains(refused.reason()), e.getMessage());
    }
  }

  @Nested
  class Nothing {
    @Test
    void at_the_path_says_so() {
      assertTrue(failure(folder.resolve("missing")).contains("no such file or folder"));
      assertTrue(failure(Path.of("")).contains("path is empty"));
    }

    @Test
    void in_the_folder_says_so() throws Exception {
      assertTrue(failure(folder).contains("holds no file"));
      Files.writeString(folder.resolve("a.txt"), "a");
      Files.writeString(folder.resolve("b.png"), "b");
      assertTrue(failure(folder).contains("2 files, none of them a DICOM image or NIfTI"));
    }

    @Test
    void in_a_file_that_is_not_dicom_says_so() throws Exception {
      Path file = Files.writeString(folder.resolve("letter.txt"), "Dear Sir or Madam");
      assertTrue(failure(file).contains("Not a DICOM file"));
      Path empty = Files.createFile(folder.resolve("empty.dcm"));
      assertTrue(failure(empty).contains("empty"));
    }

    @Test
    void to_see_in_a_dicom_file_names_what_it_is() throws Exception {
      SeriesFault plan =
          SeriesFault.everywhere(
              s ->
                  s.dataset()
                      .text(Tags.MODALITY, "CS", "SEG")
                      .text(Tags.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.66.4"));
      Path file = dicom().fault(plan).writeTo(folder).images().get(0).file();
      assertTrue(failure(file).contains("DICOM object of SEG"));
    }
  }

  @Test
  void every_cut_of_a_dicom_file_is_refused_or_named_never_opened() throws Exception {
    Path file = dicom().writeTo(folder.resolve("whole")).images().get(0).file();
    byte[] whole = Files.readAllBytes(file);
    Path cut = folder.resolve("cut.dcm");
    for (int n = 0; n < whole.length; n += 11) {
      Files.write(cut, Arrays.copyOf(whole, n));
      try {
        VolumeCatalog catalog = catalog(cut);
        assertEquals(List.of(), catalog.entries(), "cut at byte " + n);
        assertFalse(catalog.refused().isEmpty());
      } catch (VolumeException e) {
        assertTrue(e.getMessage().contains("cut.dcm"), e.getMessage());
      }
    }
  }
}
